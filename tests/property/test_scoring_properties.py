"""What must hold of every ranking, whatever the figures."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sipmap.scoring.composite import score
from sipmap.scoring.rank import rank
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.standardise import Standard
from sipmap.scoring.summaries import summarise
from tests.made_up_profile import DIRECTIONS, INDICATORS, made_up_areas, made_up_profile, made_up_wide

STANDARDS = {"jobs": Standard(9, 3.0, 2.0), "income": Standard(9, -1.0, 0.5), "buses": Standard(9, 10.0, 7.0)}

# Few different values on a grid, so that ties and gaps come up often.
figures = st.integers(-40, 40).map(lambda quarter: quarter / 4)
figures_or_gaps = st.one_of(figures, st.just(float("nan")))
weights = st.fixed_dictionaries({name: st.integers(0, 5).map(float) for name in DIRECTIONS}).filter(
    lambda w: any(w.values())
)


def tables(values=figures_or_gaps, least=1):
    rows = st.lists(st.tuples(values, values, values), min_size=least, max_size=12)
    # The last ward has every figure: an indicator without any is refused, which has a test of its own.
    return rows.map(lambda rows: made_up_wide([*rows, (1.0, 1.0, 1.0)]))


profiles = st.builds(
    made_up_profile,
    weights,
    standardise=st.sampled_from(["z", "none"]),
    min_parts=st.sampled_from([None, 1, 2, 3]),
)


def ranking(wide, profile, weights=None):
    frame = rank_profile(wide, made_up_areas(wide), profile, STANDARDS, weights, indicators=INDICATORS)
    return frame.set_index("area_code")


def scores(wide, profile):
    return score(wide, profile, STANDARDS, indicators=INDICATORS)


@given(tables(), profiles, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(wide, profile, random):
    order = list(range(len(wide)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(
        ranking(wide, profile), ranking(wide.iloc[order], profile), check_exact=True
    )


@given(tables(), profiles, st.data())
def test_more_need_never_ranks_lower(wide, profile, data):
    ward, part = data.draw(st.sampled_from(list(wide.index))), data.draw(st.sampled_from(list(DIRECTIONS)))
    worse = wide.copy()
    worse.loc[ward, part] += 1.5 if DIRECTIONS[part] == "higher is worse" else -1.5
    before, after = ranking(wide, profile)["rank"], ranking(worse, profile)["rank"]
    assume(pd.notna(before[ward]))
    assert after[ward] <= before[ward]


@given(tables(), profiles, st.sampled_from([1e-6, 0.1, 3.0, 7.7, 1e9]))
def test_scaling_all_weights_changes_nothing(wide, profile, factor):
    scaled = {part.indicator: part.weight * factor for part in profile.parts}
    before, after = ranking(wide, profile), ranking(wide, profile, scaled)
    pd.testing.assert_series_equal(before["rank"], after["rank"])
    np.testing.assert_allclose(after["score"], before["score"], atol=1e-9)


@given(tables(), profiles, st.data())
def test_dropping_a_ward_never_reorders_the_rest(wide, profile, data):
    kept = wide.drop(index=data.draw(st.sampled_from(list(wide.index[:-1]))))
    before = ranking(wide, profile).loc[lambda f: f.index.isin(kept.index)]
    after = ranking(kept, profile)
    assert after.index.tolist() == before.index.tolist()
    np.testing.assert_array_equal(after["score"], before["score"])
    pd.testing.assert_series_equal(after["rank"], rank(before["score"]), check_index=False)


@given(tables(), profiles.filter(lambda p: p.min_parts is None))
def test_a_ward_without_a_weighted_figure_is_unranked_and_last(wide, profile):
    weighted = [part.indicator for part in profile.parts if part.weight > 0]
    lacks = wide[weighted].isna().any(axis=1)
    found = ranking(wide, profile)
    assert found["rank"].isna().sort_index().tolist() == lacks.sort_index().tolist()
    assert found["rank"].isna().is_monotonic_increasing
    assert (found["reason"] != "").equals(found["rank"].isna())


@given(tables(figures), profiles, st.data())
def test_a_figure_that_goes_missing_never_wins(wide, profile, data):
    """Where a gap is allowed it counts as average (z) or as no need at all (the published scale)."""
    ward, part = (
        data.draw(st.sampled_from(list(wide.index[:-1]))),
        data.draw(st.sampled_from(list(DIRECTIONS))),
    )
    needs = scores(wide, profile).standardised.loc[ward, part]
    assume(needs >= 0)
    gap = wide.copy()
    gap.loc[ward, part] = np.nan
    before, after = ranking(wide, profile)["rank"][ward], ranking(gap, profile)["rank"][ward]
    assert pd.isna(after) or after >= before


@given(tables(), profiles)
def test_contributions_add_up_to_the_score(wide, profile):
    scored = scores(wide, profile)
    sums = scored.frame[scored.parts].sum(axis=1, skipna=False)
    np.testing.assert_allclose(sums, scored.scores, rtol=0, atol=1e-12)


@given(st.lists(figures_or_gaps, max_size=20))
def test_rank_is_one_more_than_the_number_with_more_need(values):
    found = rank(pd.Series(values, dtype=float))
    for value, place in zip(values, found, strict=True):
        if np.isnan(value):
            assert place is pd.NA
        else:
            assert place == 1 + sum(other > value for other in values)


@given(st.lists(figures, min_size=1, max_size=20), st.integers(1, 19))
def test_noise_of_the_last_digit_makes_no_difference(values, seed):
    noise = np.random.default_rng(seed).uniform(-1e-13, 1e-13, len(values))
    assert rank(pd.Series(values)).equals(rank(pd.Series(values) + noise))


small_areas = st.lists(
    st.tuples(
        st.sampled_from("AB"), st.integers(1, 3000), st.sampled_from([0.25, 0.5, 1.0]), st.integers(1, 100)
    ),
    min_size=1,
    max_size=15,
    unique_by=lambda row: row[3],
)


def pieces(rows):
    frame = pd.DataFrame(rows, columns=["group", "population", "share", "rank"])
    return frame.assign(score=100.0 - frame["rank"], code=[f"X0100{i:04d}" for i in range(len(frame))])


@given(small_areas, st.randoms(use_true_random=False))
def test_summaries_do_not_depend_on_the_order_of_rows(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    first, second = (summarise(pieces(r), 100, local_concentration_floor=0) for r in (rows, shuffled))
    pd.testing.assert_frame_equal(first, second, rtol=1e-12)


@given(small_areas)
def test_summaries_lie_within_their_areas(rows):
    small = pieces(rows)
    found = summarise(small, 100, local_concentration_floor=0)
    low, high = small.groupby("group")["rank"].min(), small.groupby("group")["rank"].max()
    for column in ("average_rank", "local_concentration"):
        assert (found[column] >= low - 1e-9).all()
        assert (found[column] <= high + 1e-9).all()
    assert (found["local_concentration"] <= found["average_rank"] + 1e-9).all()
    assert (
        found[["extent", "worst_decile_lsoas", "worst_decile_residents"]].stack().between(0, 1 + 1e-12).all()
    )
    assert (found["worst_decile_residents"] <= found["extent"] + 1e-12).all()


@given(small_areas, st.sampled_from([0.5, 0.25]))
def test_cutting_an_area_in_two_pieces_changes_no_summary(rows, cut):
    """Two shares of one small area in one ward are as good as their sum."""
    small = pieces(rows)
    first, rest = small.iloc[:1], small.iloc[1:]
    halves = [first.assign(share=first["share"] * part) for part in (cut, 1 - cut)]
    whole = summarise(small, 100, local_concentration_floor=0)
    split = summarise(pd.concat([*halves, rest]), 100, local_concentration_floor=0)
    pd.testing.assert_frame_equal(whole, split, rtol=1e-9)


def test_profile_of_the_tests_has_a_part_of_each_direction():
    assert set(DIRECTIONS.values()) == {"higher is worse", "lower is worse"}
    assert scores(made_up_wide([(1, 1, 1), (1, 1, 0)]), made_up_profile()).scores.diff().iloc[
        1
    ] == pytest.approx(0.2)
