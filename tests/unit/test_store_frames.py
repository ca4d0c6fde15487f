"""What a frame must be before it may become rows: SQLite would take anything."""

from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from sipmap.store.frames import FrameError, clean
from sipmap.store.reports import plain
from sipmap.store.tables import Base

TABLES = Base.metadata.tables


def observation(**changes) -> pd.DataFrame:
    columns = {
        "indicator_id": "test-rate",
        "geography": "ward",
        "basis": "published",
        "period": "2025",
        "area_code": ["E05990001", "E05990002"],
        "numerator": [1.0, 2.0],
        "denominator": 10,
        "value": [0.1, np.nan],
        "status": ["present", "missing"],
    }
    return pd.DataFrame(columns | changes)


def cleaned(frame: pd.DataFrame, table: str = "observation") -> pd.DataFrame:
    return clean(TABLES[table], frame, {"dataset_id": 7})


def test_a_clean_frame_has_the_table_s_columns_and_types():
    shuffled = observation()[["value", "status", *observation().columns[:7]]]
    frame = cleaned(shuffled)
    assert frame.columns.tolist() == [column.name for column in TABLES["observation"].columns]
    assert frame["dataset_id"].tolist() == [7, 7]
    assert frame["denominator"].dtype == "float64"


def test_absent_columns_and_texts_take_their_default():
    link = pd.DataFrame({"left_code": "a", "right_code": ["b", "c"], "kind": "border", "reason": ["x", None]})
    frame = cleaned(link, "area_link")
    assert frame["reason"].tolist() == ["x", ""]
    assert frame["border_m"].isna().all()
    assert cleaned(link.drop(columns="reason"), "area_link")["reason"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"extra": 1}, "observation has no column extra"),
        ({"area_code": "E05990001"}, r"observation holds .*'E05990001'\] twice"),
        ({"area_code": ["E05990001", None]}, "observation.area_code is missing at row 1"),
        ({"area_code": [1, 2]}, "observation.area_code holds 1, which is not text"),
        ({"area_code": ["a\x00b", "c"]}, "holds a null character"),
        ({"value": ["0.1", "0.2"]}, "observation.value holds text where numbers belong"),
        ({"numerator": [np.inf, 1]}, "observation.numerator holds an infinite number"),
        ({"status": "guessed"}, "observation.status holds 'guessed'; it is one of present, suppressed"),
        ({"basis": "hearsay"}, "observation.basis holds 'hearsay'"),
        ({"status": "present"}, "a value is absent exactly where it is suppressed or missing"),
        ({"status": "missing"}, "a value is absent exactly where it is suppressed or missing"),
    ],
)
def test_a_frame_that_cannot_become_rows(changes, words):
    with pytest.raises(FrameError, match=words):
        cleaned(observation(**changes))


def test_a_column_that_is_needed():
    with pytest.raises(FrameError, match="observation needs a column period"):
        cleaned(observation().drop(columns="period"))


def test_whole_numbers_are_whole():
    postcode = pd.DataFrame({"postcode": ["ZZ11AA"], "ward_code": "w", "lsoa21_code": "l", "northing": 2})
    assert cleaned(postcode.assign(easting=1.0), "postcode")["easting"].dtype == "int64"
    with pytest.raises(FrameError, match=r"postcode\.easting holds a number that is not whole"):
        cleaned(postcode.assign(easting=1.5), "postcode")


def area(geometry: list[object]) -> pd.DataFrame:
    codes = [f"E0599{i:04d}" for i in range(len(geometry))]
    frame = pd.DataFrame({"code": codes, "geography": "ward", "name": "n", "vintage": "v"})
    return frame.assign(geometry=pd.Series(geometry, dtype=object))


def test_the_box_of_an_area_is_worked_out():
    square = shapely.box(1, 2, 3, 5)
    frame = cleaned(area([square, None, shapely.to_wkb(square)]), "area")
    boxes = frame[["west", "south", "east", "north"]]
    assert boxes.iloc[[0, 2]].to_numpy().tolist() == [[1, 2, 3, 5]] * 2
    assert boxes.iloc[1].isna().all()
    assert frame["geometry"].iloc[1] is None


def test_height_is_left_out():
    frame = cleaned(area([shapely.Point(1, 2, 3)]), "area")
    assert not shapely.has_z(frame["geometry"].iloc[0])


def test_empty_geometry_is_refused():
    with pytest.raises(FrameError, match="geometry is empty"):
        cleaned(area([shapely.Polygon()]), "area")


def test_a_frame_without_rows_is_clean():
    assert len(cleaned(observation().iloc[:0])) == 0
    assert len(cleaned(area([]), "area")) == 0


def test_a_report_becomes_plain_json():
    report = {
        1: np.float64("nan"),
        "count": np.int32(5),
        "is_whole": np.bool_(True),
        "when": datetime(2025, 1, 2, tzinfo=UTC),
        "day": date(2025, 1, 2),
        "rows": np.array([1.5, np.inf]),
        "file": Path("a/b.csv"),
        "parts": ({"x": None},),
    }
    assert plain(report) == {
        "1": None,
        "count": 5,
        "is_whole": True,
        "when": "2025-01-02T00:00:00+00:00",
        "day": "2025-01-02",
        "rows": [1.5, None],
        "file": "a/b.csv",
        "parts": [{"x": None}],
    }
