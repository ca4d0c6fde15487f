"""The slope and relative index of inequality: against weighted regression, theory and bad input."""

from dataclasses import astuple

import numpy as np
import pytest
from scipy.special import expit, logit

from sipmap.scoring.rates import ridits, slope_index

DECILE = np.arange(1, 11)
PEOPLE = np.array([7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534])
VALUE = np.array([75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3])
ERROR = np.array([1.64, 1.58, 1.51, 1.78, 1.7, 1.56, 1.37, 1.4, 2.43, 1.57])
LIMITS = (VALUE - 1.959964 * ERROR, VALUE + 1.959964 * ERROR)
DRAWS = 20_000


def fitted_ends(values):
    """Both ends of the line that numpy fits, which weighs residuals by the root of a group's share."""
    slope, start = np.polyfit(ridits(PEOPLE), values, 1, w=np.sqrt(PEOPLE / PEOPLE.sum()))
    return start, start + slope


def test_slope_and_ratio_are_those_of_weighted_regression():
    found = slope_index(DECILE, PEOPLE, VALUE)
    most, least = fitted_ends(VALUE)
    assert (found.sii, found.rii, found.intercept) == pytest.approx((least - most, least / most, most))
    assert np.isnan([found.sii_lower, found.sii_upper, found.rii_lower, found.rii_upper]).all()


def test_a_straight_line_is_found_exactly():
    found = slope_index(DECILE, PEOPLE, 3 + 2 * ridits(PEOPLE), standard_error=np.zeros(10), draws=1_000)
    expected = (2, 2, 2, 5 / 3, 5 / 3, 5 / 3, 3)
    assert astuple(found) == pytest.approx(expected)


@pytest.mark.parametrize(("confidence", "z"), [(0.95, 1.959964), (0.998, 3.090232)])
def test_limits_of_a_mean_are_those_of_theory(confidence, z):
    # The slope is a weighted sum of values, so its own standard error is known.
    away = ridits(PEOPLE) - 0.5
    weights = PEOPLE * away / (PEOPLE @ away**2)
    spread = z * np.sqrt((weights**2 * ERROR**2).sum())
    found = slope_index(DECILE, PEOPLE, VALUE, standard_error=ERROR, confidence=confidence)
    assert found.sii_lower == pytest.approx(found.sii - spread, abs=0.03 * spread)
    assert found.sii_upper == pytest.approx(found.sii + spread, abs=0.03 * spread)


def test_limits_of_values_serve_as_their_standard_errors():
    by_limits = slope_index(DECILE, PEOPLE, VALUE, limits=LIMITS, draws=DRAWS)
    by_errors = slope_index(DECILE, PEOPLE, VALUE, standard_error=ERROR, draws=DRAWS)
    assert astuple(by_limits) == pytest.approx(astuple(by_errors), rel=1e-6)


def test_percentiles_are_taken_at_the_published_places():
    # Of 1,000 draws the 25th and the 975th: each draw's slope is the same weighted sum.
    noise = np.random.default_rng(7).standard_normal((1_000, 10)) * ERROR
    slopes = sorted(np.subtract(*fitted_ends(values)[::-1]) for values in VALUE + noise)
    found = slope_index(DECILE, PEOPLE, VALUE, standard_error=ERROR, draws=1_000, seed=7)
    assert (found.sii_lower, found.sii_upper) == pytest.approx((slopes[24], slopes[974]))


def test_a_percentile_before_the_first_draw_is_the_first():
    """Of 1,000 draws the 2nd, the 1st and, rounded, the 0th."""
    limits = {"standard_error": ERROR, "draws": 1_000}
    second, first, before = (
        slope_index(DECILE, PEOPLE, VALUE, confidence=share, **limits) for share in (0.996, 0.998, 0.9999)
    )
    assert second.sii_lower > first.sii_lower == before.sii_lower


@pytest.mark.parametrize("count", [5, 100])
def test_five_to_a_hundred_groups_have_a_line(count):
    groups = np.arange(count)
    found = slope_index(groups, np.full(count, 30), 3 + 2 * ridits(np.full(count, 30)))
    assert found.sii == pytest.approx(2)


def test_a_multiplier_below_1_turns_nothing_round():
    there, half = (slope_index(DECILE, PEOPLE, VALUE, multiplier=m) for m in (1.0, 0.5))
    assert (half.sii, half.rii, half.intercept) == pytest.approx(
        (there.sii / 2, there.rii, there.intercept / 2)
    )


