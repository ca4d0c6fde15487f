"""Apportionment: sums first, division last, missing stays missing."""

import numpy as np
import pandas as pd
import pytest

from etl.apportion import TIDY_COLUMNS, apportion
from sipmap.catalogue.models import Indicator

SHARED = {
    "label": "x", "short": "x", "theme": "people", "source": "s", "period": "2021", "geography": "lsoa21",
    "definition": "x", "reference": "x", "direction": "higher is worse",
}  # fmt: skip
CATALOGUE = {
    i.id: i
    for i in (
        Indicator(id="no-car", unit="proportion", kind="rate", numerator="a", denominator="b", **SHARED),
        Indicator(id="claimants", unit="people", kind="count", **SHARED),
        Indicator(id="income-rate", unit="proportion", kind="score", weighted_by="people", **SHARED),
        Indicator(id="a-rank", unit="rank", kind="rank", **SHARED),
    )
}
WEIGHTS = pd.DataFrame(
    {
        "from_code": ["X01000001", "X01000001", "X01000002", "X01000003"],
        "to_code": ["X05000001", "X05000002", "X05000002", "X05000003"],
        "weight": [0.25, 0.75, 1.0, 1.0],
        "basis": "postcode-share",
    }
)


def tidy(indicator: str, rows: list[tuple[str, float, float, float]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area_code", "numerator", "denominator", "value"])
    frame["status"] = np.where(frame["value"].isna(), "missing", "present")
    frame = frame.assign(indicator_id=indicator, geography="lsoa21", basis="published", period="2021")
    return frame[TIDY_COLUMNS]


def by_ward(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_index("area_code")


def test_a_rate_is_summed_then_divided():
    small = tidy("no-car", [("X01000001", 40, 100, 0.4), ("X01000002", 10, 300, 1 / 30)])
    ward = by_ward(apportion(small, WEIGHTS, CATALOGUE))
    assert ward.loc["X05000001", "value"] == pytest.approx(0.4)
    assert ward.loc["X05000002", "numerator"] == pytest.approx(30 + 10)
    assert ward.loc["X05000002", "denominator"] == pytest.approx(75 + 300)
    assert ward.loc["X05000002", "value"] == pytest.approx(40 / 375)
    assert set(ward["status"]) == {"apportioned"}


def test_a_count_is_shared_out_and_its_total_kept():
    small = tidy("claimants", [("X01000001", 40, np.nan, 40), ("X01000002", 10, np.nan, 10)])
    ward = by_ward(apportion(small, WEIGHTS, CATALOGUE))
    assert ward["value"].sum() == pytest.approx(50)
    assert ward.loc["X05000001", "value"] == pytest.approx(10)
    assert ward["denominator"].isna().all()


def test_a_score_is_a_mean_weighted_by_people_and_a_rate_keeps_its_count():
    people = pd.Series({"X01000001": 1000.0, "X01000002": 250.0})
    small = tidy("income-rate", [("X01000001", np.nan, np.nan, 0.4), ("X01000002", np.nan, np.nan, 0.1)])
    ward = by_ward(apportion(small, WEIGHTS, CATALOGUE, {"people": people}))
    assert ward.loc["X05000002", "value"] == pytest.approx((750 * 0.4 + 250 * 0.1) / 1000)
    assert ward.loc["X05000002", "numerator"] == pytest.approx(325)
    assert ward.loc["X05000002", "denominator"] == pytest.approx(1000)


def test_ranks_stay_with_their_small_area():
    small = tidy("a-rank", [("X01000001", np.nan, np.nan, 7)])
    assert apportion(small, WEIGHTS, CATALOGUE).empty


def test_missing_stays_missing_and_is_never_zero():
    small = tidy("no-car", [("X01000001", np.nan, np.nan, np.nan), ("X01000002", 10, 300, 1 / 30)])
    ward = by_ward(apportion(small, WEIGHTS, CATALOGUE))
    assert ward.loc["X05000001", "status"] == "missing"
    assert np.isnan(ward.loc["X05000001", "value"])
    # X05000002 is made of 0.75 + 1 small areas, of which 1 has a figure: below four fifths.
    assert ward.loc["X05000002", "status"] == "missing"


def test_a_ward_mostly_covered_is_marked_estimated():
    weights = WEIGHTS.assign(weight=[0.9, 0.1, 1.0, 1.0])
    small = tidy("no-car", [("X01000001", np.nan, np.nan, np.nan), ("X01000002", 10, 300, 1 / 30)])
    ward = by_ward(apportion(small, weights, CATALOGUE))
    assert ward.loc["X05000002", "status"] == "estimated"
    assert ward.loc["X05000002", "value"] == pytest.approx(1 / 30)


def test_an_area_without_people_has_no_rate():
    ward = by_ward(apportion(tidy("no-car", [("X01000003", 0, 0, np.nan)]), WEIGHTS, CATALOGUE))
    assert ward.loc["X05000003", "status"] == "missing"


def test_the_order_of_rows_does_not_matter():
    rows = [("X01000001", 40, 100, 0.4), ("X01000002", 10, 300, 1 / 30), ("X01000003", 1, 2, 0.5)]
    small = tidy("no-car", rows)
    pd.testing.assert_frame_equal(
        apportion(small, WEIGHTS, CATALOGUE), apportion(small[::-1], WEIGHTS[::-1], CATALOGUE)
    )
