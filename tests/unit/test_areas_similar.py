"""Wards alike: distances worked by hand, missing figures, ties."""

import numpy as np
import pandas as pd
import pytest

from sipmap.areas.similar import distances, most_alike, standardised

WARDS = ["X01000001", "X01000002", "X01000003", "X01000004"]


def test_the_distance_is_the_root_mean_square_difference_in_standard_deviations():
    # Means 2 and 20; deviations (ddof 0) of 0, 0, 4, 4 from 2: sd 2, and of 10, 30, 10, 30 from 20: sd 10.
    figures = pd.DataFrame({"a": [0.0, 0, 4, 4], "b": [10.0, 30, 10, 30]}, index=WARDS)
    found = distances(standardised(figures), WARDS[0])
    # From the first: (0, 2), (2, 0) and (2, 2) standard deviations apart.
    expected = {WARDS[1]: np.sqrt(2), WARDS[2]: np.sqrt(2), WARDS[3]: 2.0}
    assert found.to_dict() == pytest.approx(expected)
    assert list(found.index) == WARDS[1:], "wards equally far are in the order of their codes"


def test_the_figure_on_which_two_wards_differ_most_is_named_with_its_side():
    figures = pd.DataFrame({"a": [0.0, 1, 4, 4], "b": [10.0, 30, 10, 30]}, index=WARDS)
    nearest = most_alike(standardised(figures), WARDS[3], count=1)[0]
    assert (nearest.code, nearest.apart_on) == (WARDS[1], "a")
    assert nearest.apart < 0


def test_a_figure_that_is_the_same_everywhere_tells_nothing():
    figures = pd.DataFrame({"a": [0.0, 0, 4, 4], "b": [7.0] * 4}, index=WARDS)
    assert list(standardised(figures)) == ["a"]


def test_a_ward_that_lacks_too_many_figures_is_not_compared_and_a_missing_one_is_no_zero():
    figures = pd.DataFrame(
        {name: [0.0, 1, 2, 3] for name in "abcd"} | {"e": [0.0, 1, np.nan, 3]}, index=WARDS
    )
    figures.loc[WARDS[1], ["a", "b"]] = np.nan
    found = distances(standardised(figures), WARDS[0])
    assert WARDS[1] not in found.index
    assert WARDS[2] in found.index
    own = standardised(figures)
    known = (own.loc[WARDS[2]] - own.loc[WARDS[0]]).dropna()
    assert found[WARDS[2]] == pytest.approx(np.sqrt((known**2).mean()))


def test_a_ward_alone_or_without_figures_has_none_alike():
    alone = pd.DataFrame({"a": [1.0]}, index=WARDS[:1])
    assert most_alike(standardised(alone), WARDS[0]) == ()
    bare = pd.DataFrame({"a": [np.nan, 1.0, 2.0]}, index=WARDS[:3])
    assert most_alike(standardised(bare), WARDS[0]) == ()


def test_a_strange_ward_is_an_error():
    figures = pd.DataFrame({"a": [0.0, 1, 2, 3]}, index=WARDS)
    with pytest.raises(KeyError):
        distances(standardised(figures), "X01000099")
