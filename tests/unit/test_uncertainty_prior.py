"""The prior that wards give themselves: its grid, its start and its steps, worked by hand."""

import numpy as np
import pytest

from sipmap.scoring.uncertainty.prior import (
    QUANTILES,
    Evidence,
    evidence,
    fitted_prior,
    grid,
    posterior_quantiles,
)


def test_the_grid_goes_half_the_least_error_beyond_the_estimates():
    edges = grid(np.array([10.0, 0.0]), np.array([1.0, 1.0]))
    assert (edges[0], edges[-1]) == (-0.5, 10.5)
    np.testing.assert_allclose(np.diff(edges), 11 / 64)


def test_three_cells_hold_the_error_that_a_tenth_of_wards_fall_below():
    """Of errors 1 to 11 that is 2, the range is 101.1: 3 x 101.1 / 2 = 151.65, rounded up."""
    errors = np.arange(1.0, 12.0)
    assert len(grid(np.linspace(5, 105.1, 11), errors)) == 152 + 1


@pytest.mark.parametrize(("error", "cells"), [(1.0, 64), (1e-3, 1024)])
def test_the_grid_has_64_to_1024_cells(error, cells):
    assert len(grid(np.array([0.0, 3.0]), np.array([error, error]))) == cells + 1


EDGES = np.array([-1.0, 1.0, 3.0, 7.0])  # centres 0, 2, 5


def normal(mean, variance):
    start = np.exp(-((np.array([0.0, 2.0, 5.0]) - mean) ** 2) / (2 * variance))
    return start / start.sum()


def start(scores, errors):
    found = evidence(np.array(scores), np.array(errors), EDGES, np.zeros((len(scores), 3)))
    return found.start


def test_the_prior_starts_with_the_wards_mean_and_the_variance_that_chance_leaves():
    """Variance of 1, 3, 5 is 4; chance has (1 + 1 + 4) / 3 = 2 of it."""
    np.testing.assert_allclose(start([1.0, 3.0, 5.0], [1.0, 1.0, 2.0]), normal(3, 2))
    np.testing.assert_allclose(start([1.0, 5.0], [1.0, 1.0]), normal(3, 8 - 1))


def test_the_prior_of_wards_that_chance_explains_or_of_one_has_a_twentieth_of_its_variance():
    np.testing.assert_allclose(start([2.0, 3.0], [3.0, 3.0]), normal(2.5, 9 / 20))
    np.testing.assert_allclose(start([2.0], [3.0]), normal(2, 9 / 20))


def test_each_wards_likelihood_is_scaled_to_a_largest_value_of_1():
    found = evidence(np.ones(2), np.ones(2), EDGES, np.array([[-900.0, -901.0, -902.0], [-3.0, -1.0, -2.0]]))
    np.testing.assert_allclose(found.likelihood, np.exp([[0, -1, -2], [-2, 0, -1]]))


def test_a_step_makes_the_prior_the_mean_of_all_posteriors():
    """(.5, .5) with likelihoods (1, .25) and (.5, 1): posteriors (.8, .2) and (1/3, 2/3)."""
    known = Evidence(np.arange(3.0), np.array([[1.0, 0.25], [0.5, 1.0]]), np.array([0.5, 0.5]))
    np.testing.assert_allclose(fitted_prior(known, 1), [(4 / 5 + 1 / 3) / 2, (1 / 5 + 2 / 3) / 2])
    np.testing.assert_allclose(fitted_prior(known, 0), known.start)


def test_quantiles_stand_in_the_middle_of_equal_shares():
    """Even within a cell: three quarters of the mass between 2 and 3, a quarter between 3 and 5."""
    known = Evidence(np.array([2.0, 3.0, 5.0]), np.array([[1.0, 1.0]]), np.array([0.75, 0.25]))
    found = posterior_quantiles(known, 0)[0]
    assert len(found) == QUANTILES == 512
    assert found[0] == pytest.approx(2 + 0.5 / 384)
    assert found[383] == pytest.approx(3 - 0.5 / 384)
    assert found[384] == pytest.approx(3 + 0.5 / 64)
    assert found[-1] == pytest.approx(5 - 0.5 / 64)
