"""Why a ward scores what it scores: breakdowns that add up, comparisons, and what would bring a ward in."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipmap.scoring.changes import figure_changes, weight_changes
from sipmap.scoring.composite import score
from sipmap.scoring.explain import average_parts, breakdown, compare
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.standardise import Standard
from tests.made_up_profile import (
    DIRECTIONS,
    INDICATORS,
    codes,
    made_up_areas,
    made_up_profile,
    made_up_wide,
)

PARTS = list(DIRECTIONS)
STANDARDS = {"jobs": Standard(9, 3.0, 2.0), "income": Standard(9, -1.0, 0.5), "buses": Standard(9, 10.0, 7.0)}
WIDE = made_up_wide([(9, 1, 2), (5, 2, 9), (4, 0, 1), (1, 3, 3), (2, -1, 8), (np.nan, 0, 0)])
PROFILE = made_up_profile(standardise="z")


def ranked(wide=WIDE, profile=PROFILE, weights=None):
    return rank_profile(wide, made_up_areas(wide), profile, STANDARDS, weights, indicators=INDICATORS)


def scored(wide=WIDE, profile=PROFILE):
    return score(wide, profile, STANDARDS, indicators=INDICATORS)


@pytest.mark.parametrize("standardise", ["z", "none"])
def test_the_breakdown_adds_up_to_the_score(standardise):
    ranking = ranked(profile=made_up_profile(standardise=standardise))
    for code in codes(5):
        taken = breakdown(ranking, code, PARTS)
        assert taken.average + taken.parts["difference"].sum() == pytest.approx(taken.score, abs=1e-12)
        assert taken.lifts.sum() + taken.holds_down.sum() == pytest.approx(taken.score - taken.average)
        assert taken.lifts.is_monotonic_decreasing
        assert taken.holds_down.is_monotonic_increasing


def test_the_average_is_that_of_ranked_wards_unless_a_reference_is_given():
    ranking = ranked()
    usual = average_parts(ranking, PARTS)
    assert usual.sum() == pytest.approx(ranking["score"].mean())
    assert breakdown(ranking, codes(1)[0], PARTS).average == pytest.approx(usual.sum())
    reference = pd.Series({"jobs": 1.0, "income": 0.0, "buses": -1.0})
    against = breakdown(ranking, codes(1)[0], PARTS, reference)
    assert against.average == 0
    assert against.parts.loc["jobs", "difference"] == against.parts.loc["jobs", "adds"] - 1.0


def test_an_unranked_or_unknown_ward_has_no_breakdown():
    with pytest.raises(ValueError, match=r"E05099005 is unranked: No figure for Jobs\."):
        breakdown(ranked(), "E05099005", PARTS)
    with pytest.raises(KeyError):
        breakdown(ranked(), "E05090000", PARTS)


def test_a_part_just_at_the_average_neither_lifts_nor_holds_down():
    wide = made_up_wide([(1, 0, 0), (2, 0, 0), (3, 0, 0)])
    taken = breakdown(ranked(wide, made_up_profile()), codes(2)[1], PARTS)
    assert taken.parts.columns.tolist() == ["adds", "average", "difference"]
    assert taken.parts.loc["jobs"].tolist() == [1, 1, 0]
    assert taken.lifts.empty
    assert taken.holds_down.empty


def test_two_wards_differ_by_the_sum_of_their_parts():
    ranking, (one, other) = ranked(), codes(2)
    pair = compare(ranking, one, other, PARTS)
    by_code = ranking.set_index("area_code")["score"]
    assert pair.difference == pytest.approx(by_code[one] - by_code[other])
    assert pair.parts["difference"].sum() == pytest.approx(pair.difference)
    assert pair.parts["difference"].abs().is_monotonic_decreasing
    back = compare(ranking, other, one, PARTS)
    assert back.difference == -pair.difference


def test_the_figure_that_is_needed_gives_the_score_that_is_wanted():
    target = scored().scores[codes(3)[2]]
    ward = codes(5)[4]
    changes = figure_changes(WIDE, ward, target, PROFILE, STANDARDS, indicators=INDICATORS)
    assert changes.index.tolist() == PARTS
    assert changes["now"].tolist() == [2, -1, 8]
    assert changes["worst"].tolist() == [9, 3, 0]  # for buses, less is worse
    reached = changes[changes["needed"].notna()]
    assert len(reached)
    for part, row in reached.iterrows():
        changed = WIDE.copy()
        changed.loc[ward, part] = row["needed"]
        assert scored(changed).scores[ward] == pytest.approx(target, abs=1e-9)
        assert row["score_at_worst"] >= target
    short = changes[changes["needed"].isna()]
    assert (short["score_at_worst"] < target).all()


def test_a_ward_that_has_the_score_needs_no_other_figure():
    ward = codes(1)[0]
    found = figure_changes(WIDE, ward, -99.0, PROFILE, STANDARDS, indicators=INDICATORS)
    np.testing.assert_allclose(found["needed"], found["now"], atol=1e-9)


def test_the_worst_figure_seen_is_enough_where_it_just_gives_the_score():
    wide, profile = made_up_wide([(1, 0, 0), (3, 0, 0)]), made_up_profile({"jobs": 1.0, "income": 1.0})
    found = figure_changes(wide[["jobs", "income"]], codes(1)[0], 3.0, profile, {}, indicators=INDICATORS)
    assert found.index.name == "part"
    assert found.loc["jobs", "score_at_worst"] == 3
    assert found.loc["jobs", "needed"] == pytest.approx(3, abs=1e-9)
    assert np.isnan(found.loc["income", "needed"])


def test_a_missing_figure_is_not_made_up():
    profile = made_up_profile(standardise="z", min_parts=2)
    found = figure_changes(WIDE, codes(6)[5], 9.0, profile, STANDARDS, indicators=INDICATORS)
    assert np.isnan(found.loc["jobs", "needed"])


figures = st.integers(-8, 8).map(float)
tables = st.lists(st.tuples(figures, figures, figures), min_size=4, max_size=9).map(made_up_wide)


@settings(max_examples=60, deadline=None)
@given(tables, st.data())
def test_the_nearest_share_is_the_nearest_at_which_the_ward_is_in(wide, data):
    """Checked on a grid: nowhere nearer is it in, and just beyond the share it is."""
    ward = data.draw(st.sampled_from(list(wide.index)))
    size = data.draw(st.integers(1, len(wide) - 1))
    found = scored(wide, made_up_profile())
    turned, place = found.standardised.to_numpy(), wide.index.get_loc(ward)
    shares = np.array([0.5, 0.3, 0.2])
    changes = weight_changes(found, ward, size)
    assert changes["share_now"].tolist() == pytest.approx(shares.tolist())
    for part, (now, needed) in enumerate(changes.itertuples(index=False)):
        rest = np.delete(shares, part) / (1 - shares[part])
        others, own = np.delete(turned, part, axis=1) @ rest, turned[:, part]

        def is_in(share, others=others, own=own):
            values = (1 - share) * others + share * own
            return int((values > values[place] + 1e-9).sum()) < size

        def is_in_within(low, high, is_in=is_in, others=others, own=own):
            grid = [s for s in np.linspace(low, high, 23)[1:-1] if not at_a_crossing(s, others, own)]
            return any(is_in(s) for s in grid)

        if np.isnan(needed):
            assert not is_in_within(0, 1)
        elif needed != now:
            assert is_in(needed + np.sign(needed - now) * 1e-7) or is_in(needed)
            assert not is_in_within(min(now, needed), max(now, needed))


def at_a_crossing(share, others, own):
    """Whether two wards are level here: then ties decide, and not the weight."""
    values = np.sort(((1 - share) * others + share * own).round(9))
    return bool((np.diff(values) == 0).any())


def test_a_ward_that_is_in_needs_no_other_weight():
    best = ranked()["area_code"].iloc[0]
    found = weight_changes(scored(), best, 1)
    assert found["share_needed"].tolist() == found["share_now"].tolist()


THREE_TO_ONE = {"jobs": 3.0, "income": 1.0}


def needed_shares(rows, size=1, **others):
    """The first ward's shares of jobs and income that bring it in; they have 0.75 and 0.25."""
    wide = made_up_wide([(jobs, income, 0) for jobs, income in rows])
    found = weight_changes(scored(wide, made_up_profile(THREE_TO_ONE, **others)), codes(1)[0], size)
    assert found.index.name == "part"
    assert found["share_now"].tolist() == [0.75, 0.25]
    return found["share_needed"].to_dict()


