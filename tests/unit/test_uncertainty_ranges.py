import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.rank import rank
from sipmap.scoring.uncertainty import word
from sipmap.scoring.uncertainty.ranges import ranks_in_draws, summarised


@pytest.mark.parametrize(
    ("chance", "expected"),
    [
        (1.0, "certain"),
        (0.95, "certain"),
        (0.9499, "likely"),
        (0.75, "likely"),
        (0.7499, "borderline"),
        (0.5, "borderline"),
        (0.25, "borderline"),
        (0.2499, "unlikely"),
        (0.0, "unlikely"),
    ],
)
def test_words(chance, expected):
    assert word(chance) == expected


def test_ranks_are_those_of_the_ranking_ties_included():
    rng = np.random.default_rng(0)
    scores = rng.integers(0, 6, size=(40, 15)) / 3 + 1e-12 * rng.random((40, 15))
    expected = [rank(pd.Series(row)).to_list() for row in scores]
    assert ranks_in_draws(scores).tolist() == expected


def test_ranks_of_no_or_one_ward():
    assert ranks_in_draws(np.empty((3, 0))).shape == (3, 0)
    assert ranks_in_draws(np.array([[0.3], [0.1]])).tolist() == [[1], [1]]


def column(*times):
    """Ranks of one ward in draws: pairs of a rank and how often it came up."""
    return np.concatenate([np.full(count, value) for value, count in times])[:, None].astype(np.int32)


def only(ranks, size=1, level=0.9):
    return summarised(ranks, size, level).iloc[0]


def test_a_range_goes_from_the_5th_to_the_95th_percentile_and_is_made_of_ranks_that_came_up():
    found = only(np.arange(1, 101, dtype=np.int32)[:, None], size=20)
    assert (found["low"], found["median_rank"], found["high"]) == (5, 50, 94)  # 90 of 100 draws
    assert found["chance_top"] == 0.2
    assert found["word"] == "unlikely"


def test_the_rarer_end_is_left_off_where_the_rest_is_enough():
    # 5th percentile 1, 95th percentile 3; without rank 1 there are still 94 of 100 draws
    found = only(column((1, 6), (2, 60), (3, 34)))
    assert (found["low"], found["high"]) == (2, 3)
    # without rank 3 there are exactly 90 of 100 draws
    found = only(column((1, 30), (2, 60), (3, 10)))
    assert (found["low"], found["high"]) == (1, 2)
    # neither end can go: 89 of 100 without rank 3, 70 without rank 1
    found = only(column((1, 30), (2, 59), (3, 11)))
    assert (found["low"], found["high"]) == (1, 3)


def test_what_lies_beyond_the_range_does_not_help_to_shorten_it():
    """Ranks 2 to 4 hold 94 of 100 draws, and without rank 4 but 89."""
    found = only(column((1, 4), (2, 10), (3, 79), (4, 5), (5, 2)))
    assert (found["low"], found["high"]) == (2, 4)


def test_each_ward_is_summarised_for_itself():
    times = [[(1, 6), (2, 60), (3, 34)], [(1, 30), (2, 59), (3, 11)], [(1, 30), (2, 60), (3, 10)]]
    found = summarised(np.hstack([column(*each) for each in times]), 1)
    assert found["low"].tolist() == [2, 1, 1]
    assert found["high"].tolist() == [3, 3, 2]
    assert found["chance_top"].tolist() == [0.06, 0.3, 0.3]


def test_a_percentile_between_two_draws_is_the_later_one():
    """Of 50 draws the 5th percentile is the 3rd, the 95th the 48th, which is left off."""
    found = only(np.arange(1, 51, dtype=np.int32)[:, None])
    assert (found["low"], found["median_rank"], found["high"]) == (3, 25, 47)


def test_floating_point_noise_moves_no_end():
    """To a computer 0.55 x 100 is 55.00000000000001."""
    found = only(np.arange(1, 101, dtype=np.int32)[:, None], level=0.1)
    assert (found["low"], found["high"]) == (45, 54)
    found = only(column((1, 30), (2, 25), (3, 30), (4, 15)), level=0.55)
    assert (found["low"], found["high"]) == (1, 2)


def test_other_levels():
    ranks = np.arange(1, 1001, dtype=np.int32)[:, None]
    found = only(ranks, level=0.5)
    assert (found["low"], found["high"]) == (250, 749)
    assert only(ranks[:1], level=0.5)["high"] == 1


def test_one_draw_is_a_range_without_width():
    found = only(column((7, 1)), size=7)
    assert (found["low"], found["median_rank"], found["high"]) == (7, 7, 7)
    assert found["word"] == "certain"
