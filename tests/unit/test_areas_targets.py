"""Target areas: a made-up county with two islands, a ferry, a bridge and wards that meet at a point."""

import pandas as pd
import pytest

from sipmap.areas.targets import target_areas
from sipmap.errors import ProfileError, UnknownCodeError

WARDS = pd.DataFrame(
    [
        ("X05000001", "North Isle East", "Isles"),
        ("X05000002", "North Isle West", "Isles"),
        ("X05000003", "South Isle", "Isles"),
        ("X05000004", "Harbour", "Coast"),
        ("X05000005", "Quay", "Coast"),
        ("X05000006", "Moor", "Upland"),
        ("X05000007", "Fell", "Upland"),
        ("X05000008", "Tarn", "Upland"),
        ("X05000009", "Dale", "Lowland"),
    ],
    columns=["code", "name", "district"],
)
PLACES = pd.DataFrame(
    [("north-isle", "North Isle", "island"), ("south-isle", "South Isle", "island")],
    columns=["id", "name", "kind"],
)
PLACE_WARDS = pd.DataFrame(
    [("north-isle", "X05000001"), ("north-isle", "X05000002"), ("south-isle", "X05000003")],
    columns=["place_id", "area_code"],
)
LINKS = pd.DataFrame(
    [
        ("X05000001", "X05000002", "border", 900.0, ""),
        ("X05000002", "X05000003", "crossing", float("nan"), "Ferry"),
        ("X05000003", "X05000004", "crossing", float("nan"), "Bridge"),
        ("X05000001", "X05000004", "severed", 40.0, "Slivers on the far bank"),
        ("X05000004", "X05000005", "border", 700.0, ""),
        ("X05000005", "X05000006", "border", 0.0, "They touch at a point only"),
        ("X05000006", "X05000007", "border", 300.0, ""),
        ("X05000007", "X05000009", "border", 300.0, ""),
        ("X05000008", "X05000009", "severed", 10.0, "A gorge"),
    ],
    columns=["left_code", "right_code", "kind", "border_m", "reason"],
)


def areas(*numbers, names=None, wards=WARDS, links=LINKS):
    targets = [f"X0500000{number}" for number in numbers]
    return target_areas(targets, wards, PLACES, PLACE_WARDS, links, names=names)


def members(found):
    return {area.name: (area.members, area.context) for area in found}


def test_islands_are_places_of_their_own_whatever_ferry_or_bridge_joins_them():
    found = areas(2, 3, 4)
    assert members(found) == {
        "North Isle": (("X05000002",), ("X05000001",)),
        "South Isle": (("X05000003",), ()),
        "Harbour (Coast)": (("X05000004",), ()),
    }
    assert [area.kind for area in found] == ["island", "island", "touching"]


def test_wards_outside_any_place_join_where_they_share_a_border():
    found = members(areas(7, 5, 4, 6, 9))
    assert found == {
        "Fell and 2 more wards (Upland and Lowland)": (("X05000007", "X05000006", "X05000009"), ()),
        "Quay and Harbour (Coast)": (("X05000005", "X05000004"), ()),
    }


def test_a_contact_at_a_point_and_a_severed_one_join_nothing():
    assert len(areas(5, 6)) == 2
    assert len(areas(8, 9)) == 2


def test_a_ward_that_is_no_target_joins_nobody():
    assert len(areas(6, 9)) == 2, "Fell lies between them, and is not on the list"


def test_every_target_is_in_exactly_one_area_in_the_order_of_the_list():
    found = areas(9, 1, 4, 6)
    assert [area.members[0] for area in found] == ["X05000009", "X05000001", "X05000004", "X05000006"]
    assert areas(9, 1, 9) == areas(9, 1), "a ward named twice is one"


def test_the_order_of_rows_does_not_matter():
    shuffled = areas(
        7, 5, 4, 6, 9, wards=WARDS.sample(frac=1, random_state=1), links=LINKS.sample(frac=1, random_state=2)
    )
    assert shuffled == areas(7, 5, 4, 6, 9)


def test_without_links_each_ward_stands_alone():
    assert len(areas(4, 5, 6, links=LINKS.iloc[:0])) == 3


def test_a_name_that_is_set_takes_the_place_of_the_found_one():
    (isle, *_) = areas(2, 4, names={"X05000001": " The Isle "})
    assert isle.name == "The Isle"
    assert isle.id == "north-isle"
    assert isle.wards == ("X05000002", "X05000001")


def test_two_names_for_one_area_are_refused():
    with pytest.raises(ProfileError, match=r"^North Isle is given two names, 'A' and 'B'; keep one\.$"):
        areas(2, names={"X05000001": "A", "X05000002": "B"})


def test_a_name_for_a_ward_in_no_target_area_is_refused():
    with pytest.raises(UnknownCodeError, match="No target area holds the ward X05000009"):
        areas(2, names={"X05000009": "A"})


def test_an_unknown_target_is_named():
    with pytest.raises(UnknownCodeError, match="The target ward X05000077 is not among the wards"):
        target_areas(["X05000077"], WARDS, PLACES, PLACE_WARDS, LINKS)


def test_no_targets_make_no_areas():
    assert areas() == ()
