"""A ward's report, made from what was read: what every ward has, and what only Kent's and Medway's have."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from sipmap.areas.barriers import nearest_size
from sipmap.areas.similar import distances, most_alike
from sipmap.areas.targets import TargetArea
from sipmap.catalogue import indicators
from sipmap.desk.areareport import People
from sipmap.desk.claimants import claimant_trend
from sipmap.desk.needs import ward_needs
from sipmap.desk.pockets import ENGLAND_LSOAS
from sipmap.desk.shortlisting import EMPLOYMENT, POPULATION, WORKING_AGE
from sipmap.desk.wardclaims import index_claim, standing_out, ward_claims
from sipmap.desk.wardknowledge import places_of, ward_flags, ward_initiatives
from sipmap.desk.wardreport import (
    Likeness,
    LocalReport,
    Similar,
    SmallArea,
    WardReport,
)
from sipmap.desk.wardshared import County, Shared, county_set
from sipmap.desk.wardstanding import county_scores, england_stand, in_county, in_district
from sipmap.geography import ENGLAND
from sipmap.scoring.rank import quantile_group
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.store import read

INDEX = ("iod2025-employment-rate", "iod2025-income-rate")
"""Rates that every ward of England has, by best fit."""
NAN = float("nan")
PEOPLE = ("people", "working_age", "employment_deprived")


def local_ward(
    shared: Shared,
    county: County,
    code: str,
    today: date,
    *,
    flags: pd.DataFrame,
    initiatives: Iterable[Mapping[str, Any]],
) -> WardReport:
    """Tell of a ward of Kent or Medway.

    Parameters
    ----------
    shared, county : Shared, County
    code : str
        A ward of that county; KeyError where it is not.
    today : date
    flags : DataFrame
        As last revised.
    initiatives : iterable of entries
        Those on record.
    """
    row = shared.wards.set_index("code").loc[code]
    name, district_code = str(row["name"]), str(row["district_code"])
    setting, label = county.setting, county.comparison.label
    places = places_of(setting.places, setting.place_wards, code)
    entries = list(initiatives)
    claims = tuple(ward_claims(county, code))
    local = LocalReport(
        district=in_district(county, code, str(row["district"])),
        county=in_county(county, code),
        scores=county_scores(county),
        **standing_out(county, code, today.year),
        trend=claimant_trend(shared.claimants, code, name, str(row["county_code"]), label),
        area=setting.report(TargetArea(code, name, "touching", (code,))),
        ordered_at=nearest_size(setting.size),
        needs=ward_needs(setting.evidence, code),
        likeness=_likeness(shared, code),
        small=small_areas_in(shared.small, code),
        warning=setting.warnings.get(code),
        flags=tuple(ward_flags(flags, code, name, places, today)),
        initiatives=ward_initiatives(entries, code, district_code, places),
        initiatives_known=len(entries),
    )
    return WardReport(
        release=shared.release,
        today=today,
        code=code,
        name=name,
        name_welsh=str(row["name_welsh"] or ""),
        district_code=district_code,
        district=str(row["district"]),
        county_code=str(row["county_code"]),
        county=label,
        former=shared.former.get(code, ()),
        places=tuple(sorted(places.values())),
        basis="postcode-share",
        people=People(*(float(setting.people[c][code]) for c in PEOPLE)),
        england=england_stand(shared.national, code),
        claims=claims,
        local=local,
    )


def england_ward(
    engine: Engine,
    release: read.ReleaseRecord,
    area: Mapping[str, Any],
    national: RankUncertainty,
    today: date,
) -> WardReport:
    """Tell of a ward elsewhere in England: what the index says of it, by best fit.

    Parameters
    ----------
    area : mapping
        Its row of `store.read.areas`.
    national : RankUncertainty
        From `listed.national_certainty`.
    """
    code = str(area["code"])
    rows = read.observations(engine, release.id, geography="ward", basis="best-fit", areas=(code,))
    held = rows.drop_duplicates("indicator_id", keep="last").set_index("indicator_id")
    whole = read.observations(engine, release.id, indicators=INDEX, geography="country", areas=(ENGLAND,))
    england = dict(zip(whole["indicator_id"], whole["value"], strict=True))
    names = read.areas(
        engine, release.id, "district", codes=(str(area["district_code"]), str(area["county_code"]))
    )
    known = dict(zip(names["code"], names["name"], strict=True))
    former = read.former_names(engine, release.id)
    other_names = former.loc[former["code"].eq(code) & former["name"].ne(area["name"]), "name"]
    numbers = held["numerator"].reindex([POPULATION, WORKING_AGE, EMPLOYMENT])
    return WardReport(
        release=release,
        today=today,
        code=code,
        name=str(area["name"]),
        name_welsh=str(area["name_welsh"] or ""),
        district_code=str(area["district_code"]),
        district=str(known.get(area["district_code"], "")),
        county_code=str(area["county_code"]),
        county=str(known.get(area["county_code"], "")),
        former=tuple(dict.fromkeys(str(n) for n in other_names)),
        places=(),
        basis="best-fit",
        people=People(*(float(n) for n in numbers)),
        england=england_stand(national, code),
        claims=tuple(index_claim(held, i, england) for i in INDEX if i in held.index),
        local=None,
    )


def is_of_study_area(county_code: str) -> bool:
    """Whether a county's wards have all that `local_ward` tells."""
    return county_set(county_code) is not None


def small_areas_in(small: pd.DataFrame, code: str) -> tuple[SmallArea, ...]:
    """Return the small areas of a ward, most deprived first; `small` is from `pockets.small_areas`."""
    here = small[small["group"] == code]
    residents = (here["population"] * here["share"]).to_numpy(dtype=np.float64)
    whole = np.nansum(residents)
    deciles = quantile_group(here["rank"], ENGLAND_LSOAS)
    found = [
        SmallArea(
            str(area["code"]),
            str(area["name"]),
            float(people),
            float(people / whole) if whole > 0 else NAN,
            float(area["share"]),
            None if pd.isna(area["rank"]) else int(area["rank"]),
            None if np.isnan(decile) else int(decile),
        )
        for area, people, decile in zip(here.to_dict("records"), residents, deciles, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.rank is None, one.rank, one.code)))


def _likeness(shared: Shared, code: str) -> Likeness:
    wards = shared.wards.set_index("code")
    known = indicators()
    figures = tuple(known[str(i)] for i in shared.scaled.columns)
    if shared.scaled.loc[code].isna().all() or shared.scaled.shape[1] == 0:
        return Likeness((), figures, NAN, 0)
    far = distances(shared.scaled, code)
    return Likeness(
        wards=tuple(
            Similar(
                one, str(wards.at[one.code, "name"]), str(wards.at[one.code, "district"]), known[one.apart_on]
            )
            for one in most_alike(shared.scaled, code)
        ),
        figures=figures,
        typical=float(far.median()) if len(far) else NAN,
        of=len(far),
    )
