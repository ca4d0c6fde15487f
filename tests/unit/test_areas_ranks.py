"""Ranks on one indicator never stand without their range, worked by hand on four wards."""

import numpy as np
import pandas as pd
import pytest

from sipmap.areas.figures import ward_figures
from sipmap.areas.ranks import Pieces, limits, placed_ranks
from sipmap.catalogue import indicator
from sipmap.scoring.rates import wilson

RATE, SCORE, OPEN = "census-no-car", "iod2025-connectivity", "census-private-rent"
KNOWN = {i: indicator(i) for i in (RATE, SCORE, OPEN)}
CODES = ["X05000001", "X05000002", "X05000003", "X05000004"]
PEOPLE = pd.Series(dict.fromkeys(CODES, 100.0))
NO_PIECES = Pieces(np.empty(0, dtype=np.intp), np.empty((0, 3)), np.empty((0, 3)))


def figures(rates=(0.5, 0.4, 0.2, 0.1), scores=(40.0, 50.0, 60.0, 60.0)):
    rows = [(i, c, r, 100.0) for i in (RATE, OPEN) for c, r in zip(CODES, rates, strict=True)]
    rows += [(SCORE, c, s, 100.0) for c, s in zip(CODES, scores, strict=True)]
    frame = pd.DataFrame(rows, columns=["indicator_id", "area_code", "value", "denominator"])
    return ward_figures(frame, CODES, KNOWN, PEOPLE)


def pieces(*rows):
    """Rows of (ward number, score, people)."""
    owner = np.array([ward for ward, _, _ in rows], dtype=np.intp)
    values, weights = np.full((len(rows), 3), np.nan), np.zeros((len(rows), 3))
    values[:, 1] = [score for _, score, _ in rows]
    weights[:, 1] = [people for _, _, people in rows]
    return Pieces(owner, values, weights)


def ranks(indicator_id, small=NO_PIECES, **changes):
    made = figures(**changes)
    return placed_ranks(made, limits(made, small), indicator_id)


def test_a_counts_range_is_where_wilsons_limits_would_stand_among_the_others():
    found = ranks(RATE)
    lower, upper = wilson(40, 100)
    assert lower < 0.5 < upper or lower > 0.2
    assert [found[c].rank for c in CODES] == [1, 2, 3, 4]
    assert (found[CODES[1]].low, found[CODES[1]].high) == (2 - int(upper > 0.5), 2)
    assert found[CODES[1]].kind == "confidence interval"
    assert found[CODES[1]].of == 4


def test_a_scores_range_is_with_any_one_small_area_left_out():
    """Ward 2 scores 50: without its small area of 60 it scores 40, as ward 1 does; without that of 40, 60."""
    small = pieces((0, 40.0, 50), (0, 40.0, 50), (1, 40.0, 50), (1, 60.0, 50))
    found = ranks(SCORE, small)
    assert (found[CODES[0]].rank, found[CODES[0]].low, found[CODES[0]].high) == (1, 1, 1)
    assert (found[CODES[1]].rank, found[CODES[1]].low, found[CODES[1]].high) == (2, 1, 2)
    worse = ranks(SCORE, pieces((1, 38.0, 50), (1, 62.0, 50)))[CODES[1]]
    assert (worse.low, worse.rank, worse.high) == (1, 2, 4)
    assert worse.kind == "sensitivity range"


def test_without_a_range_there_is_no_rank():
    assert ranks(SCORE) == {}
    assert ranks(SCORE, pieces((0, 40.0, 100))) == {}, "a ward within one small area"


def test_without_a_direction_there_is_no_rank():
    assert ranks(OPEN) == {}


def test_a_small_area_without_a_figure_takes_no_part():
    small = pieces((0, 40.0, 50), (0, float("nan"), 50), (1, 40.0, 50), (1, 60.0, 50), (1, float("nan"), 9))
    assert CODES[0] not in ranks(SCORE, small), "what is left without its one figure is nothing"
    assert ranks(SCORE, small)[CODES[1]].rank == 2


def test_a_ward_without_a_figure_is_not_ranked_and_is_not_among_those_ranked():
    found = ranks(RATE, rates=(0.5, float("nan"), 0.2, 0.1))
    assert CODES[1] not in found
    assert {place.of for place in found.values()} == {3}


@pytest.mark.parametrize("code", CODES)
def test_the_rank_lies_within_its_range(code):
    place = ranks(RATE, rates=(0.31, 0.3, 0.29, 0.3))[code]
    assert place.low <= place.rank <= place.high
