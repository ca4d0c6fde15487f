"""Rates that allow for age: directly standardised rates and indirectly standardised ratios."""

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.inputs import (
    Floats,
    Interval,
    counts_and_denominators,
    figures,
    unwrapped,
)
from sipmap.scoring.rates.intervals import byar, rate

FEWEST_EVENTS = 10
"""A directly standardised rate of fewer is not published: OHID's rule; Morris, Tan, Fryers and Bestwick,
"Evaluation of stability of directly standardized rates for sparse data using simulation methods" (2018)."""

EUROPEAN_STANDARD_2013: Floats = (
    np.array([5, 5.5, 5.5, 5.5, 6, 6, 6.5, 7, 7, 7, 7, 6.5, 6, 5.5, 5, 4, 2.5, 1.5, 1], dtype=np.float64)
    * 1_000
)
"""European Standard Population 2013 (Eurostat): 0-4, 5-9, ... 85-89, 90 and over; 100,000 in all."""


def directly_standardised(
    count: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike = EUROPEAN_STANDARD_2013,
    confidence: float = 0.95,
    *,
    multiplier: float = 1.0,
) -> Interval:
    """Return directly standardised rates with Dobson's limits around Byar's for the total count.

    DSR = sum(w O / n) / sum(w), variance V = sum(w^2 O / n^2) / sum(w)^2, limits DSR + sqrt(V / O) (L - O),
    with O the events of all bands and L Byar's limit of that total. Dobson, Kuulasmaa, Eberle and Scherer,
    "Confidence intervals for weighted sums of Poisson parameters", Statistics in Medicine 10 (1991) 457-462,
    with Byar's limits as OHID prefers (Fingertips public health technical guidance).

    Parameters
    ----------
    count, population : array_like of one shape, (..., bands)
        Events and people of each age band; one row an area. Bands stand in the order of `standard`.
    standard : array_like (bands,)
        Standard population.
    confidence : float
        0.8 to below 1.
    multiplier : float
        100_000 for a rate per 100,000.

    Returns
    -------
    Interval, the shape without its bands
        NaN where a band lacks a figure or has nobody in it, and where fewer than 10 events occurred in all. A
        band's missing count stays missing: software that takes it for 0 gives a rate here.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths, a standard population without people, a confidence outside its
        range.
    """
    counts, people = counts_and_denominators(count, population)
    weights = figures("standard", standard)
    if not counts.ndim or weights.shape != counts.shape[-1:]:
        raise ValueError(f"standard has the shape {weights.shape}; give one figure for each of the age bands")
    if not weights.sum() > 0:
        raise ValueError("standard holds nobody; give the standard population of each age band")
    total = counts.sum(axis=-1)
    total = np.where(total < FEWEST_EVENTS, np.nan, total)
    shares = weights / weights.sum() / people
    value = np.where(np.isnan(total), np.nan, (shares * counts).sum(axis=-1))
    scale = np.sqrt((shares**2 * counts).sum(axis=-1) / total)
    lower, upper = (value + scale * (limit - total) for limit in byar(total, confidence))
    return Interval(*(unwrapped(figure * multiplier) for figure in (value, lower, upper)))


def expected_counts(
    population: npt.ArrayLike, reference_count: npt.ArrayLike, reference_population: npt.ArrayLike
) -> Floats:
    """Return the events that areas would see at the reference's age-specific rates: sum of n O_ref / n_ref.

    Breslow and Day, "Statistical Methods in Cancer Research II" (1987), chapter 2.

    Parameters
    ----------
    population : array_like (..., bands)
    reference_count, reference_population : array_like (bands,)

    Returns
    -------
    ndarray, the shape without its bands
        NaN where a band lacks a figure, or the reference has nobody in it.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths.
    """
    people = figures("population", population)
    events, whole = counts_and_denominators(reference_count, reference_population)
    if not people.ndim or people.shape[-1:] != events.shape:
        raise ValueError(
            f"population has the shape {people.shape}; give one figure for each of the age bands"
        )
    expected: Floats = (people * (events / whole)).sum(axis=-1)
    return unwrapped(expected)


def standardised_ratio(
    observed: npt.ArrayLike, expected: npt.ArrayLike, confidence: float = 0.95, *, multiplier: float = 1.0
) -> Interval:
    """Return observed over expected events (SMR) with the limits of the observed count.

    Exact below 10 events, Byar's from 10 on: Breslow and Day (1987), chapter 2; Fingertips public health
    technical guidance. The expected count is taken as known.

    Parameters
    ----------
    observed, expected : array_like of one shape, or single figures
    confidence : float
        0.8 to below 1.
    multiplier : float
        100 for a ratio of which 100 is the reference.

    Returns
    -------
    Interval
        NaN where a figure is missing or nothing is expected.

    Raises
    ------
    ValueError
        A negative figure, unequal lengths, a confidence outside its range.
    """
    return rate(observed, expected, confidence, multiplier=multiplier)
