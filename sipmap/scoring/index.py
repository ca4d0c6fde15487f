"""The arithmetic of the Indices of Deprivation: ranks to exponential scores, scores to an index.

The English indices since 2000 are made in one way: each domain is ranked over all small areas, the ranks are
transformed to an exponential distribution, and the transformed domains are added up with weights.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

EXPONENTIAL_SCALE = 23.0
"""Chosen by the index's authors so that one area in ten scores above 50."""
EXPONENTIAL_RANGE = 100.0

IMD_WEIGHTS: Mapping[str, float] = {
    "income": 0.225,
    "employment": 0.225,
    "education": 0.135,
    "health": 0.135,
    "crime": 0.093,
    "barriers": 0.093,
    "environment": 0.093,
}
"""Of the Indices of 2004 to 2025; they add up to 0.999, as published."""

IMD_2000_WEIGHTS: Mapping[str, float] = {
    "income": 0.25,
    "employment": 0.25,
    "health": 0.15,
    "education": 0.15,
    "access": 0.10,
    "housing": 0.10,
}


def exponential(rank: npt.ArrayLike, n: int) -> npt.NDArray[np.float64]:
    """Transform ranks to the exponential distribution of the Indices of Deprivation.

    E = -23 ln(1 - R (1 - exp(-100/23))), with R = (N - rank + 1) / N, so that rank 1 has R = 1 and E = 100.

    Parameters
    ----------
    rank : array_like, any shape
        1 = most deprived. NaN (no rank) stays NaN.
    n : int
        How many areas were ranked: all of England's, never the rows at hand.

    Returns
    -------
    ndarray of float, the shape of `rank`
        Above 0, up to 100.

    Raises
    ------
    ValueError
        When a rank lies outside 1..n.

    Source: MHCLG, "The English Indices of Deprivation 2019: Technical report", appendix on the exponential
    transformation; the same words stand in the Scottish Executive's "Scottish Indices of Deprivation 2003",
    appendix 5.
    """
    ranks = np.asarray(rank, dtype=np.float64)
    if np.any((ranks < 1) | (ranks > n)):
        raise ValueError(f"ranks must lie between 1 and {n}")
    share = (n - ranks + 1) / n
    shrink = -np.expm1(-EXPONENTIAL_RANGE / EXPONENTIAL_SCALE)
    scores: npt.NDArray[np.float64] = -EXPONENTIAL_SCALE * np.log1p(-share * shrink)
    return scores


def mid_ranks(rank: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Give areas that share a rank the mean of the places they take: ranks 1, 2, 2, 4 become 1, 2.5, 2.5, 4.

    The index of 2000 was made so: with the mid-ranks of its nine pairs of wards that share an employment rank
    all 8,414 published scores are rebuilt to the last digit, with the ranks as printed to 0.0007.

    Parameters
    ----------
    rank : array_like, one dimension
        Published ranks of all areas, the better of the places where several share one; no NaN.
    """
    ranks = np.asarray(rank, dtype=np.float64)
    _, place, times = np.unique(ranks, return_inverse=True, return_counts=True)
    return ranks + (times[place] - 1) / 2


def combine(domains: pd.DataFrame, weights: Mapping[str, float]) -> pd.Series:
    """Add up transformed domains with their weights.

    Parameters
    ----------
    domains : DataFrame, areas x domains
        Exponential scores, 0 to 100; other columns are ignored.
    weights : mapping of column name to weight
        Used as given, not rescaled: the published weights add up to 0.999.

    Returns
    -------
    Series on the index of `domains`, named "score"
        NaN where any weighted domain is missing.

    Raises
    ------
    KeyError
        When a weighted domain is not a column.
    """
    columns = list(weights)
    values = domains[columns].to_numpy(dtype=np.float64) @ np.array([weights[c] for c in columns])
    return pd.Series(values, index=domains.index, name="score")
