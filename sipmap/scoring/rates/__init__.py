"""Rates with their intervals, smoothed rates, funnels, quantiles and indices of inequality.

Pure functions: figures (arrays or single ones) in, figures out. Each names the publication it follows.
"""

from sipmap.scoring.rates.bayes import Smoothed, empirical_bayes, local_empirical_bayes
from sipmap.scoring.rates.funnels import INNER, OUTER, average, proportion_funnel, rate_funnel, ratio_funnel
from sipmap.scoring.rates.inequality import Inequality, ridits, slope_index
from sipmap.scoring.rates.inputs import Interval, Limits
from sipmap.scoring.rates.intervals import byar, count_limits, exact_poisson, proportion, rate, wilson
from sipmap.scoring.rates.outliers import (
    CLASSES,
    effective_denominator,
    proportion_class,
    rate_class,
    ratio_class,
    standardised_rate_class,
)
from sipmap.scoring.rates.quantiles import quantile_groups
from sipmap.scoring.rates.standardised import (
    EUROPEAN_STANDARD_2013,
    directly_standardised,
    expected_counts,
    standardised_ratio,
)

__all__ = [
    "CLASSES",
    "EUROPEAN_STANDARD_2013",
    "INNER",
    "OUTER",
    "Inequality",
    "Interval",
    "Limits",
    "Smoothed",
    "average",
    "byar",
    "count_limits",
    "directly_standardised",
    "effective_denominator",
    "empirical_bayes",
    "exact_poisson",
    "expected_counts",
    "local_empirical_bayes",
    "proportion",
    "proportion_class",
    "proportion_funnel",
    "quantile_groups",
    "rate",
    "rate_class",
    "rate_funnel",
    "ratio_class",
    "ratio_funnel",
    "ridits",
    "slope_index",
    "standardised_rate_class",
    "standardised_ratio",
    "wilson",
]
