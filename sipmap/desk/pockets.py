"""Small areas by ward, and the pockets of deprivation that a list of wards leaves outside."""

from collections.abc import Collection, Mapping

import pandas as pd
from sqlalchemy import Engine

from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.scoring.coverage import pockets
from sipmap.store import read

ENGLAND_LSOAS = 33_755
"""Small areas of England among which IoD 2025 ranks."""

HELD = COMPARISON_SETS["kent-and-medway"]
"""Where small areas are held."""

_COLUMNS = {"iod2025-population": "population", "iod2025-imd-rank": "rank", "iod2025-imd-score": "score"}


def small_areas(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return the pieces of small areas (2021) in each ward, by postcode share.

    Returns
    -------
    DataFrame
        group (ward code), code, name, share (0..1 of the small area); of the whole small area: population
        (residents), rank and score on IMD 2025 (rank 1 is most deprived of England's `ENGLAND_LSOAS`); NaN
        where the release does not say.
    """
    shares = read.weights(engine, release_id, "lsoa21", "postcode-share")
    rows = read.observations(
        engine, release_id, indicators=tuple(_COLUMNS), geography="lsoa21", basis="published"
    )
    wide = rows.pivot_table(index="area_code", columns="indicator_id", values="value", dropna=False)
    figures = wide.reindex(columns=list(_COLUMNS)).rename(columns=_COLUMNS)
    names = read.areas(engine, release_id, "lsoa21").set_index("code")["name"]
    pieces = shares.rename(columns={"from_code": "code", "to_code": "group", "weight": "share"})
    return pieces[["group", "code", "share"]].assign(name=pieces["code"].map(names)).join(figures, on="code")


def part_held(comparison: ComparisonSet) -> str:
    """Return the label of the part of a comparison set whose small areas are held; "" where all are."""
    return "" if set(comparison.county_codes) & set(HELD.county_codes) else HELD.label


def worst_pockets(small: pd.DataFrame, wards: Mapping[str, str]) -> pd.DataFrame:
    """List the worst-decile small areas of some wards, on a list or not: see `scoring.coverage.pockets`.

    Parameters
    ----------
    small : DataFrame
        From `small_areas`.
    wards : mapping of code to name
        The wards of the comparison set.

    Returns
    -------
    DataFrame
        code, group, rank, residents, small_area and ward (their names); most deprived first.
    """
    found = pockets(small[small["group"].isin(list(wards))], (), ENGLAND_LSOAS)
    names = small.drop_duplicates("code").set_index("code")["name"]
    return found.assign(small_area=found["code"].map(names), ward=found["group"].map(dict(wards)))


def pockets_outside(worst: pd.DataFrame, chosen: Collection[str]) -> pd.DataFrame:
    """Return those of `worst_pockets` that a list of wards, by code, leaves outside."""
    return worst[~worst["group"].isin(list(chosen))].reset_index(drop=True)
