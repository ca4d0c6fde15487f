"""How far summaries agree, by hand and against every way of settling ties."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.agreement import (
    Cut,
    Shared,
    agreement,
    agreement_with,
    first_wards,
    shared,
    summary_ranks,
)

WARDS = list("ABCDEF")


def ranks(**columns):
    return summary_ranks(pd.DataFrame(columns, index=WARDS[: len(next(iter(columns.values())))], dtype=float))


def test_rank_1_is_most_need_and_missing_stays_missing():
    found = ranks(score=[5, 9, 9, np.nan])
    assert found["score"].tolist()[:3] == [3, 1, 1]
    assert pd.isna(found.loc["D", "score"])


def test_two_summaries_without_ties_share_a_number_of_wards():
    found = ranks(score=[6, 5, 4, 3, 2, 1], worst=[6, 1, 5, 2, 4, 3])  # A B C against A C E
    assert agreement(found, 3) == {("score", "worst"): Shared(2, 2, 3)}


def test_wards_level_at_the_cut_could_count_either_way():
    found = ranks(score=[6, 5, 4, 3, 2, 1], share=[1, 0, 0, 0, 0, 0])  # A, and any two of the other five
    assert first_wards(found["share"], 3) == Cut(frozenset("A"), frozenset("BCDEF"), 2)
    assert agreement(found, 3) == {("score", "share"): Shared(1, 3, 3)}


def test_wards_level_at_the_cut_that_all_fit_are_no_tie():
    assert first_wards(ranks(share=[3, 2, 2, 1, 1, 0])["share"], 3) == Cut(frozenset("ABC"))


def test_a_list_is_set_beside_as_many_first_wards():
    found = ranks(score=[6, 5, 4, 3, 2, 1], share=[1, 1, 1, 0, 0, 0])
    assert agreement_with(found, ["A", "F"]) == {"score": Shared(1, 1, 2), "share": Shared(0, 1, 2)}


def test_a_ward_without_a_rank_is_among_no_first_wards():
    found = ranks(score=[6, 5, np.nan, 3])
    assert first_wards(found["score"], 4) == Cut(frozenset("ABD"))
    assert agreement_with(found, list("ABCD")) == {"score": Shared(3, 3, 3)}


def every_way(cut):
    return [set(cut.sure) | set(extra) for extra in combinations(sorted(cut.level), cut.left)]


@pytest.mark.parametrize("seed", range(60))
def test_least_and_most_are_those_of_every_way_to_settle_ties(seed):
    random = np.random.default_rng(seed)
    wards = [f"W{n}" for n in range(8)]
    frame = pd.DataFrame(random.integers(0, 3, (8, 2)).astype(float), index=wards, columns=["a", "b"])
    size = int(random.integers(1, 8))
    one, other = (first_wards(summary_ranks(frame)[name], size) for name in ("a", "b"))
    counts = [len(a & b) for a in every_way(one) for b in every_way(other)]
    assert shared(one, other) == Shared(min(counts), max(counts), size)
