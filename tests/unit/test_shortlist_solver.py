"""The parts of the exact choice by themselves: ties, cuts of the solver's tolerance, wards out of reach."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Group, Rules
from sipmap.scoring.shortlist import milp, shortlist, ties
from sipmap.scoring.shortlist.best import best
from sipmap.scoring.shortlist.reach import bounds_if_chosen
from sipmap.scoring.shortlist.swaps import settle
from sipmap.scoring.shortlist.ties import first_of_equals
from tests.made_up_shortlist import (
    by_brute_force,
    codes_of,
    every_list,
    made_up_people,
    made_up_ranking,
    random_touching,
    random_wards,
    stated,
)


def marks(count, places):
    chosen = np.zeros(count, dtype=bool)
    chosen[list(places)] = True
    return chosen


def test_a_poor_list_leads_to_the_best_one():
    problem = stated(made_up_ranking([5, 4, 3, 2, 1], list("AABBC")), 2, Rules())
    everyone = np.ones(5, dtype=bool)
    assert first_of_equals(problem, everyone, marks(5, [3, 4])).tolist() == marks(5, [0, 1]).tolist()
    assert settle(problem, everyone, marks(5, [3, 4])).tolist() == marks(5, [0, 1]).tolist()


def test_no_other_list_means_no_tie():
    problem = stated(made_up_ranking([5, 5], list("AB")), 2, Rules())
    everyone = np.ones(2, dtype=bool)
    assert first_of_equals(problem, everyone, everyone).all()


def test_many_ties_are_settled_over_several_blocks():
    """Forty wards of one score, in groups that cross: the earliest wards that can be had."""
    ranking = made_up_ranking([1] * 40, ["A"] * 40)
    codes = ranking["area_code"].tolist()
    groups = (
        Group(name="Thirds", least=1, wards=tuple(codes[20::3])),
        Group(name="Late", least=2, wards=tuple(codes[30:])),
        Group(name="Crossing", least=1, wards=tuple(codes[25:35])),
    )
    problem = stated(ranking, 4, Rules(groups=groups))
    assert not problem.is_nested
    found = codes_of(problem, best(problem).chosen)
    assert found == [codes[0], codes[1], codes[30], codes[32]]


def test_a_list_that_breaks_a_cap_by_a_hair_is_cut_off(monkeypatch):
    """The solver may let through what its tolerance hides; that list is forbidden then."""
    ranking = made_up_ranking([3, 2, 1], list("ABC"))
    people = made_up_people(ranking, [100, 100, 100]).assign(people=[100.0, 100.0000001, 99.0])
    problem = stated(ranking, 2, Rules(cap_people=200.0), people)
    answers = iter([marks(3, [0, 1]), marks(3, [0, 2])])
    cuts = []

    def loose(*_, constraints, **__):
        counting = constraints[0]
        rows = zip(counting.A.toarray().tolist(), counting.lb, counting.ub, strict=True)
        cuts.append([(row, low, high) for row, low, high in rows if row == [1, 1, 0]])
        return SimpleNamespace(status=milp.OPTIMAL, x=next(answers).astype(float), message="")

    monkeypatch.setattr(milp, "milp", loose)
    found = milp.solve(problem, np.ones(3, dtype=bool))
    assert found.tolist() == [True, False, True]
    assert cuts == [[], [([1, 1, 0], 0, 1)]]


def test_a_solver_that_gives_up_is_a_bug_and_no_empty_list(monkeypatch):
    problem = stated(made_up_ranking([3, 2, 1], list("ABC")), 2, Rules())
    given_up = SimpleNamespace(status=1, x=None, message="Time limit reached.")
    monkeypatch.setattr(milp, "milp", lambda *_, **__: given_up)
    with pytest.raises(RuntimeError, match="the solver gave up: Time limit reached"):
        milp.solve(problem, np.ones(3, dtype=bool))


@pytest.mark.parametrize("message", ["The problem is infeasible.", "Infeasible or unbounded"])
def test_whatever_the_solver_calls_infeasible_is_no_list(monkeypatch, message):
    problem = stated(made_up_ranking([3, 2, 1], list("ABC")), 2, Rules())
    monkeypatch.setattr(milp, "milp", lambda *_, **__: SimpleNamespace(status=4, x=None, message=message))
    assert milp.solve(problem, np.ones(3, dtype=bool)) is None


def test_bounds_hold_for_the_best_list_with_each_ward():
    ranking, people = random_wards(40, 4, 5)
    problem = stated(ranking, 6, Rules(min_per_district=1, cap_people=25_000.0), people)
    bounds = bounds_if_chosen(problem, problem.can_be_chosen)
    for place in range(40):
        forced = marks(40, [place])
        found = milp.solve(problem, problem.can_be_chosen, forced=forced)
        if found is not None:
            assert milp.scaled_worth(problem, found) <= bounds[place]
    assert (bounds < milp.scaled_worth(problem, best(problem).chosen)).any()  # it leaves some out


def test_no_ward_at_all_can_be_bounded_or_chosen():
    problem = stated(made_up_ranking([3, 2], list("AB")), 1, Rules())
    nobody = np.zeros(2, dtype=bool)
    assert bounds_if_chosen(problem, nobody) is None
    assert milp.solve(problem, nobody) is None


@pytest.mark.parametrize("seed", range(12))
def test_the_programme_by_itself_is_exact(seed):
    """Against every list there is: its own worth, another aim, wards that must be in, a list forbidden."""
    random = np.random.default_rng(seed)
    ranking = made_up_ranking(random.integers(-5, 6, 8).tolist(), list("AABBCCDD"))
    people = made_up_people(ranking, random.integers(1, 6, 8))
    rules = Rules(touching=1.5, cap_people=9.0, max_per_district=1, pinned={f"E0509900{seed % 8}": "why"})
    problem = stated(ranking, 3, rules, people, touching=random_touching(ranking, seed))
    lists, everyone = every_list(problem), problem.can_be_chosen

    def is_best(found, among, worth):
        return found is None if not among else worth(found) == pytest.approx(max(map(worth, among)))

    best_list = milp.solve(problem, everyone)
    assert is_best(best_list, lists, problem.total)
    for place in range(8):
        found = milp.solve(problem, everyone, forced=marks(8, [place]))
        assert is_best(found, [c for c in lists if c[place]], problem.total)
    if best_list is None:
        return
    forbidden = milp.Limit(best_list.astype(float), 0.0, 2.0)
    others = [c for c in lists if (c != best_list).any()]
    assert is_best(milp.solve(problem, everyone, limits=[forbidden]), others, problem.total)
    aim = random.normal(size=8)
    worths = sorted(milp.scaled_worth(problem, c) for c in lists)
    enough = worths[len(worths) // 2] - 1e-3
    good = [c for c in lists if milp.scaled_worth(problem, c) >= enough]
    found = milp.solve(problem, everyone, objective=aim, worth_at_least=enough)
    assert is_best(found, good, lambda chosen: aim[chosen].sum())
    assert is_best(milp.solve(problem, everyone, objective=aim), lists, lambda chosen: aim[chosen].sum())


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("block", [2, 16])
def test_from_any_list_the_first_of_equals_is_found(monkeypatch, seed, block):
    """Few different scores, so that many lists are as good; two or eight wards settled at a time."""
    monkeypatch.setattr(ties, "BLOCK", block)
    random = np.random.default_rng(seed)
    ranking = made_up_ranking(random.integers(0, 2, 8).tolist(), list("AABBCCDD"))
    people = made_up_people(ranking, random.integers(1, 4, 8))
    rules = Rules(touching=1.0, cap_people=7.0, max_per_district=1)
    problem = stated(ranking, 3, rules, people, touching=random_touching(ranking, seed))
    for near in every_list(problem)[::9]:
        found = first_of_equals(problem, problem.can_be_chosen, near)
        assert codes_of(problem, found) == by_brute_force(problem)


@pytest.mark.parametrize("block", [2, 16])
def test_of_equals_the_earliest_ward_comes_before_any_number_of_later_ones(monkeypatch, block):
    """Ward 0 has room for 5 and 6 alone; 1, 2 and 3 are as good, and none of them is ward 0."""
    monkeypatch.setattr(ties, "BLOCK", block)
    ranking = made_up_ranking([1] * 8, list("ABCDEFGH"))
    problem = stated(ranking, 3, Rules(cap_people=7.0), made_up_people(ranking, [5, 2, 2, 2, 3, 1, 1, 3]))
    found = first_of_equals(problem, problem.can_be_chosen, marks(8, [1, 2, 3]))
    assert found.tolist() == marks(8, [0, 5, 6]).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_the_gap_of_a_ward_is_that_to_the_best_list_with_it(seed):
    random = np.random.default_rng(seed)
    ranking = made_up_ranking(random.integers(-5, 6, 8).tolist(), list("AABBCCDD"))
    people, touching = made_up_people(ranking, random.integers(1, 6, 8)), random_touching(ranking, seed)
    rules = Rules(touching=1.5, cap_people=13.0, min_per_district=seed % 2, max_per_district=2)
    listed = shortlist(ranking, rules, 4, people=people, touching=touching, near=8)
    problem = stated(ranking, 4, rules, people, touching=touching)
    lists = every_list(problem)
    most = max(problem.total(c) for c in lists)
    for row in listed.near.to_dict("records"):
        worths = [problem.total(c) for c in lists if c[problem.wards.position[row["area_code"]]]]
        assert row["standing"] == ("need" if worths else "no room")
        if worths:
            assert row["gap"] == pytest.approx((most - max(worths)) * problem.wards.step, abs=1e-8)


def test_a_pin_that_may_not_be_in_leaves_no_list():
    problem = stated(made_up_ranking([3, 2, 1], list("ABC")), 2, Rules(pinned={"E05099000": "why"}))
    assert milp.solve(problem, marks(3, [1, 2])) is None
    assert milp.solve(problem, marks(3, [0, 2])).tolist() == [True, False, True]


def test_a_list_holds_with_its_size_its_pins_and_wards_that_can_be_chosen():
    rules = Rules(pinned={"E05099001": "a"}, excluded={"E05099002": "b"}, max_per_district=1)
    problem = stated(made_up_ranking([5, 4, 3, 2, 1, None], list("ABCDBE")), 2, rules)
    assert problem.wards.codes == [f"E0509900{n}" for n in range(6)]
    assert problem.holds(marks(6, [0, 1]))
    for broken in ([1], [0, 1, 3], [0, 3], [1, 2], [1, 5], [1, 4]):
        assert not problem.holds(marks(6, broken)), broken


def touching_three():
    """Scores 5, 3, 2 and a ward without a figure; the first two touch, for 0.5."""
    pairs = pd.DataFrame({"left_code": ["E05099001"], "right_code": ["E05099000"]})
    return stated(made_up_ranking([5, 3, 2, None], list("ABCD")), 2, Rules(touching=0.5), touching=pairs)


def test_a_list_brings_its_scores_and_its_touching_pairs():
    problem = touching_three()
    totals = [problem.total(marks(4, places)) * problem.wards.step for places in ([0, 1], [0, 2], [1, 2])]
    assert totals == pytest.approx([8.5, 7, 5])
    assert [problem.touching_pairs(marks(4, places)) for places in ([0, 1], [0, 2])] == [1, 0]


def test_the_solver_sees_the_last_in_size_as_0_and_the_farthest_as_1000():
    problem = touching_three()
    gain, bonus = milp.scaled_gain(problem)
    assert gain.tolist() == pytest.approx([1000, 0, -500, 0])
    assert bonus == pytest.approx(250)
    worth = [milp.scaled_worth(problem, marks(4, places)) for places in ([0, 1], [0, 2], [1, 2])]
    assert worth == pytest.approx([1250, 500, -500])
    far_below = stated(made_up_ranking([5, 3, -9], list("ABC")), 2, Rules())
    assert milp.scaled_gain(far_below)[0].tolist() == pytest.approx([2000 / 12, 0, -1000])


def test_very_large_scores_keep_exact_sums():
    problem = stated(made_up_ranking([3e14, 2e14, 1e14], list("ABC")), 2, Rules())
    assert problem.total(best(problem).chosen) * problem.wards.step == pytest.approx(5e14)
