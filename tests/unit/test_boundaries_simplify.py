"""Simplified neighbours keep one border; nothing is lost."""

import numpy as np
import pytest
import shapely

from boundaries.simplify import simplify


def wavy_pair():
    """Return two areas that share a border of small waves, and an island of the second."""
    waves = [(100 + 3 * (-1) ** i, 5 * i) for i in range(1, 20)]
    left = shapely.Polygon([(0, 0), (0, 100), (100, 100), *reversed(waves), (100, 0)])
    right = shapely.Polygon([(100, 0), *waves, (100, 100), (200, 100), (200, 0)])
    return np.array([left, shapely.MultiPolygon([right, shapely.box(300, 0, 340, 40)])], dtype=object)


def test_neighbours_keep_one_border():
    made = simplify(wavy_pair(), 10)
    assert made.vertices_after < made.vertices_before
    assert shapely.coverage_is_valid(made.shapes)
    assert shapely.area(made.shapes[0]) + shapely.area(made.shapes[1]) == pytest.approx(200 * 100 + 1600)
    assert 0 < made.largest_area_change_pct < 2


def test_a_small_island_survives():
    made = simplify(wavy_pair(), 60)
    assert shapely.get_num_geometries(made.shapes[1]) == 2


def test_no_tolerance_changes_nothing():
    made = simplify(wavy_pair(), 0)
    assert made.vertices_after == made.vertices_before
    assert made.largest_area_change_pct == 0
