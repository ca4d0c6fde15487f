"""Contrasts worked by hand, and the rule by which a theme is specific to an area."""

import math

import numpy as np
import pandas as pd
import pytest

from sipmap.areas.barriers import (
    Finding,
    assess,
    is_specific,
    nearest_size,
    ordered,
)
from sipmap.areas.contrasts import Contrast, against_county, against_wards
from sipmap.areas.figures import ward_figures
from sipmap.catalogue import indicator
from sipmap.scoring.rates import wilson

RATE, SCORE, OPEN = "census-no-car", "iod2025-connectivity", "census-private-rent"
KNOWN = {i: indicator(i) for i in (RATE, SCORE, OPEN)}
CODES = ["X05000001", "X05000002", "X05000003", "X05000004"]
COUNTS = {"X05000001": (30, 100), "X05000002": (10, 300), "X05000003": (40, 400), "X05000004": (20, 200)}
SCORES = {"X05000001": 40.0, "X05000002": 80.0, "X05000003": 60.0, "X05000004": 60.0}
PEOPLE = pd.Series({"X05000001": 100.0, "X05000002": 300.0, "X05000003": 400.0, "X05000004": 200.0})


def observed(scores=SCORES):
    rows = [(RATE, code, n / d, float(d)) for code, (n, d) in COUNTS.items()]
    rows += [(OPEN, code, n / d, float(d)) for code, (n, d) in COUNTS.items()]
    rows += [(SCORE, code, value, PEOPLE[code]) for code, value in scores.items()]
    return pd.DataFrame(rows, columns=["indicator_id", "area_code", "value", "denominator"])


def figures(scores=SCORES, codes=CODES):
    return ward_figures(observed(scores), codes, KNOWN, PEOPLE)


def test_rates_are_summed_first_and_divided_last():
    found = figures()
    mean = dict(zip(found.ids, found.mean(found.rows(CODES[:2])), strict=True))
    assert mean[RATE] == pytest.approx(40 / 400)
    assert mean[SCORE] == pytest.approx((40 * 100 + 80 * 300) / 400)


def test_the_contrast_with_the_county_by_hand():
    """Scores 40, 80, 60, 60: SD sqrt(200) over wards; the county's mean by people is 64."""
    found = against_county(figures(), figures().rows(CODES[:1]))
    assert found[SCORE].value == pytest.approx((64 - 40) / math.sqrt(200))
    rates = [0.3, 10 / 300, 0.1, 0.1]
    assert found[RATE].value == pytest.approx((0.3 - 0.1) / np.std(rates))


def test_lower_is_worse_is_turned_and_its_range_with_it():
    found = against_wards(figures(), figures().rows(CODES[:1]), figures().rows(CODES[1:]))[SCORE]
    assert found.kind == "sensitivity range"
    assert 0 < found.low <= found.value <= found.high
    drawn_alone = [(other - 40) / math.sqrt(200) for other in (60, 80)]
    assert found.low >= drawn_alone[0] - 1e-9
    assert found.high <= drawn_alone[1] + 1e-9


def test_a_count_against_the_county_has_wilsons_interval_about_its_own_rate():
    found = against_county(figures(), figures().rows(CODES[:1]))[RATE]
    sd = np.std([0.3, 10 / 300, 0.1, 0.1])
    lower, upper = wilson(30, 100)
    assert found.kind == "confidence interval"
    assert (found.low, found.high) == pytest.approx(((lower - 0.1) / sd, (upper - 0.1) / sd))


def test_a_count_against_other_wards_has_newcombes_interval():
    """Newcombe (1998), method 10, his example (a): 56/70 less 48/80 is 0.2, 0.0524 to 0.3339."""
    two = {"X05000001": (56, 70), "X05000002": (48, 80)}
    rows = [(RATE, code, n / d, float(d)) for code, (n, d) in two.items()]
    frame = pd.DataFrame(rows, columns=["indicator_id", "area_code", "value", "denominator"])
    made = ward_figures(frame, two, {RATE: KNOWN[RATE]}, PEOPLE)
    found = against_wards(made, made.rows(["X05000001"]), made.rows(["X05000002"]))[RATE]
    sd = np.std([0.8, 0.6])
    assert (found.value * sd, found.low * sd, found.high * sd) == pytest.approx(
        (0.2, 0.0524, 0.3339), abs=5e-5
    )


def test_an_indicator_without_direction_has_a_value_and_no_contrast():
    found = assess(figures(), CODES[:1], {2: CODES[:2]})[OPEN]
    assert found.value == pytest.approx(0.3)
    assert found.county is None
    assert found.at[0].contrast is None
    assert not found.at[0].is_specific


def test_a_ward_never_stands_on_both_sides():
    with pytest.raises(ValueError, match="both sides"):
        against_wards(figures(), np.array([0]), np.array([0, 1]))


def test_the_areas_own_wards_are_left_out_of_those_compared_with():
    found = assess(figures(), CODES[:2], {3: CODES[:3]})[SCORE]
    (at,) = found.at
    assert at.others == 1
    assert at.own_wards == tuple(CODES[:2])
    assert at.own is None, "they are the whole area"
    assert at.contrast.value == pytest.approx((60 - 70) / math.sqrt(200))


