"""Empirical Bayes smoothing: rates of few people are drawn towards a mean, as far as chance moves them.

Marshall, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics (JRSS C)
40 (1991) 283-294: moments, so that nothing is iterated. Counts are taken as Poisson; of a common
characteristic the binomial variance is less, so that common proportions are drawn in by a little more than
chance asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.inputs import Floats, counts_and_denominators

Integers = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Smoothed:
    """Rates after smoothing and what they were made with; each array has one figure an area."""

    rate: Floats
    """weight x crude rate + (1 - weight) x mean; NaN where the crude rate is."""
    weight: Floats
    """Share of the crude rate that is kept, 0 to 1."""
    mean: Floats
    """The rate towards which an area is drawn: everyone's, or its neighbourhood's."""
    variance: Floats
    """Between areas, beyond chance; 0 where chance alone explains how rates differ."""


def empirical_bayes(count: npt.ArrayLike, denominator: npt.ArrayLike) -> Smoothed:
    """Smooth rates towards their overall mean.

    m = sum(O) / sum(n); s^2 = sum(n (r - m)^2) / sum(n); A = s^2 - m / mean(n), at least 0; smoothed rate =
    m + A / (A + m / n) (r - m). Marshall (1991), pages 284-285.

    Parameters
    ----------
    count, denominator : array_like (areas,)

    Returns
    -------
    Smoothed
        An area without count or denominator, or with a denominator of 0, is NaN and takes no part in the
        mean.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths, something else than one row of areas.
    """
    counts, whole = _areas(count, denominator)
    everyone = np.arange(counts.size)
    return _smooth(counts, whole, np.zeros_like(everyone), everyone, np.zeros_like(everyone))


def local_empirical_bayes(
    count: npt.ArrayLike, denominator: npt.ArrayLike, neighbours: Sequence[Sequence[int]]
) -> Smoothed:
    """Smooth each area's rate towards the mean of its neighbourhood: the area and its neighbours.

    The moments of `empirical_bayes`, each area's taken over its own neighbourhood, deviations from that
    neighbourhood's mean. Marshall (1991), page 286, as GeoDa and the Python package esda have
    it; the R package spdep sums deviations of each neighbour from its own neighbourhood's mean instead.

    Parameters
    ----------
    count, denominator : array_like (areas,)
    neighbours : one sequence an area
        Positions of its neighbours; the area itself may be among them or not.

    Returns
    -------
    Smoothed
        NaN as for `empirical_bayes`. An area without neighbours keeps its crude rate.

    Raises
    ------
    ValueError
        As for `empirical_bayes`; neighbours that are not one sequence an area, or a position out of range.
    """
    counts, whole = _areas(count, denominator)
    size = counts.size
    if len(neighbours) != size:
        raise ValueError(
            f"there are {len(neighbours)} lists of neighbours for {size} areas; give one an area"
        )
    circles = [sorted({*map(int, near), area}) for area, near in enumerate(neighbours)]
    if any(circle[0] < 0 or circle[-1] >= size for circle in circles):
        raise ValueError(f"a neighbour is not the position of an area; positions go from 0 to {size - 1}")
    centre = np.repeat(np.arange(size), [len(circle) for circle in circles])
    member = np.array([area for circle in circles for area in circle], dtype=np.intp)
    return _smooth(counts, whole, centre, member, np.arange(size))


def _areas(count: npt.ArrayLike, denominator: npt.ArrayLike) -> tuple[Floats, Floats]:
    counts, whole = counts_and_denominators(count, denominator)
    if counts.ndim != 1:
        raise ValueError(f"the figures have the shape {counts.shape}; give one row of areas")
    return counts, whole


def _smooth(counts: Floats, whole: Floats, circle: Integers, member: Integers, home: Integers) -> Smoothed:
    """Smooth by the moments of circles: `member` k belongs to circle `circle` k, area i lives in `home` i."""
    known = ~np.isnan(counts + whole)
    circle, member = circle[known[member]], member[known[member]]
    size = int(home.max()) + 1 if home.size else 0

    def total(values: Floats) -> Floats:
        return np.bincount(circle, values[member], size).astype(np.float64, copy=False)

    crude = counts / whole
    with np.errstate(invalid="ignore", divide="ignore"):
        people = total(whole)
        means = total(counts) / people
        squares = np.bincount(circle, whole[member] * (crude[member] - means[circle]) ** 2, size) / people
        chance = means * np.bincount(circle, minlength=size) / people
        variance = np.maximum(squares - chance, 0.0)[home]
        mean = means[home]
        weight = np.where(variance > 0, variance / (variance + mean / whole), 0.0)
    missing = np.where(known, 0.0, np.nan)
    # A step from the mean, so that a weight of 0 gives the mean itself and one of 1 the crude rate itself.
    smoothed = np.where(weight < 1, mean + weight * (crude - mean), crude)
    return Smoothed(smoothed + missing, weight + missing, mean + missing, variance + missing)
