"""Why a ward is in or out, where several rules, a floor or a gap in the figures meet."""

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Group, Rules
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist import EnglandMark, shortlist
from tests.made_up_shortlist import AREA, made_up_people, made_up_ranking, random_wards

#                          0  1  2  3  4  5  6  7    8
SCORES, DISTRICTS = [9, 8, 7, 6, 5, 4, 1, 0.5, None], list("AAABBBCCC")
RANKING = made_up_ranking(SCORES, DISTRICTS)
PEOPLE = made_up_people(RANKING, [1000 * n for n in range(1, 10)])


def code(number):
    return f"E0509{9000 + number}"


def numbers(codes):
    return [int(c[-1]) for c in codes]


def choose(rules=None, size=3, **others):
    return shortlist(RANKING, rules or Rules(), size, **({"people": PEOPLE, "area": AREA} | others))


def group(name, *wards, least=1):
    return Group(name=name, least=least, wards=tuple(code(n) for n in wards))


def test_two_rules_that_each_need_a_ward_both_bring_it_in_and_others_do_not():
    """Without one of the two the other still holds ward 5; ward 4 has a rule of its own."""
    rules = Rules(groups=(group("One", 5), group("Two", 5, 6), group("Three", 4), group("Top", 0, 1)))
    listed = choose(rules, size=4)
    assert numbers(listed.codes) == [0, 1, 4, 5]
    assert listed.chosen["by"].tolist() == [(), (), ("group Three",), ("group One", "group Two")]


def test_a_pin_alone_brings_in_the_pinned_ward_and_has_a_reason():
    listed = choose(Rules(pinned={code(5): "moving"}, groups=(group("One", 5, 6),)))
    assert listed.chosen["by"].tolist() == [(), (), (f"pin {code(5)}",)]
    assert listed.chosen["reason"].tolist() == ["", "", "moving"]


def test_where_need_alone_fills_no_list_nobody_is_in_on_need():
    listed = choose(Rules(pinned={code(8): "why"}), size=9)
    assert not listed.chosen["is_on_need"].any()
    assert listed.chosen["why"].tolist() == ["rule"] * 8 + ["pin"]
    assert "need alone" not in listed.lists.index


def test_a_ward_just_at_the_floor_is_not_below_it():
    listed = choose(Rules(floor=5.0), size=5)
    assert numbers(listed.codes) == [0, 1, 2, 3, 4]
    assert not listed.chosen["is_below_floor"].any()
    assert not listed.chosen["is_below_england"].any()
    assert listed.warnings == ()


def test_a_ward_just_at_englands_average_is_not_below_it():
    index = pd.Series([22.0, 21.9, 22.1], index=[code(n) for n in range(3)])
    listed = choose(england=EnglandMark("the index", index, average=22.0))
    assert listed.chosen["is_below_england"].tolist() == [False, True, False]


def test_six_near_misses_are_shown_unless_asked_for_otherwise():
    ranking, _ = random_wards(20, 3, 1)
    assert len(shortlist(ranking, Rules(), 4).near) == 6
    assert len(shortlist(ranking, Rules(), 4, near=2).near) == 2


def test_sums_over_a_list_are_of_the_wards_known_and_missing_where_none_is():
    assert np.isnan(choose(people=None).lists.loc["chosen", ["people", "people_in_need"]].astype(float)).all()
    assert choose(people=PEOPLE.iloc[:1]).lists.loc["chosen", "people"] == 1000


def test_a_pinned_ward_with_a_score_but_no_count_is_warned_of_as_without_a_figure():
    listed = choose(Rules(pinned={code(0): "why"}), objective="people-in-need", people=PEOPLE.iloc[1:])
    assert [(w.kind, w.area_code, w.score) for w in listed.warnings] == [("no figure", code(0), 9)]


