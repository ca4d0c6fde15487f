"""The spread rules of the backtest on a made-up county, counted by hand."""

from sipmap.scoring.backtest import backtest_2002
from tests.made_up_shortlist import made_up_ranking

DISTRICTS = ["A"] * 69 + ["B", "C", "D"] + ["A"] * 28
COUNTY = made_up_ranking(list(range(100, 0, -1)), DISTRICTS)
"""A hundred wards by rank; B, C and D have one each, at ranks 70, 71 and 72."""


def test_the_seventieth_ward_is_among_the_worst_seventy_and_the_next_is_not():
    """One ward in each district: 21 of A, and of the three others only the first counts."""
    found = backtest_2002(COUNTY)
    assert found.wards == 100
    assert found.outcomes.index.name == "rule"
    outcomes = found.outcomes
    assert outcomes["in_worst"].to_dict() == {
        "none": 24,
        "at-least-1": 22,
        "at-least-2": 0,
        "at-most-2": 0,
        **{f"second-within-{cut}": 22 for cut in (90, 100, 110, 120)},
    }
    assert outcomes["wards"].to_dict() == {
        **dict.fromkeys(outcomes.index, 24),
        "at-least-2": 0,  # three districts have no second ward
        "at-most-2": 0,  # and so five wards are the most
    }
    assert outcomes.loc["at-least-1", "beyond_worst"] == ("E05099070", "E05099071")


def test_cuts_are_tried_from_the_worst_seventy_to_the_last_ward():
    assert backtest_2002(COUNTY).cut_range == (70, 100)