def test_shares_are_of_all_weight_and_the_crossing_is_exact():
    """With share s on jobs the other ward is ahead by -0.5 + s."""
    assert needed_shares([(0, 0), (0.5, -0.5)]) == pytest.approx({"jobs": 0.5, "income": 0.5})


def test_a_part_that_is_missing_adds_nothing_at_any_share():
    """1 - s of income against s of jobs."""
    found = needed_shares([(np.nan, 1), (1, 0)], min_parts=1)
    assert found == pytest.approx({"jobs": 0.5, "income": 0.5})


def test_a_ward_level_only_without_a_weight_is_behind_with_it():
    level_without_jobs = [(0, 0), (0.5, 0)]
    assert np.isnan(list(needed_shares(level_without_jobs).values())).all()
    assert needed_shares(level_without_jobs, size=2) == {"jobs": 0.75, "income": 0.25}


def test_a_ward_alike_in_all_parts_is_not_ahead():
    assert needed_shares([(1, 1), (1, 1)]) == {"jobs": 0.75, "income": 0.25}


@pytest.mark.parametrize("rivals", [[(-0.5, 0.5), (0.5, -0.5)], [(0.5, -0.5), (-0.5, 0.5)]])
def test_a_point_at_which_one_rival_takes_over_from_another_is_no_share_to_be_in_at(rivals):
    assert np.isnan(list(needed_shares([(0, 0), *rivals]).values())).all()


def test_no_share_beyond_all_the_weight_is_thought_of():
    """The lines of jobs cross at 1.2 and 1.5."""
    assert np.isnan(needed_shares([(0, 0), (0.2, 1.2), (-0.5, -1.5)])["jobs"])


def test_only_sums_have_lines():
    found = weight_changes(replace(scored(), aggregation="geometric"), codes(1)[0], 2)
    assert found.empty
    assert found.columns.tolist() == ["share_now", "share_needed"]


def test_a_part_that_is_all_the_weight_has_no_share_to_take():
    profile = made_up_profile({"jobs": 1.0, "income": 0.0, "buses": 0.0})
    found = weight_changes(scored(WIDE, profile), codes(2)[1], 1)
    assert np.isnan(found.loc["jobs", "share_needed"])
    assert found.loc["jobs", "share_now"] == 1
