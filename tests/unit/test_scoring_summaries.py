import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.summaries import extent_weight, published_direction, summarise, worst_lsoa


def pieces(rows):
    return pd.DataFrame(rows, columns=["group", "code", "population", "share", "score", "rank"])


# Of 100 areas: ranks 5 (worst tenth), 20, 80 and 50. B and A share X01000002 half and half.
SMALL = pieces(
    [
        ("B", "X01000004", 1000, 1.0, 30.0, 50),
        ("A", "X01000001", 1000, 1.0, 60.0, 5),
        ("A", "X01000002", 2000, 0.5, 40.0, 20),
        ("A", "X01000003", 3000, 1.0, 10.0, 80),
        ("B", "X01000002", 2000, 0.5, 40.0, 20),
    ]
)


@pytest.fixture
def summary():
    return summarise(SMALL, 100, local_concentration_floor=0)


def test_groups_in_order_with_their_residents(summary):
    assert summary["residents"].to_dict() == {"A": 5000, "B": 2000}


def test_averages_by_hand(summary):
    assert summary.loc["A", "average_score"] == pytest.approx((60 * 1000 + 40 * 1000 + 10 * 3000) / 5000)
    assert summary.loc["A", "average_rank"] == pytest.approx((5 * 1000 + 20 * 1000 + 80 * 3000) / 5000)


def test_extent_by_hand(summary):
    weight_of_20th_percentile = 0.95 - 9 * 0.9 / 19
    assert summary.loc["A", "extent"] == pytest.approx((1000 + weight_of_20th_percentile * 1000) / 5000)
    assert summary.loc["B", "extent"] == pytest.approx(weight_of_20th_percentile / 2)


def test_worst_decile_counts_areas_by_share_and_residents_by_people(summary):
    assert summary.loc["A", "worst_decile_lsoas"] == pytest.approx(1 / 2.5)
    assert summary.loc["A", "worst_decile_residents"] == pytest.approx(1000 / 5000)
    assert summary.loc["B", "worst_decile_lsoas"] == 0


def test_local_concentration_splits_the_last_area():
    small = pieces(
        [
            ("A", "X01000001", 100, 1.0, 90.0, 1),
            ("A", "X01000002", 400, 1.0, 80.0, 7),
            ("A", "X01000003", 1500, 1.0, 10.0, 90),
        ]
    )
    summary = summarise(small, 100, local_concentration_floor=0)
    assert summary.loc["A", "local_concentration"] == pytest.approx((100 * 1 + 100 * 7) / 200)


def test_no_local_concentration_for_a_small_ward():
    assert summarise(SMALL, 100)["local_concentration"].isna().all()
    just_below = pieces([("A", "X01000001", 19_999.5, 1.0, 90.0, 1)])
    assert summarise(just_below, 100)["local_concentration"].isna().all()
    large = SMALL.assign(population=SMALL["population"] * 10)
    found = summarise(large, 100)["local_concentration"]
    assert found.notna().to_dict() == {"A": True, "B": True}  # 50,000 and exactly 20,000 residents
    assert found["A"] == pytest.approx(5)


def test_one_missing_score_leaves_that_summary_open_for_its_group_alone():
    gap = SMALL.assign(score=SMALL["score"].where(SMALL["code"] != "X01000003"))
    summary = summarise(gap, 100, local_concentration_floor=0)
    assert np.isnan(summary.loc["A", "average_score"])
    assert summary.loc["A", "average_rank"] == pytest.approx(53)
    assert summary.loc["B"].notna().all()


def test_one_missing_rank_leaves_all_that_rests_on_ranks_open():
    gap = SMALL.assign(rank=SMALL["rank"].where(SMALL["code"] != "X01000003"))
    summary = summarise(gap, 100, local_concentration_floor=0)
    on_ranks = [
        "average_rank",
        "extent",
        "worst_decile_lsoas",
        "worst_decile_residents",
        "local_concentration",
    ]
    assert summary.loc["A", on_ranks].isna().all()
    assert summary.loc["A", "average_score"] == pytest.approx(26)
    assert summary.loc["B"].notna().all()


def test_a_group_without_residents_has_no_averages():
    empty = summarise(pieces([("A", "X01000001", 0, 1.0, 5.0, 3)]), 100, local_concentration_floor=0)
    assert empty.loc["A", ["average_score", "extent", "local_concentration"]].isna().all()


def test_no_pieces_give_no_groups():
    assert summarise(SMALL.iloc[:0], 100).empty


@pytest.mark.parametrize(
    ("rank", "weight"),
    [(1, 1.0), (10, 1.0), (11, 0.95), (12, 0.95 - 0.9 / 19), (30, 0.05), (31, 0.0), (100, 0.0)],
)
def test_extent_weight_by_percentile(rank, weight):
    assert extent_weight([rank], 100)[0] == pytest.approx(weight)


def test_extent_percentile_is_rounded_up():
    """With N = 32,844 the worst tenth ends at rank 3,284: 100 x 3,285 / N lies above 10."""
    assert extent_weight([3284, 3285], 32_844).tolist() == pytest.approx([1.0, 0.95])


def test_extent_weight_of_no_rank():
    assert np.isnan(extent_weight([np.nan], 100)[0])


def test_published_direction_counts_from_the_other_end():
    assert published_direction([1, 100, 30.5], 100).tolist() == [100, 1, 70.5]


def test_worst_lsoa_is_not_a_sliver():
    small = pieces(
        [
            ("A", "X01000001", 1000, 0.04, 90.0, 1),
            ("A", "X01000002", 460, 1.0, 40.0, 20),
            ("A", "X01000003", 500, 1.0, 30.0, 30),
        ]
    )
    worst = worst_lsoa(small)  # 40 of 1,000 residents: below one in twenty
    assert worst.loc["A", "code"] == "X01000002"
    assert worst.loc["A", "residents"] == 460
    assert worst.loc["A", "residents_share"] == pytest.approx(0.46)
    larger = small.assign(share=[0.06, 1.0, 1.0])
    assert worst_lsoa(larger).loc["A", "code"] == "X01000001"


def test_worst_lsoa_of_exactly_one_twentieth_counts():
    small = pieces([("A", "X01000001", 50, 1.0, 90.0, 1), ("A", "X01000002", 950, 1.0, 40.0, 20)])
    assert worst_lsoa(small).loc["A", "code"] == "X01000001"


def test_a_group_whose_areas_have_no_rank_has_no_worst():
    gap = SMALL.assign(rank=SMALL["rank"].where(SMALL["group"] != "B").astype(float))
    assert list(worst_lsoa(gap).index) == ["A"]
