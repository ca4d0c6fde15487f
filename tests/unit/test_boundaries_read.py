"""A boundary file comes in whole, valid and on the National Grid, or not at all."""

import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely

from boundaries.grid import to_longitude_latitude
from boundaries.read import polygons_only, read_polygons
from sipmap.errors import InputFileError
from tests.shapes import EAST, NORTH, edition, geojson, square, write_geojson

LEFT, RIGHT = ("E05099001", square(0, 0)), ("E05099002", square(1000, 0))


def refusal(path, **changes):
    """Return the sentence that a file is refused with: one line that begins with the file's name."""
    known = changes.pop("known_codes", None)
    with pytest.raises(InputFileError) as caught:
        read_polygons(path, edition(**changes), known_codes=known)
    sentence = str(caught.value)
    assert sentence.startswith(path.name)
    assert "\n" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_areas_come_sorted_and_on_the_grid(tmp_path):
    polygons = read_polygons(write_geojson(tmp_path, [RIGHT, LEFT]), edition())
    assert list(polygons.frame["code"]) == ["E05099001", "E05099002"]
    assert list(polygons.frame["name"]) == ["Area E05099001", "Area E05099002"]
    assert polygons.frame.crs == "EPSG:27700"
    assert polygons.frame.geometry[0].hausdorff_distance(LEFT[1]) < 0.01
    assert polygons.repaired_codes == ()


def test_a_file_already_on_the_grid_is_taken_as_it_is(tmp_path):
    path = write_geojson(tmp_path, [LEFT, RIGHT], in_degrees=False, crs="urn:ogc:def:crs:EPSG::27700")
    assert read_polygons(path, edition()).frame.geometry[0].equals(LEFT[1])


def test_a_bow_tie_is_repaired_and_named(tmp_path):
    bow_tie = shapely.Polygon([(EAST + x, NORTH + y) for x, y in [(0, 0), (900, 900), (900, 0), (0, 900)]])
    polygons = read_polygons(write_geojson(tmp_path, [("E05099001", bow_tie), RIGHT]), edition())
    assert polygons.repaired_codes == ("E05099001",)
    assert polygons.frame.geometry.is_valid.all()
    assert polygons.frame.geometry[0].geom_type == "MultiPolygon"


def test_a_line_beside_a_polygon_is_left_behind():
    mixed = shapely.GeometryCollection([shapely.LineString([(0, 0), (9, 9)]), shapely.box(0, 0, 1, 1)])
    (polygon,) = polygons_only(np.array([mixed], dtype=object))
    assert polygon.equals(shapely.box(0, 0, 1, 1))


