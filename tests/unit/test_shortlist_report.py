"""The account of a shortlist: why each ward is in, what a rule costs, what would bring others in."""

import os

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Group, Rules
from sipmap.scoring.shortlist import EnglandMark, shortlist
from sipmap.scoring.shortlist.quiet import quiet
from tests.made_up_shortlist import AREA, made_up_people, made_up_ranking, random_touching, random_wards

#                          0  1  2  3  4  5  6  7
RANKING = made_up_ranking([9, 8, 7, 6, 5, 4, 1, None], list("AAABBBCC"))
PEOPLE = made_up_people(RANKING, [1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000])


def code(number):
    return f"E0509{9000 + number}"


def choose(rules=None, size=3, **others):
    given = {"people": PEOPLE, "area": AREA} | others
    return shortlist(RANKING, rules or Rules(), size, **given)


INDEX = pd.Series([40.0, 30.0, 20.0, 21.0, 25.0, 26.0, 12.0], index=[code(n) for n in range(7)])
ENGLAND = EnglandMark("the index", INDEX, average=22.0)


def numbers(codes):
    return [int(c[-1]) for c in codes]


def rule(listed, key):
    return listed.rules.set_index("rule").loc[key]


def test_without_rules_it_is_the_wards_of_most_need():
    listed = choose()
    assert numbers(listed.codes) == [0, 1, 2]
    assert listed.chosen["why"].tolist() == ["need"] * 3
    assert listed.rules.empty
    assert listed.warnings == ()
    assert listed.lists.loc["need alone", "shared"] == 3


def test_people_in_need_bring_in_the_big_wards_and_both_lists_stand_side_by_side():
    listed = choose(objective="people-in-need")
    assert numbers(listed.codes) == [6, 5, 4]  # the unranked ward 7 has more people, and is not chosen
    lists = listed.lists
    assert lists.loc["chosen", "people_in_need"] == 1800
    assert lists.loc["chosen", "score"] == 10
    assert sorted(numbers(lists.loc["other objective", "codes"])) == [0, 1, 2]
    assert lists.loc["other objective", "people_in_need"] == 600
    assert lists.loc["other objective", "shared"] == 0


def test_the_two_objectives_keep_the_same_rules():
    listed = choose(Rules(max_per_district=1), touching=None)
    assert numbers(listed.codes) == [0, 3, 6]
    assert numbers(listed.lists.loc["other objective", "codes"]) == [2, 5, 6]


def test_a_rule_that_binds_says_what_it_costs_and_who_would_change():
    listed = choose(Rules(min_per_district=1))
    assert numbers(listed.codes) == [0, 3, 6]
    least = rule(listed, "min_per_district")
    assert bool(least["binds"])
    assert least["cost"] == least["cost_score"] == 8  # 9 + 8 + 7 against 9 + 6 + 1
    assert least["cost_people_in_need"] == -600  # smaller wards would come in
    assert numbers(least["comes_in"]) == [1, 2]
    assert numbers(least["goes_out"]) == [3, 6]
    assert listed.chosen["why"].tolist() == ["need", "rule", "rule"]
    assert listed.chosen["by"].tolist() == [(), ("min_per_district",), ("min_per_district",)]


def test_a_rule_that_does_not_bind_costs_nothing():
    found = rule(choose(Rules(max_per_district=3)), "max_per_district")
    assert not found["binds"]
    assert found["cost"] == 0
    assert found["comes_in"] == found["goes_out"] == ()


def test_each_rule_is_costed_alone():
    listed = choose(Rules(min_per_district=1, pinned={code(2): "why"}, excluded={code(0): "why"}), size=4)
    assert numbers(listed.codes) == [1, 2, 3, 6]
    assert rule(listed, f"pin {code(2)}")["cost"] == 0
    assert numbers(rule(listed, f"exclusion {code(0)}")["comes_in"]) == [0]
    assert rule(listed, f"exclusion {code(0)}")["cost"] == 1  # 0 in the place of 1


def test_a_pin_is_marked_and_its_cost_is_what_it_displaces():
    listed = choose(Rules(pinned={code(5): "the jobcentre is moving"}))
    row = listed.chosen.set_index("area_code").loc[code(5)]
    assert (row["why"], row["reason"], row["is_on_need"]) == ("pin", "the jobcentre is moving", False)
    assert rule(listed, f"pin {code(5)}")["cost"] == 3  # 7 given up for 4


def test_a_pin_of_a_ward_of_most_need_costs_nothing():
    listed = choose(Rules(pinned={code(0): "why"}))
    row = listed.chosen.set_index("area_code").loc[code(0)]
    assert (row["why"], row["is_on_need"]) == ("pin", True)
    assert not rule(listed, f"pin {code(0)}")["binds"]


