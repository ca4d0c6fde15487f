"""Sentences about a shortlist, about why a ward scores as it does, and about the back-test."""

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Group, Rules
from sipmap.scoring.backtest import backtest_2002
from sipmap.scoring.explain import breakdown, compare
from sipmap.scoring.shortlist import Caution, Outside, shortlist
from sipmap.words import shortlist as words
from sipmap.words import why
from sipmap.words.backtest import NOT_A_RECONSTRUCTION, backtest
from tests.made_up_profile import INDICATORS
from tests.made_up_shortlist import AREA, made_up_people, made_up_ranking, random_wards

NAN = float("nan")
RANKING = made_up_ranking([9, 8, 7, 6, 5, 4, 1, None], list("AAABBBCC"))
PEOPLE = made_up_people(RANKING, [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000])
NAMES = dict(zip(RANKING["area_code"], RANKING["name"], strict=True))
CODE = "E0509900{}".format


def choose(rules, size=3, **others):
    return shortlist(RANKING, rules, size, area=AREA, people=PEOPLE, **others)


def labels(listed):
    return dict(zip(listed.rules["rule"], listed.rules["label"], strict=True))


@pytest.mark.parametrize(
    ("value", "objective", "text"),
    [
        (0.694, "need-score", "0.69 points of need score"),
        (0.002, "need-score", "less than 0.01 points of need score"),
        (0.0, "need-score", "0.00 points of need score"),
        (1234.0, "people-in-need", "about 1,230 people in need"),
    ],
)
def test_amounts_name_their_unit(value, objective, text):
    assert words.amount(value, objective) == text


def test_the_list_opens_with_people():
    assert words.opening(3, "Kent", "need-score", 1234.0) == (
        "About 1,230 people in need (kept out of work) live in 3 wards of Kent. No other 3 wards that keep "
        "the rules have a higher need score in all."
    )
    assert words.opening(1, "Kent", "people-in-need", NAN) == (
        "The list is 1 ward of Kent. No other ward that keeps the rules has more people in need."
    )


def test_every_ward_says_why_it_is_in():
    listed = choose(Rules(min_per_district=1, pinned={CODE(3): "the jobcentre is moving"}))
    said = [words.why_in(row, labels(listed)) for row in listed.chosen.to_dict("records")]
    assert said == [
        "In by need alone, whatever the rules.",
        "Pinned: the jobcentre is moving. Need alone would not choose it.",
        "In by rule: at least 1 ward in each of 3 districts. Need alone would not choose it.",
    ]


def test_a_pin_that_need_would_choose_too_says_so():
    listed = choose(Rules(pinned={CODE(0): "why"}))
    assert words.why_in(listed.chosen.iloc[0].to_dict(), labels(listed)) == (
        "Pinned: why. Need alone would choose it too."
    )


def test_a_ward_that_no_rule_brings_in_by_itself():
    row = {"why": "rule", "is_on_need": False, "by": (), "reason": ""}
    assert words.why_in(row, {}) == "In under the rules; need alone would not choose it."


def test_a_rule_says_what_it_costs():
    listed = choose(Rules(min_per_district=1, max_per_district=3, floor=0.5))
    said = [words.rule_cost(row, NAMES, "need-score", 1) for row in listed.rules.to_dict("records")]
    assert said == [
        "At least 1 ward in each of 3 districts. It costs 8.0 points of need score: without it Ward 1 and "
        "Ward 2 would be in, in place of Ward 3 and Ward 6.",
        "At most 3 wards in each of 3 districts. It changes nothing: the list would be the same without it.",
        "No ward with a need score below 0.5 unless a rule needs it. It changes nothing: the list would be "
        "the same without it.",
    ]


def test_a_rule_that_only_settles_a_tie_and_one_that_cannot_be_dropped():
    row = {"label": "at most x", "cost": 0.0, "comes_in": (CODE(1),), "goes_out": (CODE(2),)}
    assert words.rule_cost(row, NAMES, "need-score") == (
        "At most x. It costs no need, but decides between lists equally good: without it Ward 1 would be in, "
        "in place of Ward 2."
    )
    assert words.rule_cost({**row, "cost": NAN}, NAMES, "need-score") == (
        "At most x. Without it no list keeps the other rules."
    )


