import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.composite import score
from sipmap.scoring.maineffect import BANDWIDTHS
from sipmap.scoring.overlap import effective_weights, main_effects, nominal_and_effective, overlap
from tests.made_up_profile import INDICATORS, made_up_profile, made_up_wide

PROFILE = made_up_profile({"jobs": 1.0, "income": 2.0})


def scored(rows, profile=PROFILE):
    return score(made_up_wide(rows), profile, {}, indicators=INDICATORS)


def test_spearman_by_hand():
    """Ranks 1..5 against 2, 1, 4, 3, 5: differences squared add up to 4; 1 - 6 x 4 / (5 x 24) = 0.8."""
    found = overlap(scored([(1, 20, 0), (2, 10, 0), (3, 40, 0), (4, 30, 0), (50, 99, 0)]))
    assert found.loc["jobs", "income"] == pytest.approx(0.8)
    assert found.loc["jobs", "jobs"] == pytest.approx(1)


def test_overlap_is_between_needs_so_better_buses_count_against():
    found = overlap(scored([(1, 0, 1), (2, 0, 2), (3, 0, 3)], made_up_profile({"jobs": 1.0, "buses": 1.0})))
    assert found.loc["jobs", "buses"] == pytest.approx(-1)


def test_effective_weights_by_hand():
    """Uncorrelated parts of equal spread, weights 1 and 2: variances 1 and 4, shares one fifth and four."""
    found = effective_weights(scored([(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)]))
    assert found.to_dict() == pytest.approx({"jobs": 0.2, "income": 0.8})


def test_effective_weights_leave_unranked_wards_out():
    rows = [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0), (np.nan, 500, 0)]
    assert effective_weights(scored(rows))["jobs"] == pytest.approx(0.2)


def test_effective_weights_can_be_negative_and_still_add_up():
    found = effective_weights(scored([(3, 0, 0), (2, 1, 0), (0, 2, 0)]))
    assert found["jobs"] < 0
    assert found.sum() == pytest.approx(1)


def test_scores_all_alike_have_no_effective_weights():
    assert effective_weights(scored([(1, 1, 0), (1, 1, 0)])).isna().all()


def test_names():
    found = effective_weights(scored([(0, 0, 0), (1, 1, 0)]))
    assert isinstance(found, pd.Series)
    assert found.name == "effective_weight"


def test_stated_weights_are_shares_whatever_they_add_up_to():
    found = nominal_and_effective(scored([(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)]))
    assert found["nominal"].to_dict() == pytest.approx({"jobs": 1 / 3, "income": 2 / 3})
    assert found["effective"].to_dict() == pytest.approx({"jobs": 0.2, "income": 0.8})


def test_a_part_that_is_the_score_has_all_of_its_variance_and_one_without_weight_none():
    profile = made_up_profile({"jobs": 2.0, "income": 0.0})
    found = main_effects(scored([(n, (n - 4) ** 2, 0) for n in range(9)], profile))
    assert found.to_dict() == pytest.approx({"jobs": 1.0, "income": 0.0})
    assert found.name == "main_effect"


def test_bandwidths_are_the_papers():
    """0.01 + t^2 / 25 for 50 values of t, evenly from 0.1 to 5."""
    assert len(BANDWIDTHS) == 50
    assert BANDWIDTHS[[0, 1, -1]] == pytest.approx([0.0104, 0.01 + 0.2**2 / 25, 1.01])
