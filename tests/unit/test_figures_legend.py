"""Classes of a map: quantile breaks, shared values, missing values."""

from itertools import pairwise

import numpy as np
import pytest

from sipmap.figures.legend import MapClass, breaks, class_of, classes, labels

NAN = float("nan")


def test_breaks_part_the_values_into_equal_shares():
    assert breaks(range(1, 101), 5) == pytest.approx([20.8, 40.6, 60.4, 80.2])


def test_each_class_says_its_range_and_how_many_areas_it_has():
    found = classes([float(v) for v in range(1, 11)])
    assert [c.count for c in found] == [2, 2, 2, 2, 2]
    assert found[0].low == 1
    assert found[-1].high == 10
    assert labels(found, lambda v: f"{v:.1f}%")[0] == "1.0% to 2.8%: 2 areas"


def test_values_that_many_areas_share_give_fewer_classes_and_lose_no_area():
    values = [0.0] * 80 + [1.0] * 10 + [2.0] * 10
    found = classes(values)
    assert sum(c.count for c in found) == 100
    assert (found[0].low, found[0].count) == (0.0, 80)
    assert len(found) < 5
    assert all(a.high == b.low for a, b in pairwise(found))


def test_one_value_everywhere_is_one_class():
    assert classes([3.0, 3.0]) == [MapClass(3.0, 3.0, 2)]


def test_missing_values_have_no_class_and_move_no_break():
    assert class_of(NAN, [1.0]) == -1
    assert breaks([1.0, NAN, 2.0, 3.0, NAN]) == breaks([1.0, 2.0, 3.0])
    assert breaks([NAN]) == []
    assert classes([NAN]) == []


def test_a_break_opens_the_class_above_it():
    assert class_of(1.0, [1.0, 2.0]) == 1
    assert class_of(np.nextafter(1.0, 0), [1.0, 2.0]) == 0
    assert class_of(9.0, [1.0, 2.0]) == 2


@pytest.mark.parametrize("number", [4, 8])
def test_fewer_than_five_classes_or_more_than_seven_are_refused(number):
    with pytest.raises(ValueError, match="between 5 and 7"):
        breaks([1.0, 2.0], number)