def test_an_unranked_ward_is_in_only_by_pin_and_with_a_warning():
    listed = choose(Rules(pinned={code(7): "why"}))
    assert numbers(listed.codes) == [0, 1, 7]
    assert [(w.kind, w.area_code) for w in listed.warnings] == [("no figure", code(7))]
    assert rule(listed, f"pin {code(7)}")["cost"] == 7
    assert np.isnan(rule(listed, f"pin {code(7)}")["cost_score"])  # it has no score to compare


def test_the_floor_keeps_wards_out_unless_a_rule_pulls_one_in_with_a_warning():
    listed = choose(Rules(floor=5.0, min_per_district=1), size=4)
    assert numbers(listed.codes) == [0, 1, 3, 6]
    low = listed.chosen.set_index("area_code").loc[code(6)]
    assert (low["why"], low["by"], bool(low["is_below_floor"])) == ("rule", ("min_per_district",), True)
    assert [(w.kind, w.area_code, w.than) for w in listed.warnings] == [("below floor", code(6), 5.0)]


def test_the_floor_leaves_room_for_no_more_wards_below_it_than_the_rules_need():
    listed = choose(Rules(floor=5.0, groups=(Group(name="Low", least=1, wards=(code(5), code(6))),)), size=3)
    assert numbers(listed.codes) == [0, 1, 5]


def test_a_pinned_ward_may_lie_below_the_floor():
    listed = choose(Rules(floor=5.0, pinned={code(6): "why"}))
    assert numbers(listed.codes) == [0, 1, 6]
    assert [w.kind for w in listed.warnings] == ["below floor"]


def test_a_rule_that_pulls_in_a_ward_below_englands_average_is_warned_of():
    listed = choose(Rules(min_per_district=1), england=ENGLAND)
    assert [(w.kind, w.area_code, w.score, w.than, w.measure) for w in listed.warnings] == [
        ("below England", code(3), 21.0, 22.0, "the index"),
        ("below England", code(6), 12.0, 22.0, "the index"),
    ]
    assert listed.warnings[0].by == ("at least 1 ward in each of 3 districts",)


def test_a_ward_that_need_brings_in_is_not_warned_of():
    listed = choose(england=ENGLAND)
    assert listed.warnings == ()
    assert listed.chosen["is_below_england"].tolist() == [False, False, True]


def test_a_ward_without_the_measure_is_not_below_england():
    listed = choose(Rules(pinned={code(7): "why"}), england=ENGLAND)
    assert [w.kind for w in listed.warnings] == ["no figure"]


def test_a_cap_counts_people_and_ties_go_to_the_ward_that_brings_most():
    listed = choose(Rules(cap_people=9000.0), objective="people-in-need")
    assert listed.chosen["people"].sum() == 9000
    assert numbers(listed.codes) == [5, 1, 0]  # as many people as in 4, 2, 0 and in 3, 2, 1


def test_a_ward_whose_residents_are_unknown_needs_a_pin_under_a_cap():
    unknown = PEOPLE.assign(people=PEOPLE["people"].where(PEOPLE["area_code"] != code(0)))
    assert numbers(choose(Rules(cap_people=20_000.0), people=unknown).codes) == [1, 2, 3]
    pinned = choose(Rules(cap_people=20_000.0, pinned={code(0): "why"}), people=unknown)
    assert numbers(pinned.codes) == [0, 1, 2]
    assert [w.kind for w in pinned.warnings] == ["residents unknown"]


def test_a_group_is_met_by_its_best_wards():
    island = {"Made-up Island": [code(4), code(5), "E05090000"]}
    listed = choose(Rules(groups=(Group(name="made-up island", least=1),)), places=island)
    assert numbers(listed.codes) == [0, 1, 4]
    assert listed.chosen["by"].tolist()[-1] == ("group made-up island",)


def test_the_wish_to_touch_trades_score_for_neighbours():
    touching = pd.DataFrame(
        {
            "left_code": [code(0), code(0), code(2), code(1)],
            "right_code": [code(3), code(4), code(3), "E05090000"],
            "kind": ["border", "crossing", "border", "border"],
        }
    )
    listed = choose(Rules(touching=2.0), touching=touching)
    # 0-3 and 2-3 touch: 9 + 7 + 6 + 2 x 2 = 26 beats 9 + 8 + 7 = 24. A bridge (0-4) does not join.
    assert numbers(listed.codes) == [0, 2, 3]
    assert listed.lists.loc["chosen", "touching_pairs"] == 2
    wish = rule(listed, "touching")
    assert bool(wish["binds"])
    assert wish["cost"] == wish["cost_score"] == 2
    slight = choose(Rules(touching=0.9), touching=touching)
    assert numbers(slight.codes) == [0, 1, 2]


