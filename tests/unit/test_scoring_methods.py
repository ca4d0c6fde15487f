"""Profiles by other methods than the first: standards, scales, scores, and what each part really weighs."""

import pickle

import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Part
from sipmap.errors import ProfileError
from sipmap.scoring.composite import score, standardised
from sipmap.scoring.maineffect import MOST_POINTS, main_effect
from sipmap.scoring.many import profile_scores, scores
from sipmap.scoring.outliers import UNTREATED
from sipmap.scoring.overlap import effective_weights, main_effects, nominal_and_effective
from sipmap.scoring.reference import needs_reference, standards_from
from sipmap.scoring.standardise import Standard, fit
from tests.made_up_profile import INDICATORS, made_up_profile, made_up_wide

REFERENCE = made_up_wide([(1, 10, 9), (2, 20, 7), (2, 30, 5), (4, np.nan, 3)])


def scored(profile, wide=REFERENCE, reference=REFERENCE):
    return score(wide, profile, standards_from(reference, profile), indicators=INDICATORS)


@pytest.mark.parametrize(
    ("methods", "needed"),
    [
        ({"standardise": "z"}, False),
        ({"standardise": "none"}, False),
        ({"standardise": "z", "outliers": "winsorise"}, True),
        ({"standardise": "z", "aggregation": "outranking"}, True),
        ({"standardise": "none", "aggregation": "outranking"}, True),
        ({"standardise": "min-max"}, True),
        ({"standardise": "percentile"}, True),
        ({"standardise": "rank-exponential"}, True),
    ],
)
def test_which_methods_need_the_reference_sets_figures(methods, needed):
    assert needs_reference(made_up_profile(**methods)) is needed


def test_standards_from_figures_hold_the_same_mean_and_spread_and_the_figures():
    standards = standards_from(REFERENCE.iloc[::-1], made_up_profile(standardise="z"))
    for name, standard in standards.items():
        assert standard == fit(REFERENCE[name])
        assert standard.values.tolist() == sorted(REFERENCE[name].dropna())
        np.testing.assert_array_equal(standard.rows, REFERENCE[name])


def test_a_part_without_any_figure_has_a_standard_that_says_so():
    empty = REFERENCE.assign(jobs=np.nan)
    standards = standards_from(empty, made_up_profile(standardise="percentile"))
    assert standards["jobs"].count == 0
    with pytest.raises(ProfileError, match="'jobs' has no figures in the reference set"):
        standardised(REFERENCE, made_up_profile(standardise="percentile"), standards, indicators=INDICATORS)


def test_outliers_are_treated_before_the_mean_is_taken():
    far = made_up_wide([*((float(i), 1.0 + i, 1.0 + i) for i in range(20)), (500.0, 3.0, 3.0)])
    profile = made_up_profile(standardise="z", outliers="winsorise")
    standard = standards_from(far, profile)["jobs"]
    assert standard.treatment.winsorised == 1
    assert standard.mean == pytest.approx((sum(range(20)) + 19) / 21)
    assert standard.values[-1] == 19
    found = standardised(far, profile, {**standards_from(far, profile)}, indicators=INDICATORS)["jobs"]
    assert found.iloc[-1] == found.iloc[-2] == pytest.approx((19 - standard.mean) / standard.sd)


def test_goalposts_take_the_place_of_a_treatment():
    far = made_up_wide([*((float(i), 1.0 + i, 1.0 + i) for i in range(20)), (500.0, 3.0, 3.0)])
    parts = (Part(indicator="jobs", weight=1.0, goalposts=(0, 1000)), Part(indicator="income", weight=1.0))
    profile = made_up_profile(standardise="min-max", outliers="winsorise", parts=parts)
    assert standards_from(far, profile)["jobs"].treatment == UNTREATED
    assert scored(profile, far, far).standardised["jobs"].iloc[-1] == 0.5


SCALES = {
    "min-max": [[0, 0, 0], [1 / 3, 0.5, 1 / 3], [1 / 3, 1, 2 / 3], [1, np.nan, 1]],
    "percentile": [[0.125, 1 / 6, 0.125], [0.5, 0.5, 0.375], [0.5, 5 / 6, 0.625], [0.875, np.nan, 0.875]],
}


