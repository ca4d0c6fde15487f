"""What must hold of every shortlist, whatever the wards and rules."""

from dataclasses import replace

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipmap.catalogue import Group, Rules
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.best import best, can_hold
from sipmap.scoring.shortlist.conflict import conflicting
from tests.made_up_shortlist import (
    by_brute_force,
    codes_of,
    made_up_people,
    made_up_ranking,
    random_touching,
    random_wards,
    stated,
)

# Few different scores, so that lists tie often; some below zero, some missing.
scores = st.one_of(st.integers(-3, 3), st.integers(-3, 3), st.integers(-3, 3), st.none())


@st.composite
def cases(draw):
    count = draw(st.integers(3, 8))
    ranking = made_up_ranking(
        draw(st.lists(scores, min_size=count, max_size=count)),
        draw(st.lists(st.sampled_from("ABC"), min_size=count, max_size=count)),
    )
    people = made_up_people(ranking, draw(st.lists(st.integers(1, 5), min_size=count, max_size=count)))
    codes = ranking["area_code"].tolist()
    marks = draw(
        st.lists(st.sampled_from(["", "", "", "", "pin", "exclude"]), min_size=count, max_size=count)
    )
    groups = draw(st.lists(st.sets(st.sampled_from(codes), min_size=1, max_size=4), max_size=2))
    rules = Rules(
        min_per_district=draw(st.integers(0, 1)),
        max_per_district=draw(st.sampled_from([None, None, 1, 2])),
        floor=draw(st.sampled_from([None, None, 0.0, 1.5])),
        pinned={c: "because" for c, m in zip(codes, marks, strict=True) if m == "pin"},
        excluded={c: "because" for c, m in zip(codes, marks, strict=True) if m == "exclude"},
        groups=tuple(Group(name=f"Group {i}", least=1, wards=tuple(g)) for i, g in enumerate(groups)),
        cap_people=draw(st.sampled_from([None, None, 5.0, 8.0])),
        touching=draw(st.sampled_from([0.0, 0.0, 0.5, 1.0])),
    )
    size = draw(st.integers(1, 4))
    pairs = draw(st.lists(st.tuples(st.sampled_from(codes), st.sampled_from(codes)), max_size=8))
    touching = {tuple(sorted(p)) for p in pairs if p[0] != p[1]}
    objective = draw(st.sampled_from(["need-score", "people-in-need"]))
    return ranking, people, rules, size, touching, objective


def state(case):
    ranking, people, rules, size, touching, objective = case
    links = pd.DataFrame(sorted(touching), columns=["left_code", "right_code"])
    return stated(ranking, size, rules, people, touching=links, objective=objective)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(cases())
def test_the_programme_equals_brute_force(case):
    try:
        problem = state(case)
    except ProfileError:
        return
    expected, found = by_brute_force(problem), best(problem)
    assert (None if found is None else codes_of(problem, found.chosen)) == expected
    assert can_hold(problem) == (expected is not None)
    if expected is None:
        check_conflict(problem)


def check_conflict(problem):
    """The rules named cannot hold together, and could without any one of them."""
    admitted = tuple(rule.ward for rule in problem.of_kind("pin"))
    named = {rule.key for rule in conflicting(problem)}
    others = {rule.key for rule in problem.rules} - named
    only = replace(problem, admitted=admitted).without(others)
    assert named
    assert not can_hold(only)
    assert all(can_hold(only.without({key})) for key in named)


@settings(max_examples=25, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, random):
    ranking, people, rules, size, touching, objective = case
    order = list(range(len(ranking)))
    random.shuffle(order)
    shuffled = (ranking.iloc[order], people.iloc[order[::-1]], rules, size, touching, objective)
    try:
        first = best(state(case))
    except ProfileError:
        return
    second = best(state(shuffled))
    if first is None or second is None:
        assert first is second
        return
    assert codes_of(first.problem, first.chosen) == codes_of(second.problem, second.chosen)


LARGE = st.tuples(
    st.integers(0, 10_000),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([None, 2, 3, 5]),
    st.sampled_from([None, 80_000.0, 110_000.0]),
    st.sampled_from([None, -0.5, 1.0]),
)


@settings(max_examples=25, deadline=None)
@given(LARGE, st.sampled_from([5, 12, 24]))
def test_large_lists_obey_their_rules_and_are_never_worse_than_greedy(large, size):
    seed, least, most, cap, floor = large
    ranking, people = random_wards(200, 10, seed)
    codes = ranking["area_code"].tolist()
    rules = Rules(
        min_per_district=0 if size < 20 else least,
        max_per_district=most,
        cap_people=cap,
        floor=floor,
        pinned={codes[seed % 200]: "because"},
        excluded={codes[(seed + 7) % 200]: "because"},
        groups=(Group(name="Every fifth", least=2, wards=tuple(codes[::5])),),
    )
    problem = stated(ranking, size, rules, people)
    found = best(problem)
    if found is None:
        check_conflict(problem)
        return
    check_rules(ranking, people, rules, size, codes_of(problem, found.chosen))
    greedy = greedy_list(problem)
    if greedy is not None:
        assert problem.total(greedy) <= found.total


def check_rules(ranking, people, rules, size, chosen):
    """Check a list against the rules, counting from the frames and not from the problem."""
    listed = ranking[ranking["area_code"].isin(chosen)]
    assert len(listed) == size
    assert listed["score"].notna().all()
    per_district = listed["district"].value_counts().reindex(ranking["district"].unique(), fill_value=0)
    assert per_district.min() >= rules.min_per_district
    if rules.max_per_district is not None:
        assert per_district.max() <= rules.max_per_district
    assert set(rules.pinned) <= set(chosen)
    assert not set(rules.excluded) & set(chosen)
    for group in rules.groups:
        assert len(set(group.wards) & set(chosen)) >= group.least
    if rules.cap_people is not None:
        assert people.loc[people["area_code"].isin(chosen), "people"].sum() <= rules.cap_people


def greedy_list(problem):
    """Take wards by need wherever a place is left that no rule needs; None where that leads nowhere."""
    rows, low, high = problem.counts
    chosen = problem.marked("pin")
    for place in np.flatnonzero(problem.can_be_chosen & ~problem.below_floor & ~chosen):
        tried = chosen.copy()
        tried[place] = True
        missing = np.maximum(low - rows @ tried, 0)
        if (rows @ tried <= high).all() and missing[np.isfinite(missing)].sum() <= problem.size - tried.sum():
            chosen = tried
        if chosen.sum() == problem.size:
            break
    return chosen if problem.holds(chosen) else None


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.02, 0.1, 0.3]))
def test_a_wish_to_touch_is_never_worse_than_leaving_it_aside(seed, wish):
    """At the wish's own worth; and the list of the wish has at least as many touching pairs."""
    ranking, people = random_wards(120, 6, seed)
    touching = random_touching(ranking, seed)
    problem = stated(ranking, 12, Rules(min_per_district=1, touching=wish), people, touching=touching)
    with_wish, without = best(problem), best(problem.without({"touching"}))
    assert with_wish.total >= problem.total(without.chosen)
    assert problem.touching_pairs(with_wish.chosen) >= problem.touching_pairs(without.chosen)
    assert problem.holds(with_wish.chosen)
