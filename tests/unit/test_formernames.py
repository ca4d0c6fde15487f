"""A former ward's name leads to the wards where its people are now."""

import geopandas as gpd
import pandas as pd
import shapely

from boundaries.read import Polygons
from etl.formernames import former_names
from tests.shapes import EAST, NORTH, areas, square

WARDS = areas({"E05099001": square(0, 0), "E05099002": square(1000, 0)}).assign(name=["Bay", "Harbour"])


def polygons(names):
    """Return former wards from code -> (name, shape)."""
    frame = areas({code: shape for code, (_, shape) in names.items()}).assign(
        name=[n for n, _ in names.values()]
    )
    return Polygons(gpd.GeoDataFrame(frame, geometry="geometry", crs="EPSG:27700"), ())


def found(former, places):
    """Return (code, name, vintage) given where postcodes lie, in metres from the corner."""
    points = shapely.points([(EAST + x, NORTH + y) for x, y in places])
    codes = pd.Series(["E05099001" if x < 1000 else "E05099002" for x, _ in places])
    return [tuple(row) for row in former_names(former, WARDS, points, codes).to_numpy()]


def test_a_former_ward_names_the_wards_that_hold_a_tenth_of_its_postcodes():
    former = {"WD22": polygons({"E05090001": ("Old Town", square(0, 0, 2000, 1000))})}
    nine_and_one = [(100 * i + 50, 500) for i in range(9)] + [(1500, 500)]
    assert found(former, nine_and_one) == [
        ("E05099001", "Old Town", "WD22"),
        ("E05099002", "Old Town", "WD22"),
    ]
    assert found(former, [(10 * i + 50, 500) for i in range(10)] + [(1500, 500)]) == [
        ("E05099001", "Old Town", "WD22")
    ]


def test_the_last_vintage_of_a_former_ward_counts():
    old = polygons({"E05090001": ("Old Town", square(0, 0))})
    assert found({"WD22": old, "WD23": old}, [(500, 500)]) == [("E05099001", "Old Town", "WD23")]


def test_a_code_still_in_use_and_a_ward_s_own_name_are_no_former_names():
    former = {
        "WD22": polygons({"E05099001": ("Bay", square(0, 0)), "E05090002": ("Harbour", square(1000, 0))})
    }
    assert found(former, [(500, 500), (1500, 500)]) == []
