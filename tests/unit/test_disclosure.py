"""Small numbers held back: cases worked by hand."""

import numpy as np
import pandas as pd
import pytest

from sipmap.disclosure import hold_back, leaves_open, small


def table(rows, denominators=None, given=()):
    """Rows of (district, count) in one county, named A, B, C..."""
    codes = [chr(ord("A") + i) for i in range(len(rows))]
    frame = pd.DataFrame(
        {
            "code": codes,
            "district_code": [district for district, _ in rows],
            "county_code": "K",
            "numerator": [float(n) for _, n in rows],
            "denominator": np.nan if denominators is None else denominators,
            "is_given": [code in given for code in codes],
        }
    )
    frame.loc[frame["is_given"], ["numerator", "denominator"]] = np.nan
    return frame


def hidden(frame) -> str:
    """The letters of the hidden cells; capital where small in itself, else small."""
    cells = hold_back(frame).cells
    kinds = {"primary": str.upper, "secondary": str.lower, "given": lambda _: "*"}
    return "".join(kinds[c](code) for code, c in zip(frame["code"], cells, strict=True) if c)


@pytest.mark.parametrize(
    ("counted", "whole", "expected"),
    [
        (0, 50, False),
        (1, 50, True),
        (4, 50, True),
        (5, 50, False),
        (45, 50, False),
        (46, 50, True),
        (50, 50, True),
        (0, 4, True),
        (0, 0, False),
        (4.9999, 50, True),
    ],
)
def test_what_is_small_in_itself(counted, whole, expected):
    assert small(np.array([float(counted)]), np.array([float(whole)]))[0] == expected


def test_a_count_has_no_complement():
    assert small(np.array([0, 1, 4, 5, np.nan])).tolist() == [False, True, True, False, False]


def test_one_small_count_takes_the_next_smallest_with_it():
    assert hidden(table([("D", 3), ("D", 9), ("D", 7), ("D", 20)])) == "Ac"


def test_ties_go_by_code():
    assert hidden(table([("D", 9), ("D", 3), ("D", 9), ("D", 20)])) == "aB"


def test_zero_is_company_only_where_nothing_else_is_left():
    assert hidden(table([("D", 0), ("D", 3), ("D", 9), ("D", 20)])) == "Bc"
    assert hidden(table([("D", 0), ("D", 3)])) == "aB"


def test_two_small_counts_that_add_up_to_a_small_one_take_a_third():
    assert hidden(table([("D", 2), ("D", 2), ("D", 8), ("D", 30)])) == "ABc"
    assert hidden(table([("D", 2), ("D", 3), ("D", 8), ("D", 30)])) == "AB"


def test_rates_that_are_nearly_everybody_take_a_third():
    # 9 of 10 and 19 of 20: the total says that 2 of 30 are not counted.
    frame = table([("D", 9), ("D", 19), ("D", 20), ("D", 40)], denominators=[10.0, 20, 60, 90])
    assert hidden(frame) == "ABc"


def test_another_district_is_left_alone():
    assert hidden(table([("D", 3), ("D", 9), ("E", 6), ("E", 7)])) == "Ab"


def test_a_district_that_cannot_be_protected_keeps_its_total_back_and_takes_another_districts():
    frame = table([("D", 3), ("E", 9), ("E", 7), ("F", 50), ("F", 60)])
    held = hold_back(frame)
    assert hidden(frame) == "Abc"
    assert held.districts == ("D", "E")
    assert held.counties == ()


def test_a_county_that_cannot_be_protected_keeps_its_total_back():
    held = hold_back(table([("D", 3)]))
    assert (held.districts, held.counties) == (("D",), ("K",))


def test_what_came_marked_stays_and_one_alone_gets_company():
    assert hidden(table([("D", 0), ("D", 9), ("D", 7), ("D", 20)], given="A")) == "*c"
    assert hidden(table([("D", 0), ("D", 0), ("D", 7), ("D", 20)], given="AB")) == "**"


def test_missing_figures_take_no_part():
    frame = table([("D", 3), ("D", 9), ("D", 12)])
    frame.loc[1, "numerator"] = np.nan
    assert hidden(frame) == "Ac"


def test_nothing_to_hold_back():
    frame = table([("D", 0), ("D", 9)])
    assert (hold_back(frame).cells == "").all()


def test_what_a_sum_leaves_open():
    assert leaves_open(np.array([1.0, 6]), None)
    assert not leaves_open(np.array([1.0, 3]), None)
    assert not leaves_open(np.array([9.0]), None)
    assert leaves_open(np.array([9.0]), None, has_company=True)
    assert leaves_open(np.array([3.0, 30]), np.array([40.0, 50]))
    assert not leaves_open(np.array([9.0, 19]), np.array([10.0, 20]))
