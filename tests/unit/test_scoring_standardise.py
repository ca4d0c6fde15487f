import numpy as np
import pandas as pd
import pytest

from sipmap.catalogue import Part
from sipmap.errors import ProfileError
from sipmap.scoring.standardise import Standard, apply, fit, fit_all, standards_for
from tests.made_up_profile import INDICATORS, made_up_profile


def test_mean_and_population_standard_deviation_by_hand():
    """2, 4, 4, 4, 5, 5, 7, 9: mean 5, squared differences add up to 32, 32 / 8 = 4."""
    assert fit(pd.Series([2, 4, 4, 4, 5, 5, 7, 9, np.nan])) == Standard(8, 5.0, 2.0)


def test_no_value_fits_nothing():
    standard = fit(pd.Series([np.nan, np.nan]))
    assert standard.count == 0
    assert np.isnan(standard.mean)


def test_one_value_everywhere_has_no_spread():
    assert fit(pd.Series([0.1] * 7)).sd == 0.0


def test_noise_is_measured_by_the_mean():
    assert fit(pd.Series([1e6, 1e6 + 1e-9, 1e6])).sd == 0.0
    assert fit(pd.Series([1e-7, 3e-7])).sd == pytest.approx(1e-7)
    assert fit(pd.Series([1.0, 1.0 + 2e-10])).sd == pytest.approx(1e-10, rel=1e-3)


def test_order_of_rows_does_not_move_the_last_digit():
    values = pd.Series(np.random.default_rng(1).normal(size=999) ** 9)
    assert fit(values) == fit(values[::-1])


def test_apply_by_hand():
    z = apply(np.array([1.0, 5.0, np.nan]), Standard(8, 5.0, 2.0), "jobs")
    assert z[:2].tolist() == [-2.0, 0.0]
    assert np.isnan(z[2])


@pytest.mark.parametrize(
    ("standard", "words"),
    [(Standard(0, np.nan, np.nan), "has no figures"), (Standard(9, 1.0, 0.0), "does not vary")],
)
def test_what_has_no_spread_is_refused_with_the_remedy(standard, words):
    with pytest.raises(ProfileError, match=f"'jobs' {words} .* set its weight to 0"):
        apply(np.array([1.0]), standard, "jobs")


def test_every_indicator_and_period_is_fitted_for_the_store():
    observations = pd.DataFrame(
        {
            "indicator_id": ["jobs", "jobs", "jobs", "income", "buses"],
            "period": ["2024", "2025", "2025", "2025", "2025"],
            "value": [1.0, 2.0, 4.0, np.nan, 7.0],
        }
    )
    fitted = fit_all(observations, "kent")
    assert list(fitted.columns) == ["reference", "indicator_id", "period", "count", "mean", "sd"]
    rows = {(r[1], r[2]): tuple(r[3:]) for r in fitted.itertuples(index=False, name=None)}
    assert rows == {
        ("jobs", "2024"): (1, 1.0, 0.0),
        ("jobs", "2025"): (2, 3.0, 1.0),
        ("buses", "2025"): (1, 7.0, 0.0),
    }
    assert set(fitted["reference"]) == {"kent"}


def test_standards_are_those_of_the_profiles_reference_and_periods():
    fitted = pd.DataFrame(
        [
            ("kent", "jobs", "2025", 5, 1.0, 2.0),
            ("kent", "jobs", "2024", 5, 9.0, 9.0),
            ("england", "jobs", "2025", 5, 8.0, 8.0),
            ("kent", "buses", "2025", 5, 3.0, 4.0),
        ],
        columns=["reference", "indicator_id", "period", "count", "mean", "sd"],
    )
    found = standards_for(made_up_profile(standardise="z"), fitted, INDICATORS)
    assert found == {"jobs": Standard(5, 1.0, 2.0), "buses": Standard(5, 3.0, 4.0)}
    two_years = (
        Part(indicator="jobs", weight=1.0, period="2024"),
        Part(indicator="jobs", weight=1.0, period="2025"),
    )
    found = standards_for(made_up_profile(standardise="z", parts=two_years), fitted, INDICATORS)
    assert found == {"jobs@2024": Standard(5, 9.0, 9.0), "jobs@2025": Standard(5, 1.0, 2.0)}


def test_a_published_scale_needs_no_standards():
    assert standards_for(made_up_profile(), pd.DataFrame(), INDICATORS) == {}
