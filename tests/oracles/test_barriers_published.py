"""Travel times of 2013, DEPAHRI and two tables by MSOA as published: references met, coverage as said."""

from functools import cache

import pandas as pd
import pytest

from etl.checks import check
from etl.sources import lsoa2001, registry
from etl.sources.districts import KENT, MEDWAY, small_areas
from etl.weights import nested_weights
from tests.published import published_file

pytestmark = pytest.mark.published

ACCESSIBILITY = tuple(f"dft_accessibility_2013_{of}" for of in ("employ", "gp", "town"))
SOURCES = (*ACCESSIBILITY, "brc_depahri", "ons_census2021_ts029", "ons_census2021_ts039")


@cache
def frame(source_id: str) -> pd.DataFrame:
    source = registry()[source_id]
    return source.read(published_file(source.file_name))


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_published_file_meets_every_reference(source_id):
    source = registry()[source_id]
    report = check(frame(source_id), source, path=published_file(source.file_name))
    assert len(report.references) == len(source.references) > 0


@pytest.mark.parametrize("source_id", ACCESSIBILITY)
def test_areas_of_2001_reach_all_but_three_areas_of_2011(source_id):
    statuses = frame(source_id)["status"].value_counts()
    assert (statuses["present"], statuses["estimated"], statuses["missing"]) == (1017, 45, 3)


def test_the_areas_of_2001_are_those_of_the_published_lookup():
    lookup = pd.read_csv(published_file("history/lsoa01_lsoa11_lad11_Kent_Medway.csv"), encoding="utf-8-sig")
    kept = lookup[lookup["CHGIND"] == "U"]
    assert (kept["LSOA01CD"] == kept["LSOA11CD"]).all()
    assert set(lookup.loc[lookup["CHGIND"] == "X", "LSOA11CD"]) == lsoa2001.REDRAWN
    changed = lookup[lookup["CHGIND"].isin(["S", "M"])].groupby("LSOA11CD")["LSOA01CD"]
    assert {new: tuple(sorted(old)) for new, old in changed} == dict(lsoa2001.FORMER)


def test_msoa_codes_are_those_of_each_district():
    table = pd.read_csv(published_file("barriers/oa21_lsoa21_msoa21_lad_crosswalk_kent_medway.csv"))
    medway = table["la_code"] == "E06000035"
    assert sorted(table.loc[medway, "msoa_code"].unique()) == list(small_areas("msoa21", MEDWAY))
    assert sorted(table.loc[~medway, "msoa_code"].unique()) == list(small_areas("msoa21", KENT))
    thanet = table["la_code"] == "E07000114"
    assert sorted(table.loc[thanet, "msoa_code"].unique()) == list(small_areas("msoa21", "Thanet"))


def test_residents_brought_through_msoas_are_near_those_that_each_ward_has():
    """An MSOA is shared out by where its residents live, so they themselves come back to their wards."""
    lsoa = pd.read_csv(published_file("census2021/census2021-ts001-lsoa_kent_medway.csv"))
    people = lsoa.set_index("geography code")["Residence type: Total; measures: Value"]
    shares = pd.read_parquet("boundaries/kent/area_weight.parquet")
    by_postcode = shares[(shares["from_geography"] == "lsoa21") & (shares["basis"] == "postcode-share")]
    table = pd.read_csv(published_file("barriers/oa21_lsoa21_msoa21_lad_crosswalk_kent_medway.csv"))
    nesting = table.rename(
        columns={"lsoa_code": "small_code", "msoa_code": "large_code", "population": "residents"}
    )
    weights = nested_weights("msoa21", nesting, by_postcode)
    assert weights.groupby("from_code")["weight"].sum().to_numpy() == pytest.approx(1)
    of_msoa = people.groupby(
        nesting.drop_duplicates("small_code").set_index("small_code")["large_code"]
    ).sum()
    direct = (by_postcode["weight"] * by_postcode["from_code"].map(people)).groupby(by_postcode["to_code"])
    through = (weights["weight"] * weights["from_code"].map(of_msoa)).groupby(weights["to_code"])
    difference = (through.sum() / direct.sum() - 1).abs()
    assert len(difference) == 279
    assert difference.max() < 0.01
