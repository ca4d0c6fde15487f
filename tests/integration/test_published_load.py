"""From the published files to wards: figures that others published come out again, on each database."""

import pandas as pd
import pytest
from sqlalchemy import Engine

from etl.pipeline import load_folder
from etl.snapshot.files import manifest, table_path
from sipmap import desk
from sipmap.geography import KENT, MEDWAY
from sipmap.store import read
from tests.published import PUBLISHED, published_file

pytestmark = pytest.mark.published


def release_id(engine: Engine) -> int:
    return desk.active_release(engine).id


def test_no_ward_is_lost_or_added(published: Engine):
    wards = read.areas(published, release_id(published), "ward", with_geometry=True)
    assert len(wards) == 6826
    assert (wards["county_code"] == KENT).sum() == 255
    assert (wards["county_code"] == MEDWAY).sum() == 24
    assert wards["geometry"].notna().sum() == 279


def test_thanets_claimants_over_its_wards(published: Engine):
    wards = read.areas(published, release_id(published), "ward", district_codes=("E07000114",))
    assert len(wards) == 23
    counts = read.observations(
        published, release_id(published), indicators=("claimants",), geography="ward", basis="postcode-share"
    )
    by_year = counts[counts["area_code"].isin(set(wards["code"]))].groupby("period")["value"].sum()
    assert by_year["2013"] == pytest.approx(4592, rel=0.005)
    assert by_year["2020"] == pytest.approx(7365, rel=0.005)


def test_apportionment_keeps_each_districts_people(published: Engine):
    wards = read.areas(published, release_id(published), "ward", county_codes=(KENT, MEDWAY))
    figures = read.observations(
        published,
        release_id(published),
        indicators=("census-communal",),
        geography="ward",
        basis="postcode-share",
    )
    residents = figures.set_index("area_code")["denominator"]
    of_wards = wards.assign(people=wards["code"].map(residents)).groupby("district_code")["people"].sum()
    districts = pd.read_csv(published_file("census2021/census2021-ts001-ltla.csv"))
    official = districts.set_index("geography code")["Residence type: Total; measures: Value"]
    assert len(of_wards) == 13
    for code, people in of_wards.items():
        assert people == pytest.approx(official[code], rel=0.001), code


def test_the_snapshot_is_what_the_published_files_give(published: Engine):
    datasets = read.datasets(published, release_id(published))
    assert dict(zip(datasets["source_id"], datasets["content_hash"], strict=True)) == {
        d["source_id"]: d["content_hash"] for d in manifest()["datasets"]
    }
    loaded = read.observations(published, release_id(published))
    carried = pd.read_parquet(table_path("observation")).drop(columns="source_id")
    keys = ["indicator_id", "geography", "basis", "period", "area_code"]
    loaded, carried = (
        f.sort_values(keys, ignore_index=True)[list(loaded.columns)] for f in (loaded, carried)
    )
    pd.testing.assert_frame_equal(loaded, carried, check_dtype=False, rtol=1e-12)


def test_loading_the_same_files_again_changes_nothing(published: Engine):
    before = desk.active_release(published)
    outcome = load_folder(published, PUBLISHED, lambda _: None)
    assert outcome.release_id == before.id
    assert outcome.loaded == ()
    assert desk.active_release(published) == before


def test_each_load_left_a_report(published: Engine):
    reports = read.load_reports(published, 100)
    by_source = reports.drop_duplicates("source_id").set_index("source_id")
    assert len(by_source) == 24
    assert (by_source["outcome"] == "loaded").all()
    assert any("48" in line for line in by_source.loc["mhclg_iod2025", "report"]["references"])


def test_the_flags_that_ship_are_there_and_old(published: Engine):
    flags = read.flags(published)
    assert {"isle-of-sheppey", "margate", "E05005088"} == set(flags["subject"])
    assert flags["source_title"].str.len().gt(0).all()
    assert (pd.to_datetime(flags["review_by"]) < pd.Timestamp("2026-01-01")).all()