@pytest.mark.parametrize(("kind", "into", "back"), [("rate", np.log, np.exp), ("proportion", logit, expit)])
def test_a_transformed_line_is_fitted_on_its_own_scale(kind, into, back):
    values, limits = VALUE / 100, (LIMITS[0] / 100, np.minimum(LIMITS[1] / 100, 0.99))
    found = slope_index(DECILE, PEOPLE, values, kind=kind, limits=limits, transform=True, draws=DRAWS)
    most, least = (back(end) for end in fitted_ends(into(values)))
    assert (found.sii, found.rii, found.intercept) == pytest.approx((least - most, least / most, most))
    assert found.sii_lower < found.sii < found.sii_upper
    # Limits of slope and ratio come from one pair of lines through the middle of the population.
    middle = sum(fitted_ends(into(values))) / 2
    for sii, rii in ((found.sii_lower, found.rii_lower), (found.sii_upper, found.rii_upper)):
        start = sii / (rii - 1)
        assert (into(start) + into(start * rii)) / 2 == pytest.approx(middle)


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_an_untransformed_line_is_fitted_on_the_values_and_drawn_on_the_scale(kind):
    values = VALUE / 100
    found = slope_index(DECILE, PEOPLE, values, kind=kind, standard_error=ERROR / 50, draws=DRAWS)
    most, least = fitted_ends(values)
    assert (found.sii, found.rii) == pytest.approx((least - most, least / most))
    assert found.sii_lower < found.sii < found.sii_upper


@pytest.mark.parametrize("transform", [False, True])
def test_a_negative_multiplier_turns_everything_round(transform):
    arguments = {"kind": "rate", "limits": LIMITS, "transform": transform, "draws": DRAWS}
    there = slope_index(DECILE, PEOPLE, VALUE, **arguments)
    back = slope_index(DECILE, PEOPLE, VALUE, multiplier=-10, **arguments)
    assert back.sii == pytest.approx(-10 * there.sii)
    assert back.rii == pytest.approx(1 / there.rii)
    assert back.intercept == pytest.approx(10 * there.intercept)
    assert back.sii_lower == pytest.approx(-10 * there.sii_upper, rel=1e-3)
    assert back.rii_upper == pytest.approx(1 / there.rii_lower, rel=1e-3)
    assert back.rii_lower < back.rii < back.rii_upper


def test_the_same_seed_gives_the_same_limits_in_any_order_of_rows():
    once = slope_index(DECILE, PEOPLE, VALUE, limits=LIMITS, draws=1_000, seed=3)
    order = np.random.default_rng(1).permutation(10)
    again = slope_index(
        DECILE[order],
        PEOPLE[order],
        VALUE[order],
        limits=(LIMITS[0][order], LIMITS[1][order]),
        draws=1_000,
        seed=3,
    )
    other = slope_index(DECILE, PEOPLE, VALUE, limits=LIMITS, draws=1_000, seed=4)
    assert once == again
    assert once.sii_lower != other.sii_lower


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"group": DECILE[:4], "population": PEOPLE[:4], "value": VALUE[:4]}, "5 to 100"),
        ({"group": np.where(DECILE == 2, 1, DECILE)}, "twice"),
        ({"group": np.where(DECILE == 2, np.nan, DECILE)}, "no number"),
        ({"population": PEOPLE[:9]}, "population is not one figure"),
        ({"population": np.where(DECILE == 2, 0, PEOPLE)}, "0 or less"),
        ({"value": np.where(DECILE == 2, np.nan, VALUE)}, "value is not one figure"),
        ({"kind": "ratio"}, "choose from"),
        ({"kind": "proportion"}, "above 0 and below 1"),
        ({"kind": "proportion", "value": VALUE / VALUE.max()}, "above 0 and below 1"),
        ({"kind": "rate", "value": VALUE - 75.9}, "above 0"),
        ({"kind": "rate", "limits": (VALUE * 0, VALUE + 1)}, "above 0"),
        ({"limits": (VALUE + 1, VALUE - 1)}, "0 or more"),
        ({"limits": (VALUE[:9] - 1, VALUE + 1)}, "unequal lengths"),
        ({"standard_error": -ERROR}, "0 or more"),
        ({"standard_error": np.where(DECILE == 2, -1, ERROR)}, "0 or more"),
        ({"standard_error": ERROR[:9]}, "0 or more"),
        ({"standard_error": ERROR, "limits": LIMITS}, "limits alone"),
        ({"standard_error": ERROR, "transform": True}, "limits alone"),
        ({"draws": 999}, "1,000 or more"),
        ({"confidence": 95}, "confidence"),
    ],
)
def test_bad_input_is_refused(change, sentence):
    arguments = {"group": DECILE, "population": PEOPLE, "value": VALUE} | change
    with pytest.raises(ValueError, match=sentence):
        slope_index(**arguments)


def test_ridits_refuse_a_group_without_people():
    with pytest.raises(ValueError, match="0 or less"):
        ridits([3, 0, 4])


def test_ridits_of_shares_are_those_of_people():
    """The example of the guidance: with 12 % in the first group and 10 % in the second, 0.06 and 0.17."""
    np.testing.assert_allclose(ridits([0.12, 0.10, 0.78]), [0.06, 0.17, 0.61])
