"""What a briefing on a list of wards is made from: its record, its account, its areas, its sources."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import shapely
from sqlalchemy import Engine

from sipmap import desk
from sipmap.catalogue import with_weights
from sipmap.desk.areareport import AreasReport, Setting
from sipmap.desk.areas import areas_of_setting, read_setting
from sipmap.desk.choice import Choice
from sipmap.desk.decisions import Stated, release_named, stated_of, verify_decision
from sipmap.desk.stated import stated_varied
from sipmap.errors import SipmapError
from sipmap.export.areas import mapped
from sipmap.export.shortlist import ShortlistAccount, read_account, shortlist_record, stated_record
from sipmap.figures.areamap import area_map
from sipmap.geography import ComparisonSet
from sipmap.knowledge.decision_register import decision_events
from sipmap.knowledge.decisions import Record, overrides
from sipmap.store import read
from sipmap.store.audit import Event
from sipmap.words import briefing as words


@dataclass(frozen=True)
class Worked:
    """What follows from a list's own release and never changes: worked out once, shown as often as asked."""

    account: ShortlistAccount
    setting: Setting | None
    """None where areas cannot be told, as for the wards of 1998."""
    links: pd.DataFrame
    wards: pd.DataFrame
    """The county's wards with geometry; no row where there is no map."""
    sources: pd.DataFrame


@dataclass(frozen=True)
class ListBrief:
    """All that a briefing tells of a list."""

    record: Record
    """As `knowledge.decisions` describes it; of a list that is not saved, without id and checksum."""
    status: str
    today: date
    sources: pd.DataFrame
    account: ShortlistAccount | None
    """None where the list does not come out again as recorded: then only the record is told."""
    areas: AreasReport | None = None
    map_svg: str = ""
    map_alt: str = ""
    sha256: str = ""
    events: Sequence[Event] = ()
    differences: Sequence[str] = ()


def decision_brief(engine: Engine, uid: str, today: date) -> ListBrief:
    """Read all that a decision's briefing tells, from the decision's own release; flags are today's.

    Raises UnknownCodeError, or RecordChangedError where the record is not, to the byte, as it was saved.
    """
    checked = verify_decision(engine, uid)
    found = checked.decision
    made = ListBrief(
        record=found.record,
        status=found.status,
        today=today,
        sources=read.sources(engine, found.release_id),
        account=None,
        sha256=found.sha256,
        events=decision_events(engine, uid),
        differences=checked.differences,
    )
    if checked.differences:
        return made
    worked = worked_out(engine, release_named(engine, found.release_id), stated_of(found.record["stated"]))
    return with_worked(made, worked, read.flags(engine))


def worked_out(engine: Engine, release: read.ReleaseRecord, stated: Stated) -> Worked:
    """Work a stated list out on a release, with all that is told of it."""
    comparison = desk.comparison_set(stated.area)
    inputs = desk.ranking_inputs(engine, release, comparison, stated.profile)
    choice = Choice(
        comparison,
        stated.profile,
        stated.size,
        stated.objective,
        stated.rules,
        tuple(sorted(stated.weights.items())),
        stated_varied(stated.held_still),
    )
    return worked_of(engine, read_account(engine, inputs, choice))


def worked_of(engine: Engine, account: ShortlistAccount) -> Worked:
    """Add to a list's account what else is told of it."""
    inputs = account.inputs
    release = inputs.release
    return Worked(
        account=account,
        setting=_setting(engine, account),
        links=read.links(engine, release.id),
        wards=_wards(engine, release, inputs.comparison, inputs.profile.geography),
        sources=read.sources(engine, release.id),
    )


def _setting(engine: Engine, account: ShortlistAccount) -> Setting | None:
    """Read what the areas' reports share; None for wards of which there are none."""
    inputs = account.inputs
    if not inputs.comparison.county_codes:
        return None
    moved = replace(inputs, profile=with_weights(inputs.profile, account.weights))
    try:
        return read_setting(engine, moved, account.shortlist.size, date.min, account.certainty)
    except SipmapError:
        return None


def _wards(
    engine: Engine, release: read.ReleaseRecord, comparison: ComparisonSet, geography: str
) -> pd.DataFrame:
    if geography != "ward" or not comparison.county_codes:
        return pd.DataFrame()
    found = read.areas(engine, release.id, "ward", county_codes=comparison.county_codes, with_geometry=True)
    return found.assign(geometry=shapely.from_wkb(found["geometry"].to_numpy()))


def with_worked(made: ListBrief, worked: Worked, flags: pd.DataFrame) -> ListBrief:
    """Add what a list's release gives, with the flags as they are now."""
    account, targets = worked.account, tuple(w["ward_code"] for w in made.record["result"]["wards"])
    areas, svg, alt = None, "", ""
    if worked.setting is not None and targets:
        setting = replace(worked.setting, flags=flags.to_dict("records"), today=made.today)
        areas = areas_of_setting(setting, worked.links, targets)
        named = ", ".join(f"{n} {area.area.name}" for n, area in enumerate(areas.areas, start=1))
        alt = words.map_alt(account.inputs.comparison.label, len(targets), named)
        svg = area_map(worked.wards, mapped(areas), alt) if len(worked.wards) else ""
    return replace(made, account=account, areas=areas, map_svg=svg, map_alt=alt)


def list_brief(engine: Engine, account: ShortlistAccount, today: date) -> ListBrief:
    """Read the same for a list that nobody saved."""
    worked = worked_of(engine, account)
    made = ListBrief(
        record=_record(account, today),
        status=words.NOT_A_DECISION,
        today=today,
        sources=worked.sources,
        account=None,
    )
    return with_worked(made, worked, read.flags(engine))


def _record(account: ShortlistAccount, today: date) -> Record:
    """Return what a decision's record would hold, but for id and checksum."""
    stated: Any = stated_record(account)
    release = account.inputs.release
    given = overrides(
        stated["rules"],
        stated["profile"]["rules"],
        account.names,
        "whoever stated the list",
        today.isoformat(),
    )
    return {
        "name": words.list_title(account.shortlist.area, account.shortlist.size),
        "release": {"id": release.id, "label": release.label},
        "stated": stated,
        "overrides": given,
        "equality_duty": "",
        "supersedes": None,
        "result": {"wards": shortlist_record(account)["wards"]},
    }
