"""Ranks within groups of wards: the same draws as the whole, ranked anew."""

import numpy as np
import pandas as pd

from sipmap.scoring.uncertainty import NOTHING_VARIES, Problem, linear, simulate
from sipmap.scoring.uncertainty.within import ranks_within

CODES = [f"X0100000{n}" for n in range(1, 7)]
GROUPS = dict(zip(CODES, ["north", "south"] * 3, strict=True))


def problem(values: list[float]) -> Problem:
    return Problem(
        codes=np.array(CODES),
        values=np.column_stack([values, values[::-1]]).astype(float),
        weights=np.array([0.7, 0.3]),
        methods=(linear,),
    )


def test_without_variation_each_group_counts_from_one():
    found = ranks_within(problem([6, 5, 4, 3, 2, 1]), GROUPS, varied=NOTHING_VARIES, draws=10)
    assert found["rank"].tolist() == [1, 1, 2, 2, 3, 3]
    assert found["of"].tolist() == [3] * 6
    assert found["low"].tolist() == found["high"].tolist() == found["rank"].tolist()


def test_wards_that_tie_share_a_rank():
    found = ranks_within(problem([5, 4, 5, 4, 1, 0]), GROUPS, varied=NOTHING_VARIES, draws=10)
    tied = found.loc[[CODES[0], CODES[2]], "rank"]
    assert tied.nunique() <= 2
    assert found["rank"].min() == 1


def test_one_group_of_all_wards_says_what_the_whole_says():
    whole = simulate(problem([6, 5.9, 4, 3.9, 2, 1.9]), 2, draws=300, seed=7).frame
    found = ranks_within(problem([6, 5.9, 4, 3.9, 2, 1.9]), dict.fromkeys(CODES, "all"), draws=300, seed=7)
    for column in ("rank", "low", "high"):
        assert found[column].tolist() == whole[column].tolist()


def test_an_unranked_ward_has_no_place_and_counts_for_nobody():
    found = ranks_within(problem([6, float("nan"), 4, 3, 2, 1]), GROUPS, draws=20)
    assert pd.isna(found.at[CODES[1], "rank"])
    assert found.at[CODES[3], "of"] < 3


def test_a_ward_without_a_group_is_left_out_and_a_group_of_one_has_its_own_place():
    groups = {CODES[0]: "alone", CODES[1]: "two", CODES[2]: "two"}
    found = ranks_within(problem([6, 5, 4, 3, 2, 1]), groups, draws=20)
    assert found.loc[CODES[0], ["rank", "low", "high", "of"]].tolist() == [1, 1, 1, 1]
    assert found.loc[CODES[3:], "rank"].isna().all()
