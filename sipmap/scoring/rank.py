"""Ranks and quantile groups; rank 1 and group 1 are most need, everywhere."""

import numpy as np
import numpy.typing as npt
import pandas as pd

TIE_DECIMALS = 9
"""Scores equal to this many decimals share a rank: below it, differences are floating-point noise."""


def rank(scores: pd.Series) -> pd.Series:
    """Rank areas by score, most need first.

    Standard competition ranking ("1, 2, 2, 4"): an area's rank is one more than the number of areas with more
    need. Scores are compared after rounding to nine decimals, each for itself, so that who else is in the
    list can never decide whether two areas tie.

    Parameters
    ----------
    scores : Series of float
        Higher is more need; NaN is unranked.

    Returns
    -------
    Series of Int64 on the same index, named "rank"
        <NA> where the score is NaN.
    """
    rounded = np.round(scores.to_numpy(dtype=np.float64), TIE_DECIMALS)
    ranked = ~np.isnan(rounded)
    values = np.sort(-rounded[ranked])
    ranks = np.zeros(len(rounded), dtype=np.int64)
    ranks[ranked] = np.searchsorted(values, -rounded[ranked], side="left") + 1
    return pd.Series(pd.arrays.IntegerArray(ranks, ~ranked), index=scores.index, name="rank")


def quantile_group(rank: npt.ArrayLike, n: int, groups: int = 10) -> npt.NDArray[np.float64]:
    """Return which of `groups` equal groups a rank falls in; group 1 holds the most deprived.

    group = ceil(groups * rank / n), which gives the deciles of the published Indices of Deprivation.

    Parameters
    ----------
    rank : array_like, any shape
        1 = most deprived, up to `n`; NaN stays NaN.
    n : int
        How many areas were ranked.
    groups : int
        10 for deciles, 5 for quintiles, 100 for percentiles.
    """
    ranks = np.asarray(rank, dtype=np.float64)
    # Whole numbers up to the division: groups * rank is exact, so no rank slips over an edge.
    found: npt.NDArray[np.float64] = np.ceil(groups * ranks / n)
    return found
