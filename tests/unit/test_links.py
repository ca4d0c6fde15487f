"""Neighbours are those who share land: two islands, crumbs on the wrong bank, a bridge."""

import numpy as np
import pytest
import shapely

from boundaries.declared import DeclaredLink
from etl.links import ward_links
from sipmap.areas.contiguity import LINK_COLUMNS, POINT_ONLY
from tests.shapes import areas, square

A, B, C, D = "E05099001", "E05099002", "E05099003", "E05099004"


def wards(*crumbs):
    """Return a mainland of A, B and (at a corner of B) D, and an island C off A with crumbs elsewhere."""
    island = shapely.union_all(np.array([square(-1300, 0), *crumbs], dtype=object))
    return areas({A: square(0, 0), B: square(1000, 0), C: island, D: square(2000, 1000)})


def pairs(links, kind):
    return [tuple(pair) for pair in links.loc[links["kind"] == kind, ["left_code", "right_code"]].to_numpy()]


def test_borders_are_measured_and_a_corner_counts_none():
    links = ward_links(wards(), [])
    assert list(links.columns) == LINK_COLUMNS
    assert pairs(links, "border") == [(A, B), (B, D)]
    assert links["border_m"].tolist() == [1000, 0]
    assert links["reason"].tolist() == ["", POINT_ONLY]


def test_a_crumb_on_the_other_bank_is_no_contact():
    assert (A, C) not in pairs(ward_links(wards(square(-30, 0, 30)), []), "border")


def test_a_larger_piece_on_the_other_bank_is_one():
    links = ward_links(wards(square(-40, 0, 40)), [])
    assert links.set_index(["left_code", "right_code"]).loc[(A, C), "border_m"] == 40


def test_a_severed_contact_takes_the_place_of_the_border_and_a_bridge_stands_beside_it():
    declared = [
        DeclaredLink((A, C), "severed", "Water lies between"),
        DeclaredLink((A, C), "crossing", "Bridge"),
    ]
    links = ward_links(wards(square(-40, 0, 40)), declared)
    assert pairs(links, "border") == [(A, B), (B, D)]
    assert pairs(links, "severed") == pairs(links, "crossing") == [(A, C)]
    by_kind = links.set_index("kind")
    assert by_kind.loc["severed", "border_m"] == 40
    assert by_kind.loc["severed", "reason"] == "Water lies between"
    assert np.isnan(by_kind.loc["crossing", "border_m"])


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        (DeclaredLink((A, "E05099009"), "crossing", "Bridge"), "E05099009 is not among the wards"),
        (DeclaredLink((A, C), "severed", "Water"), "do not touch"),
        (DeclaredLink((A, B), "crossing", "Bridge"), "but touch"),
    ],
)
def test_a_declaration_that_does_not_fit_the_polygons_is_a_fault(link, complaint):
    with pytest.raises(ValueError, match=complaint):
        ward_links(wards(), [link])
