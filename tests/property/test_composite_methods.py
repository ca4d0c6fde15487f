"""What must hold of a ranking by every method and every combination of them that there is."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sipmap.catalogue import part_names, with_methods
from sipmap.errors import ProfileError
from sipmap.scoring.composite import score
from sipmap.scoring.many import profile_scores
from sipmap.scoring.rank import rank
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.reference import standards_from
from tests.made_up_profile import DIRECTIONS, INDICATORS, made_up_areas, made_up_profile, made_up_wide

OUTLIERS = ("none", "winsorise")
SCALES = ("z", "none", "min-max", "percentile", "rank-exponential")
AGGREGATIONS = ("arithmetic", "geometric", "outranking")


def exists(outliers, standardise, aggregation):
    try:
        made_up_profile(outliers=outliers, standardise=standardise, aggregation=aggregation)
    except ValueError:
        return False
    return True


METHODS = [methods for methods in itertools.product(OUTLIERS, SCALES, AGGREGATIONS) if exists(*methods)]

# A reference set of its own: with wards far out in each part (so that winsorising, at most one, has to take
# logarithms of "income"), ties, and gaps. Some of the wards ranked have the codes of its wards.
rng = np.random.default_rng(7)
REFERENCE = made_up_wide(rng.integers(-30, 30, (40, 3)) / 4)
REFERENCE.iloc[:2, 0] = [60, 80]
REFERENCE.iloc[2:4, 1] = [300, 301]
REFERENCE.iloc[4, 2] = -90
REFERENCE.iloc[5, 0] = REFERENCE.iloc[6, 1] = np.nan

figures = st.one_of(
    st.integers(-40, 40).map(lambda quarter: quarter / 4), st.sampled_from([59.0, 61.0, 300.0, 999.0, -999.0])
)
figures_or_gaps = st.one_of(figures, st.just(float("nan")))


def tables(values=figures_or_gaps):
    rows = st.lists(st.tuples(values, values, values), min_size=1, max_size=8)
    # The last ward has every figure: an indicator without any is refused, which has a test of its own.
    return rows.map(lambda rows: made_up_wide([*rows, (1.0, 1.0, 1.0)]))


weights = st.fixed_dictionaries({name: st.integers(0, 5).map(float) for name in DIRECTIONS}).filter(
    lambda w: any(w.values())
)
min_parts = st.sampled_from([None, 1, 2, 3])
choices = st.tuples(weights, min_parts)
every_method = pytest.mark.parametrize("methods", METHODS, ids=["-".join(m) for m in METHODS])
quick = settings(max_examples=8, deadline=None)


def profile_of(methods, weights, least=None):
    outliers, standardise, aggregation = methods
    return made_up_profile(
        weights,
        min_parts=least,
        outliers=outliers,
        most_winsorised=1,
        standardise=standardise,
        aggregation=aggregation,
    )


def ranking(wide, profile, weights=None):
    standards = standards_from(REFERENCE, profile)
    frame = rank_profile(wide, made_up_areas(wide), profile, standards, weights, indicators=INDICATORS)
    return frame.set_index("area_code")


def scored(wide, profile):
    return score(wide, profile, standards_from(REFERENCE, profile), indicators=INDICATORS)


def test_there_are_as_many_combinations_as_there_should_be():
    """Geometric with min-max alone; winsorising with everything but the published scale."""
    assert len(METHODS) == (5 + 1 + 5) + (4 + 1 + 4)


def test_the_reference_set_has_what_it_is_for():
    profile = profile_of(("winsorise", "z", "arithmetic"), None)
    treatments = {name: s.treatment for name, s in standards_from(REFERENCE, profile).items()}
    assert treatments["income"].log_from is not None
    assert treatments["buses"].winsorised == 1


@every_method
@quick
@given(wide=tables(), choice=choices, random=st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(methods, wide, choice, random):
    profile = profile_of(methods, *choice)
    order, reference_order = list(range(len(wide))), list(range(len(REFERENCE)))
    random.shuffle(order)
    random.shuffle(reference_order)
    shuffled = wide.iloc[order]
    standards = standards_from(REFERENCE.iloc[reference_order], profile)
    again = rank_profile(shuffled, made_up_areas(shuffled), profile, standards, indicators=INDICATORS)
    pd.testing.assert_frame_equal(ranking(wide, profile), again.set_index("area_code"), check_exact=True)


@every_method
@quick
@given(wide=tables(), choice=choices, data=st.data())
def test_more_need_never_ranks_lower(methods, wide, choice, data):
    profile = profile_of(methods, *choice)
    ward = data.draw(st.sampled_from(list(wide.index)))
    part = data.draw(st.sampled_from(list(DIRECTIONS)))
    worse = wide.copy()
    worse.loc[ward, part] += 1.5 if DIRECTIONS[part] == "higher is worse" else -1.5
    before, after = ranking(wide, profile), ranking(worse, profile)
    assume(pd.notna(before["rank"][ward]))
    assert after["rank"][ward] <= before["rank"][ward]
    assert after["score"][ward] >= before["score"][ward] - 1e-9


@every_method
@quick
@given(wide=tables(), choice=choices, factor=st.sampled_from([1e-6, 0.1, 3.0, 7.7, 1e9]))
def test_scaling_all_weights_changes_nothing(methods, wide, choice, factor):
    profile = profile_of(methods, *choice)
    before = ranking(wide, profile)
    after = ranking(wide, profile, {part.indicator: part.weight * factor for part in profile.parts})
    pd.testing.assert_series_equal(before["rank"], after["rank"])
    np.testing.assert_allclose(after["score"], before["score"], rtol=1e-12, atol=1e-9)


@every_method
@quick
@given(wide=tables(), choice=choices, data=st.data())
def test_dropping_a_ward_never_reorders_the_rest(methods, wide, choice, data):
    profile = profile_of(methods, *choice)
    kept = wide.drop(index=data.draw(st.sampled_from(list(wide.index[:-1]))))
    before = ranking(wide, profile).loc[lambda f: f.index.isin(kept.index)]
    after = ranking(kept, profile)
    assert after.index.tolist() == before.index.tolist()
    np.testing.assert_array_equal(after["score"], before["score"])
    pd.testing.assert_series_equal(after["rank"], rank(before["score"]), check_index=False)


@every_method
@quick
@given(wide=tables(figures), choice=choices, data=st.data())
def test_a_figure_that_goes_missing_never_wins(methods, wide, choice, data):
    """On z scores and the published scale, added up, a gap counts as average or as no need: there a figure
    below that does less. By every other method a gap is never better than any figure."""
    profile = profile_of(methods, *choice)
    ward = data.draw(st.sampled_from(list(wide.index[:-1])))
    part = data.draw(st.sampled_from(list(DIRECTIONS)))
    if methods[2] == "arithmetic" and methods[1] in ("z", "none"):
        assume(scored(wide, profile).standardised.loc[ward, part] >= 0)
    gap = wide.copy()
    gap.loc[ward, part] = np.nan
    before, after = ranking(wide, profile), ranking(gap, profile)
    if pd.notna(after["rank"][ward]):
        assert after["rank"][ward] >= before["rank"][ward]
        assert after["score"][ward] <= before["score"][ward] + 1e-9
    else:
        assert after["rank"].isna().sum() == before["rank"].isna().sum() + 1


@every_method
@quick
@given(wide=tables(), choice=choices)
def test_contributions_add_up_to_the_score(methods, wide, choice):
    found = scored(wide, profile_of(methods, *choice))
    sums = found.frame[found.parts].sum(axis=1, skipna=False)
    np.testing.assert_allclose(sums, found.scores, rtol=0, atol=1e-9)
    unweighted = [name for name, weight in found.weights.items() if weight == 0]
    assert (found.frame[unweighted].fillna(0) == 0).all(axis=None)


@every_method
@quick
@given(wide=tables(), choice=choices)
def test_too_little_is_unranked_whatever_the_method(methods, wide, choice):
    profile = profile_of(methods, *choice)
    weighted = [part.indicator for part in profile.parts if part.weight > 0]
    enough = min(choice[1] or 3, len(weighted))
    lacks = wide[weighted].notna().sum(axis=1) < enough
    assert scored(wide, profile).scores.isna().tolist() == lacks.tolist()


@every_method
@quick
@given(wide=tables(), choice=choices, seed=st.integers(0, 99))
def test_draws_score_as_one_at_a_time(methods, wide, choice, seed):
    """Values and weights of every draw, weights alone, and values alone."""
    profile = profile_of(methods, *choice)
    standards = standards_from(REFERENCE, profile)
    found = profile_scores(profile, standards, INDICATORS)
    generator = np.random.default_rng(seed)
    values = wide[list(part_names(profile))].to_numpy() + generator.integers(-3, 3, (4, *wide.shape))
    drawn = generator.uniform(0.1, 1, (4, 3))
    for draw in range(4):
        table = pd.DataFrame(values[draw], index=wide.index, columns=list(part_names(profile)))
        moved = dict(zip(part_names(profile), drawn[draw], strict=True))
        moved = {name: weight * (choice[0][name] > 0) for name, weight in moved.items()}
        one = score(table, profile, standards, moved, indicators=INDICATORS).scores
        np.testing.assert_allclose(found(values, drawn)[draw], one, atol=1e-9)
        np.testing.assert_allclose(found(values[draw], drawn)[draw], one, atol=1e-9)
        np.testing.assert_allclose(
            found(values)[draw], score(table, profile, standards, indicators=INDICATORS).scores, atol=1e-9
        )


@given(st.sampled_from(OUTLIERS), st.sampled_from(SCALES), st.sampled_from(AGGREGATIONS))
def test_every_other_combination_is_one_sentence(outliers, standardise, aggregation):
    methods = {"outliers": outliers, "standardise": standardise, "aggregation": aggregation}
    if (outliers, standardise, aggregation) in METHODS:
        assert with_methods(made_up_profile(), **methods).aggregation == aggregation
    else:
        with pytest.raises(ProfileError, match=r"^Profile 'made-up': .*cannot go with.*; set .*\.$"):
            with_methods(made_up_profile(), **methods)
