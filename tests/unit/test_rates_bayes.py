"""Empirical Bayes smoothing, worked by hand on few areas."""

import numpy as np
import pytest

from sipmap.scoring.rates import empirical_bayes, local_empirical_bayes

COUNT, PEOPLE = np.array([30.0, 5.0, 12.0, 60.0]), np.array([100.0, 100.0, 200.0, 400.0])
NAN = float("nan")


def test_moments_by_hand():
    # m = 107/800; s2 = sum(n (r - m)^2) / 800; A = s2 - m / 200.
    found = empirical_bayes(COUNT, PEOPLE)
    mean, crude = 107 / 800, COUNT / PEOPLE
    variance = (PEOPLE * (crude - mean) ** 2).sum() / 800 - mean / 200
    weight = variance / (variance + mean / PEOPLE)
    np.testing.assert_allclose(found.mean, mean)
    np.testing.assert_allclose(found.variance, variance)
    np.testing.assert_allclose(found.weight, weight)
    np.testing.assert_allclose(found.rate, weight * crude + (1 - weight) * mean)


def test_rates_that_chance_explains_become_their_mean():
    found = empirical_bayes([10, 11, 9], [100, 100, 100])
    assert found.variance.tolist() == [0, 0, 0]
    assert found.rate.tolist() == [0.1, 0.1, 0.1]


def test_no_event_anywhere_is_a_rate_of_0():
    assert empirical_bayes([0, 0], [10, 20]).rate.tolist() == [0, 0]


def test_areas_without_figures_are_missing_and_move_nobody():
    found = empirical_bayes([30, NAN, 5, 12, 60, 7], [100, 50, 100, 200, 400, 0])
    assert np.isnan(found.rate).tolist() == [False, True, False, False, False, True]
    np.testing.assert_allclose(found.rate[[0, 2, 3, 4]], empirical_bayes(COUNT, PEOPLE).rate)
    for figure in (found.weight, found.mean, found.variance):
        assert np.isnan(figure).tolist() == [False, True, False, False, False, True]


def test_no_area_with_figures():
    assert np.isnan(empirical_bayes([NAN, 1], [10, 0]).rate).all()
    assert empirical_bayes([], []).rate.size == 0


def test_a_neighbourhood_of_all_is_global():
    everyone = [[0, 1, 2, 3]] * 4
    np.testing.assert_allclose(
        local_empirical_bayes(COUNT, PEOPLE, everyone).rate, empirical_bayes(COUNT, PEOPLE).rate
    )


def test_each_area_is_smoothed_within_its_neighbourhood():
    neighbours = [[1], [0, 2], [1], []]
    found = local_empirical_bayes(COUNT, PEOPLE, neighbours)
    for area, near in enumerate(neighbours):
        circle = sorted({area, *near})
        alone = empirical_bayes(COUNT[circle], PEOPLE[circle])
        assert found.rate[area] == pytest.approx(alone.rate[circle.index(area)])
    assert found.rate[3] == COUNT[3] / PEOPLE[3]


def test_a_neighbour_without_figures_is_passed_over():
    found = local_empirical_bayes([30, NAN, 5], [100, 100, 100], [[1, 2], [0, 2], [0, 1]])
    pair = empirical_bayes([30, 5], [100, 100])
    np.testing.assert_allclose(found.rate[[0, 2]], pair.rate)
    assert np.isnan(found.rate[1])


def test_a_last_area_without_figures_or_neighbours_moves_nobody():
    found = local_empirical_bayes([30, 5, NAN], [100, 100, 100], [[1], [0], []])
    np.testing.assert_allclose(found.rate[:2], empirical_bayes([30, 5], [100, 100]).rate)
    assert np.isnan(found.rate[2])


@pytest.mark.parametrize("neighbours", [[[1], [0]], [[1], [0], [4], []], [[1], [0], [-1], []]])
def test_neighbours_that_are_not_areas_are_refused(neighbours):
    with pytest.raises(ValueError, match="neighbour"):
        local_empirical_bayes(COUNT, PEOPLE, neighbours)


def test_what_is_no_row_of_areas_is_refused():
    with pytest.raises(ValueError, match="one row of areas"):
        empirical_bayes(3, 10)
    with pytest.raises(ValueError, match="unequal lengths"):
        empirical_bayes([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="below 0"):
        empirical_bayes([-1, 2], [10, 10])
