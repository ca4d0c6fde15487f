"""Classes of a map: quantiles, natural breaks and fixed steps; shared values, missing values."""

import warnings
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipmap.figures.classes import METHODS, MOST, MapClass, Scheme, breaks, class_of, classes
from sipmap.figures.legend import labels, wards

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import mapclassify

NAN = float("nan")
QUANTILES = Scheme("quantiles", 5)


def within(values, inner):
    """The sum of squares about each class's mean."""
    at = np.array([class_of(v, inner) for v in values])
    return sum(float(((values[at == c] - values[at == c].mean()) ** 2).sum()) for c in np.unique(at))


def skewed(size, places=2, seed=1):
    return np.round(np.random.default_rng(seed).gamma(2.0, 5.0, size), places)


def test_quantiles_part_the_values_into_equal_shares():
    assert breaks(range(1, 101), QUANTILES) == pytest.approx([20.8, 40.6, 60.4, 80.2])


def test_quantiles_are_those_of_mapclassify():
    values = skewed(255)
    found = breaks(values, Scheme("quantiles", 6))
    assert found == pytest.approx(mapclassify.Quantiles(values, k=6).bins[:-1])


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize(("size", "number", "places"), [(255, 5, 2), (279, 7, 1), (24, 6, 0), (40, 5, 3)])
def test_natural_breaks_are_those_of_mapclassify(size, number, places):
    values = skewed(size, places)
    theirs = mapclassify.FisherJenks(values, k=number).yb
    inner = breaks(values, Scheme("natural", number))
    assert [class_of(v, inner) for v in values] == theirs.tolist()


@given(st.lists(st.integers(-40, 40), min_size=7, max_size=11), st.integers(5, 7))
def test_no_other_breaks_leave_values_closer_to_their_means(whole, number):
    values = np.array(whole, dtype=float)
    inner = breaks(values, Scheme("natural", number))
    others = combinations(sorted(set(values))[1:], len(inner))
    assert within(values, inner) <= min(within(values, list(other)) for other in others) + 1e-9
    assert len(inner) == min(number, len(set(whole))) - 1


def test_natural_breaks_keep_a_cluster_together():
    values = [1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.2, 20.0, 20.1, 40.0]
    assert breaks(values, Scheme("natural", 5)) == [5.0, 9.0, 20.0, 40.0]


@pytest.mark.parametrize(
    ("low", "high", "number", "expected"),
    [
        (0.031, 0.284, 5, [0.05, 0.1, 0.15, 0.2, 0.25]),
        (3.0, 97.0, 5, [20, 40, 60, 80]),
        (-2.1, 3.4, 7, [-2, -1, 0, 1, 2, 3]),
        (0.0, 1.0, 5, [0.2, 0.4, 0.6, 0.8]),
        (1200.0, 18400.0, 7, [5000, 10000, 15000]),
    ],
)
def test_fixed_steps_are_round_and_lie_within_the_values(low, high, number, expected):
    found = breaks([low, high], Scheme("fixed", number))
    assert found == expected


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False), min_size=2, max_size=30), st.integers(5, 7))
def test_every_method_gives_ascending_breaks_inside_the_values_and_loses_none(values, number):
    for method in METHODS:
        found = classes(values, Scheme(method, number))
        assert 1 <= len(found) <= MOST
        assert sum(c.count for c in found) == len(values)
        assert all(a.high == b.low for a, b in pairwise(found))
        inner = breaks(values, Scheme(method, number))
        assert all(a < b for a, b in pairwise(inner))
        assert all(min(values) < b <= max(values) for b in inner)


def test_each_class_says_its_range_and_how_many_areas_it_has():
    found = classes([float(v) for v in range(1, 11)])
    assert [c.count for c in found] == [2, 2, 2, 2, 2]
    assert found[0].low == 1
    assert found[-1].high == 10
    assert labels(found, lambda v: f"{v:.1f}%")[0] == "1.0% to 2.8%"
    assert (wards(1), wards(6826)) == ("1 ward", "6,826 wards")


def test_values_that_many_areas_share_give_fewer_classes_and_lose_no_area():
    found = classes([0.0] * 80 + [1.0] * 10 + [2.0] * 10)
    assert sum(c.count for c in found) == 100
    assert (found[0].low, found[0].count) == (0.0, 80)
    assert len(found) < 5


@pytest.mark.parametrize("method", METHODS)
def test_one_value_everywhere_is_one_class(method):
    assert classes([3.0, 3.0], Scheme(method)) == [MapClass(3.0, 3.0, 2)]


@pytest.mark.parametrize("method", METHODS)
def test_missing_values_have_no_class_and_move_no_break(method):
    scheme = Scheme(method)
    assert class_of(NAN, [1.0]) == -1
    assert breaks([1.0, NAN, 2.0, 3.0, NAN], scheme) == breaks([1.0, 2.0, 3.0], scheme)
    assert breaks([NAN], scheme) == []
    assert classes([NAN], scheme) == []


def test_a_break_opens_the_class_above_it():
    assert class_of(1.0, [1.0, 2.0]) == 1
    assert class_of(np.nextafter(1.0, 0), [1.0, 2.0]) == 0
    assert class_of(9.0, [1.0, 2.0]) == 2


@pytest.mark.parametrize("number", [4, 8])
def test_fewer_than_five_classes_or_more_than_seven_are_refused(number):
    with pytest.raises(ValueError, match="between 5 and 7"):
        breaks([1.0, 2.0], Scheme("natural", number))
