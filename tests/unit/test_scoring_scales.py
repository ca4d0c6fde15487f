import numpy as np
import pytest

from sipmap.scoring.index import exponential, mid_ranks
from sipmap.scoring.scales import min_max, percentile, rank_exponential, z_scores

REFERENCE = np.array([1.0, 2.0, 2.0, 4.0])


def test_z_scores():
    assert z_scores(np.array([1.0, 5.0]), 3.0, 2.0).tolist() == [-1, 1]


def test_min_max_is_clipped_to_its_goalposts_and_its_floor():
    values = np.array([-1.0, 0.0, 2.5, 10.0, 11.0, np.nan])
    np.testing.assert_allclose(min_max(values, 0, 10), [0, 0, 0.25, 1, 1, np.nan])
    np.testing.assert_allclose(min_max(values, 0, 10, floor=0.1), [0.1, 0.1, 0.25, 1, 1, np.nan])


def test_percentile_by_hand():
    """Of 1, 2, 2, 4: at 2 one lies below and two are equal, (1 + 1) / 4."""
    found = percentile(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, np.nan]), REFERENCE)
    np.testing.assert_allclose(found, [0, 0.125, 0.5, 0.75, 0.875, 1, np.nan])


def test_rank_exponential_is_the_ministrys_on_mid_ranks():
    ranks = mid_ranks([4, 2, 2, 1])
    np.testing.assert_allclose(rank_exponential(REFERENCE, REFERENCE), exponential(ranks, 4))
    assert rank_exponential(np.array([4.0]), REFERENCE)[0] == pytest.approx(100)


def test_values_that_no_area_has_stand_between_or_take_the_end():
    found = rank_exponential(np.array([0.0, 3.0, 5.0, np.nan]), REFERENCE)
    np.testing.assert_allclose(found[:3], exponential([4, 1.5, 1], 4))
    assert np.isnan(found[3])


@pytest.mark.parametrize("scale", [percentile, rank_exponential])
def test_any_shape_goes_through(scale):
    values = np.arange(24.0).reshape(2, 3, 4) / 5
    found = scale(values, REFERENCE)
    assert found.shape == values.shape
    np.testing.assert_array_equal(found[1, 2], scale(values[1, 2], REFERENCE))
    assert (np.diff(found.ravel()) >= 0).all()
