"""Reading: what was asked for, no more, in one order, with the right dtypes, on both databases."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import Engine, event

from sipmap.store import read, write
from tests.integration.store_frames import areas, load, observations, source_file

TIDY = [
    "indicator_id",
    "geography",
    "basis",
    "period",
    "area_code",
    "numerator",
    "denominator",
    "value",
    "status",
]


@pytest.fixture
def figures(database: Engine) -> tuple[Engine, int]:
    """Two indicators, two periods, three wards twice over (two bases), and small areas."""
    parts = [
        observations(indicator_id=indicator, period=period, basis=basis)
        for indicator in ("test-a", "test-b")
        for period in ("2013", "2025")
        for basis in ("postcode-share", "best-fit")
    ]
    small = observations(
        30, geography="lsoa21", basis="published", area_code=[f"X01{i:06d}" for i in range(30)]
    )
    shuffled = pd.concat([small, *parts]).sample(frac=1, random_state=1)
    return database, load(database, {"observation": shuffled})


def test_observations_come_in_one_order_with_their_dtypes(figures):
    frame = read.observations(*figures)
    assert frame.columns.tolist() == TIDY
    assert frame.dtypes.astype(str).tolist() == ["str"] * 5 + ["float64"] * 3 + ["str"]
    assert len(frame) == 8 * 3 + 30
    assert frame.index.tolist() == list(range(len(frame)))
    keys = frame[TIDY[:5]].to_records(index=False).tolist()
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"indicators": ["test-a"]}, 12),
        ({"indicators": ["test-a", "test-b"], "periods": ["2025"]}, 12),
        ({"indicators": {"test-a"}, "geography": "ward", "basis": "best-fit", "periods": ("2013",)}, 3),
        ({"geography": "lsoa21"}, 30),
        ({"areas": ["E05990001"]}, 8),
        ({"geography": "lsoa21", "areas": [f"X01{i:06d}" for i in range(25)]}, 25),
        ({"areas": [f"X01{i:06d}" for i in range(60_000)]}, 30),
        ({"indicators": ["not-there"]}, 0),
        ({"areas": ["'; DROP TABLE observation; --"]}, 0),
    ],
)
def test_each_condition_narrows_what_is_read(figures, asked, rows):
    frame = read.observations(*figures, **asked)
    assert len(frame) == rows
    for column, wanted in (("indicator_id", "indicators"), ("period", "periods"), ("area_code", "areas")):
        if wanted in asked:
            assert set(frame[column]) <= set(asked[wanted])
    for column in ("geography", "basis"):
        if column in asked:
            assert set(frame[column]) <= {asked[column]}


def test_nothing_found_has_the_dtypes_of_something(figures):
    found, nothing = read.observations(*figures), read.observations(*figures, indicators=["not-there"])
    pd.testing.assert_series_equal(nothing.dtypes, found.dtypes)
    assert len(nothing) == 0


@pytest.mark.parametrize("length", [1, 255])
def test_the_hot_path_uses_the_primary_key(database: Engine, length: int):
    """Twelve indicators by 255 wards: the plan may look at no row of other indicators."""
    parts = [
        observations(300, indicator_id=f"i{n:02d}", period=period) for n in range(40) for period in "123456"
    ]
    release_id = load(database, {"observation": pd.concat(parts)})
    asked = {"indicators": [f"i{n:02d}" for n in range(12)], "geography": "ward", "periods": ["6"]}
    codes = [f"E0599{i:04d}" for i in range(length)]
    statements = []
    event.listen(database, "before_cursor_execute", lambda *args: statements.append(args[2:4]))
    frame = read.observations(database, release_id, basis="postcode-share", areas=codes, **asked)
    assert len(frame) == 12 * length
    statement, parameters = next(s for s in statements if "FROM observation" in s[0])
    explain = {"sqlite": "EXPLAIN QUERY PLAN ", "postgresql": "EXPLAIN "}[database.dialect.name]
    with database.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, parameters).all()
    plan = "\n".join(str(row) for row in rows)
    assert "PRIMARY KEY" in plan or "pk_observation" in plan or "ix_observation_area" in plan
    assert "SCAN observation" not in plan
    assert "Seq Scan on observation" not in plan


@pytest.fixture
def mapped(database: Engine) -> tuple[Engine, int]:
    """Four wards side by side, and a district without geometry."""
    wards = areas(4, county_code=["X10000001", "X10000001", "X06000002", "X10000001"])
    district = areas(1, geography="district", geometry=None, code="X07000001", name="District")
    return database, load(database, {"area": pd.concat([wards, district])})


def test_areas_come_without_geometry_unless_asked_for(mapped):
    frame = read.areas(*mapped, "ward")
    assert frame.columns.tolist() == [
        "code",
        "geography",
        "name",
        "name_welsh",
        "vintage",
        "district_code",
        "county_code",
        "region_code",
    ]
    assert frame["code"].tolist() == [f"E0599{i:04d}" for i in range(4)]
    shapes = shapely.from_wkb(read.areas(*mapped, "ward", with_geometry=True)["geometry"])
    assert shapely.bounds(shapes[3]).tolist() == [503_000, 150_000, 504_000, 152_000]


def test_an_area_without_geometry_has_none(mapped):
    assert read.areas(*mapped, "district", with_geometry=True)["geometry"].tolist() == [None]


@pytest.mark.parametrize(
    ("asked", "last_digits"),
    [
        ({}, "0123"),
        ({"county_codes": ["X10000001"]}, "013"),
        ({"county_codes": ["X10000001", "X06000002"]}, "0123"),
        ({"district_codes": ["X07000001"]}, "13"),
        ({"county_codes": ["X10000001"], "district_codes": ["X07000002"]}, "0"),
        ({"codes": ["E05990002", "E05990000", "E05999999"]}, "02"),
        ({"codes": [f"E0599{i:04d}" for i in range(2, 9_999)]}, "23"),
    ],
)
def test_areas_are_narrowed_by_each_list_of_codes(mapped, asked, last_digits):
    assert "".join(code[-1] for code in read.areas(*mapped, "ward", **asked)["code"]) == last_digits


@pytest.mark.parametrize(
    ("box", "last_digits"),
    [
        ((500_100, 150_100, 500_200, 150_200), "0"),
        ((500_500, 150_100, 502_500, 150_200), "012"),
        ((501_000, 152_000, 501_000, 152_000), "01"),  # a corner that two share
        ((500_100, 152_001, 500_200, 160_000), ""),
        ((0, 0, 1_000_000, 1_000_000), "0123"),
    ],
)
def test_areas_in_a_box(mapped, box, last_digits):
    assert "".join(code[-1] for code in read.areas_in_box(*mapped, "ward", box)["code"]) == last_digits


def test_weights_links_places_and_former_names(database: Engine):
    weights = pd.DataFrame(
        {
            "from_geography": "lsoa21",
            "basis": ["best-fit", "postcode-share", "postcode-share"],
            "from_code": "X01000001",
            "to_code": ["E05990001", "E05990001", "E05990002"],
            "weight": [1.0, 0.75, 0.25],
        }
    )
    links = pd.DataFrame(
        {
            "left_code": "E05990001",
            "right_code": ["E05990003", "E05990002"],
            "kind": ["crossing", "border"],
            "border_m": [np.nan, 812.5],
            "reason": ["A bridge", ""],
        }
    )
    places = pd.DataFrame(
        {"id": ["isle"], "name": "Isle", "kind": "island", "note": "", "longitude": 0.8, "latitude": 51.4}
    )
    members = pd.DataFrame({"place_id": "isle", "area_code": ["E05990002", "E05990001"]})
    names = pd.DataFrame({"code": ["E05990001"], "name": "Old Ward", "vintage": "WD22"})
    frames = {"area_weight": weights, "area_link": links, "place": places, "place_area": members}
    release_id = load(database, frames | {"area_name": names})

    shared = read.weights(database, release_id, "lsoa21", "postcode-share")
    assert shared[["to_code", "weight"]].to_numpy().tolist() == [["E05990001", 0.75], ["E05990002", 0.25]]
    assert len(read.weights(database, release_id, "lsoa21", "best-fit")) == 1
    assert len(read.weights(database, release_id, "lsoa11", "best-fit")) == 0
    found = read.links(database, release_id)
    assert found["kind"].tolist() == ["border", "crossing"]
    assert found["border_m"].tolist()[0] == 812.5
    assert np.isnan(found["border_m"].tolist()[1])
    declared, wards = read.places(database, release_id)
    pd.testing.assert_frame_equal(declared, places.astype({"name": "str", "kind": "str", "note": "str"}))
    assert wards["area_code"].tolist() == ["E05990001", "E05990002"]
    assert read.former_names(database, release_id)["name"].tolist() == ["Old Ward"]


@pytest.fixture
def postcodes(database: Engine) -> tuple[Engine, int]:
    """Four postcodes."""
    frame = pd.DataFrame(
        {
            "postcode": ["ZZ11AA", "ZZ11AB", "ZZ12ZZ", "ZZ991ZZ"],
            "ward_code": "E05990001",
            "lsoa21_code": "X01000001",
            "easting": 500_000,
            "northing": 150_000,
        }
    )
    return database, load(database, {"postcode": frame})


@pytest.mark.parametrize("typed", ["ZZ11AA", "zz1 1aa", " Zz 11 aA\t", "zz1-1aa"])
def test_a_postcode_is_found_as_people_type_it(postcodes, typed):
    found = read.postcode(*postcodes, typed)
    assert found == read.PostcodeRecord("ZZ11AA", "E05990001", "X01000001", 500_000, 150_000)


@pytest.mark.parametrize("typed", ["ZZ1 1AC", "ZZ1", "", "%", "ZZ11A_"])
def test_a_postcode_that_is_not_there(postcodes, typed):
    assert read.postcode(*postcodes, typed) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zz1", ["ZZ11AA", "ZZ11AB", "ZZ12ZZ"]),
        ("zz1 1", ["ZZ11AA", "ZZ11AB"]),
        ("ZZ99 1ZZ", ["ZZ991ZZ"]),
        ("ZZ12ZZ", ["ZZ12ZZ"]),
        ("q", []),
        ("", []),
        ("%", []),
    ],
)
def test_postcodes_that_begin_as_typed(postcodes, typed, found):
    assert read.postcodes_starting(*postcodes, typed)["postcode"].tolist() == found


def test_no_more_postcodes_than_asked_for(postcodes):
    assert read.postcodes_starting(*postcodes, "z", limit=2)["postcode"].tolist() == ["ZZ11AA", "ZZ11AB"]


def test_a_map_layer_comes_back_byte_for_byte(database: Engine):
    content = bytes(range(256)) * 40
    layer = {"name": "kent-wards", "vintage": "WD25", "hash": "abc", "media_type": "application/geo+json"}
    frame = pd.DataFrame([layer | {"encoding": "gzip", "content": content}])
    release_id = load(database, {"map_layer": frame})
    found = read.map_layer(database, release_id, "kent-wards")
    assert (found.content, found.hash, found.encoding) == (content, "abc", "gzip")
    assert read.map_layer_by_hash(database, "abc") == found
    assert read.map_layer(database, release_id, "other") is None
    assert read.map_layer_by_hash(database, "other") is None
    assert read.map_layers(database, release_id)[["name", "byte_size"]].to_numpy().tolist() == [
        ["kent-wards", 10_240]
    ]


def test_scales_belong_to_a_release_and_a_reference(database: Engine):
    scale = pd.DataFrame(
        {"reference": ["kent", "england"], "indicator_id": "a", "period": "2025", "count": [255, 6_458]}
    ).assign(mean=[0.1, 0.2], sd=1 / 3)
    with write.Loading(database, "Scales", "load") as loading:
        loading.standardisation(scale)
        release_id = loading.activate()
    found = read.standardisation(database, release_id, "kent")
    assert found.to_dict("records") == [
        {"indicator_id": "a", "period": "2025", "reference": "kent", "count": 255, "mean": 0.1, "sd": 1 / 3}
    ]
    assert len(read.standardisation(database, release_id + 1, "kent")) == 0


def test_provenance_of_a_release(database: Engine):
    with write.Loading(database, "Sources", "load") as loading:
        weights = source_file("weights", title="Weights", note="rebuilt")
        loading.dataset("figures", "f", [source_file("figures"), weights], {"observation": observations()})
        loading.dataset("ground", "g", [weights], {"area": areas()})
        release_id = loading.activate()
    found = read.sources(database, release_id)
    assert found[["source_id", "dataset_source_id", "title", "note"]].to_numpy().tolist() == [
        ["figures", "figures", "A made-up file", ""],
        ["weights", "figures", "Weights", "rebuilt"],
        ["weights", "ground", "Weights", "rebuilt"],
    ]
    assert found["retrieved"].tolist() == [date(2025, 11, 3)] * 3
    datasets = read.datasets(database, release_id)
    assert datasets[["source_id", "content_hash"]].to_numpy().tolist() == [["figures", "f"], ["ground", "g"]]
    assert abs(datetime.now(UTC) - datasets["created_at"].iloc[0]) < timedelta(minutes=5)


def test_an_empty_database_has_no_release(database: Engine):
    assert read.active_release(database) is None
    assert read.releases(database) == []
    assert len(read.observations(database, 1)) == 0
    assert len(read.load_reports(database)) == 0


def test_the_latest_reports_come_first(database: Engine):
    for number in range(4):
        write.save_report(database, f"source_{number}", "refused", {"number": number})
    assert read.load_reports(database, limit=2)["source_id"].tolist() == ["source_3", "source_2"]
