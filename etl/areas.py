"""The frame of areas: wards, LSOAs, MSOAs, 1998 wards, districts, counties, England; names and parents."""

from pathlib import Path

import pandas as pd
import shapely

from boundaries.read import Polygons
from sipmap.errors import InputFileError
from sipmap.geography import ENGLAND, KENT, MEDWAY, WARD_VINTAGE

AREA_COLUMNS = [
    "code",
    "geography",
    "name",
    "name_welsh",
    "vintage",
    "district_code",
    "county_code",
    "region_code",
    "geometry",
]

DISTRICTS_RENAMED = {"Shepway": "Folkestone and Hythe"}
"""Districts of 1998 that bear another name today; the other twelve are found by their own."""

COUNTY_NAMES = {KENT: "Kent", MEDWAY: "Medway"}


def ward_areas(england: pd.DataFrame, shapes: pd.Series) -> pd.DataFrame:
    """Return every ward of England; `shapes` (by code) are those that are mapped."""
    wards = england.assign(geography="ward", vintage=WARD_VINTAGE, geometry=england["code"].map(shapes))
    return _finished(wards)


def small_areas(polygons: Polygons, geography: str, vintage: str, shapes: pd.Series) -> pd.DataFrame:
    """Return LSOAs with their names and parents as their boundary file states them."""
    frame = pd.DataFrame(polygons.frame.drop(columns="geometry"))
    frame = frame.assign(geography=geography, vintage=vintage, geometry=frame["code"].map(shapes))
    return _finished(frame)


def nesting_areas(nesting: pd.DataFrame, small: pd.DataFrame, geography: str, vintage: str) -> pd.DataFrame:
    """Return the larger areas that small areas nest in, without a shape.

    `nesting` has small_code and large_code; `small` is a frame of areas. ONS names an LSOA after its MSOA
    with a letter behind ("Medway 001A"), so the name comes from any of them, as do the parents.
    """
    first = (
        nesting.sort_values("small_code").drop_duplicates("large_code").set_index("small_code")["large_code"]
    )
    frame = small[small["code"].isin(first.index)].copy()
    frame["name"] = frame["name"].str[:-1]
    frame["code"] = frame["code"].map(first)
    return _finished(frame.assign(geography=geography, vintage=vintage, name_welsh="", geometry=None))


def district_areas(wards: pd.DataFrame) -> pd.DataFrame:
    """Return every district of the wards given, its shape dissolved from theirs where they have one."""
    firsts = wards.drop_duplicates("district_code")
    frame = firsts.assign(code=firsts["district_code"], name=firsts["district_name"], geography="district")
    frame["geometry"] = frame["code"].map(_dissolved(wards, "district_code"))
    return _finished(frame.assign(vintage="LAD25"))


def upper_areas(wards: pd.DataFrame) -> pd.DataFrame:
    """Return Kent, Medway (both with shapes dissolved from the wards) and England (without)."""
    shapes = _dissolved(wards, "county_code")
    region = wards.drop_duplicates("county_code").set_index("county_code")["region_code"]
    counties = pd.DataFrame({"code": list(COUNTY_NAMES), "name": list(COUNTY_NAMES.values())})
    counties = counties.assign(
        geography="county",
        vintage="CTYUA25",
        district_code=["" if code == KENT else code for code in counties["code"]],
        county_code=counties["code"],
        region_code=counties["code"].map(region),
        geometry=counties["code"].map(shapes),
    )
    england = pd.DataFrame(
        [{"code": ENGLAND, "name": "England", "geography": "country", "vintage": "CTRY25"}]
    )
    return pd.concat([_finished(counties), _finished(england)], ignore_index=True)


def wards_1998(table: pd.DataFrame, districts: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the 1998 wards under today's districts, which they map to one to one by name.

    `table` has code, name and district_name; `districts` code, name and county_code. Raises InputFileError
    where a district is not one of today's.
    """
    today = districts.set_index("name")
    names = table["district_name"].replace(DISTRICTS_RENAMED)
    if unknown := sorted(set(names) - set(today.index)):
        raise InputFileError(path, f'the district "{unknown[0]}" is not known', "use the file as published")
    parents = today.loc[names]
    frame = table.assign(
        geography="ward98",
        vintage="WD98",
        district_code=parents["code"].to_numpy(),
        county_code=parents["county_code"].to_numpy(),
        region_code=parents["region_code"].to_numpy(),
        geometry=None,
    )
    return _finished(frame)


def _dissolved(wards: pd.DataFrame, by: str) -> pd.Series:
    mapped = wards[wards["geometry"].notna()]
    return mapped.groupby(by)["geometry"].agg(lambda shapes: shapely.coverage_union_all(shapes.to_numpy()))


def _finished(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the contract's columns, text where text belongs and None where there is no shape."""
    frame = frame.reindex(columns=AREA_COLUMNS)
    text = [column for column in AREA_COLUMNS if column != "geometry"]
    frame[text] = frame[text].astype(object).fillna("").astype("str")
    shapes = frame["geometry"].astype(object)
    return frame.assign(geometry=shapes.where(shapes.notna(), None)).sort_values("code", ignore_index=True)
