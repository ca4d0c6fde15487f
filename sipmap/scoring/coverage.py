"""What a shortlist covers and what it leaves outside: people, people in need, pockets of deprivation."""

from collections.abc import Collection

import numpy as np
import pandas as pd

from sipmap.scoring.rank import quantile_group
from sipmap.scoring.summaries import WORST_LSOA_FLOOR

COUNTS = ("people", "employment_deprived", "worst_decile_residents")


def coverage(wards: pd.DataFrame, chosen: Collection[str]) -> pd.DataFrame:
    """Say how many people a shortlist reaches.

    Parameters
    ----------
    wards : DataFrame, one row a ward of the whole comparison set
        area_code, and counts of people: people (residents), employment_deprived (of working age),
        worst_decile_residents (of small areas in England's most deprived tenth). NaN where unknown.
    chosen : collection of area codes

    Returns
    -------
    DataFrame indexed by the three counts
        inside, outside, total (people, over the wards whose count is known), inside_share (0..1; NaN where
        the total is 0), wards_unknown (how many wards have no count, so that no gap goes unsaid).

    Raises
    ------
    KeyError
        A chosen code is not among the wards.
    """
    is_chosen = wards["area_code"].isin(list(chosen)).to_numpy()
    unknown = set(chosen) - set(wards["area_code"])
    if unknown:
        raise KeyError(f"{sorted(unknown)[0]} is not among the wards")
    counts = wards[list(COUNTS)].to_numpy(dtype=np.float64)
    inside, total = np.nansum(counts[is_chosen], axis=0), np.nansum(counts, axis=0)
    with np.errstate(invalid="ignore"):
        share = inside / total
    return pd.DataFrame(
        {
            "inside": inside,
            "outside": np.nansum(counts[~is_chosen], axis=0),
            "total": total,
            "inside_share": share,
            "wards_unknown": np.isnan(counts).sum(axis=0),
        },
        index=pd.Index(COUNTS, name="count"),
    )


def worst_decile_residents(small: pd.DataFrame, n_national: int) -> pd.Series:
    """Count, for each group, the residents of small areas in England's most deprived tenth.

    Parameters
    ----------
    small : DataFrame
        group, population, share, rank: as for `summaries.summarise`.
    n_national : int

    Returns
    -------
    Series of float on the groups in order; NaN where a group has a small area without rank or population.
    """
    residents = small["population"] * small["share"]
    worst = residents.where(quantile_group(small["rank"], n_national) == 1, 0.0).where(small["rank"].notna())
    counted = worst.groupby(small["group"]).sum()
    return counted.where(worst.notna().groupby(small["group"]).all()).rename("worst_decile_residents")


def pockets(
    small: pd.DataFrame, chosen: Collection[str], n_national: int, *, floor: float = WORST_LSOA_FLOOR
) -> pd.DataFrame:
    """List the pockets outside: small areas in England's most deprived tenth, in wards that are not chosen.

    Parameters
    ----------
    small : DataFrame
        group (ward code), code, population, share, rank: as for `summaries.summarise`.
    chosen : collection of ward codes
    n_national : int
    floor : float
        A small area is named for a ward only where it holds at least this share of the ward's residents.

    Returns
    -------
    DataFrame
        code, group, rank, residents (of the small area in that ward); most deprived first.
    """
    residents = small["population"] * small["share"]
    ward_share = residents / residents.groupby(small["group"]).transform("sum")
    outside = ~small["group"].isin(list(chosen)) & (ward_share >= floor)
    outside &= quantile_group(small["rank"], n_national) == 1
    found: pd.DataFrame = small[["code", "group", "rank"]].assign(residents=residents)[outside]
    return found.sort_values(["rank", "code", "group"], ignore_index=True)
