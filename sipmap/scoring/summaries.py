"""Summaries of small areas for wards and districts, as the ministry makes them for local authorities.

Source: MHCLG, "English Indices of Deprivation 2019", File 10 (local authority district summaries) and its
notes; "The English Indices of Deprivation 2019: Research report", the chapter on summary measures. Checked
against all 317 published districts. National ranks are always among all of England's small areas.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.scoring.rank import quantile_group

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

EXTENT_WHOLE_PERCENTILES = 10
EXTENT_LAST_PERCENTILE = 30
EXTENT_FIRST_WEIGHT = 0.95
EXTENT_LAST_WEIGHT = 0.05
"""Weights in the 11th and the 30th percentile; between them it falls in equal steps of 0.9/19."""

CONCENTRATION_SHARE = 0.10
"""Local concentration is about the most deprived areas that hold this share of the group's residents."""

CONCENTRATION_FLOOR = 20_000
"""Residents below which local concentration is left out: a tenth of them is but a part of one small area."""

WORST_LSOA_FLOOR = 0.05
"""Share of a ward's residents that a small area must hold to count as the ward's worst: a sliver is not."""


def summarise(
    small: pd.DataFrame, n_national: int, *, local_concentration_floor: float = CONCENTRATION_FLOOR
) -> pd.DataFrame:
    """Summarise small areas by group.

    Parameters
    ----------
    small : DataFrame, one row for each piece of a small area in a group
        group; population (of the whole small area); share (0..1, how much of it belongs to the group; 1 for
        districts); score; rank (1 = most deprived of England's `n_national`). Column `code` is not used here.
    n_national : int
        How many small areas were ranked: all of England's.
    local_concentration_floor : float
        Residents below which a group has no local concentration; 0 gives it to every group.

    Returns
    -------
    DataFrame indexed by group, in order
        residents : population x share, summed
        average_score, average_rank : means weighted by residents; rank counts from 1 = most deprived
        extent : residents weighted by their area's percentile, as a share, 0..1
        worst_decile_lsoas : small areas in England's worst tenth, counted by share, as a share, 0..1
        worst_decile_residents : residents of those, as a share, 0..1
        local_concentration : mean rank of the most deprived areas with a tenth of the residents, the last of
        them counted in part
        A group with a missing score or rank has NaN in what depends on it; one without residents has NaN.

    Raises
    ------
    KeyError
        A column is missing.
    """
    group, names = pd.factorize(small["group"].to_numpy(), sort=True)
    group = np.asarray(group, dtype=np.intp)
    share, score, ranks = (small[c].to_numpy(dtype=np.float64) for c in ("share", "score", "rank"))
    residents = small["population"].to_numpy(dtype=np.float64) * share
    worst = np.where(np.isnan(ranks), np.nan, quantile_group(ranks, n_national) == 1)
    total: Floats = np.bincount(group, residents, len(names)).astype(np.float64)
    concentration = _local_concentration(group, residents, ranks, total)
    concentration[total < local_concentration_floor] = np.nan
    return pd.DataFrame(
        {
            "residents": total,
            "average_score": _mean(group, score, residents),
            "average_rank": _mean(group, ranks, residents),
            "extent": _mean(group, extent_weight(ranks, n_national), residents),
            "worst_decile_lsoas": _mean(group, worst, share),
            "worst_decile_residents": _mean(group, worst, residents),
            "local_concentration": concentration,
        },
        index=pd.Index(names, name="group"),
    )


def extent_weight(rank: npt.ArrayLike, n_national: int) -> Floats:
    """Return how much the residents of an area count towards the extent.

    The percentile is ceil(100 rank / N). Weight 1 in percentiles 1 to 10, then 0.95 in the 11th falling in
    equal steps to 0.05 in the 30th, then 0. NaN stays NaN.

    Parameters
    ----------
    rank : array_like, any shape
        1 = most deprived.
    n_national : int
    """
    percentile = quantile_group(rank, n_national, groups=100)
    steps = EXTENT_LAST_PERCENTILE - EXTENT_WHOLE_PERCENTILES - 1
    fall = (EXTENT_FIRST_WEIGHT - EXTENT_LAST_WEIGHT) / steps
    sloping = EXTENT_FIRST_WEIGHT - fall * (percentile - EXTENT_WHOLE_PERCENTILES - 1)
    weights = np.where(percentile <= EXTENT_WHOLE_PERCENTILES, 1.0, sloping)
    weights = np.where(percentile > EXTENT_LAST_PERCENTILE, 0.0, weights)
    return np.where(np.isnan(percentile), np.nan, weights)


def published_direction(rank_based: npt.ArrayLike, n_national: int) -> Floats:
    """Turn an average rank or local concentration to the ministry's direction: N + 1 - x, high = deprived."""
    turned: Floats = n_national + 1 - np.asarray(rank_based, dtype=np.float64)
    return turned


def worst_lsoa(small: pd.DataFrame, *, floor: float = WORST_LSOA_FLOOR) -> pd.DataFrame:
    """Return each group's most deprived small area, among those with at least `floor` of its residents.

    Parameters
    ----------
    small : DataFrame
        The columns of `summarise`, with `code` (of the small area).
    floor : float
        Least share of the group's residents, 0..1.

    Returns
    -------
    DataFrame indexed by group, in order
        code, rank, score, residents (of the piece in this group), residents_share. Equal ranks: the first
        code. A group in which no ranked area is large enough is left out.
    """
    residents = small["population"] * small["share"]
    pieces = small[["group", "code", "rank", "score"]].assign(residents=residents)
    pieces["residents_share"] = residents / residents.groupby(small["group"]).transform("sum")
    large = pieces[(pieces["residents_share"] >= floor) & pieces["rank"].notna()]
    first = large.sort_values(["group", "rank", "code"]).drop_duplicates("group")
    return first.set_index("group")


def _mean(group: Integers, values: Floats, weights: Floats) -> Floats:
    """Weighted mean by group; NaN where a value is missing or the weights add up to 0."""
    size = int(group.max()) + 1 if group.size else 0
    with np.errstate(invalid="ignore", divide="ignore"):
        means: Floats = np.bincount(group, values * weights, size) / np.bincount(group, weights, size)
    return means


def _local_concentration(group: Integers, residents: Floats, ranks: Floats, total: Floats) -> Floats:
    """Mean rank of the most deprived tenth of each group's residents, the last area split."""
    order = np.lexsort((ranks, group))
    group, residents, ranks = group[order], residents[order], ranks[order]
    running = np.cumsum(residents) - residents
    starts = np.searchsorted(group, np.arange(len(total)))
    before = running - running[starts][group]
    taken = np.clip(CONCENTRATION_SHARE * total[group] - before, 0.0, residents)
    return _mean(group, ranks, taken)
