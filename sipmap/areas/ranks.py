"""A ward's rank on one indicator, with its range: a rank never stands without one.

A count over a denominator carries Wilson's 95 % limits; the range is between the ranks that either limit
would take among the other wards as they stand. An index score has no sampling error; its range is between the
ranks that the ward would take with any one of its small areas left out, a sensitivity range. Where neither
can be told, as for a ward within one small area, there is no range, and no rank is given.
"""

from dataclasses import dataclass

import numpy as np

from sipmap.areas.contrasts import LEVEL, IntervalKind
from sipmap.areas.figures import Floats, Rows, WardFigures
from sipmap.scoring.rank import TIE_DECIMALS
from sipmap.scoring.rates import wilson

LEAST_LEFT = 1e-9
"""Share of a ward that must be left for a figure without one of its small areas to mean anything."""


@dataclass(frozen=True)
class PlacedRank:
    """A rank among the county's wards with a figure, 1 being the worst, and its range."""

    rank: int
    low: int
    high: int
    of: int
    kind: IntervalKind


@dataclass(frozen=True, eq=False)
class Pieces:
    """The pieces of small areas that wards are made of."""

    owner: Rows
    """pieces: the ward's row in WardFigures."""
    values: Floats
    """pieces x indicators, NaN where missing."""
    weights: Floats
    """pieces x indicators: people of the small area, times its share in the ward."""


def limits(figures: WardFigures, pieces: Pieces) -> tuple[Floats, Floats]:
    """Return between what each ward's figure lies, wards x indicators twice; NaN where none can tell."""
    low, high = _left_out(figures, pieces)
    counted = np.broadcast_to(figures.counted, low.shape) & (figures.weights > 0)
    whole = np.where(counted, figures.weights, 0.0)
    count = np.minimum(np.nan_to_num(figures.values) * whole, whole)
    lower, upper = wilson(count, whole, LEVEL)
    return np.where(counted, lower, low), np.where(counted, upper, high)


def placed_ranks(
    figures: WardFigures, ends: tuple[Floats, Floats], indicator_id: str
) -> dict[str, PlacedRank]:
    """Rank the county's wards on one indicator.

    Parameters
    ----------
    figures : WardFigures
    ends : pair of ndarray
        From `limits`.
    indicator_id : str

    Returns
    -------
    dict of ward code to PlacedRank
        Without wards that have no figure or no range; empty for an indicator without direction.
    """
    column = figures.ids.index(indicator_id)
    sign = figures.signs[column]
    own = np.round(figures.values[:, column] * sign, TIE_DECIMALS)
    one, other = (np.round(end[:, column] * sign, TIE_DECIMALS) for end in ends)
    best, worst = np.minimum(one, other), np.maximum(one, other)
    known = ~np.isnan(own)
    among = np.sort(own[known])
    kind: IntervalKind = "confidence interval" if figures.counted[column] else "sensitivity range"

    def place(turned: Floats) -> list[int]:
        worse = len(among) - np.searchsorted(among, turned, side="right")
        found: list[int] = (1 + worse - (own > turned)).tolist()  # never behind itself
        return found

    ranks, lows, highs = place(own), place(np.fmax(worst, own)), place(np.fmin(best, own))
    return {
        figures.codes[i]: PlacedRank(ranks[i], lows[i], highs[i], len(among), kind)
        for i in np.flatnonzero(known & ~np.isnan(best) & ~np.isnan(worst))
    }


def _left_out(figures: WardFigures, pieces: Pieces) -> tuple[Floats, Floats]:
    """Return the least and the most that each ward's figure is with any one of its pieces left out."""
    shape = figures.values.shape
    low, high = np.full(shape, np.nan), np.full(shape, np.nan)
    if not len(pieces.owner):
        return low, high
    known = ~np.isnan(pieces.values)
    weights = np.where(known, pieces.weights, 0.0)
    sums = np.where(known, pieces.values, 0.0) * weights
    total, whole = np.zeros(shape), np.zeros(shape)
    np.add.at(total, pieces.owner, sums)
    np.add.at(whole, pieces.owner, weights)
    left = whole[pieces.owner] - weights
    means = np.full(left.shape, np.nan)
    enough = known & (left > LEAST_LEFT * whole[pieces.owner])
    np.divide(total[pieces.owner] - sums, left, out=means, where=enough)
    np.fmin.at(low, pieces.owner, means)
    np.fmax.at(high, pieces.owner, means)
    return low, high