def test_an_areas_own_high_need_wards_stand_beside_the_whole():
    found = assess(figures(), CODES[:2], {2: [CODES[0], CODES[2]]})[SCORE]
    (at,) = found.at
    assert at.own_wards == (CODES[0],)
    assert at.own.value == pytest.approx((60 - 40) / math.sqrt(200))
    assert at.own_is_specific
    assert not at.is_specific


def test_nobody_to_compare_with_is_no_contrast():
    found = assess(figures(), CODES[:2], {2: CODES[:2]})[SCORE]
    assert found.at[0].contrast is None
    assert not found.is_firm


def contrast(value, low, high):
    return Contrast(value, low, high, "sensitivity range")


@pytest.mark.parametrize(
    ("high_need", "county", "expected"),
    [
        (contrast(1.0, 0.2, 1.8), contrast(0.3, 0.1, 0.5), True),
        (contrast(0.99, 0.5, 1.5), contrast(0.3, 0.1, 0.5), False),
        (contrast(1.2, -0.1, 2.5), contrast(0.3, 0.1, 0.5), False),
        (contrast(1.2, 0.9, 1.5), contrast(0.1, -0.1, 0.3), False),
        (contrast(1.2, 0.9, 1.5), None, False),
        (None, contrast(0.3, 0.1, 0.5), False),
    ],
    ids=[
        "both worse",
        "below one SD",
        "interval over 0",
        "no worse than the county",
        "no county",
        "no others",
    ],
)
def test_area_specific_asks_for_one_sd_and_for_both_intervals_above_nothing(high_need, county, expected):
    assert is_specific(high_need, county) is expected


def test_firm_is_specific_at_each_size():
    scores = {f"X050000{n:02}": 60.0 for n in range(1, 31)} | {"X05000030": 20.0}
    people = pd.Series(dict.fromkeys(scores, 100.0))
    rows = [(SCORE, code, value, 100.0) for code, value in scores.items()]
    frame = pd.DataFrame(rows, columns=["indicator_id", "area_code", "value", "denominator"])
    made = ward_figures(frame, scores, {SCORE: KNOWN[SCORE]}, people)
    need = {n: list(scores)[:n] for n in (5, 10, 20)}
    assert assess(made, ["X05000030"], need)[SCORE].specific_at == (5, 10, 20)
    assert assess(made, ["X05000030"], need)[SCORE].is_firm
    assert not assess(made, ["X05000029"], need)[SCORE].is_firm


def test_a_missing_figure_is_missing_and_weighs_nothing():
    found = figures({**SCORES, "X05000002": float("nan")})
    column = found.ids.index(SCORE)
    assert found.mean(found.rows(CODES[1:2]))[column] != found.mean(found.rows(CODES[1:2]))[column]
    assert found.mean(found.rows(CODES[:2]))[column] == 40
    assert SCORE not in against_county(found, found.rows(CODES[1:2]))


def test_figures_supplied_without_denominators_are_weighted_by_residents():
    frame = observed()
    frame.loc[frame["indicator_id"] == RATE, "denominator"] = float("nan")
    found = ward_figures(frame, CODES, KNOWN, PEOPLE)
    column = found.ids.index(RATE)
    assert found.mean(found.rows(CODES[:2]))[column] == pytest.approx((0.3 * 100 + 10) / 400)
    assert not found.counted[column], "without counts there is no sampling error to speak of"


def test_the_order_of_rows_and_of_wards_does_not_matter():
    shuffled = ward_figures(observed().sample(frac=1, random_state=3), CODES[::-1], KNOWN, PEOPLE)
    assert assess(shuffled, CODES[:2], {3: CODES[2::-1]}) == assess(figures(), CODES[1::-1], {3: CODES[:3]})


def test_two_periods_of_one_indicator_are_a_fault():
    with pytest.raises(ValueError, match="one period"):
        ward_figures(pd.concat([observed(), observed()]), CODES, KNOWN, PEOPLE)


def test_a_ward_of_another_county_is_a_fault():
    with pytest.raises(KeyError, match="X05000077"):
        figures().rows(["X05000077"])


def test_an_indicator_that_does_not_vary_has_no_contrast():
    found = figures(dict.fromkeys(CODES, 50.0))
    assert SCORE not in against_county(found, found.rows(CODES[:1]))


def test_ranks_count_from_the_worst():
    assert figures().ranks(SCORE).to_dict() == {CODES[0]: 1, CODES[1]: 4, CODES[2]: 2, CODES[3]: 2}


def finding(value):
    return None if value is None else assess(figures(value), CODES[:1], {24: CODES[:3]})[SCORE]


def test_themes_are_ordered_by_the_largest_contrast_and_those_without_come_last():
    high, low = (
        Finding(SCORE, 1.0, 1.0, None, finding(SCORES).at),
        Finding(SCORE, 1.0, 1.0, None, finding(dict(SCORES, X05000001=79.0)).at),
    )
    assert ordered([("a", None), ("b", low), ("c", high), ("d", None)], 24) == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("top", "size"), [(1, 24), (24, 24), (32, 24), (33, 40), (50, 40), (60, 60), (255, 60)]
)
def test_a_list_is_ordered_at_the_nearest_size(top, size):
    assert nearest_size(top) == size
