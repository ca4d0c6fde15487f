"""What the browser draws: every area, shared borders, the same bytes each time."""

import gzip
import json

import pandas as pd
import pytest
import shapely

from etl.maplayer import DISTRICT_LAYER, ENGLAND_LAYER, LAYER_COLUMNS, WARD_LAYER, map_layers
from sipmap.geography import KENT
from tests.shapes import square
from tests.topologies import decoded

BAY = "E07099001"


def frame(crumb_side=3):
    """Return two wards of one district, the second with a detached crumb, and an area that is not mapped."""
    second = shapely.union_all([square(1000, 0), square(2500, 0, crumb_side)])
    rows = [
        ("E05099002", "ward", "Élan & Sea", "WD25", BAY, second),
        ("E05099001", "ward", "Bay", "WD25", BAY, square(0, 0)),
        ("E05099003", "ward", "Not mapped", "WD25", BAY, None),
        (BAY, "district", "Bay District", "LAD25", BAY, shapely.union_all([square(0, 0), second])),
    ]
    columns = ["code", "geography", "name", "vintage", "district_code", "geometry"]
    return pd.DataFrame(rows, columns=columns).assign(county_code=KENT)


def layer(frame, name):
    row = map_layers(frame).set_index("name").loc[name]
    return row, json.loads(gzip.decompress(row["content"]))


def shapes(collection):
    return [shapely.geometry.shape(feature["geometry"]) for feature in collection["features"]]


def test_each_mapped_ward_is_drawn_once_with_its_names():
    row, collection = layer(frame(), WARD_LAYER)
    assert [feature["properties"] for feature in collection["features"]] == [
        {"code": "E05099001", "name": "Bay", "district": "Bay District"},
        {"code": "E05099002", "name": "Élan & Sea", "district": "Bay District"},
    ]
    assert row[["vintage", "media_type", "encoding"]].tolist() == ["WD25", "application/geo+json", "gzip"]


def test_coordinates_are_degrees_in_kent_rounded_and_rings_closed():
    for shape in shapes(layer(frame(), WARD_LAYER)[1]):
        west, south, east, north = shape.bounds
        assert 0.8 < west < east < 1
        assert 51 < south < north < 51.3
        for x, y in shapely.get_coordinates(shape):
            assert (round(x, 5), round(y, 5)) == (x, y)
        assert shape.is_valid


def test_neighbours_still_share_their_border():
    left, right = shapes(layer(frame(), WARD_LAYER)[1])
    assert left.intersection(right).length > 0.008  # 1 km in degrees of latitude


def test_crumbs_are_left_out_and_islands_stay():
    assert shapes(layer(frame(crumb_side=3), WARD_LAYER)[1])[1].geom_type == "Polygon"
    assert shapes(layer(frame(crumb_side=30), WARD_LAYER)[1])[1].geom_type == "MultiPolygon"


def test_districts_are_the_wards_dissolved():
    row, collection = layer(frame(), DISTRICT_LAYER)
    (district,) = shapes(collection)
    wards = shapely.union_all(shapes(layer(frame(), WARD_LAYER)[1]))
    assert district.symmetric_difference(wards).area == pytest.approx(0, abs=1e-12)
    assert collection["features"][0]["properties"]["name"] == "Bay District"
    assert row["vintage"] == "LAD25"


def test_the_same_areas_in_any_order_give_the_same_bytes():
    once, again = map_layers(frame()), map_layers(frame().iloc[::-1])
    pd.testing.assert_frame_equal(once, again)
    assert list(once.columns) == LAYER_COLUMNS
    assert once["hash"].is_unique


def test_another_border_gives_another_hash():
    moved = frame()
    moved.at[1, "geometry"] = square(-500, 0, 1500, 1000)
    assert layer(frame(), WARD_LAYER)[0]["hash"] != layer(moved, WARD_LAYER)[0]["hash"]


def test_england_s_wards_are_a_layer_of_their_own_where_they_are_given():
    england = pd.DataFrame({"code": ["E05099002", "E05099001"], "geometry": [square(1000, 0), square(0, 0)]})
    assert ENGLAND_LAYER not in set(map_layers(frame())["name"])
    row = map_layers(frame(), england).set_index("name").loc[ENGLAND_LAYER]
    assert row["media_type"] == "application/json"
    drawn = decoded(json.loads(gzip.decompress(row["content"])))
    assert list(drawn) == ["E05099001", "E05099002"]
    assert 0.9 < drawn["E05099001"].area / drawn["E05099002"].area < 1.1
    assert drawn["E05099001"].intersection(drawn["E05099002"]).length > 0.008  # 1 km in degrees of latitude