@pytest.mark.parametrize("scale", SCALES)
def test_scales_turn_towards_need(scale):
    """Better buses are less need: the area with 3 has the most."""
    found = scored(made_up_profile(standardise=scale)).standardised
    np.testing.assert_allclose(found, SCALES[scale])


def test_goalposts_of_what_is_better_when_higher_run_the_other_way():
    parts = (Part(indicator="buses", weight=1.0, goalposts=(5, 10)),)
    found = scored(made_up_profile(standardise="min-max", parts=parts)).scores
    assert found.tolist() == pytest.approx([0.2, 0.6, 1, 1])


def test_the_floor_holds_for_the_geometric_mean_alone():
    parts = (Part(indicator="jobs", weight=1.0), Part(indicator="buses", weight=1.0))
    plain = scored(made_up_profile(standardise="min-max", parts=parts))
    product = scored(made_up_profile(standardise="min-max", parts=parts, aggregation="geometric"))
    assert plain.standardised.iloc[0].tolist() == [0, 0]
    assert product.standardised.iloc[0].tolist() == [0.01, 0.01]
    assert product.scores.iloc[0] == pytest.approx(2 * 0.01)  # the weights add up to 2, and so the scale is 2
    assert product.scores.iloc[1] == pytest.approx(2 / 3)
    assert product.aggregation == "geometric"


def test_wins_less_losses_of_a_profile():
    """The fourth lacks income: it is not ranked and, lacking too much, nobody's opponent."""
    found = scored(made_up_profile(standardise="none", aggregation="outranking"))
    assert found.scores.iloc[:3].tolist() == [-2, 0, 2]
    assert np.isnan(found.scores.iloc[3])


def test_with_enough_parts_the_fourth_is_compared_too():
    """It wins jobs and buses (0.7 of the weight) against each."""
    found = scored(made_up_profile(standardise="none", aggregation="outranking", min_parts=2))
    assert found.scores.tolist() == [-3, -1, 1, 3]
    assert found.frame.loc[found.frame.index[3], ["jobs", "income", "buses"]].tolist() == pytest.approx(
        [3 * 5 / 7, 0, 3 * 2 / 7]
    )


def test_a_reference_set_without_enough_is_said():
    profile = made_up_profile(standardise="none", aggregation="outranking")
    with pytest.raises(
        ProfileError, match="No ward of the reference set 'kent' has enough figures for 'made"
    ):
        scored(profile, reference=REFERENCE.assign(income=np.nan))


def test_standards_of_mean_and_spread_do_not_do_for_other_scales():
    standards = {name: Standard(4, 2.0, 1.0) for name in REFERENCE}
    for methods in ({"standardise": "percentile"}, {"standardise": "z", "aggregation": "outranking"}):
        with pytest.raises(ValueError, match=r"figures are needed; take .* from standards_from"):
            score(REFERENCE, made_up_profile(**methods), standards, indicators=INDICATORS)


def test_what_does_not_vary_is_refused_unless_it_has_goalposts_or_no_weight():
    flat = REFERENCE.assign(jobs=3.0)
    with pytest.raises(ProfileError, match="'jobs' does not vary in the reference set"):
        scored(made_up_profile(standardise="min-max"), flat, flat)
    posts = (Part(indicator="jobs", weight=1.0, goalposts=(0, 6)),)
    assert (scored(made_up_profile(standardise="min-max", parts=posts), flat, flat).scores == 0.5).all()
    out = made_up_profile({"jobs": 0.0, "buses": 1.0}, standardise="percentile")
    assert scored(out, flat, flat).scores.notna().all()


def test_a_geometric_score_by_hand():
    """Twice the root of 0.25 x 1, where the arithmetic mean would give 1.25; alike parts share alike."""
    parts = tuple(Part(indicator=name, weight=1.0, goalposts=(0, 100)) for name in ("jobs", "income"))
    profile = made_up_profile(standardise="min-max", parts=parts, aggregation="geometric")
    found = score(made_up_wide([(25, 100, 0), (49, 49, 0)]), profile, {}, indicators=INDICATORS)
    assert found.scores.tolist() == pytest.approx([1.0, 0.98])
    assert found.frame[["jobs", "income"]].sum(axis=1).tolist() == pytest.approx([1.0, 0.98])
    assert found.frame.iloc[1].tolist() == pytest.approx([0.98, 0.49, 0.49])