def test_a_repair_keeps_polygons_alone():
    with_whisker = shapely.Polygon([(0, 0), (0, 2), (2, 2), (2, 0), (5, 0), (2, 0), (0, 0)])
    (repaired,) = polygons_only(np.array([with_whisker], dtype=object))
    assert repaired.geom_type == "Polygon"
    assert repaired.area == 4


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_truncated_file_is_refused(tmp_path, share):
    text = geojson([LEFT, RIGHT])
    path = tmp_path / "wards.geojson"
    path.write_text(text[: int(share * len(text))])
    assert "cut short" in refusal(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "wards.geojson"
    path.touch()
    assert "the file is empty" in refusal(path)


def test_another_encoding_is_refused_and_a_byte_order_mark_is_not(tmp_path):
    text = geojson([LEFT, RIGHT]).replace("Area E05099001", "Élan")
    path = tmp_path / "wards.geojson"
    path.write_bytes(text.encode("utf-8-sig"))
    assert read_polygons(path, edition()).frame["name"][0] == "Élan"
    for encoding in ("cp1252", "utf-16"):
        path.write_bytes(text.encode(encoding))
        assert "UTF-8" in refusal(path) or "of another kind" in refusal(path)


def test_a_missing_file_is_refused(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "wards.geojson")


def test_a_file_without_areas_is_refused(tmp_path):
    assert "holds no areas" in refusal(write_geojson(tmp_path, []))


@pytest.mark.parametrize(
    "content", ["WD25CD,WD25NM\nE05099001,A\nE05099002,B\n", "not a map", "PK\x03\x04zip"]
)
def test_another_kind_of_file_is_refused(tmp_path, content):
    for name in ("wards.geojson", "wards.csv"):
        path = tmp_path / name
        path.write_text(content)
        expected = ("not a boundary file", "of another kind", "holds no areas")
        assert any(part in refusal(path) for part in expected)


def test_a_workbook_is_refused(tmp_path):
    path = tmp_path / "wards.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "of another kind" in refusal(path)


def test_a_file_of_several_layers_is_refused(tmp_path):
    path = tmp_path / "wards.gpkg"
    for layer in ("wards", "districts"):
        gpd.GeoDataFrame({"WD25CD": [LEFT[0]]}, geometry=[LEFT[1]], crs="EPSG:27700").to_file(
            path, layer=layer
        )
    assert "it holds 2 layers or sheets" in refusal(path)


def test_boundaries_of_another_year_are_refused(tmp_path):
    sentence = refusal(write_geojson(tmp_path, [LEFT, RIGHT], columns=("WD23CD", "WD23NM")))
    assert "WD23CD in place of WD25CD" in sentence
    assert "another year" in sentence


def test_a_missing_column_is_refused(tmp_path):
    path = write_geojson(tmp_path, [LEFT, RIGHT], columns=("code", "name"))
    assert "the column WD25CD is missing" in refusal(path)


def test_an_old_code_is_refused_with_its_row(tmp_path):
    sentence = refusal(write_geojson(tmp_path, [LEFT, RIGHT]), known_codes={"E05099001", "E05099003"})
    assert "row 2: E05099002 is not a code of WD25" in sentence


@pytest.mark.parametrize("code", ["E0509900", "29UBFA", "", None])
def test_what_is_no_ward_code_is_refused(tmp_path, code):
    assert "row 2" in refusal(write_geojson(tmp_path, [LEFT, (code, RIGHT[1])]))


def test_a_duplicate_is_refused(tmp_path):
    sentence = refusal(write_geojson(tmp_path, [LEFT, (LEFT[0], RIGHT[1])]))
    assert "row 2: E05099001 stands here for the second time" in sentence


def test_a_part_of_the_file_is_refused(tmp_path):
    assert "it holds 1 areas where 2 are expected" in refusal(write_geojson(tmp_path, [LEFT]))


def test_a_county_short_of_a_ward_is_refused(tmp_path):
    columns = {"code": "WD25CD", "county_code": "WD25NM"}
    path = write_geojson(tmp_path, [LEFT, RIGHT])
    sentence = refusal(path, columns=columns, counties_expected={"Area E05099001": 2})
    assert "it holds 1 areas of Area E05099001 where 2 are expected" in sentence


@pytest.mark.parametrize("shape", [None, shapely.LineString([(EAST, NORTH), (EAST + 9, NORTH)])])
def test_an_area_without_a_polygon_is_refused(tmp_path, shape):
    path = write_geojson(tmp_path, [LEFT, ("E05099002", shape)])
    assert "row 2: E05099002 has no polygon" in refusal(path)


def test_metres_said_to_be_degrees_are_refused(tmp_path):
    path = write_geojson(tmp_path, [LEFT, RIGHT], in_degrees=False)
    assert "lies outside Great Britain" in refusal(path)


def test_latitude_before_longitude_is_refused(tmp_path):
    degrees = to_longitude_latitude(np.array([LEFT[1], RIGHT[1]], dtype=object))
    swapped = zip(("E05099001", "E05099002"), shapely.transform(degrees, lambda xy: xy[:, ::-1]), strict=True)
    path = write_geojson(tmp_path, swapped, in_degrees=False)
    assert "lies outside Great Britain" in refusal(path)


def test_another_coordinate_system_is_refused(tmp_path):
    path = write_geojson(tmp_path, [LEFT, RIGHT], crs="urn:ogc:def:crs:EPSG::3857")
    assert "its coordinate system is EPSG:3857" in refusal(path)


def test_overlapping_areas_are_refused(tmp_path):
    path = write_geojson(tmp_path, [LEFT, ("E05099002", square(500, 0))])
    assert "its areas overlap by 0.50 km2" in refusal(path)
