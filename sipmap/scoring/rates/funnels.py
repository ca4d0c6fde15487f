"""Funnel limits: how far from the average of all a figure may lie by chance alone, given its size.

Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005)
1185-1202. By default the limits are those of OHID (Fingertips public health technical guidance; R package
PHEindicatormethods): the figures whose own confidence interval just touches the average. Spiegelhalter's
exact limits, quantiles of the binomial or Poisson count with interpolation, are there by
method="interpolated". Which areas lie outside is said by `scoring.rates.outliers`.
"""

from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt
from scipy.special import gdtrib

from sipmap.scoring.rates.inputs import (
    Floats,
    Limits,
    counts_and_denominators,
    figures,
    normal_quantile,
    same_shape,
    tail,
    unwrapped,
)

if TYPE_CHECKING:
    from scipy.stats import rv_discrete

INNER, OUTER = 0.95, 0.998
"""Confidence of the two pairs of limits: one figure in 20, one in 500 beyond them by chance alone."""

Method = Literal["inverted", "interpolated"]


def average(count: npt.ArrayLike, denominator: npt.ArrayLike) -> float:
    """Return the average of all areas, sum of counts over sum of denominators; NaN where there is none.

    An area without count or denominator takes no part. ValueError as for `rate`.
    """
    counts, whole = counts_and_denominators(count, denominator)
    known = ~np.isnan(counts + whole)
    people = float(whole[known].sum())
    return float(counts[known].sum()) / people if people > 0 else float("nan")


def proportion_funnel(
    denominator: npt.ArrayLike,
    average: npt.ArrayLike,
    confidence: float = INNER,
    *,
    method: Method = "inverted",
    multiplier: float = 1.0,
) -> Limits:
    """Return the limits of a proportion among `denominator` people where `average` is the rule.

    inverted: the proportions whose Wilson interval ends at the average p, which are
    p -+ z sqrt(p (1 - p) / n). interpolated: Spiegelhalter (2005), appendix, binomial.

    Parameters
    ----------
    denominator : array_like
        People; whole numbers for "interpolated" (others are rounded). 0 gives NaN.
    average : float or array_like of the same shape
        The proportion of all, 0 to 1.
    confidence : float
        0.95 and 0.998 are practice's inner and outer limits.
    method : "inverted" or "interpolated"
    multiplier : float
        100 for percentages.

    Returns
    -------
    Limits
        Kept within 0 and 1 (times `multiplier`).

    Raises
    ------
    ValueError
        A negative figure, an average above 1, unequal lengths, an unknown method, a confidence out of range.
    """
    middle, whole = counts_and_denominators(average, denominator)
    if (middle > 1).any():
        raise ValueError("average is above 1; give a proportion, not a percentage")
    z, outside = normal_quantile(confidence), tail(confidence)
    if _interpolates(method):
        people = np.round(whole)
        from scipy.stats import binom  # noqa: PLC0415 - takes 24 MB, and no page needs it

        ends = [_interpolated(binom, share, (people, middle)) / people for share in (outside, 1 - outside)]
    else:
        spread = z * np.sqrt(middle * (1 - middle) / whole)
        ends = [middle - spread, middle + spread]
    return Limits(*(unwrapped(np.clip(end, 0.0, 1.0) * multiplier) for end in ends))


def ratio_funnel(
    expected: npt.ArrayLike,
    confidence: float = INNER,
    *,
    method: Method = "inverted",
    multiplier: float = 1.0,
) -> Limits:
    """Return the limits of observed over expected events where 1 is the rule.

    inverted: the counts whose exact Poisson interval ends at the expected count E, over E. Between whole
    numbers they are continued by the gamma distribution, so that they lie on OHID's curve, which is drawn
    through whole numbers of events. interpolated: Spiegelhalter (2005), appendix, Poisson.

    Parameters
    ----------
    expected : array_like
        Events expected. 0 gives NaN.
    confidence, method, multiplier
        As for `proportion_funnel`; multiplier 100 where 100 is the reference.

    Returns
    -------
    Limits
        The lower limit is 0 where not even no event at all would be surprising.

    Raises
    ------
    ValueError
        A negative figure, an unknown method, a confidence out of range.
    """
    events, outside = figures("expected", expected), tail(confidence)
    events = np.where(events > 0, events, np.nan)
    if _interpolates(method):
        from scipy.stats import poisson  # noqa: PLC0415 - takes 24 MB, and no page needs it

        ends = [_interpolated(poisson, share, (events,)) for share in (outside, 1 - outside)]
    else:  # a count k has E as its upper limit where gamma(k + 1) leaves `outside` above E, as its lower
        # limit where gamma(k) leaves `outside` below E
        ends = [gdtrib(1.0, 1 - outside, events) - 1, gdtrib(1.0, outside, events)]
    return Limits(*(unwrapped(np.maximum(end, 0.0) / events * multiplier) for end in ends))


def rate_funnel(
    denominator: npt.ArrayLike,
    average: npt.ArrayLike,
    confidence: float = INNER,
    *,
    method: Method = "inverted",
    multiplier: float = 1.0,
) -> Limits:
    """Return the limits of a rate over `denominator` person-years where `average` is the rule.

    The limits of a ratio (see `ratio_funnel`) with average x denominator events expected, times the average.

    Parameters
    ----------
    denominator : array_like
        Person-years. 0 gives NaN. For a directly standardised rate: see `outliers.effective_denominator`.
    average : float or array_like of the same shape
        Events for one person-year, in all areas together.
    confidence, method, multiplier
        As for `proportion_funnel`; multiplier 100_000 for rates per 100,000.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths, an unknown method, a confidence out of range.
    """
    middle, whole = same_shape(
        average=figures("average", average), denominator=figures("denominator", denominator)
    )
    lower, upper = ratio_funnel(middle * whole, confidence, method=method)
    return Limits(unwrapped(lower * middle * multiplier), unwrapped(upper * middle * multiplier))


def _interpolates(method: str) -> bool:
    if method not in ("inverted", "interpolated"):
        raise ValueError(f"method is {method!r}; choose 'inverted' or 'interpolated'")
    return method == "interpolated"


def _interpolated(law: "rv_discrete", share: float, parameters: tuple[Floats, ...]) -> Floats:
    """Spiegelhalter's r - alpha: the quantile r, less the part of its own probability beyond `share`."""
    quantile = law.ppf(share, *parameters)
    beyond = law.cdf(quantile, *parameters) - share
    found: Floats = quantile - beyond / law.pmf(quantile, *parameters)
    return found