def test_below_the_floor_a_ward_may_take_the_place_of_another_that_a_rule_pulls_in():
    listed = choose(Rules(floor=5.0, min_per_district=1), size=4)
    assert numbers(listed.codes) == [0, 1, 3, 6]
    other = listed.outside(code(7))
    assert (other.standing, other.gap, other.floor_gap) == ("need", 0.5, 4.5)
    assert numbers(other.replaces) == [6]


def test_below_the_floor_a_ward_that_no_rule_pulls_in_stays_out_whatever_its_gap():
    other = choose(Rules(floor=5.0, min_per_district=1), size=4).outside(code(5))
    assert (other.standing, other.floor_gap, other.reason) == ("below floor", 1.0, "")
    assert np.isnan(other.gap)


def test_under_a_cap_a_ward_whose_residents_are_unknown_has_no_room():
    unknown = PEOPLE.assign(people=PEOPLE["people"].where(PEOPLE["area_code"] != code(0)))
    other = choose(Rules(cap_people=20_000.0), people=unknown).outside(code(0))
    assert other.standing == "no room"
    assert np.isnan(other.floor_gap)


def test_under_a_cap_a_pinned_ward_whose_residents_are_unknown_counts_as_nobody():
    unknown = PEOPLE.assign(people=PEOPLE["people"].where(PEOPLE["area_code"] != code(0)))
    listed = choose(Rules(cap_people=5000.0, pinned={code(0): "why"}), people=unknown)
    assert numbers(listed.codes) == [0, 1, 2]  # 2,000 and 3,000


def test_rules_that_hold_only_below_the_floor_are_not_in_conflict_with_it():
    """Wards 6 and 7 have 15,000 people: group and cap conflict, group and floor do not."""
    rules = Rules(groups=(group("Low", 6, 7, least=2),), cap_people=14_000.0, floor=5.0)
    said = (
        "these rules cannot hold together: at least 2 of the 2 wards of Low and at most 14,000 people on the "
        "list; ask for fewer of Low or raise the cap"
    )
    with pytest.raises(ProfileError, match=said):
        choose(rules, size=2)


def test_a_pinned_ward_without_a_figure_fills_a_list_in_which_another_rule_cannot_hold():
    rules = Rules(pinned={code(8): "a"}, excluded={code(0): "b"})
    with pytest.raises(
        ProfileError, match=r"this rule cannot hold: Ward 0 excluded \(b\); let in Ward 0, or"
    ):
        choose(rules, size=9)


def test_a_bridge_joins_no_wards_in_a_wish_to_touch():
    bridge = pd.DataFrame({"left_code": [code(0)], "right_code": [code(1)], "kind": ["crossing"]})
    listed = choose(Rules(touching=0.1), touching=bridge)
    assert numbers(listed.codes) == [0, 1, 2]
    assert listed.lists["touching_pairs"].tolist() == [0, 0, 0]
    border = choose(Rules(touching=0.1), touching=bridge.assign(kind="border"))
    assert border.lists.loc["chosen", "touching_pairs"] == 1


@pytest.mark.parametrize(
    ("objective", "unit"), [("need-score", "points of score"), ("people-in-need", "people in need")]
)
def test_a_wish_to_touch_is_in_the_unit_of_the_objective(objective, unit):
    border = pd.DataFrame({"left_code": [code(0)], "right_code": [code(1)]})
    listed = choose(Rules(touching=0.1), touching=border, objective=objective)
    assert listed.rules["label"].tolist() == [f"the wish for wards that touch (0.1 {unit} for each pair)"]


def test_columns_of_the_rules_and_of_the_near_misses():
    listed = choose(Rules(max_per_district=2))
    assert listed.rules.columns.tolist() == [
        *("rule", "kind", "label", "binds", "cost"),
        *("cost_score", "cost_people_in_need", "comes_in", "goes_out"),
    ]
    assert listed.near.columns.tolist() == [
        *("area_code", "name", "standing", "gap", "floor_gap", "replaces", "without", "reason"),
        *("district", "rank", "score", "people_in_need"),
    ]
