import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Part, with_weights
from sipmap.errors import ProfileError
from sipmap.scoring.composite import scaled_weights, score, standardised
from sipmap.scoring.parts import parts_wide
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.standardise import Standard
from tests.made_up_profile import INDICATORS, codes, made_up_areas, made_up_profile, made_up_wide

WIDE = made_up_wide([(10, 20, 5), (30, 10, 1), (0, 0, 9)])
STANDARDS = {
    "jobs": Standard(3, 10.0, 5.0),
    "income": Standard(3, 10.0, 10.0),
    "buses": Standard(3, 5.0, 2.0),
}


def scored(wide=WIDE, profile=None, weights=None, standards=None):
    return score(wide, profile or made_up_profile(), standards or {}, weights, indicators=INDICATORS)


def ranked(wide=WIDE, profile=None, weights=None, areas=None):
    areas = made_up_areas(wide) if areas is None else areas
    return rank_profile(wide, areas, profile or made_up_profile(), {}, weights, indicators=INDICATORS)


def test_score_by_hand_on_the_published_scale():
    """0.5 x 10 + 0.3 x 20 - 0.2 x 5 = 10: better buses are less need."""
    assert scored().frame.columns.tolist() == ["score", "jobs", "income", "buses"]
    first = scored().frame.iloc[0]
    assert first.to_dict() == pytest.approx({"score": 10.0, "jobs": 5.0, "income": 6.0, "buses": -1.0})


def test_score_by_hand_in_standard_deviations():
    """Second ward: z = 4, 0 and, with buses two below their mean of 5, +2."""
    second = scored(profile=made_up_profile(standardise="z"), standards=STANDARDS).frame.iloc[1]
    assert second.to_dict() == pytest.approx({"score": 2.4, "jobs": 2.0, "income": 0.0, "buses": 0.4})


def test_standardised_values_times_weights_are_the_contributions():
    found = scored(profile=made_up_profile(standardise="z"), standards=STANDARDS)
    again = found.standardised * pd.Series(found.weights)
    pd.testing.assert_frame_equal(again, found.frame[found.parts])


def test_moved_weights_keep_the_profiles_scale():
    """Only jobs, weight 7: the weights still add up to 1, so the score is the jobs figure itself."""
    found = scored(weights={"jobs": 7, "income": 0, "buses": 0})
    assert found.scores.tolist() == pytest.approx([10, 30, 0])
    assert found.weights == pytest.approx({"jobs": 1.0, "income": 0.0, "buses": 0.0})


def test_weights_that_add_up_to_something_else_are_the_scale():
    assert scaled_weights(made_up_profile({"jobs": 0.9, "income": 0.099})) == pytest.approx(
        {"jobs": 0.9, "income": 0.099}
    )
    halved = with_weights(made_up_profile({"jobs": 0.9, "income": 0.099}), {"jobs": 0.45, "income": 0.0495})
    assert scaled_weights(halved) == pytest.approx({"jobs": 0.9, "income": 0.099})


def test_huge_weights_do_not_overflow():
    assert scored(weights={"jobs": 1e308, "income": 1e308, "buses": 0}).scores.iloc[0] == pytest.approx(15)


def test_a_missing_part_leaves_the_ward_unranked():
    found = scored(made_up_wide([(10, np.nan, 5), (30, 10, 1)])).frame
    assert found.iloc[0].isna().all()
    assert found.iloc[1].notna().all()


def test_a_missing_part_of_weight_0_does_not_matter():
    wide = made_up_wide([(10, np.nan, 5), (30, 10, 1)])
    assert scored(wide, weights={"income": 0}).scores.notna().all()


def test_with_enough_parts_a_missing_one_adds_nothing():
    profile = made_up_profile(min_parts=2)
    found = scored(made_up_wide([(10, np.nan, 5), (np.nan, np.nan, 5), (1, 1, 1)]), profile).frame
    assert found["score"].iloc[0] == pytest.approx(0.5 * 10 - 0.2 * 5)
    assert found["income"].iloc[0] == 0
    assert np.isnan(found["score"].iloc[1])


def test_least_parts_beyond_those_with_weight_means_all_of_them():
    profile = made_up_profile(min_parts=3)
    assert scored(WIDE, profile, weights={"income": 0}).scores.notna().all()


def test_an_indicator_without_any_figure_is_said():
    wide = made_up_wide([(10, np.nan, 5), (30, np.nan, 1)])
    with pytest.raises(ProfileError, match="'income' has no figure in any of these areas; load it"):
        scored(wide)


