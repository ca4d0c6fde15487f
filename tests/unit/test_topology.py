"""Many polygons in few bytes: what goes in comes out, and a border stands once."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from etl.topology import GRID_DEGREES, text, topology
from tests.topologies import _numbers, borders, decoded

EAST, NORTH = GRID_DEGREES


def box(west, south, east, north):
    """Return a rectangle whose corners lie on the grid."""
    return shapely.box(west * EAST, south * NORTH, east * EAST, north * NORTH)


def together(**shapes):
    codes = sorted(shapes)
    return topology(codes, np.array([shapes[code] for code in codes], dtype=object))


LAKE = box(2, 2, 4, 4)
WARDS = {
    "E05099001": box(0, 0, 10, 10).difference(LAKE),
    "E05099002": shapely.union_all([box(10, 0, 20, 10), box(30, 0, 33, 3)]),
    "E05099007": LAKE,
    "E05100002": box(0, 10, 20, 15),
}


def coverage(**shapes):
    """Return shapes whose shared borders have the same vertices on both sides."""
    codes = list(shapes)
    lines = shapely.node(shapely.unary_union([shapely.boundary(shapes[c]) for c in codes]))
    nodes = shapely.MultiPoint(shapely.get_coordinates(lines))
    return {c: shapely.snap(shapes[c], nodes, 1e-9) for c in codes}


def test_areas_come_out_as_they_went_in():
    found = decoded(together(**coverage(**WARDS)))
    assert list(found) == sorted(WARDS)
    for code, shape in WARDS.items():
        assert found[code].symmetric_difference(shape).area == pytest.approx(0, abs=1e-15), code


def test_a_border_between_two_areas_stands_once():
    two = together(E05099001=box(0, 0, 10, 10), E05099002=box(10, 0, 20, 10))
    assert borders(two) == 3
    enclave = together(E05099001=box(0, 0, 10, 10).difference(LAKE), E05099007=LAKE)
    assert borders(enclave) == 2


def test_a_crumb_below_the_grid_is_left_out_and_a_ward_below_it_is_refused():
    crumb = shapely.box(40.1 * EAST, 0.1 * NORTH, 40.2 * EAST, 0.2 * NORTH)
    with_crumb = shapely.union_all([box(0, 0, 10, 10), crumb])
    assert decoded(together(E05099001=with_crumb))["E05099001"].equals(box(0, 0, 10, 10))
    with pytest.raises(ValueError, match="E05099001 is too small"):
        together(E05099001=crumb)


def test_a_tongue_that_rounding_lays_upon_a_border_leaves_both_areas_whole():
    thin = NORTH / 5
    tongue = shapely.Polygon(
        [(5 * EAST, 5 * NORTH + thin), (5 * EAST, 5 * NORTH - thin), (8 * EAST, 5 * NORTH)]
    )
    west = shapely.union_all([box(0, 0, 5, 10), tongue])
    east = shapely.Polygon(
        [(x * EAST, y * NORTH) for x, y in [(5, 0), (12, 0), (12, 5), (8, 5), (5, 5), (5, 0)]]
    )
    found = decoded(together(E05099001=west, E05099002=east))
    assert found["E05099001"].area == pytest.approx(box(0, 0, 5, 10).area)
    assert found["E05099002"].area == pytest.approx(box(5, 0, 12, 5).area)


def test_codes_of_two_kinds_do_not_go_together():
    with pytest.raises(ValueError, match="several kinds"):
        topology(["E05000001", "E06000001"], np.array([LAKE, LAKE]))


@given(st.lists(st.integers(-(2**40), 2**40)))
def test_numbers_come_out_of_a_text_as_they_went_in(numbers):
    assert _numbers(text(numbers)) == numbers
