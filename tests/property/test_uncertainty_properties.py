"""What must hold of every statement on how sure a rank is."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipmap.scoring.uncertainty import NOTHING_VARIES, Problem, Varied, linear, simulate
from sipmap.scoring.uncertainty.draws import draw_block, prepared
from sipmap.scoring.uncertainty.settle import settled
from sipmap.scoring.uncertainty.simulate import rank_draws, ranked_wards
from tests.simulated_counties import counted_county

EVERYTHING = Varied()


def best_part(values, weights):
    """A second method: the part with most need decides. At the top, so that other processes can find it."""
    return (values * weights[:, None, :]).max(axis=2)


def everything_varies(seed=0):
    rng = np.random.default_rng(seed)
    problem = counted_county("normal", 0.3, rng, exact=2).problem
    shape = problem.values.shape
    return replace(
        problem,
        apportionment=0.1 * rng.normal(size=shape),
        alternatives=(problem.values + 0.2 * rng.normal(size=shape),),
        methods=(linear, best_part),
    )


def shuffled(problem, order):
    counted = problem.sampled[0]
    counted = replace(counted, numerator=counted.numerator[order], denominator=counted.denominator[order])
    return replace(
        problem,
        codes=problem.codes[order],
        values=problem.values[order],
        sampled=(counted,),
        apportionment=problem.apportionment[order],
        alternatives=tuple(table[order] for table in problem.alternatives),
    )


tables = st.lists(
    st.tuples(*[st.integers(-8, 8).map(lambda quarter: quarter / 4)] * 3), min_size=2, max_size=10
)


def index_scores(rows):
    codes = np.array([f"E05{ward:06d}" for ward in range(len(rows))])
    return Problem(codes, np.array(rows, dtype=float), np.array([3.0, 1.0, 2.0]))


def test_same_seed_same_answer_on_one_process_or_four():
    problem = everything_varies()
    one = simulate(problem, 10, draws=450, seed=3)
    four = simulate(problem, 10, draws=450, seed=3, workers=4)
    pd.testing.assert_frame_equal(one.frame, four.frame, check_exact=True)
    assert not one.frame.equals(simulate(problem, 10, draws=450, seed=4).frame)


def test_order_of_rows_does_not_matter():
    problem = everything_varies()
    order = np.random.default_rng(1).permutation(len(problem.codes))
    straight = simulate(problem, 10, draws=300).frame
    mixed = simulate(shuffled(problem, order), 10, draws=300).frame
    assert list(mixed.index) == list(problem.codes[order])
    pd.testing.assert_frame_equal(straight, mixed.loc[straight.index], check_exact=True)


def test_more_draws_go_on_where_fewer_end():
    problem = settled(everything_varies())
    ranked = ranked_wards(problem)
    few, many = (rank_draws(problem, ranked, EVERYTHING, draws=n, seed=0) for n in (150, 400))
    np.testing.assert_array_equal(few, many[:150])


def test_more_draws_converge():
    problem = everything_varies()
    reference = simulate(problem, 10, draws=20000, seed=1).frame["chance_top"]
    off = [
        float(np.sqrt(((simulate(problem, 10, draws=n).frame["chance_top"] - reference) ** 2).mean()))
        for n in (100, 1000, 10000)
    ]
    assert off[0] > off[1] > off[2]
    assert off[2] < 0.005


def test_nothing_varies_nothing_is_unsure():
    found = simulate(everything_varies(), 10, varied=NOTHING_VARIES)
    frame = found.frame
    for column in ("median_rank", "low", "high"):
        pd.testing.assert_series_equal(frame[column], frame["rank"], check_names=False)
    assert set(frame["word"]) == {"certain", "unlikely"}
    assert found.kind == "sensitivity range"


@pytest.mark.parametrize("source", ["sampling", "weights", "apportionment", "summary", "method"])
def test_each_source_widens_ranges_and_leaves_the_draws_of_the_others(source):
    problem = settled(everything_varies())
    alone = replace(NOTHING_VARIES, **{source: True})
    found = simulate(problem, 10, varied=alone, draws=300)
    assert (found.frame["high"] > found.frame["low"]).any()
    assert found.kind == ("range" if source == "sampling" else "sensitivity range")
    both = draw_block(problem, prepared(problem, EVERYTHING), EVERYTHING, seed=5, block=2)
    one = draw_block(problem, prepared(problem, alone), alone, seed=5, block=2)
    np.testing.assert_array_equal(getattr(one, source), getattr(both, source))


@settings(max_examples=25, deadline=None)
@given(tables, st.data())
def test_more_need_never_ranks_lower(rows, data):
    ward, part = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 2))
    problem = index_scores(rows)
    worse = problem.values.copy()
    worse[ward, part] += 1.5
    before = simulate(problem, 1, draws=100).frame.iloc[ward]
    after = simulate(replace(problem, values=worse), 1, draws=100).frame.iloc[ward]
    assert after["median_rank"] <= before["median_rank"]
    assert after["low"] <= before["low"]
    assert after["high"] <= before["high"]
    assert after["chance_top"] >= before["chance_top"]


@settings(max_examples=25, deadline=None)
@given(tables, st.sampled_from([1e-3, 0.1, 3.0, 1e3]))
def test_scaling_all_weights_changes_nothing(rows, factor):
    problem = index_scores(rows)
    scaled = replace(problem, weights=problem.weights * factor)
    before, after = simulate(problem, 1, draws=100).frame, simulate(scaled, 1, draws=100).frame
    assert (before["rank"] - after["rank"]).abs().max() == 0
    assert (before["chance_top"] - after["chance_top"]).abs().max() <= 0.02  # near ties on the ninth decimal


@settings(max_examples=25, deadline=None)
@given(tables)
def test_a_missing_value_never_wins(rows):
    problem = index_scores([*rows, (9.0, np.nan, 9.0)])
    frame = simulate(problem, 1, draws=100).frame
    assert frame.iloc[-1].isna().all()
    assert frame.iloc[:-1].notna().all(axis=None)
    pd.testing.assert_series_equal(frame["rank"].iloc[:-1], simulate(index_scores(rows), 1).frame["rank"])