def test_ties_go_by_score_then_code():
    tied = made_up_ranking([5, 5, 5, 5], list("ABCD"))
    assert numbers(shortlist(tied, Rules(), 2).codes) == [0, 1]
    assert numbers(shortlist(tied.iloc[::-1], Rules(), 2).codes) == [0, 1]
    people = made_up_people(tied, [100] * 4)
    by_people = shortlist(
        tied.assign(score=[1.0, 2, 3, 4]), Rules(), 2, objective="people-in-need", people=people
    )
    assert numbers(by_people.codes) == [3, 2]


def test_scores_below_zero_are_as_good_as_any():
    shifted = RANKING.assign(score=RANKING["score"] - 100)
    rules = Rules(min_per_district=1, max_per_district=2)
    assert shortlist(shifted, rules, 5).codes == shortlist(RANKING, rules, 5).codes


def test_near_misses_say_how_much_is_wanting_and_what_rule_stands_in_the_way():
    near = choose(Rules(max_per_district=1, excluded={code(3): "why"})).near.set_index("area_code")
    assert numbers(near.index) == [1, 2, 3, 5]
    second = near.loc[code(1)]
    assert (second["standing"], second["gap"], second["without"]) == ("need", 1.0, ("max_per_district",))
    assert numbers(second["replaces"]) == [0]
    assert (near.loc[code(3), "standing"], near.loc[code(3), "reason"]) == ("excluded", "why")
    assert near.loc[code(3), "without"] == (f"exclusion {code(3)}",)


def test_why_not_mine_for_every_ward_outside():
    listed = choose(Rules(floor=5.0, pinned={code(0): "a", code(1): "b"}), size=3)
    assert numbers(listed.codes) == [0, 1, 2]
    assert listed.outside(code(3)).gap == 1.0
    low = listed.outside(code(5))
    assert (low.standing, low.floor_gap) == ("below floor", 1.0)
    assert np.isnan(low.gap)
    assert listed.outside(code(7)).standing == "no figure"
    assert listed.outside(code(7)).reason == "No figure for Jobs."
    full = choose(Rules(pinned={code(0): "a", code(1): "b", code(2): "c"}))
    assert full.outside(code(3)).standing == "no room"
    with pytest.raises(ValueError, match="is on the list"):
        listed.outside(code(0))
    with pytest.raises(KeyError):
        listed.outside("E05090000")


@pytest.mark.parametrize(
    "rules",
    [
        Rules(min_per_district=1, max_per_district=3),
        Rules(min_per_district=1, cap_people=50_000.0),
        Rules(touching=0.2),
        Rules(groups=(Group(name="Odd", least=3, wards=tuple(code(n) for n in range(1, 9, 2))),)),
        Rules(floor=1.2, min_per_district=1),
    ],
    ids=["nested", "cap", "touching", "group", "floor"],
)
def test_a_ward_given_its_gap_and_a_little_more_is_in(rules):
    ranking, people = random_wards(60, 5, 8)
    touching = random_touching(ranking, 8)
    listed = shortlist(ranking, rules, 10, people=people, touching=touching, near=5)
    checked = 0
    for row in listed.near.to_dict("records"):
        if row["standing"] != "need":
            continue
        checked += 1
        for more, is_in in ((1e-4, True), (-1e-4, False)):
            raised = ranking.copy()
            raised.loc[raised["area_code"] == row["area_code"], "score"] += row["gap"] + more
            again = shortlist(raised, rules, 10, people=people, touching=touching, near=0)
            assert (row["area_code"] in again.codes) == is_in
    assert checked


def test_coverage_is_stated_and_unknown_wards_are_counted():
    listed = choose(people=PEOPLE.iloc[:-1])
    assert listed.coverage.loc["people", "inside"] == 6000
    assert listed.coverage.loc["people", "wards_unknown"] == 1
    assert choose(people=PEOPLE.drop(columns="worst_decile_residents")).coverage is None


def test_a_least_number_that_fills_a_list_under_a_floor_cannot_be_dropped_alone():
    listed = choose(Rules(floor=6.5, min_per_district=1), size=5)
    assert numbers(listed.codes) == [0, 1, 2, 3, 6]
    least = rule(listed, "min_per_district")
    assert bool(least["binds"])
    assert np.isnan(least["cost"])
    assert listed.chosen["by"].tolist()[-1] == ("min_per_district",)


def test_the_solver_is_kept_from_standard_output(capfd):
    with quiet():
        os.write(1, b"chatter")
    os.write(1, b"result")
    assert capfd.readouterr().out == "result"


def test_without_standard_output_nothing_breaks(monkeypatch):
    def closed(_):
        raise OSError

    monkeypatch.setattr(os, "dup", closed)
    assert numbers(choose().codes) == [0, 1, 2]
