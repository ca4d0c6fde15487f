import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.rank import quantile_group, rank


def test_most_need_is_rank_1_and_ties_share_the_better_place():
    ranks = rank(pd.Series({"a": 1.0, "b": 3.0, "c": 3.0, "d": 0.5}))
    assert ranks.to_dict() == {"a": 3, "b": 1, "c": 1, "d": 4}
    assert ranks.name == "rank"
    assert str(ranks.dtype) == "Int64"


def test_no_score_is_no_rank_and_takes_no_place():
    ranks = rank(pd.Series([np.nan, 2.0, 1.0, np.nan]))
    assert ranks.isna().tolist() == [True, False, False, True]
    assert ranks.dropna().tolist() == [1, 2]


def test_floating_point_noise_is_a_tie():
    assert rank(pd.Series([0.1 + 0.2, 0.3])).tolist() == [1, 1]
    assert rank(pd.Series([0.3, 0.3 + 2e-9])).tolist() == [2, 1]
    assert rank(pd.Series([0.3, 0.3 + 2e-10])).tolist() == [1, 1]


def test_nobody_to_rank():
    assert rank(pd.Series([], dtype=float)).empty


@pytest.mark.parametrize(("place", "decile"), [(1, 1), (3284, 1), (3285, 2), (32_844, 10)])
def test_deciles_as_the_ministry_cuts_them(place, decile):
    assert quantile_group([place], 32_844)[0] == decile


def test_groups_of_a_round_number_fall_on_the_edge():
    groups = quantile_group(np.arange(1, 11), 10, groups=5)
    assert groups.tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_no_rank_is_in_no_group():
    assert np.isnan(quantile_group([np.nan], 10)[0])
