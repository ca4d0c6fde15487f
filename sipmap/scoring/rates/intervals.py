"""Proportions, counts and crude rates with their limits, as public health practice in England has them.

Practice is what the Office for Health Improvement and Disparities (OHID) states in the Fingertips public
health technical guidance, "Proportions" and "Rates", and in its technical guide "Confidence intervals"
(2018).
"""

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from sipmap.scoring.rates.inputs import (
    Floats,
    Interval,
    Limits,
    counts_and_denominators,
    figures,
    normal_quantile,
    tail,
    unwrapped,
)

EXACT_BELOW = 10
"""Counts below this carry exact limits, from this on Byar's: within 0.2 % of the exact ones (OHID 2018)."""


def wilson(count: npt.ArrayLike, denominator: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Limits of a proportion by Wilson's score method, without continuity correction.

    (2 O + z^2 -+ z sqrt(z^2 + 4 O (1 - O / n))) / (2 (n + z^2)). Wilson, "Probable inference, the law of
    succession, and statistical inference", JASA 22 (1927) 209-212; method 3 of Newcombe, "Two-sided
    confidence intervals for the single proportion", Statistics in Medicine 17 (1998) 857-872.

    Parameters
    ----------
    count, denominator : array_like of one shape, or single figures
        Those with the characteristic, of all. Fractions, as of apportioned figures, are taken as they are.
    confidence : float
        0.8 to below 1.

    Returns
    -------
    Limits
        Between 0 and 1. NaN where a figure is missing or the denominator is 0.

    Raises
    ------
    ValueError
        A negative figure, a count above its denominator, unequal lengths, a confidence outside its range.
    """
    counts, whole = counts_and_denominators(count, denominator, part_of_whole=True)
    z = normal_quantile(confidence)
    spread = z * np.sqrt(z**2 + 4 * counts * (1 - counts / whole))
    middle, scale = 2 * counts + z**2, 2 * (whole + z**2)
    # No count, or all: the formula's own limits are exactly 0 and 1, which rounding may miss on either side.
    lower = np.where(counts == 0, 0.0, (middle - spread) / scale)
    upper = np.where(counts == whole, 1.0, (middle + spread) / scale)
    missing = np.isnan(counts + whole)
    return Limits(unwrapped(np.where(missing, np.nan, lower)), unwrapped(np.where(missing, np.nan, upper)))


def proportion(
    count: npt.ArrayLike, denominator: npt.ArrayLike, confidence: float = 0.95, *, multiplier: float = 1.0
) -> Interval:
    """Return a proportion (times `multiplier`, 100 for a percentage) with Wilson limits; see `wilson`."""
    counts, whole = counts_and_denominators(count, denominator, part_of_whole=True)
    lower, upper = wilson(count, denominator, confidence)
    return Interval(unwrapped(counts / whole * multiplier), lower * multiplier, upper * multiplier)


def byar(count: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Limits of a Poisson count by Byar's approximation, whatever its size.

    Lower: O (1 - 1 / 9 O - z / 3 sqrt(O))^3; upper: the same of O + 1 with + z. Breslow and Day, "Statistical
    Methods in Cancer Research II" (1987), chapter 2. For practice's choice see `count_limits`.

    Returns
    -------
    Limits
        In events. The lower limit of no event is 0; that of so few that the formula turns negative is NaN.

    Raises
    ------
    ValueError
        A negative count, a confidence outside its range.
    """
    counts, z = figures("count", count), normal_quantile(confidence)
    some = np.where(counts > 0, counts, np.nan)
    lower = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    lower = np.where(counts == 0, 0.0, np.where(lower < 0, np.nan, lower))
    above = counts + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return Limits(unwrapped(lower), unwrapped(upper))


def exact_poisson(count: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Exact limits of a Poisson count, by its link with the chi-square distribution.

    Lower: chi-square(alpha / 2; 2 O) / 2, 0 for no event; upper: chi-square(1 - alpha / 2; 2 O + 2) / 2.
    Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936) 437-442; Armitage and Berry,
    "Statistical Methods in Medical Research" (2002).

    Returns
    -------
    Limits
        In events; NaN where the count is missing.

    Raises
    ------
    ValueError
        A negative count, a confidence outside its range.
    """
    counts, outside = figures("count", count), tail(confidence)
    lower: Floats = np.where(counts == 0, 0.0, gammaincinv(np.where(counts > 0, counts, np.nan), outside))
    return Limits(unwrapped(lower), gammaincinv(counts + 1, 1 - outside))


def count_limits(count: npt.ArrayLike, confidence: float = 0.95) -> Limits:
    """Limits of a count as practice has them: exact below 10, Byar's from 10 on.

    See `exact_poisson` and `byar`, whose errors these are.
    """
    counts = figures("count", count)
    few, many = exact_poisson(counts, confidence), byar(counts, confidence)
    lower, upper = (np.where(counts < EXACT_BELOW, *pair) for pair in zip(few, many, strict=True))
    return Limits(unwrapped(lower), unwrapped(upper))


def rate(
    count: npt.ArrayLike, denominator: npt.ArrayLike, confidence: float = 0.95, *, multiplier: float = 1.0
) -> Interval:
    """Return a crude rate with the limits of its count: exact below 10 events, Byar's from 10 on.

    Parameters
    ----------
    count, denominator : array_like of one shape, or single figures
        Events, and the person-years (or people) at risk of them. A count may pass its denominator.
    confidence : float
        0.8 to below 1.
    multiplier : float
        100_000 for a rate per 100,000.

    Returns
    -------
    Interval
        NaN where a figure is missing or the denominator is 0.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths, a confidence outside its range.
    """
    counts, whole = counts_and_denominators(count, denominator)
    figures_of_count = (counts, *count_limits(counts, confidence))
    return Interval(*(unwrapped(figure / whole * multiplier) for figure in figures_of_count))
