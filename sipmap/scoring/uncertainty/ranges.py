"""From ranks in many draws to what is said of a ward: median rank, range, chance of the top N, a word."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.scoring.rank import TIE_DECIMALS
from sipmap.scoring.uncertainty.inputs import Floats

Word = Literal["certain", "likely", "borderline", "unlikely"]
Kind = Literal["range", "sensitivity range"]
"""A sensitivity range shows how a rank moves with choices; a range holds sampling error too."""

Ranks = npt.NDArray[np.int32]
Counts = npt.NDArray[np.intp]

WARDS_AT_ONCE = 256
"""For which ranks are counted at once: of England's 6,826 they take 14 MB."""

LEVEL = 0.90
"""Share of draws in a range: from the 5th to the 95th percentile of ranks."""

CERTAIN = 0.95
"""In the top N in at least 19 of 20 draws."""
LIKELY = 0.75
"""In the top N in at least three of four draws, though not in 19 of 20."""
UNLIKELY = 0.25
"""In the top N in fewer than one of four draws. Between the two a ward could cross the cut either way."""


def word(chance: float) -> Word:
    """Put a chance of being in the top N into a word.

    certain: 95 % or more; likely: 75 % to below 95 %; borderline: 25 % to below 75 %, the wards that could
    cross the cut either way; unlikely: below 25 %.
    """
    if chance >= CERTAIN:
        return "certain"
    if chance >= LIKELY:
        return "likely"
    return "borderline" if chance >= UNLIKELY else "unlikely"


def ranks_in_draws(scores: Floats) -> Ranks:
    """Rank wards in each draw, most need first, ties as in `rank.rank`: "1, 2, 2, 4", to nine decimals.

    Parameters
    ----------
    scores : ndarray, draws x wards
        Without NaN.
    """
    need = -np.round(scores, TIE_DECIMALS)
    order = np.argsort(need, axis=1)
    in_order = np.take_along_axis(need, order, axis=1)
    places = np.broadcast_to(np.arange(1, scores.shape[1] + 1, dtype=np.int32), scores.shape)
    tied = in_order[:, 1:] == in_order[:, :-1]
    if tied.any():
        places = places.copy()
        places[:, 1:][tied] = 0
        places = np.maximum.accumulate(places, axis=1)
    ranks: Ranks = np.empty(scores.shape, dtype=np.int32)
    np.put_along_axis(ranks, order, places, axis=1)
    return ranks


def summarised(ranks: Ranks, size: int, level: float = LEVEL) -> pd.DataFrame:
    """Summarise ranks over draws.

    A percentile is a rank that came up: the smallest one that at least that share of the draws does not
    exceed (the inverse of the empirical distribution, definition 1 of Hyndman and Fan, "Sample quantiles in
    statistical packages", The American Statistician 50 (1996), 361-365). The range goes from the 5th to the
    95th percentile and takes in both; as ranks are whole numbers it may then hold far more than 90 % of the
    draws, so the rarer of its two ends is left off where the rest still holds 90 %.

    Parameters
    ----------
    ranks : ndarray, draws x wards
        From 1.
    size : int
        N of the top N.
    level : float
        Share of draws in the range, as much outside on either side.

    Returns
    -------
    DataFrame, one row a ward
        median_rank, low, high (int), chance_top (0..1), word.
    """
    last = int(ranks.max(initial=1))
    starts = range(0, max(ranks.shape[1], 1), WARDS_AT_ONCE)
    slices = [_summarised(ranks[:, at : at + WARDS_AT_ONCE], last, size, level) for at in starts]
    low, middle, high, top = np.concatenate(slices, axis=1)
    chances = top / len(ranks)
    return pd.DataFrame(
        {
            "median_rank": middle,
            "low": low,
            "high": high,
            "chance_top": chances,
            "word": [word(chance) for chance in chances],
        }
    )


def _summarised(ranks: Ranks, last: int, size: int, level: float) -> Counts:
    """Return low, median and high rank and the draws in the top N, for some wards; none is below `last`."""
    times = _times(ranks, last)
    up_to = times.cumsum(axis=1)
    low, middle, high = (_percentile(up_to, q) for q in ((1 - level) / 2, 0.5, (1 + level) / 2))
    low, high = _without_rare_end(times, up_to, low, high, level)
    return np.stack([low, middle, high, up_to[:, min(size, last) - 1]])


def _times(ranks: Ranks, last: int) -> Counts:
    """Count how often each rank came up; wards x ranks, the first column being rank 1."""
    wards = ranks.shape[1]
    places = ranks - 1 + np.arange(wards) * last
    return np.bincount(places.ravel(), minlength=wards * last).reshape(wards, last)


def _percentile(up_to: Counts, share: float) -> Counts:
    """Return the smallest rank that at least this share of the draws does not exceed, ward by ward."""
    enough = np.round(share * up_to[:, -1:], 6)
    below: Counts = (up_to < np.maximum(enough, 1)).sum(axis=1)
    return below + 1


def _without_rare_end(
    times: Counts, up_to: Counts, low: Counts, high: Counts, level: float
) -> tuple[Counts, Counts]:
    ward = np.arange(len(times))
    at_low, at_high = times[ward, low - 1], times[ward, high - 1]
    within = up_to[ward, high - 1] - up_to[ward, low - 1] + at_low
    enough = np.round(level * up_to[:, -1], 6)
    spare = (high > low) & (within - np.minimum(at_low, at_high) >= enough)
    is_low = at_low < at_high
    return low + (spare & is_low), high - (spare & ~is_low)
