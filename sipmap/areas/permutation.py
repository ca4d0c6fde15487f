"""Seeded conditional permutation: would chance put such figures beside an area?

An area keeps its own figure, and the others' are dealt out anew to its neighbours' places (Anselin 1995, for
local Moran's I). With its own figure held, local Moran's I and G* rise or fall with the sum of its
neighbours' alone, so that one test serves both. It looks to both sides: twice the smaller tail, the observed
sum counted in, at most 1. (The smaller tail alone, which GeoDa and esda give, is half of it.)

The same draws serve every area, as in those two packages. The work is numpy's alone and touches no state that
threads share.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sipmap.areas.localstats import Floats, Neighbours, sums

Integers = npt.NDArray[np.int32]

TIE = 1e-9
"""Share of the values' spread within which a sum counts as equal to the observed one."""


@dataclass(frozen=True, eq=False)
class _Draws:
    """Positions drawn without replacement from all but the last, and where each was drawn."""

    drawn: Integers
    """places x permutations"""
    places: Integers
    permutations: Integers
    starts: npt.NDArray[np.intp]
    """Position p was drawn at places[starts[p]:starts[p + 1]], and permutations likewise."""

    def with_position(self, position: int, places: int) -> Integers:
        """Return the permutations that have a position among their first so many places."""
        own = slice(self.starts[position], self.starts[position + 1])
        return self.permutations[own][self.places[own] < places]


def pseudo_p(values: Floats, near: Neighbours, *, permutations: int, seed: int) -> Floats:
    """Return each area's two-sided pseudo p-value.

    Parameters
    ----------
    values : array (areas,)
        None missing.
    near : one sequence of positions an area
    permutations : int
        No p-value is below 2 / (permutations + 1).
    seed : int

    Returns
    -------
    array (areas,)
        NaN without neighbours. The same for a seed, whatever ran before.
    """
    found: Floats = np.full(values.size, np.nan)
    most = max((len(others) for others in near), default=0)
    if most == 0:
        return found
    draws = _draws(values.size, most, permutations, seed)
    totals = np.cumsum(values[draws.drawn], axis=0)
    ordered = np.sort(totals, axis=1)
    observed, slack = sums(values, near), TIE * float(np.ptp(values))
    for area, others in enumerate(near):
        if others:
            low, high = observed[area] - slack, observed[area] + slack
            beyond = _counts(ordered[len(others) - 1], low, high)
            if area < values.size - 1:  # where the area itself was drawn, the last one, never drawn, steps in
                drawn = totals[len(others) - 1, draws.with_position(area, len(others))]
                beyond -= _counts(np.sort(drawn), low, high)
                beyond += _counts(np.sort(drawn + values[-1] - values[area]), low, high)
            found[area] = min(1.0, 2 * (beyond.min() + 1) / (permutations + 1))
    return found


def _counts(ordered: Floats, low: float, high: float) -> npt.NDArray[np.intp]:
    """Return how many values are at most `high`, and how many at least `low`."""
    at_most = np.searchsorted(ordered, high, side="right")
    return np.array([at_most, ordered.size - np.searchsorted(ordered, low, side="left")])


@lru_cache(maxsize=4)
def _draws(areas: int, places: int, permutations: int, seed: int) -> _Draws:
    """Draw `places` of the first areas - 1 positions without replacement, each order as likely."""
    generator = np.random.default_rng(seed)
    drawn = np.empty((places, permutations), dtype=np.int32)
    for place in range(places):
        pick = generator.integers(areas - 1 - place, size=permutations, dtype=np.int32)
        for earlier in np.sort(drawn[:place], axis=0):
            pick += pick >= earlier  # over those that are taken
        drawn[place] = pick
    order = np.argsort(drawn, axis=None, kind="stable").astype(np.int32)
    starts = np.searchsorted(drawn.ravel()[order], np.arange(areas))
    return _Draws(drawn, order // permutations, order % permutations, starts)
