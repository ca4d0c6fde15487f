"""Intervals of proportions, counts and rates: against other software, at the edges, and on bad input."""

import numpy as np
import pytest
from scipy.stats import binomtest, chi2

from sipmap.scoring.rates import byar, count_limits, exact_poisson, proportion, rate, wilson

NAN = float("nan")


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_wilson_is_that_of_scipy(confidence):
    for count, of in [(0, 1), (1, 1), (3, 7), (65, 100), (5_432, 98_765), (98_765, 98_765)]:
        low, high = binomtest(count, of).proportion_ci(confidence, method="wilson")
        assert wilson(count, of, confidence) == pytest.approx((low, high), abs=1e-12)


def test_limits_are_of_95_percent_unless_another_level_is_asked_for():
    assert wilson(65, 100) == wilson(65, 100, 0.95)
    assert proportion(65, 100)[1:] == wilson(65, 100, 0.95)
    for limits in (byar, exact_poisson, count_limits):
        assert limits(7) == limits(7, 0.95)
    assert rate(7, 40)[1:] == tuple(limit / 40 for limit in exact_poisson(7, 0.95))


def test_exact_limits_are_quantiles_of_chi_square():
    counts = np.array([1, 4, 9.5, 250])
    lower, upper = exact_poisson(counts, 0.998)
    np.testing.assert_allclose(lower, chi2.ppf(0.001, 2 * counts) / 2)
    np.testing.assert_allclose(upper, chi2.ppf(0.999, 2 * counts + 2) / 2)


def test_counts_below_10_are_exact_and_from_10_by_byar():
    lower, upper = count_limits([9, 9.99, 10, 11])
    assert [lower[0], upper[0]] == list(exact_poisson(9))
    assert [lower[1], upper[1]] == list(exact_poisson(9.99))
    assert [lower[2], upper[2]] == list(byar(10))
    assert [lower[3], upper[3]] == list(byar(11))


def test_byar_of_so_few_that_its_formula_fails():
    assert byar(0).lower == 0
    assert np.isnan(byar(1, 0.998).lower)
    assert byar(1, 0.998).upper > 1


def test_byar_of_one_event_by_hand():
    """1 x (1 - 1/9 - 1.96/3)^3 and 2 x (1 - 1/18 + 1.96 / (3 x 2^0.5))^3."""
    assert byar(1) == pytest.approx((0.01307, 5.56376), abs=1e-5)


def test_a_multiplier_scales_value_and_limits():
    once, percent = proportion(7, 40), proportion(7, 40, multiplier=100)
    assert percent == pytest.approx([100 * figure for figure in once])
    once, per_thousand = rate(7, 40), rate(7, 40, multiplier=1_000)
    assert per_thousand == pytest.approx([1_000 * figure for figure in once])


def test_single_figures_come_back_single_and_a_single_denominator_serves_all():
    assert np.ndim(rate(7, 40).lower) == 0
    assert proportion([3, 4], 10).value.tolist() == [0.3, 0.4]
    assert proportion(np.array([[3], [4]]), 10).upper.shape == (2, 1)


@pytest.mark.parametrize("interval", [proportion, rate])
def test_what_is_missing_stays_missing_and_zero_denominators_give_no_rate(interval):
    for figure in interval([NAN, 0, 3, 0], [10, 0, NAN, 10]):
        assert np.isnan(figure).tolist() == [True, True, True, False]


def test_events_may_pass_their_denominator_but_a_part_its_whole_may_not():
    assert rate(12, 10).value == 1.2
    assert np.isnan(rate(5, 0).value)
    with pytest.raises(ValueError, match="above its denominator"):
        proportion([3, 11], [10, 10])
    with pytest.raises(ValueError, match="above its denominator"):
        proportion(1, 0)
    with pytest.raises(ValueError, match="above its denominator"):
        wilson(11, 10)
    with pytest.raises(ValueError, match="above its denominator"):
        wilson(1 + 1e-7, 1)


def test_the_noise_of_apportioning_is_no_error():
    third = 0.1 + 0.2
    assert third > 0.3
    found = proportion(third, 0.3)
    assert found.value == 1
    assert found.upper == 1


@pytest.mark.parametrize("confidence", [0, 0.05, 0.79, 1, 1.5, 95, NAN])
@pytest.mark.parametrize("limits", [wilson, rate, lambda count, _, confidence: byar(count, confidence)])
def test_a_confidence_that_nobody_means_is_refused(limits, confidence):
    with pytest.raises(ValueError, match="confidence"):
        limits(3, 10, confidence)


@pytest.mark.parametrize("figures", [(-1, 10), (1, -10), ([1, -1], [10, 10]), (np.inf, 10), (1, np.inf)])
@pytest.mark.parametrize("interval", [proportion, rate])
def test_negative_and_infinite_figures_are_refused(interval, figures):
    with pytest.raises(ValueError, match=r"below 0|infinite"):
        interval(*figures)


def test_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="unequal lengths"):
        rate([1, 2, 3], [10, 20])
