import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.communal import communal_warnings, household_rate, warned


def test_the_warning_begins_at_one_tenth():
    assert warned([0.0999, 0.10, 0.5, np.nan]).tolist() == [False, True, True, False]


def test_household_rate_by_hand():
    """20 % of 1,000 is 200 people; without 200 communal residents they are 200 of 800."""
    assert household_rate(0.2, 1000, 200) == pytest.approx(0.25)


def test_nobody_communal_changes_nothing():
    assert household_rate([0.2], [1000], [0])[0] == pytest.approx(0.2)


@pytest.mark.parametrize("communal", [1000, 1200, 900])
def test_too_few_left_to_hold_the_numerator_is_no_rate(communal):
    assert np.isnan(household_rate([0.2], [1000], [communal])[0])


def test_unknown_stays_unknown():
    assert np.isnan(household_rate([np.nan, 0.2, 0.2], [1000, np.nan, 1000], [1, 1, np.nan])).all()


def test_only_warned_areas_are_listed():
    areas = pd.DataFrame(
        {
            "area_code": ["X05000001", "X05000002"],
            "communal": [50.0, 200.0],
            "residents": [1500.0, 1600.0],
            "rate": [0.1, 0.2],
            "denominator": [900.0, 1000.0],
        }
    )
    found = communal_warnings(areas)
    assert found.index.tolist() == ["X05000002"]
    row = found.loc["X05000002"].to_dict()
    assert row == pytest.approx(
        {"communal": 200, "communal_share": 0.125, "rate": 0.2, "household_rate": 0.25}
    )


def test_the_numerator_may_just_fill_what_is_left():
    """One of two people counted, the other communal: one of one."""
    assert household_rate(0.5, 2, 1) == 1


def test_where_all_are_communal_there_is_no_rate_even_of_nobody():
    assert np.isnan(household_rate([0.0], [100], [100])[0])
