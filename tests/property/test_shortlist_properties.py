"""What must hold of every shortlist, whatever the wards and rules."""

from dataclasses import replace

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipmap.catalogue import Group, Rules
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.best import best, can_hold
from sipmap.scoring.shortlist.conflict import conflicting
from tests.made_up_shortlist import by_brute_force, codes_of, made_up_people, made_up_ranking, stated

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
