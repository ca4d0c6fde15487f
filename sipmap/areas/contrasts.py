"""How much worse one group of wards is than another, in the county's standard deviations, and how sure.

contrast = sign x (group - other) / SD, both sides brought together by people, SD over all wards of the county
and not weighted; turned so that positive is worse.

- A count over a denominator carries a 95 % confidence interval: Wilson's for each side, put together by
  method 10 of Newcombe, "Interval estimation for the difference between independent proportions", Statistics
  in Medicine 17 (1998) 873-890. Against the county, which holds the group, the county's rate stands as it is.
- An index score has no sampling error. Its sensitivity range says how far the contrast moves with which wards
  it is compared with: the wards compared with are drawn anew, with replacement, 2,000 times (seeded), and the
  range is of 95 draws in 100.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from sipmap.areas.figures import Floats, Rows, WardFigures
from sipmap.scoring.rates import wilson

DRAWS = 2_000
SEED = 2002
LEVEL = 0.95

IntervalKind = Literal["confidence interval", "sensitivity range"]


@dataclass(frozen=True)
class Contrast:
    """By how many standard deviations a group is worse than another; below 0 it is better."""

    value: float
    low: float
    high: float
    kind: IntervalKind

    @property
    def is_worse(self) -> bool:
        """Whether it is worse over the whole of its interval."""
        return self.low > 0

    @property
    def is_better(self) -> bool:
        """Whether it is better over the whole of its interval."""
        return self.high < 0


def against_county(figures: WardFigures, group: Rows) -> dict[str, Contrast]:
    """Contrast a group of wards with the whole county that it is part of.

    Returns
    -------
    dict of indicator id to Contrast
        Without indicators that have no direction, no figure for the group, or no spread over the county.
    """
    return _contrasts(figures, group, figures.all_rows, is_part=True)


def against_wards(figures: WardFigures, group: Rows, others: Rows) -> dict[str, Contrast]:
    """Contrast a group of wards with others, none of which is in it; see `against_county` for what is
    returned.

    Raises
    ------
    ValueError
        A ward is on both sides.
    """
    if np.intersect1d(group, others).size:
        raise ValueError("a ward stands on both sides of a contrast; leave the group's own out of the others")
    return _contrasts(figures, group, others, is_part=False)


def _contrasts(figures: WardFigures, group: Rows, others: Rows, *, is_part: bool) -> dict[str, Contrast]:
    if not (len(group) and len(others)):
        return {}
    scale = figures.signs / figures.spread
    own, other = figures.mean(group), figures.mean(others)
    value = scale * (own - other)
    ends = _moved(figures, tuple(others.tolist()))
    low, high = own - ends[0], own - ends[1]
    low, high = np.minimum(scale * low, scale * high), np.maximum(scale * low, scale * high)
    counted = figures.counted & ~np.isnan(value)
    if counted.any():
        one, other = (scale * end for end in _sampled(figures, group, others, is_part=is_part))
        low = np.where(counted, np.minimum(one, other), low)
        high = np.where(counted, np.maximum(one, other), high)
    return {
        name: Contrast(
            float(value[i]),
            float(low[i]),
            float(high[i]),
            "confidence interval" if counted[i] else "sensitivity range",
        )
        for i, name in enumerate(figures.ids)
        if not np.isnan(value[i])
    }


@lru_cache(maxsize=128)
def _moved(figures: WardFigures, others: tuple[int, ...]) -> Floats:
    """Return between what the wards compared with move as they are drawn anew, 2 x indicators."""
    times, rows = _times_drawn(len(others)), list(others)
    values, weights = figures.values[rows], figures.weights[rows]
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = (times @ np.nan_to_num(values * weights)) / (times @ weights)
    tail = (1 - LEVEL) / 2
    ends: Floats = np.quantile(drawn, [1 - tail, tail], axis=0)
    lacking = np.isnan(drawn).any(axis=0) & ~np.isnan(drawn).all(axis=0)
    if lacking.any():  # some draws hold no ward with a figure
        ends[:, lacking] = np.nanquantile(drawn[:, lacking], [1 - tail, tail], axis=0)
    return ends


@lru_cache(maxsize=32)
def _times_drawn(count: int) -> Floats:
    """Return how often each of `count` wards is in each draw, draws x wards; the same each time."""
    generator = np.random.default_rng(SEED)
    times: Floats = generator.multinomial(count, np.full(count, 1 / count), size=DRAWS).astype(np.float64)
    return times


def _sampled(figures: WardFigures, group: Rows, others: Rows, *, is_part: bool) -> tuple[Floats, Floats]:
    """Return the confidence limits of the difference of two proportions, before it is scaled."""
    counted = figures.counted

    def side(rows: Rows) -> tuple[Floats, Floats, Floats]:
        whole = np.where(counted, figures.weights[rows].sum(axis=0), 0.0)
        count = np.where(counted, figures.sums(rows), 0.0)
        limits = wilson(np.minimum(count, whole), whole, LEVEL)
        with np.errstate(invalid="ignore", divide="ignore"):
            return count / whole, limits.lower, limits.upper

    with np.errstate(invalid="ignore", divide="ignore"):
        own, lower, upper = side(group)
        other, other_lower, other_upper = side(others)
        if is_part:
            return lower - other, upper - other
        below = np.hypot(own - lower, other_upper - other)
        above = np.hypot(upper - own, other - other_lower)
        return own - other - below, own - other + above
