import math

import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.index import IMD_2000_WEIGHTS, IMD_WEIGHTS, combine, exponential, mid_ranks


def test_rank_1_scores_100():
    assert exponential([1], 33_755)[0] == pytest.approx(100, abs=1e-9)


def test_worked_example():
    """Rank 3 of 4: R = 2/4; E = -23 ln(1 - 0.5 (1 - exp(-100/23)))."""
    by_hand = -23 * math.log(1 - 0.5 * (1 - math.exp(-100 / 23)))
    assert exponential([3], 4)[0] == pytest.approx(by_hand, abs=1e-12)
    assert by_hand == pytest.approx(15.65, abs=0.01)


def test_one_area_in_ten_scores_above_50():
    """What the constant 23 is for, in the words of the index's authors."""
    scores = exponential(np.arange(1, 10_001), 10_000)
    assert (scores > 50).mean() == pytest.approx(0.10, abs=0.005)


def test_last_rank_stays_above_zero_and_more_need_scores_more():
    scores = exponential(np.arange(1, 101), 100)
    assert scores[-1] > 0
    assert (np.diff(scores) < 0).all()


def test_no_rank_gives_no_score():
    assert np.isnan(exponential([np.nan, 1.0], 10)[0])


@pytest.mark.parametrize("bad", [0, 11, -1])
def test_rank_outside_the_list_is_refused(bad):
    with pytest.raises(ValueError, match="between 1 and 10"):
        exponential([1, bad], 10)


def test_mid_ranks_share_the_places_they_take():
    assert mid_ranks([4, 1, 2, 2]).tolist() == [4, 1, 2.5, 2.5]
    assert mid_ranks([1, 1, 1]).tolist() == [2, 2, 2]


def test_combine_uses_the_weights_as_given_and_ignores_other_columns():
    domains = pd.DataFrame(
        {"income": [100.0, 50.0], "crime": [10.0, np.nan], "other": [1.0, 1.0]}, index=["a", "b"]
    )
    score = combine(domains, {"income": 0.225, "crime": 0.093})
    assert score["a"] == pytest.approx(23.43)
    assert np.isnan(score["b"])
    assert score.name == "score"


def test_published_weights():
    assert sum(IMD_WEIGHTS.values()) == pytest.approx(0.999)
    assert sum(IMD_2000_WEIGHTS.values()) == pytest.approx(1.0)
