"""Directly standardised rates and indirectly standardised ratios."""

import numpy as np
import pytest

from sipmap.scoring.rates import (
    EUROPEAN_STANDARD_2013,
    byar,
    directly_standardised,
    expected_counts,
    rate,
    standardised_ratio,
)

EVENTS, PEOPLE, STANDARD = [4, 9, 30], [1_000, 800, 600], [50, 30, 20]
NAN = float("nan")


def test_rate_and_limits_by_hand():
    # 0.5 x 4/1000 + 0.3 x 9/800 + 0.2 x 30/600; variance: squares of shares over people, times events.
    found = directly_standardised(EVENTS, PEOPLE, STANDARD, 0.95, multiplier=1_000)
    variance = 4 * (0.5 / 1_000) ** 2 + 9 * (0.3 / 800) ** 2 + 30 * (0.2 / 600) ** 2
    limits = [15.375 + np.sqrt(variance / 43) * (limit - 43) * 1_000 for limit in byar(43)]
    assert found == pytest.approx([15.375, *limits])


def test_the_european_standard_population_is_eurostats():
    """Revision of the European Standard Population (2013): 0-4 of two bands, 90 and over of two."""
    children, middle = [1_000 + 4_000, 5_500, 5_500, 5_500], [6_000, 6_000, 6_500, 7_000, 7_000, 7_000, 7_000]
    older = [6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 800 + 200]
    assert EUROPEAN_STANDARD_2013.tolist() == [*children, *middle, *older]
    assert EUROPEAN_STANDARD_2013.sum() == 100_000


def test_the_european_standard_is_used_unless_another_is_given():
    """One event for each 100 people in the youngest band alone: 5,000 of the standard's 100,000."""
    events, people = np.zeros(19), np.full(19, 2_000)
    events[0] = 20
    assert directly_standardised(events, people, multiplier=100_000).value == pytest.approx(50)


def test_one_band_is_the_crude_rate():
    assert directly_standardised([25], [400], [1]) == pytest.approx(rate(25, 400))


def test_areas_at_once_are_as_one_by_one():
    both = directly_standardised([EVENTS, EVENTS[::-1]], [PEOPLE, PEOPLE], STANDARD)
    assert both.value.shape == (2,)
    assert both.lower[1] == pytest.approx(directly_standardised(EVENTS[::-1], PEOPLE, STANDARD).lower)


def test_fewer_than_10_events_make_no_rate():
    assert not np.isnan(directly_standardised([4, 3, 3], PEOPLE, STANDARD)).any()
    assert np.isnan(directly_standardised([4, 3, 2], PEOPLE, STANDARD)).all()


def test_a_band_without_figure_or_people_makes_no_rate():
    assert np.isnan(directly_standardised([4, NAN, 30], PEOPLE, STANDARD)).all()
    assert np.isnan(directly_standardised([4, 0, 30], [1_000, 0, 600], STANDARD)).all()
    assert np.isnan(expected_counts(PEOPLE, [1, 2, 3], [10, 0, 10]))


@pytest.mark.parametrize(
    "arguments",
    [
        (EVENTS, PEOPLE, STANDARD[:2]),
        (EVENTS, PEOPLE[:2], STANDARD),
        (5, 100, STANDARD),
        (EVENTS, PEOPLE, [0, 0, 0]),
        (EVENTS, PEOPLE, [NAN, 1, 1]),
        ([4, -9, 30], PEOPLE, STANDARD),
        (EVENTS, PEOPLE),
    ],
)
def test_bands_that_do_not_fit_are_refused(arguments):
    with pytest.raises(ValueError, match=r"unequal lengths|age band|below 0"):
        directly_standardised(*arguments)


def test_expected_counts_refuse_another_number_of_bands():
    with pytest.raises(ValueError, match="age bands"):
        expected_counts(PEOPLE, [1, 2], [10, 10])


def test_a_ratio_is_observed_over_expected_and_nothing_expected_is_no_ratio():
    assert standardised_ratio(30, 20, multiplier=100).value == 150
    assert standardised_ratio(30, 20).lower == pytest.approx(byar(30).lower / 20)
    assert np.isnan(standardised_ratio(3, 0)).all()
