"""Funnel limits and classes, and quantile groups: definitions, edges, bad input."""

import numpy as np
import pytest

from sipmap.scoring.rank import quantile_group
from sipmap.scoring.rates import (
    CLASSES,
    OUTER,
    average,
    effective_denominator,
    exact_poisson,
    proportion_class,
    proportion_funnel,
    quantile_groups,
    rate_class,
    rate_funnel,
    ratio_class,
    ratio_funnel,
    standardised_rate_class,
    wilson,
)

NAN = float("nan")
PEOPLE = np.array([50.0, 400.0, 10_000.0])


def test_at_the_funnel_a_proportions_own_interval_ends_at_the_average():
    lower, upper = proportion_funnel(PEOPLE, 0.3, OUTER)
    np.testing.assert_allclose(wilson(lower * PEOPLE, PEOPLE, OUTER).upper, 0.3)
    np.testing.assert_allclose(wilson(upper * PEOPLE, PEOPLE, OUTER).lower, 0.3)


def test_at_the_funnel_a_ratios_own_interval_ends_at_one():
    expected = np.array([0.002, 0.7, 3.0, 12.5, 900.0, 250_000.0])
    lower, upper = ratio_funnel(expected)
    np.testing.assert_allclose(exact_poisson(upper * expected).lower, expected, rtol=1e-6)
    np.testing.assert_allclose(exact_poisson(lower[3:] * expected[3:]).upper, expected[3:], rtol=1e-6)
    assert lower[:3].tolist() == [0, 0, 0]  # not even no event is rare where 3.69 or fewer are expected


def test_a_rate_funnel_is_a_ratio_funnel_around_the_average():
    lower, upper = rate_funnel(PEOPLE, 0.02, multiplier=1_000)
    ratio = ratio_funnel(PEOPLE * 0.02, multiplier=20)
    np.testing.assert_allclose([lower, upper], ratio)


def test_a_rate_funnel_hands_its_method_on():
    lower, upper = rate_funnel(PEOPLE, 0.02, method="interpolated")
    np.testing.assert_allclose(
        [lower, upper], ratio_funnel(PEOPLE * 0.02, method="interpolated", multiplier=0.02)
    )
    assert upper[0] != rate_funnel(PEOPLE, 0.02).upper[0]


def test_interpolated_limits_of_parts_of_people_are_those_of_the_nearest_whole_number():
    found = proportion_funnel([10.4, 10.6], 0.3, method="interpolated")
    np.testing.assert_allclose(found, proportion_funnel([10, 11], 0.3, method="interpolated"))


@pytest.mark.parametrize("method", ["inverted", "interpolated"])
def test_both_methods_agree_where_counts_are_large(method):
    lower, upper = proportion_funnel(1e6, 0.3, method=method)
    assert (lower, upper) == pytest.approx((0.3 - 1.96 * 0.00045826, 0.3 + 1.96 * 0.00045826), abs=3e-6)
    assert ratio_funnel(1e6, method=method) == pytest.approx((1 - 0.00196, 1 + 0.00196), abs=3e-6)


def test_funnels_have_no_limits_where_there_is_nobody():
    assert np.isnan(proportion_funnel(0, 0.3)).all()
    assert np.isnan(ratio_funnel([0, NAN])).all()
    assert np.isnan(rate_funnel(0, 0.3)).all()
    assert np.isnan(rate_funnel([5, 10], NAN, method="interpolated")).all()


def test_average_is_of_sums_and_of_whole_pairs():
    assert average([1, NAN, 3, 4], [10, 10, NAN, 40]) == 0.1
    assert np.isnan(average([1], [0]))
    assert average([0.25], [0.5]) == 0.5


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_nobody_lies_outside_where_all_are_alike(share):
    people = np.array([1, 30, 500])
    assert proportion_class(people * share, people).tolist() == [0, 0, 0]


def test_classes_run_from_far_below_to_far_above():
    assert ratio_class([60, 85, 100, 125, 150], 100).tolist() == [-2, 0, 0, 1, 2]
    assert ratio_class([0, 0, 0], [3.6, 3.8, 7.0]).tolist() == [0, -1, -2]
    assert proportion_class([20, 45, 50, 61, 80], 100, 0.5).tolist() == [-2, 0, 0, 1, 2]
    assert rate_class([60, 125], [1_000, 1_000], 0.1).tolist() == [-2, 1]
    assert sorted(CLASSES) == [-2, -1, 0, 1, 2]


def test_classes_of_what_is_missing_are_missing():
    assert np.isnan(proportion_class([NAN, 0], [10, 0], 0.5)).all()
    assert np.isnan(ratio_class([NAN, 1], [10, 0])).all()
    assert np.isnan(standardised_rate_class([9, 30, 30], [5.0, NAN, 0.0])).all()
    assert np.isnan(effective_denominator([0, NAN, 3], [5, 5, 0])).all()


def test_effective_denominator_by_hand():
    assert effective_denominator([1, 0.5], [0.5, 0.1]).tolist() == [2, 5]
    assert effective_denominator(30, 60, multiplier=1_000) == 500


def test_a_standardised_rate_of_just_10_events_is_classed():
    """10 events at 40 for 1,000 and 990 at 10: 1,000 over 99,250 person-years, of which 250 expect 2.5."""
    assert standardised_rate_class([10, 990], [40.0, 10.0], multiplier=1_000).tolist() == [2, 0]
    assert np.isnan(standardised_rate_class([9.99, 990], [40.0, 10.0], multiplier=1_000)[0])


@pytest.mark.parametrize(
    "refused",
    [
        lambda: proportion_funnel(10, 30),
        lambda: proportion_funnel([10, 10], [0.5, 1.5]),
        lambda: proportion_funnel(-10, 0.3),
        lambda: proportion_funnel(10, 0.3, 95),
        lambda: proportion_funnel(10, 0.3, method="normal"),
        lambda: ratio_funnel(-1),
        lambda: rate_funnel([1, 2], [0.1, 0.2, 0.3]),
        lambda: proportion_class(11, 10),
        lambda: proportion_class(11, 10, 0.5),
        lambda: ratio_class(-1, 10),
        lambda: effective_denominator(1, -2),
    ],
)
def test_bad_input_is_refused(refused):
    with pytest.raises(ValueError, match=r"average|below 0|confidence|method|unequal|above"):
        refused()


def test_quantiles_of_equal_size_are_those_of_the_indices_of_deprivation():
    values = np.arange(200.0)[::-1]
    np.testing.assert_array_equal(quantile_groups(values), quantile_group(np.arange(1, 201), 200))


def test_equal_values_share_the_better_group_and_missing_ones_none():
    found = quantile_groups([5, 5, 5, 1, NAN, 2, 3], 3)
    assert found[:4].tolist() == [1, 1, 1, 3]
    assert np.isnan(found[4])
    assert found[5:].tolist() == [3, 2]
    assert quantile_groups([5, 4, 1], 3, highest_first=False).tolist() == [3, 2, 1]


def test_one_group_holds_all():
    assert quantile_groups([5, 1, 3], 1).tolist() == [1, 1, 1]


def test_fewer_values_than_groups_are_in_none():
    assert np.isnan(quantile_groups([1, 2, NAN], 3)).all()
    assert quantile_groups([], 3).size == 0


@pytest.mark.parametrize(("values", "groups"), [([1, 2], 0), ([1, 2], 1.5), (3, 2), ([1, np.inf], 2)])
def test_bad_quantiles_are_refused(values, groups):
    with pytest.raises(ValueError, match=r"groups|values"):
        quantile_groups(values, groups)
