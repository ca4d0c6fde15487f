"""The claimant rate: what it divides, and what it does where a part is lacking."""

import numpy as np
import pandas as pd
import pytest

from etl.derive import claimant_rate
from etl.sources.base import TIDY_COLUMNS


def tidy(indicator_id, rows, *, geography="lsoa11", basis="published"):
    """Rows of (period, area code, value, status)."""
    frame = pd.DataFrame(rows, columns=["period", "area_code", "value", "status"])
    frame = frame.assign(indicator_id=indicator_id, geography=geography, basis=basis)
    frame["numerator"], frame["denominator"] = frame["value"], np.nan
    return frame[list(TIDY_COLUMNS)]


def people(*rows, **how):
    return tidy("population-2020-16-64", [("mid-2020", *row) for row in rows], **how)


A, B, C = "X01000001", "X01000002", "X01000003"


def test_every_year_is_divided_by_the_same_people():
    claims = tidy("claimants", [("2013", A, 10.0, "present"), ("2022", A, 30.0, "present")])
    rates = claimant_rate(claims, people((A, 1000.0, "present")))
    assert list(rates.columns) == list(TIDY_COLUMNS)
    assert rates["value"].tolist() == [0.01, 0.03]
    assert rates["numerator"].tolist() == [10, 30]
    assert rates["denominator"].tolist() == [1000, 1000]
    assert set(rates["indicator_id"]) == {"claimant-rate"}
    assert set(rates["status"]) == {"present"}


def test_people_by_area_code_will_do():
    claims = tidy("claimants", [("2022", A, 30.0, "present")])
    assert claimant_rate(claims, pd.Series({A: 600.0}))["value"].tolist() == [0.05]


def test_categories_as_the_sources_give_them():
    claims = tidy("claimants", [("2022", A, 30.0, "present")]).astype(
        dict.fromkeys(["indicator_id", "geography", "basis", "period", "area_code", "status"], "category")
    )
    residents = pd.Series([600.0], index=pd.CategoricalIndex([A]))
    assert claimant_rate(claims, residents)["value"].tolist() == [0.05]


@pytest.mark.parametrize("residents", [[], [(A, 0.0, "present")], [(A, np.nan, "missing")]])
def test_without_people_there_is_no_rate(residents):
    claims = tidy("claimants", [("2022", A, 30.0, "present")])
    rates = claimant_rate(claims, people(*residents, (B, 10.0, "present")))
    assert rates["status"].tolist() == ["missing"]
    assert rates[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_no_claimants_is_a_rate_of_nought_and_unknown_claimants_none():
    claims = tidy("claimants", [("2022", A, 0.0, "present"), ("2022", B, np.nan, "suppressed")])
    rates = claimant_rate(claims, people((A, 10.0, "present"), (B, 10.0, "present"))).set_index("area_code")
    assert rates.loc[A, "value"] == 0
    assert np.isnan(rates.loc[B, "value"])
    assert rates.loc[B, "status"] == "suppressed"


def test_a_rate_is_no_better_than_its_worse_part():
    claims = tidy("claimants", [("2022", A, 1.0, "apportioned"), ("2022", B, 1.0, "apportioned")])
    rates = claimant_rate(claims, people((A, 10.0, "estimated"), (B, 10.0, "present")))
    assert rates["status"].tolist() == ["estimated", "apportioned"]


def test_geographies_and_bases_are_not_mixed():
    claims = pd.concat(
        [
            tidy("claimants", [("2022", A, 1.0, "apportioned")], geography="ward", basis="postcode-share"),
            tidy("claimants", [("2022", A, 2.0, "apportioned")], geography="ward", basis="best-fit"),
        ]
    )
    residents = people((A, 10.0, "apportioned"), geography="ward", basis="postcode-share")
    rates = claimant_rate(claims, residents).set_index("basis")
    assert rates.loc["postcode-share", "value"] == 0.1
    assert rates.loc["best-fit", "status"] == "missing"


def test_other_indicators_are_left_aside_and_order_does_not_matter():
    claims = tidy("claimants", [("2022", C, 3.0, "present"), ("2013", B, 2.0, "present")])
    other = tidy("census-residents", [("2021", A, 5.0, "present")])
    residents = people((B, 10.0, "present"), (C, 10.0, "present"))
    rates = claimant_rate(pd.concat([other, claims]), residents)
    assert rates["area_code"].tolist() == [B, C]
    pd.testing.assert_frame_equal(rates, claimant_rate(claims.iloc[::-1], residents.iloc[::-1]))


def test_faults_of_the_caller():
    claims = tidy("claimants", [("2022", A, 1.0, "present")])
    residents = people((A, 10.0, "present"))
    with pytest.raises(ValueError, match="no claimants"):
        claimant_rate(residents, residents)
    with pytest.raises(ValueError, match="twice"):
        claimant_rate(pd.concat([claims, claims]), residents)
    with pytest.raises(ValueError, match="twice"):
        claimant_rate(claims, pd.concat([residents, residents]))
    with pytest.raises(ValueError, match="twice"):
        claimant_rate(claims, pd.Series([1.0, 2.0], index=[A, A]))
