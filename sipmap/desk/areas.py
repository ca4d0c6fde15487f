"""Target areas and wards with what holds people back there, read from a release."""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd
from sqlalchemy import Engine

from sipmap.areas.barriers import nearest_size
from sipmap.areas.targets import TargetArea, target_areas
from sipmap.desk.areareport import AreaReport, AreasReport, Setting
from sipmap.desk.certainty import ranking_layout
from sipmap.desk.communal import area_warnings
from sipmap.desk.evidence_read import county_evidence
from sipmap.desk.listed import list_certainty
from sipmap.desk.ranking import RankingInputs
from sipmap.desk.shortlisting import ward_people
from sipmap.errors import ProfileError, UnknownCodeError
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.store import read


def read_setting(
    engine: Engine, inputs: RankingInputs, top: int, today: date, certainty: RankUncertainty | None = None
) -> Setting:
    """Read what reports on a county share.

    Parameters
    ----------
    engine : Engine
    inputs : RankingInputs
        Of the profile in use: it chooses the list, never the yardstick.
    top : int
        How long the list is.
    today : date
        By which flags are current or need review.
    certainty : RankUncertainty, optional
        How sure the list is, where it was worked out before.

    Raises
    ------
    ProfileError
        A profile of other wards than today's, or no figures of need in the release.
    """
    if inputs.profile.geography != "ward":
        raise ProfileError(
            f"The profile '{inputs.profile.id}' ranks the wards of 1998, which are not mapped; "
            "choose one of today's wards, such as 'sip-today'."
        )
    evidence = county_evidence(engine, inputs.release, inputs.comparison)
    places, place_wards = read.places(engine, inputs.release.id)
    certainty = certainty or list_certainty(ranking_layout(engine, inputs), inputs, top)
    return Setting(
        inputs=inputs,
        evidence=evidence,
        people=ward_people(engine, inputs).set_index("area_code"),
        certainty=certainty.frame,
        certainty_kind=certainty.kind,
        warnings=area_warnings(engine, inputs, top),
        flags=read.flags(engine).to_dict("records"),
        places=places,
        place_wards=place_wards,
        size=nearest_size(top),
        today=today,
    )


def areas_report(
    engine: Engine,
    inputs: RankingInputs,
    *,
    today: date,
    top: int | None = None,
    targets: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> AreasReport:
    """Gather target wards into areas and assess each.

    Parameters
    ----------
    engine : Engine
    inputs : RankingInputs
    today : date
    top : int, optional
        The first so many wards of the ranking are the targets; by default the profile's size.
    targets : sequence of ward codes, optional
        The targets themselves, as of a decision, in their order; then `top` is their number.
    names : mapping of ward code to name, optional
        What the area with that ward shall be called.

    Raises
    ------
    ProfileError, UnknownCodeError
        As `read_setting` and `target_areas`.
    """
    length = len(targets) or top or inputs.profile.size
    setting = read_setting(engine, inputs, length, today)
    links = read.links(engine, inputs.release.id)
    return areas_of_setting(setting, links, tuple(targets) or first_wards(inputs, length), names)


def areas_of_setting(
    setting: Setting, links: pd.DataFrame, targets: tuple[str, ...], names: Mapping[str, str] | None = None
) -> AreasReport:
    """Gather target wards into areas and assess each, from what was read; see `areas_report`."""
    found = target_areas(
        targets, setting.evidence.areas, setting.places, setting.place_wards, links, names=names
    )
    return AreasReport(
        evidence=setting.evidence,
        profile=setting.inputs.profile,
        release=setting.inputs.release,
        targets=targets,
        size=setting.size,
        areas=tuple(setting.report(area) for area in found),
    )


def ward_report(setting: Setting, code: str) -> AreaReport:
    """Assess one ward as an area of its own; raises UnknownCodeError where it is not of the county."""
    check_ward(setting.inputs, code)
    return setting.report(TargetArea(code, setting.evidence.names[code], "touching", (code,)))


def check_ward(inputs: RankingInputs, code: str) -> None:
    """Raise UnknownCodeError where a ward is not of the county."""
    if code not in set(inputs.areas["code"]):
        here = inputs.comparison
        raise UnknownCodeError(
            f"There is no ward {code} in {here.label}; `sipmap rank --area {here.id}` lists the codes."
        )


def first_wards(inputs: RankingInputs, top: int) -> tuple[str, ...]:
    """Return the first wards by rank; those that tie at the end are all in."""
    ranking = inputs.ranking()
    return tuple(str(c) for c in ranking.loc[ranking["rank"].le(top).fillna(False), "area_code"])