def test_why_not_mine():
    rules = Rules(max_per_district=1, excluded={CODE(3): "it has a programme"}, floor=4.5)
    listed = choose(rules, size=2)
    said = {
        n: words.outside(listed.outside(CODE(n)), NAMES, labels(listed), "need-score", 1)
        for n in (1, 3, 5, 7)
    }
    assert said == {
        1: "Ward 1 would need 1.0 points of need score more to draw level with Ward 0. It would be in if "
        "this rule were dropped: at most 1 ward in each of 3 districts.",
        3: "Ward 3 is excluded: it has a programme; need would choose it otherwise.",
        5: "Ward 5 lies 0.5 points of need score below the floor.",
        7: "Ward 7 cannot be chosen by need, for want of figures (No figure for Jobs); only a pin brings "
        "it in.",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"gap": 0.0}, "Ward 1 is level with Ward 0; such ties go by score and then by code."),
        ({"standing": "no room"}, "Ward 1 has no place under the rules, however great its need."),
        ({"standing": "excluded", "reason": "x"}, "Ward 1 is excluded: x; it would not be in otherwise."),
        (
            {"standing": "no figure"},
            "Ward 1 cannot be chosen by need, for want of figures (there is no count of people in need); "
            "only a pin brings it in.",
        ),
        (
            {"gap": 1.5, "without": ("a", "b")},
            "Ward 1 would need 1.50 points of need score more to draw level with Ward 0. It would be in if "
            "any one of these rules were dropped: rule a or rule b.",
        ),
    ],
)
def test_what_stands_in_a_wards_way(changes, said):
    usual = {
        "area_code": CODE(1),
        "name": "Ward 1",
        "standing": "need",
        "gap": 1.0,
        "floor_gap": NAN,
        "replaces": (CODE(0),),
        "without": (),
        "reason": "",
    }
    assert (
        words.outside(Outside(**{**usual, **changes}), NAMES, {"a": "rule a", "b": "rule b"}, "need-score")
        == said
    )


@pytest.mark.parametrize(
    ("caution", "said"),
    [
        (
            Caution("below floor", "X", "Ward 1", 0.76, 0.9, ("at least 1 ward",)),
            "Ward 1 (need score: 0.76) lies below the floor (0.90); brought in by: at least 1 ward.",
        ),
        (
            Caution("below England", "X", "Ward 1", 20.1, 21.95, ("a", "b"), "average score on IMD 2025"),
            "Ward 1 (average score on IMD 2025: 20.10) lies below England's average (21.95); brought in by: "
            "a and b.",
        ),
        (
            Caution("no figure", "X", "Ward 1", NAN, NAN, ("Ward 1 pinned (why)",)),
            "Ward 1 has no figures to be chosen by; brought in by: Ward 1 pinned (why).",
        ),
        (
            Caution("residents unknown", "X", "Ward 1", 1.0, NAN, ()),
            "Ward 1: its residents are not known, so the cap counts none of them.",
        ),
    ],
)
def test_warnings(caution, said):
    assert words.caution(caution) == said


def test_the_two_objectives_stand_side_by_side():
    assert words.beside(choose(Rules(min_per_district=1)).lists, "need-score") == [
        "Without any rule, 1 of the 3 wards would be the same, with about 600 fewer people in need.",
        "By people in need instead of need score, 1 of the 3 wards would be the same, with about 400 more "
        "people in need.",
    ]
    without_people = shortlist(RANKING, Rules(), 3, area=AREA).lists
    assert words.beside(without_people, "need-score") == [
        "Without any rule, 3 of the 3 wards would be the same."
    ]
    assert words.beside(choose(Rules()).lists, "need-score")[0].endswith("with as many people in need.")


LABELS = {"jobs": "Jobs", "income": "Income", "buses": "Buses"}


def taken_apart():
    frame = pd.DataFrame(
        {
            "area_code": ["A", "B", "C"],
            "name": ["Alpha", "Beta", "Gamma"],
            "score": [2.0, 0.5, 0.5],
            "jobs": [1.5, 0.0, 0.0],
            "income": [1.0, 0.5, 0.0],
            "buses": [-0.5, 0.0, 0.5],
            "reason": "",
        }
    )
    return frame


