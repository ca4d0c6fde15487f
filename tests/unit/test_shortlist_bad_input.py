"""Rules that these wards cannot meet, and rules that cannot all hold: one sentence each, with a remedy."""

import pandas as pd
import pytest

from sipmap.catalogue import Group, Rules
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist import shortlist
from tests.made_up_shortlist import AREA, made_up_people, made_up_ranking

RANKING = made_up_ranking([9, 8, 7, 6, 5, 4, 3, None], list("AAABBCCC"))
PEOPLE = made_up_people(RANKING, [100] * 8)


def choose(rules, size=3, ranking=RANKING, **others):
    return shortlist(ranking, rules, size, area=AREA, **others)


@pytest.mark.parametrize(
    ("rules", "size", "said"),
    [
        (Rules(), 0, "A shortlist of 0 wards is none; ask for 1 or more."),
        (Rules(), 9, "A shortlist of 9 wards is more than Midshire has (8); ask for 8 or fewer."),
        (
            Rules(),
            8,
            "A shortlist of 8 wards is more than Midshire has with figures (7 of 8); ask for 7 or fewer.",
        ),
        (
            Rules(pinned=dict.fromkeys(RANKING["area_code"][:4], "why")),
            3,
            "4 wards are pinned and the list has room for 3; unpin some or ask for a longer list.",
        ),
        (
            Rules(min_per_district=3),
            8 - 1,
            "At least 3 wards per district is more than B has (2 with figures); lower it to 2 or fewer.",
        ),
        (
            Rules(groups=(Group(name="B", least=3),)),
            3,
            "At least 3 wards of 'B' is more than it has (2); lower it to 2 or fewer.",
        ),
        (
            Rules(groups=(Group(name="C", least=3),)),
            3,
            "At least 3 wards of 'C' is more than it has (2 with figures, of 3); lower it to 2 or fewer.",
        ),
        (
            Rules(groups=(Group(name="East", least=1, wards=("E05099007",)),)),
            3,
            "At least 1 ward of 'East' is more than it has (0 with figures, of 1); take the rule out.",
        ),
        (
            Rules(groups=(Group(name="Isle of Shepy", least=1),)),
            3,
            "There is no place or district 'Isle of Shepy' in Midshire; did you mean 'Isle of Sheppey'?",
        ),
        (
            Rules(groups=(Group(name="East", least=1, wards=("E05099999",)),)),
            3,
            "Ward 'E05099999' of group 'East' is not among the 8 wards of Midshire; did you mean "
            "'E05099007'?",
        ),
        (
            Rules(pinned={"E05099070": "why"}),
            3,
            "Ward 'E05099070', pinned, is not among the 8 wards of Midshire; did you mean 'E05099007'?",
        ),
        (
            Rules(excluded={"Sheerness": "why"}),
            3,
            "Ward 'Sheerness', excluded, is not among the 8 wards of Midshire; choose from ",
        ),
        (
            Rules(touching=1.0),
            3,
            "It is not known which wards of Midshire touch; take 'touching' out of the rules.",
        ),
        (
            Rules(cap_people=1000.0),
            3,
            "There is no count of residents for Midshire, so people cannot be capped; take the cap out.",
        ),
    ],
)
def test_what_the_wards_cannot_meet(rules, size, said):
    with pytest.raises(ProfileError) as caught:
        choose(rules, size, places={"Isle of Sheppey": ["E05099001"], "Elsewhere": ["X01000001"]})
    assert str(caught.value).startswith(said)


def test_people_in_need_need_a_count():
    with pytest.raises(ProfileError, match="no count of people in need for Midshire, so it cannot be"):
        choose(Rules(), objective="people-in-need")


def test_a_ward_twice_is_a_bug_of_the_caller():
    with pytest.raises(ValueError, match="E05099000 stands twice"):
        choose(Rules(), ranking=pd.concat([RANKING, RANKING.head(1)]))


@pytest.mark.parametrize(
    ("rules", "size", "said"),
    [
        (
            Rules(
                min_per_district=1, pinned={"E05099001": "a"}, excluded={"E05099000": "b"}, max_per_district=1
            ),
            4,
            "In a list of 4 wards of Midshire this rule cannot hold: at most 1 ward in each of 3 "
            "districts; allow more in each district, or change the size.",
        ),
        (
            Rules(min_per_district=2),
            3,
            "In a list of 3 wards of Midshire this rule cannot hold: at least 2 wards in each of 3 "
            "districts; ask for fewer in each district, or change the size.",
        ),
        (
            Rules(min_per_district=1, pinned={"E05099000": "a", "E05099001": "b"}, floor=3.0),
            3,
            "In a list of 3 wards of Midshire these rules cannot hold together: at least 1 ward in each "
            "of 3 districts, Ward 0 pinned (a) and Ward 1 pinned (b); ask for fewer in each district, unpin "
            "Ward 0 or unpin Ward 1, or change the size.",
        ),
        (
            Rules(max_per_district=1, pinned={"E05099000": "a", "E05099001": "b"}, min_per_district=1),
            5,
            "In a list of 5 wards of Midshire this rule cannot hold: at most 1 ward in each of 3",
        ),
        (
            Rules(cap_people=250.0, max_per_district=2),
            3,
            "In a list of 3 wards of Midshire this rule cannot hold: at most 250 people on the list; "
            "raise the cap, or change the size.",
        ),
        (
            Rules(floor=7.5, max_per_district=3),
            3,
            "In a list of 3 wards of Midshire this rule cannot hold: no ward with a need score below 7.5 "
            "unless a rule needs it; lower the floor, or change the size.",
        ),
        (
            Rules(excluded={"E05099003": "x", "E05099004": "y"}, min_per_district=1),
            4,
            "In a list of 4 wards of Midshire these rules cannot hold together: at least 1 ward in each "
            "of 3 districts, Ward 3 excluded (x) and Ward 4 excluded (y); ask for fewer in each district, "
            "let in Ward 3 or let in Ward 4, or change the size.",
        ),
    ],
)
def test_rules_in_conflict_are_named_and_no_others(rules, size, said):
    with pytest.raises(ProfileError) as caught:
        choose(rules, size, people=PEOPLE)
    assert str(caught.value).startswith(said)
    assert str(caught.value).endswith("change the size.")