def test_a_part_that_was_never_standardised_is_said():
    standards = {name: standard for name, standard in STANDARDS.items() if name != "income"}
    profile = made_up_profile(standardise="z")
    with pytest.raises(ProfileError, match="'income' has no figures in the reference set"):
        scored(profile=profile, standards=standards)
    without = scored(profile=profile, standards=standards, weights={"income": 0})
    assert without.scores.notna().all()


def test_a_weight_for_something_else_is_refused():
    with pytest.raises(ProfileError, match="did you mean 'income'"):
        scored(weights={"incone": 1})


def test_no_areas_give_no_scores():
    assert scored(WIDE.iloc[:0]).frame.empty


def test_columns_come_in_the_profiles_order():
    turned = standardised(WIDE[["buses", "jobs", "income"]], made_up_profile(), {}, indicators=INDICATORS)
    assert list(turned.columns) == ["jobs", "income", "buses"]


def test_ranking_is_sorted_and_complete():
    ranking = ranked()
    assert list(ranking.columns) == [
        "rank",
        "area_code",
        "name",
        "district",
        "score",
        "jobs",
        "income",
        "buses",
        "reason",
    ]
    assert ranking["area_code"].tolist() == [codes(3)[1], codes(3)[0], codes(3)[2]]
    assert ranking["rank"].tolist() == [1, 2, 3]
    assert (ranking["reason"] == "").all()


def test_ties_are_in_order_of_code():
    wide = made_up_wide([(1, 1, 1), (5, 5, 5), (5, 5, 5)])
    ranking = ranked(wide, areas=made_up_areas(wide).iloc[::-1])
    assert ranking["area_code"].tolist() == [codes(3)[1], codes(3)[2], codes(3)[0]]
    assert ranking["rank"].tolist() == [1, 1, 3]


def test_unranked_wards_come_last_and_say_why():
    wide = made_up_wide([(np.nan, 99, np.nan), (1, 1, 1)])
    last = ranked(wide).iloc[-1]
    assert last["rank"] is pd.NA
    assert np.isnan(last["score"])
    assert last["reason"] == "No figure for Jobs, Buses."


def test_a_ward_without_any_row_is_unranked_and_other_areas_are_left_aside():
    areas = made_up_areas(made_up_wide([(0, 0, 0)] * 4)).iloc[1:]
    ranking = ranked(areas=areas)
    assert ranking["area_code"].tolist() == [codes(4)[1], codes(4)[2], codes(4)[3]]
    assert ranking["rank"].isna().tolist() == [False, False, True]


def test_a_period_that_a_profile_names_is_in_the_reason():
    parts = (Part(indicator="jobs", weight=1, period="2022"), Part(indicator="income", weight=1))
    wide = pd.DataFrame({"jobs": [np.nan, 1.0], "income": [1.0, 2.0]}, index=codes(2))
    ranking = ranked(wide, made_up_profile(parts=parts))
    assert ranking["reason"].iloc[-1] == "No figure for Jobs (2022)."


def observations(rows):
    return pd.DataFrame(rows, columns=["indicator_id", "period", "area_code", "value"])


def test_observations_are_laid_out_by_part():
    found = parts_wide(
        observations(
            [
                ("buses", "2025", "X05000002", 3.0),
                ("jobs", "2025", "X05000002", 2.0),
                ("jobs", "2025", "X05000001", 1.0),
                ("jobs", "2013", "X05000001", 99.0),
                ("other", "2025", "X05000009", 99.0),
            ]
        ),
        made_up_profile(),
        INDICATORS,
    )
    assert list(found.columns) == ["jobs", "income", "buses"]
    assert found.index.tolist() == ["X05000001", "X05000002"]
    assert found.index.name == "area_code"
    assert found["jobs"].tolist() == [1.0, 2.0]
    assert found["income"].isna().all()


def test_two_values_for_one_area_are_never_chosen_between():
    twice = observations([("jobs", "2025", "X05000001", 1.0), ("jobs", "2025", "X05000001", 2.0)])
    with pytest.raises(ValueError, match="X05000001 has more than one value"):
        parts_wide(twice, made_up_profile(), INDICATORS)


def test_one_indicator_in_two_periods_makes_two_parts():
    parts = (Part(indicator="jobs", weight=1, period="2024"), Part(indicator="jobs", weight=1, period="2025"))
    rows = [("jobs", "2024", "X05000001", 1.0), ("jobs", "2025", "X05000001", 2.0)]
    found = parts_wide(observations(rows), made_up_profile(parts=parts), INDICATORS)
    assert found.loc["X05000001"].to_dict() == {"jobs@2024": 1.0, "jobs@2025": 2.0}