def test_why_puts_people_first_and_the_rank_last():
    taken = breakdown(taken_apart(), "A", list(LABELS))
    said = why.why(taken, LABELS, area="Kent", people="About 100 people.", standing="1st of 3 wards in Kent.")
    assert said == [
        "About 100 people.",
        "Alpha scores 2.00; the average ward of Kent scores 1.00.",
        "What lifts it: Jobs (+1.00) and Income (+0.50).",
        "What holds it down: Buses (\N{MINUS SIGN}0.50).",
        "1st of 3 wards in Kent.",
    ]


def test_a_ward_without_lift_or_weight_says_so():
    frame = taken_apart()
    level = breakdown(frame.assign(score=0.0, jobs=0.0, income=0.0, buses=0.0), "B", list(LABELS))
    said = why.why(level, LABELS, area="Kent", people="P.", standing="S.")
    assert said[2:4] == ["Nothing lifts it above the average.", "Nothing holds it below the average."]


def test_two_wards_compared_name_the_parts_of_the_difference():
    pair = compare(taken_apart(), "B", "A", list(LABELS))
    assert why.compared(pair, LABELS) == (
        "Alpha scores 1.50 more than Beta (2.00 against 0.50). It is made of Jobs (+1.50), Income (+0.50) "
        "and Buses (\N{MINUS SIGN}0.50)."
    )
    same = compare(taken_apart(), "B", "C", list(LABELS))
    assert why.compared(same, LABELS) == (
        "Beta and Gamma score the same, 0.50. It is made of Income (+0.50) and Buses (\N{MINUS SIGN}0.50)."
    )


def test_one_figure_or_none():
    changes = pd.DataFrame(
        {"now": [1.0, 2.0], "needed": [3.0, np.nan], "worst": [4.0, 4.0]}, index=["jobs", "income"]
    )
    assert why.figures(changes, INDICATORS, "Kent") == (
        "One figure alone would bring it level: Jobs of 3.0 instead of 1.0."
    )
    assert why.figures(changes.iloc[1:], INDICATORS, "Kent") == (
        "No one figure would bring it in alone, even at the worst of any ward in Kent."
    )


def test_one_weight_or_none():
    changes = pd.DataFrame(
        {"share_now": [0.5, 0.3, 0.2], "share_needed": [0.7, 0.1, np.nan]}, index=list(LABELS)
    )
    assert why.weights(changes, LABELS, 24) == (
        "One weight alone would bring it among the first 24 wards by need: Jobs at more than 70.0% of the "
        "weight (now 50.0%) or Income at less than 10.0% of the weight (now 30.0%)."
    )
    assert why.weights(changes.iloc[2:], LABELS, 24) == (
        "No one weight would bring it among the first 24 wards by need, whatever its share."
    )
    assert why.weights(changes.assign(share_needed=changes["share_now"]), LABELS, 1) == (
        "It is among the first ward by need with the weights as they are."
    )
    assert "only where parts are added up" in why.weights(changes.iloc[:0], LABELS, 24)


def test_the_back_test_claims_no_more_than_it_can():
    ranking, _ = random_wards(150, 12, 1)
    said = backtest(backtest_2002(ranking))
    assert said[0].startswith("The briefing of 2002 says that 24 wards were chosen with a county-wide spread")
    assert "150 wards of 1998" in said[0]
    assert said[-1] == NOT_A_RECONSTRUCTION
    assert "not a reconstruction" in said[-1]
    assert len(said) == 3 + 8


def test_a_back_test_that_matches_nothing_says_so():
    few = made_up_ranking(range(30, 0, -1), ["A"] * 30)
    said = backtest(backtest_2002(few))
    assert "With at most two wards in each district, no list of 24 can be made." in said
    assert "None of these rules gives the 22 of the briefing." in said


def test_group_rules_have_their_own_words():
    listed = choose(Rules(groups=(Group(name="B", least=1),)))
    assert labels(listed) == {"group B": "at least 1 of the 3 wards of B"}
