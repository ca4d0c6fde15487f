import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.coverage import coverage, pockets, worst_decile_residents

WARDS = pd.DataFrame(
    {
        "area_code": ["X05000001", "X05000002", "X05000003"],
        "people": [100.0, 200.0, 700.0],
        "employment_deprived": [30.0, 20.0, np.nan],
        "worst_decile_residents": [0.0, 0.0, 0.0],
    }
)


def test_inside_and_outside_by_hand():
    found = coverage(WARDS, ["X05000001"])
    assert found.loc["people"].to_dict() == {
        "inside": 100,
        "outside": 900,
        "total": 1000,
        "inside_share": 0.1,
        "wards_unknown": 0,
    }


def test_a_gap_is_counted_not_filled():
    found = coverage(WARDS, ["X05000001", "X05000003"]).loc["employment_deprived"]
    assert found["inside"] == 30
    assert found["inside_share"] == pytest.approx(0.6)
    assert found["wards_unknown"] == 1


def test_what_is_outside_is_summed_over_the_wards_that_are_known():
    assert coverage(WARDS, ["X05000001"]).loc["employment_deprived", "outside"] == 20


def test_a_share_of_nobody_is_no_share():
    assert np.isnan(coverage(WARDS, ["X05000001"]).loc["worst_decile_residents", "inside_share"])


def test_nobody_chosen():
    assert coverage(WARDS, [])["inside"].tolist() == [0, 0, 0]


def test_a_code_that_is_not_there_is_an_error():
    with pytest.raises(KeyError, match="X05000009"):
        coverage(WARDS, ["X05000009"])


SMALL = pd.DataFrame(
    [
        ("X05000001", "X01000001", 1000, 1.0, 3),
        ("X05000002", "X01000002", 2000, 0.5, 7),
        ("X05000002", "X01000003", 1000, 0.04, 1),
        ("X05000002", "X01000004", 1000, 1.0, 60),
        ("X05000003", "X01000005", 1000, 1.0, 10),
        ("X05000003", "X01000006", 1000, 1.0, np.nan),
    ],
    columns=["group", "code", "population", "share", "rank"],
)


def test_pockets_outside_by_hand():
    found = pockets(SMALL, ["X05000001"], 100)
    assert found.to_dict("list") == {
        "code": ["X01000002", "X01000005"],  # of X01000003 only a sliver lies in the ward
        "group": ["X05000002", "X05000003"],
        "rank": [7, 10],
        "residents": [1000, 1000],
    }


def test_no_pockets_where_all_are_chosen():
    assert pockets(SMALL, ["X05000001", "X05000002", "X05000003"], 100).empty


def test_residents_of_the_worst_tenth_by_hand():
    found = worst_decile_residents(SMALL, 100)
    assert found["X05000001"] == 1000
    assert found["X05000002"] == pytest.approx(1040)
    assert np.isnan(found["X05000003"])  # one of its small areas has no rank


def test_a_pocket_that_holds_just_one_twentieth_of_the_ward_is_named():
    small = pd.DataFrame(
        [("X05000001", "X01000001", 50, 1.0, 3), ("X05000001", "X01000002", 950, 1.0, 60)],
        columns=SMALL.columns,
    )
    assert pockets(small, [], 100)["code"].tolist() == ["X01000001"]