def test_moved_weights_keep_the_scale_of_a_geometric_mean():
    profile = made_up_profile({"jobs": 0.9, "buses": 0.099}, standardise="min-max", aggregation="geometric")
    found = score(REFERENCE, profile, standards_from(REFERENCE, profile), {"buses": 0}, indicators=INDICATORS)
    assert found.scores.iloc[3] == pytest.approx(0.999)
    assert (found.frame["buses"] == 0).all()


def test_scores_of_arrays_need_opponents_for_an_outranking():
    profile = made_up_profile(standardise="none", aggregation="outranking")
    with pytest.raises(ValueError, match="needs the wards of the reference set"):
        scores(REFERENCE.to_numpy(), profile)


def test_noise_of_the_last_digit_wins_nothing():
    profile = made_up_profile({"jobs": 1.0}, standardise="none", aggregation="outranking")
    found = profile_scores(profile, standards_from(REFERENCE, profile), INDICATORS)
    values = REFERENCE[["jobs"]].to_numpy()
    np.testing.assert_array_equal(found(values + 1e-13), found(values))
    again = score(REFERENCE + 1e-13, profile, standards_from(REFERENCE, profile), indicators=INDICATORS)
    np.testing.assert_array_equal(again.scores, found(values))


def test_the_function_of_a_profile_goes_to_another_process():
    profile = made_up_profile(standardise="percentile", aggregation="outranking")
    found = profile_scores(profile, standards_from(REFERENCE, profile), INDICATORS)
    again = pickle.loads(pickle.dumps(found))
    values = REFERENCE[["jobs", "income", "buses"]].to_numpy()
    np.testing.assert_array_equal(again(values), scored(profile).scores)
    np.testing.assert_array_equal(again(np.stack([values] * 2))[1], scored(profile).scores)


def test_effective_weights_of_what_is_not_added_up_are_shares_of_main_effects():
    rng = np.random.default_rng(4)
    wide = pd.DataFrame(rng.normal(size=(80, 3)), columns=["jobs", "income", "buses"]).rename(
        index=lambda i: f"E0509{i:04d}"
    )
    profile = made_up_profile({"jobs": 0.6, "income": 0.4, "buses": 0.0}, standardise="z")
    outranked = scored(profile.model_copy(update={"aggregation": "outranking"}), wide, wide)
    effects = main_effects(outranked)
    assert effects["buses"] == 0
    assert effects["jobs"] > 0.9  # the heavier of two parts decides every comparison
    found = nominal_and_effective(outranked)
    assert found["nominal"].tolist() == pytest.approx([0.6, 0.4, 0])
    assert found["effective"].sum() == pytest.approx(1)
    assert found["effective"]["jobs"] > 0.9
    added = scored(profile, wide, wide)
    assert nominal_and_effective(added)["effective"].equals(effective_weights(added))


def test_main_effects_at_the_edges():
    assert np.isnan(main_effect([], []))
    assert np.isnan(main_effect([1, 2], [3, 3]))
    assert main_effect([1, 1, 1], [1, 2, 3]) == 0
    assert main_effect([1, 1, 2, 2], [1, 3, 2, 4]) == pytest.approx(0.2)
    assert main_effect([0, 0, 0, 1], [1, 2, 3, 9]) == pytest.approx(1 - 2 / (4 * 9.6875))
    assert main_effect([1, 2, np.nan, 4], [2, 4, 5, np.nan]) == 1


def test_main_effects_of_many_areas_are_of_some_of_them_in_any_order():
    rng = np.random.default_rng(6)
    part = rng.normal(size=3 * MOST_POINTS)
    values = part + rng.normal(size=len(part))
    found = main_effect(part, values)
    order = rng.permutation(len(part))
    assert main_effect(part[order], values[order]) == found
    assert found == pytest.approx(np.corrcoef(part, values)[0, 1] ** 2, abs=0.08)
