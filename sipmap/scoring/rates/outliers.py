"""Which areas lie beyond the funnel's limits: OHID's five classes.

Fingertips public health technical guidance; `assign_funnel_significance` of the R package
PHEindicatormethods. Proportions are set against the funnel's own limits. Counts are set against the
confidence limits of each area's count, exact below 10 events and Byar's from 10 on, which differ from the
funnel's curve by Byar's approximation alone.
"""

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.funnels import INNER, OUTER, average, proportion_funnel
from sipmap.scoring.rates.inputs import Floats, counts_and_denominators, figures, same_shape, unwrapped
from sipmap.scoring.rates.intervals import count_limits
from sipmap.scoring.rates.standardised import FEWEST_EVENTS

CLASSES = {
    -2.0: "below the 99.8 % limit",
    -1.0: "below the 95 % limit",
    0.0: "within the limits",
    1.0: "above the 95 % limit",
    2.0: "above the 99.8 % limit",
}
"""What each says; OHID's names: Low (0.001), Low (0.025), Not significant, High (0.025), High (0.001)."""


def proportion_class(
    count: npt.ArrayLike, denominator: npt.ArrayLike, average_of_all: float | None = None
) -> Floats:
    """Class each proportion against the funnel around the average.

    Parameters
    ----------
    count, denominator : array_like of one shape
    average_of_all : float, optional
        A proportion; that of these areas together, unless given.

    Returns
    -------
    ndarray of float
        -2 to 2, see `CLASSES`; NaN where a figure is missing or the denominator is 0.

    Raises
    ------
    ValueError
        A negative figure, a count above its denominator, unequal lengths, an average above 1.
    """
    counts, whole = counts_and_denominators(count, denominator, part_of_whole=True)
    middle = average(counts, whole) if average_of_all is None else average_of_all
    found = _sides(counts / whole, *proportion_funnel(whole, middle, INNER))
    return unwrapped(found + _sides(counts / whole, *proportion_funnel(whole, middle, OUTER)))


def ratio_class(observed: npt.ArrayLike, expected: npt.ArrayLike) -> Floats:
    """Class each observed count against the count expected of it; see `proportion_class` for the classes.

    Parameters
    ----------
    observed, expected : array_like of one shape
        Events. NaN where one is missing or nothing is expected.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths.
    """
    events, expectation = counts_and_denominators(observed, expected)
    inner, outer = count_limits(events, INNER), count_limits(events, OUTER)
    return unwrapped(-_sides(expectation, *inner) - _sides(expectation, *outer))


def rate_class(
    count: npt.ArrayLike, denominator: npt.ArrayLike, average_of_all: float | None = None
) -> Floats:
    """Class each crude rate against the average; see `proportion_class` for the classes.

    Parameters
    ----------
    count, denominator : array_like of one shape
        Events, and person-years at risk.
    average_of_all : float, optional
        Events for one person-year; those of these areas together, unless given.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths.
    """
    counts, whole = counts_and_denominators(count, denominator)
    middle = average(counts, whole) if average_of_all is None else average_of_all
    return ratio_class(counts, whole * middle)


def effective_denominator(count: npt.ArrayLike, rate: npt.ArrayLike, *, multiplier: float = 1.0) -> Floats:
    """Return the person-years over which a count would make a standardised rate: count / rate x multiplier.

    NaN where there is no event, a figure is missing or the rate is 0. ValueError for a negative figure or
    unequal lengths. Fingertips public health technical guidance.
    """
    counts, rates = same_shape(count=figures("count", count), rate=figures("rate", rate))
    known = (counts > 0) & (rates > 0)
    return unwrapped(np.where(known, counts, np.nan) / np.where(known, rates, np.nan) * multiplier)


def standardised_rate_class(count: npt.ArrayLike, rate: npt.ArrayLike, *, multiplier: float = 1.0) -> Floats:
    """Class each directly standardised rate against the average of all; classes as of `proportion_class`.

    The average is the sum of counts over the sum of effective denominators. Fewer than 10 events: NaN, for
    then no rate is published.

    Parameters
    ----------
    count, rate : array_like of one shape
        Events in all, and the rate for `multiplier` person-years; NaN where it is not published.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths.
    """
    found = rate_class(count, effective_denominator(count, rate, multiplier=multiplier))
    return unwrapped(np.where(np.asarray(count, dtype=np.float64) < FEWEST_EVENTS, np.nan, found))


def _sides(values: Floats, lower: Floats, upper: Floats) -> Floats:
    """-1 below the lower limit, 1 above the upper, 0 between; NaN where a figure is missing."""
    sides = (values > upper).astype(np.float64) - (values < lower)
    return np.where(np.isnan(values + lower + upper), np.nan, sides)
