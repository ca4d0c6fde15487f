import numpy as np
import pytest

from sipmap.scoring.outliers import UNTREATED, fit_treatment, has_outliers, kurtosis, skewness, treat

TAME = np.arange(20.0)


def with_tail(*extremes):
    return np.array([*TAME, *extremes])


def test_skewness_and_kurtosis_by_hand():
    """0, 0, 0, 4: mean 1, m2 = 3, m3 = 6, m4 = 21; G1 = sqrt(12) / 2 x 6 / 3^1.5, g2 = 21 / 9 - 3."""
    values = np.array([0.0, 0.0, 0.0, 4.0])
    assert skewness(values) == pytest.approx(2.0)
    assert kurtosis(values) == pytest.approx(3 / 2 * (5 * (21 / 9 - 3) + 6))


@pytest.mark.parametrize("values", [[1.0, 2.0], [3.0] * 9])
def test_too_few_or_all_alike_have_no_shape(values):
    assert np.isnan(skewness(np.array(values)))
    assert np.isnan(kurtosis(np.array(values)))
    assert not has_outliers(np.array(values))


def test_three_values_have_a_skewness_but_no_kurtosis():
    assert skewness(np.array([0.0, 0.0, 1.0])) == pytest.approx(np.sqrt(3))
    assert np.isnan(kurtosis(np.array([0.0, 0.0, 1.0])))


def test_both_must_be_beyond_their_limits():
    skewed_only = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0])  # 1.8 and 1.4
    assert not has_outliers(skewed_only)
    heavy_on_both_sides = with_tail(-300, 300)
    assert kurtosis(heavy_on_both_sides) > 3.5
    assert not has_outliers(heavy_on_both_sides)
    assert has_outliers(with_tail(300))
    assert has_outliers(with_tail(-300))


@pytest.mark.parametrize(("extremes", "outliers"), [((3, 5), True), ((8, 13), False)])
def test_kurtosis_has_its_own_limit(extremes, outliers):
    """Beside eight zeros: skewness 2.09 and 2.06, kurtosis 3.502 and 3.332."""
    assert has_outliers(np.array([0.0] * 8 + list(extremes))) is outliers


def test_skewness_has_its_own_limit():
    """Two of a hundred far out, one on either side, the high one a little farther."""
    values = np.array([*np.tile([-1.0, 1.0], 49), -10.0, 13.0])
    assert kurtosis(values) > 3.5
    assert 1.5 < skewness(values) < 2
    assert not has_outliers(values)


def test_without_outliers_nothing_is_done():
    assert fit_treatment(TAME, 5) == UNTREATED
    assert fit_treatment([], 5) == UNTREATED
    assert fit_treatment([np.nan, np.nan], 5) == UNTREATED
    values = np.array([-np.inf, 3.0, np.nan])
    np.testing.assert_array_equal(treat(values, UNTREATED), values)


def test_the_farthest_come_in_one_after_another():
    treatment = fit_treatment(with_tail(100, 200), 5)
    assert (treatment.winsorised, treatment.high, treatment.low) == (2, 19.0, -np.inf)


def test_no_more_come_in_than_needed():
    assert fit_treatment(with_tail(25, 300), 5).winsorised == 1
    assert fit_treatment(with_tail(25, 300), 5).high == 25


def test_low_values_come_in_from_below():
    treatment = fit_treatment(with_tail(-100), 5)
    assert (treatment.winsorised, treatment.low, treatment.high) == (1, 0.0, np.inf)
    assert treat(np.array([-100.0, -500.0, 7.0, 900.0]), treatment).tolist() == [0, 0, 7, 900]


def test_equal_extremes_come_in_together_or_not_at_all():
    values = with_tail(200, 200)
    assert fit_treatment(values, 2).winsorised == 2
    assert fit_treatment(values, 1).log_from is not None


def test_where_that_is_not_enough_the_logarithm_is_taken_of_all():
    treatment = fit_treatment(with_tail(100, 200), 1)
    assert (treatment.winsorised, treatment.log_from, treatment.log_shift) == (0, 0.0, 2.0)
    found = treat(with_tail(100, 200), treatment)
    np.testing.assert_allclose(found, np.log(with_tail(100, 200) + 2))


def test_a_low_tail_is_mirrored():
    high, low = fit_treatment(with_tail(100, 200), 1), fit_treatment(-with_tail(100, 200), 1)
    values = np.array([-3.0, 0.0, 50.0, 500.0])
    np.testing.assert_allclose(treat(-values, low), -treat(values, high))


def test_beyond_the_near_end_counts_as_that_end_and_gaps_stay():
    treatment = fit_treatment(with_tail(100, 200), 1)
    found = treat(np.array([[-50.0, 0.0], [np.nan, 1e6]]), treatment)
    assert found[0, 0] == found[0, 1] == pytest.approx(np.log(2))
    assert np.isnan(found[1, 0])
    assert found[1, 1] == pytest.approx(np.log(1e6 + 2))


def test_gaps_and_order_do_not_matter():
    values = with_tail(100, 200, np.nan)
    assert fit_treatment(values[::-1], 5) == fit_treatment(with_tail(100, 200), 5)


def test_shape_does_not_depend_on_the_unit():
    values = with_tail(300)
    assert kurtosis(values / 1000) == pytest.approx(kurtosis(values))
    assert skewness(values / 1000) == pytest.approx(skewness(values))
    assert has_outliers(values / 1000)
