"""Areas have their names and parents, and old districts stand under today's."""

from pathlib import Path

import pandas as pd
import pytest
import shapely

from etl.areas import AREA_COLUMNS, district_areas, upper_areas, ward_areas, wards_1998
from sipmap.errors import InputFileError
from sipmap.geography import KENT, MEDWAY
from tests.shapes import square

ENGLAND = pd.DataFrame(
    [
        ("E05099001", "Bay", "E07099001", "Folkestone and Hythe", KENT, "Kent", "E12000008"),
        ("E05099002", "Harbour", "E07099001", "Folkestone and Hythe", KENT, "Kent", "E12000008"),
        ("E05099003", "River", MEDWAY, "Medway", MEDWAY, "Medway", "E12000008"),
        ("E05099004", "Far", "E08099001", "Farshire", "E08099001", "Farshire", "E12000001"),
    ],
    columns=["code", "name", "district_code", "district_name", "county_code", "county_name", "region_code"],
)
SHAPES = pd.Series(
    {"E05099001": square(0, 0), "E05099002": square(1000, 0), "E05099003": square(5000, 0)}, dtype=object
)
MAPPED = ENGLAND.assign(geometry=ENGLAND["code"].map(SHAPES))


def test_wards_of_all_england_are_there_and_only_those_mapped_have_a_shape():
    wards = ward_areas(ENGLAND, SHAPES).set_index("code")
    assert len(wards) == 4
    assert wards.loc["E05099001", "geometry"].equals(square(0, 0))
    assert wards.loc["E05099004", "geometry"] is None
    assert set(wards["vintage"]) == {"WD25"}
    assert set(wards["name_welsh"]) == {""}


def test_districts_are_dissolved_from_their_wards():
    districts = district_areas(MAPPED).set_index("code")
    assert list(districts["name"]) == ["Medway", "Folkestone and Hythe", "Farshire"]
    assert districts.loc["E07099001", "geometry"].equals(square(0, 0, 2000, 1000))
    assert districts.loc["E08099001", "geometry"] is None
    assert districts.loc["E07099001", "county_code"] == KENT


def test_counties_and_england_stand_above():
    upper = upper_areas(MAPPED).set_index("code")
    assert list(upper.columns) == AREA_COLUMNS[1:]
    assert upper.loc[KENT, "geometry"].area == 2_000_000
    assert upper.loc[MEDWAY, "district_code"] == MEDWAY
    assert upper.loc[KENT, "district_code"] == ""
    assert upper.loc["E92000001", "geometry"] is None


def test_wards_of_1998_stand_under_todays_districts():
    table = pd.DataFrame(
        [("29ULAA", "Old Bay", "Shepway"), ("00LCAA", "Old River", "Medway")],
        columns=["code", "name", "district_name"],
    )
    wards = wards_1998(table, district_areas(MAPPED), Path("imd.csv")).set_index("code")
    assert wards.loc["29ULAA", ["district_code", "county_code"]].tolist() == ["E07099001", KENT]
    assert wards.loc["00LCAA", ["district_code", "county_code"]].tolist() == [MEDWAY, MEDWAY]
    assert not shapely.is_geometry(wards["geometry"].to_numpy()).any()


def test_an_unknown_district_of_1998_is_refused():
    table = pd.DataFrame([("29XXAA", "Old", "Nowhere")], columns=["code", "name", "district_name"])
    with pytest.raises(InputFileError, match=r'imd.csv: the district "Nowhere" is not known'):
        wards_1998(table, district_areas(MAPPED), Path("imd.csv"))
