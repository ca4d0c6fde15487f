"""A made-up county with two islands and a ferry; graphs from stored links."""

import numpy as np
import pandas as pd
import pytest
import shapely

from boundaries.declared import DeclaredLink
from sipmap.areas.contiguity import borders, components, islands, neighbours, ward_links
from tests.shapes import areas, square

INLAND, SHORE, HARBOUR = "E05099001", "E05099002", "E05099003"
NORTH, SOUTH = "E05099011", "E05099012"
ROCK = "E05099021"
MAINLAND = (INLAND, SHORE, HARBOUR)
FERRY = DeclaredLink((HARBOUR, NORTH), "crossing", "Ferry, 40 minutes")


def county():
    """Return a mainland of three wards, an island of two with a crumb on the shore, and an island of one."""
    crumb = square(2000, 1500, 20)
    return areas(
        {
            ROCK: square(9000, 0, 25),
            NORTH: shapely.union_all(np.array([square(3000, 1000), crumb], dtype=object)),
            SOUTH: square(3000, 0),
            INLAND: square(0, 0),
            SHORE: square(1000, 0, 1000, 1000),
            HARBOUR: square(1000, 1000),
        }
    )


def links(*rows):
    return pd.DataFrame(rows, columns=["left_code", "right_code", "kind", "border_m"])


def test_each_island_is_a_group_and_a_ferry_joins_none():
    made = ward_links(county(), [FERRY])
    codes = county()["code"]
    assert components(codes, made) == [MAINLAND, (NORTH, SOUTH), (ROCK,)]
    assert islands(codes, made) == (ROCK,)
    crossing = made[made["kind"] == "crossing"]
    assert crossing[["left_code", "right_code"]].to_numpy().tolist() == [[HARBOUR, NORTH]]
    assert crossing["reason"].tolist() == ["Ferry, 40 minutes"]


@pytest.mark.parametrize(("sliver_m2", "joined"), [(100, True), (400, True), (401, False), (10_000, False)])
def test_a_detached_piece_counts_from_the_threshold_on(sliver_m2, joined):
    made = borders(county(), sliver_m2=sliver_m2)
    assert (NORTH in neighbours(county()["code"], made)[HARBOUR]) is joined


def test_a_ward_below_the_threshold_keeps_its_largest_piece():
    assert shapely.area(county().set_index("code").loc[ROCK, "geometry"]) == 625
    beside = pd.concat([county(), areas({"E05099022": square(9025, 0)})])
    made = borders(beside, sliver_m2=1_000)
    assert neighbours(beside["code"], made)[ROCK] == ("E05099022",)


def test_a_severed_contact_leaves_the_island_alone():
    water = DeclaredLink((HARBOUR, NORTH), "severed", "Water lies between")
    made = ward_links(county(), [FERRY, water], sliver_m2=100)
    assert components(county()["code"], made) == [MAINLAND, (NORTH, SOUTH), (ROCK,)]


def test_neighbours_are_mutual_in_order_and_every_ward_is_there():
    made = ward_links(county(), [FERRY])
    near = neighbours(county()["code"], made)
    assert list(near) == sorted(county()["code"])
    assert near[HARBOUR] == (SHORE,)
    assert near[SHORE] == (INLAND, HARBOUR)
    assert near[ROCK] == ()
    assert all(code in near[other] for code, others in near.items() for other in others)


def test_a_point_makes_no_neighbours():
    corner = links(("A", "B", "border", 0.0), ("B", "C", "border", 1.0))
    assert components("ABC", corner) == [("A",), ("B", "C")]


def test_links_to_wards_that_are_not_asked_for_are_left_out():
    chain = links(("A", "B", "border", 9.0), ("B", "C", "border", 9.0))
    assert neighbours("AC", chain) == {"A": (), "C": ()}
    assert islands("AC", chain) == ("A", "C")


def test_no_wards_have_no_groups():
    assert components([], links()) == []
    assert neighbours(["A"], links()) == {"A": ()}


def test_the_order_of_wards_and_links_does_not_matter():
    made = ward_links(county(), [FERRY])
    turned = ward_links(county().iloc[::-1], [FERRY])
    pd.testing.assert_frame_equal(made, turned)
    codes = list(county()["code"])
    assert components(codes, made) == components(codes[::-1], made.iloc[::-1])
