"""No figure that is held back can be worked out from the totals that are published beside the rest."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sipmap.disclosure import THRESHOLD, hold_back, small

DISTRICTS = {"D1": "C1", "D2": "C1", "D3": "C1", "D4": "C2"}


@st.composite
def tables(draw, rates=True):
    """Return wards of four districts in two counties, many with small counts."""
    size = draw(st.integers(1, 16))
    districts = draw(st.lists(st.sampled_from(sorted(DISTRICTS)), min_size=size, max_size=size))
    counts = draw(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=size, max_size=size))
    others = draw(st.lists(st.one_of(st.integers(0, 6), st.integers(0, 90)), min_size=size, max_size=size))
    n = np.array(counts, dtype=float)
    return pd.DataFrame(
        {
            "code": [f"X{i:03d}" for i in range(size)],
            "district_code": districts,
            "county_code": [DISTRICTS[d] for d in districts],
            "numerator": n,
            "denominator": n + np.array(others) if rates else np.nan,
            "is_given": False,
        }
    )


def ranges(table, held):
    """What someone with every published total can work out of each hidden count: least and most, by row."""
    hidden = (held.cells != "").to_numpy()
    n, d = table["numerator"].to_numpy(), table["denominator"].to_numpy()
    rows, sums = [], []
    for level, withheld in (("district_code", held.districts), ("county_code", held.counties)):
        for area in sorted(set(table[level]) - set(withheld)):
            inside = (table[level] == area).to_numpy()
            rows.append((inside & hidden)[hidden].astype(float))
            sums.append(n[inside & hidden].sum())
    limits = [(0, None if np.isnan(most) else most) for most in d[hidden]]
    found = {}
    for place, row in enumerate(np.flatnonzero(hidden)):
        aim = np.zeros(hidden.sum())
        aim[place] = 1
        least, most = (
            linprog(sign * aim, A_eq=np.array(rows) if rows else None, b_eq=sums or None, bounds=limits)
            for sign in (1, -1)
        )
        found[row] = (least.fun, -most.fun if most.status == 0 else np.inf)
    return found


@settings(max_examples=80, deadline=None)
@given(tables())
def test_a_hidden_rate_cannot_be_worked_out(table):
    for row, (least, most) in ranges(table, hold_back(table)).items():
        wide_enough = min(THRESHOLD, table["denominator"][row])
        assert most - least >= wide_enough - 1e-6


@settings(max_examples=80, deadline=None)
@given(tables(rates=False))
def test_a_hidden_count_cannot_be_worked_out(table):
    for least, most in ranges(table, hold_back(table)).values():
        assert most - least >= THRESHOLD - 1e-6


@settings(deadline=None)
@given(tables(), st.booleans())
def test_every_small_figure_is_held_back_and_marked_so(table, is_count):
    table = table.assign(denominator=np.nan) if is_count else table
    denominators = None if is_count else table["denominator"].to_numpy()
    expected = small(table["numerator"].to_numpy(), denominators)
    assert ((hold_back(table).cells == "primary").to_numpy() == expected).all()


@settings(deadline=None)
@given(tables())
def test_held_back_once_more_nothing_changes(table):
    once = hold_back(table).cells
    hidden = once != ""
    marked = table.assign(is_given=hidden)
    marked.loc[hidden, ["numerator", "denominator"]] = np.nan
    again = hold_back(marked).cells
    assert ((again != "") == hidden).all()


@settings(deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    shuffled = hold_back(table.iloc[order]).cells.sort_index()
    assert shuffled.tolist() == hold_back(table).cells.tolist()


@settings(deadline=None)
@given(tables())
def test_nothing_is_held_back_where_nothing_is_small(table):
    far = table.assign(numerator=table["numerator"] + 5, denominator=table["denominator"] + 10)
    held = hold_back(far)
    assert (held.cells == "").all()
    assert (held.districts, held.counties) == ((), ())
