"""Hot spots by hand on small maps: what is tested, what is found, and what a seed holds still."""

from itertools import permutations as orders

import numpy as np
import pandas as pd
import pytest

from sipmap.areas.contiguity import neighbours
from sipmap.areas.hotspots import (
    COLUMNS,
    NO_DIFFERENCES,
    NO_FIGURE,
    NO_NEIGHBOURS,
    discoveries,
    hot_spots,
)
from sipmap.areas.localstats import g_star, local_moran, neighbours_mean
from sipmap.areas.permutation import pseudo_p

PATH = [[1], [0, 2], [1]]
SIDE = 12
ENOUGH = 9_999


def code(row, column):
    return f"E05{row:03d}{column:03d}"


def grid():
    """Return the links of a square of wards that touch by their sides."""
    rows = [
        (code(r, c), code(r + down, c + along), "border", 100.0)
        for r in range(SIDE)
        for c in range(SIDE)
        for down, along in ((0, 1), (1, 0))
        if r + down < SIDE and c + along < SIDE
    ]
    return pd.DataFrame(rows, columns=["left_code", "right_code", "kind", "border_m"])


def noise(rate=0.05, people=4_000):
    """Return wards of the square with claimants by chance around rates that differ by chance."""
    generator = np.random.default_rng(5)
    rates = rate * np.exp(generator.normal(0, 0.2, SIDE * SIDE))
    codes = [code(r, c) for r in range(SIDE) for c in range(SIDE)]
    counts = generator.poisson(rates * people).astype(float)
    return pd.DataFrame({"area_code": codes, "count": counts, "denominator": float(people)})


def planted(factor):
    """Return noise with a block of nine wards whose rates are so many times as high."""
    block = [code(r, c) for r in (3, 4, 5) for c in (3, 4, 5)]
    made = noise()
    made.loc[made["area_code"].isin(block), "count"] *= factor
    return made, set(block)


def test_the_statistics_of_three_areas_in_a_row():
    values = np.array([0.0, 1.0, 5.0])  # deviations -2, -1, 3: squares sum to 14
    assert neighbours_mean(values, PATH).tolist() == [1.0, 2.5, 1.0]
    assert local_moran(values, PATH) == pytest.approx([2 / 7, -0.5 / 7, -3 / 7])
    spread = np.sqrt(14 / 3 * (3 * 2 - 4) / 2)
    assert g_star(values, PATH)[[0, 2]] == pytest.approx([-3 / spread, 2 / spread])
    assert np.isnan(g_star(values, PATH)[1]), "all are its neighbours"


def test_an_area_without_neighbours_has_no_statistic():
    values = np.array([0.0, 1.0, 5.0, 2.0])
    near = [[1], [0], [], []]
    for found in (
        local_moran(values, near),
        g_star(values, near),
        pseudo_p(values, near, permutations=99, seed=1),
    ):
        assert np.isnan(found).tolist() == [False, False, True, True]


def test_no_neighbours_at_all_is_no_test_at_all():
    assert np.isnan(pseudo_p(np.arange(3.0), [[], [], []], permutations=99, seed=1)).all()


@pytest.mark.parametrize("area", range(6))
def test_pseudo_p_values_near_those_of_every_order(area):
    values = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 33.0])
    near = [[(area + 1) % 6, (area + 2) % 6] for area in range(6)]
    others = np.delete(values, area)
    dealt = np.array([first + second for first, second in orders(others, 2)])
    observed = values[near[area]].sum()
    tails = (dealt >= observed).mean(), (dealt <= observed).mean()
    found = pseudo_p(values, near, permutations=40_000, seed=3)[area]
    assert found == pytest.approx(min(1, 2 * min(tails)), abs=0.015)


def test_an_order_of_draws_is_as_likely_as_another():
    near = [[1], [0], [0, 1, 3], [2]]  # areas of one place read the first draw alone
    values = np.array([0.0, 0.0, 1.0, 3.0])
    found = pseudo_p(values, near, permutations=60_000, seed=9)
    assert found[0] == pytest.approx(2 / 3, abs=0.02), "0 of 0, 1 and 3 a time in three"


def test_a_planted_block_is_hot_and_nothing_far_from_it_is():
    figures, block = planted(2.5)
    found = hot_spots(figures, grid(), permutations=ENOUGH)
    hot = set(found.codes("hot"))
    around = {c for c in figures["area_code"] if 1 < int(c[3:6]) < 7 and 1 < int(c[6:]) < 7}
    assert len(hot & block) >= 4
    assert code(4, 4) in hot
    assert hot <= around
    assert found.codes("cold") == ()
    rows = found.frame.set_index("area_code")
    assert rows.loc[code(4, 4), "pattern"] == "high-high"
    assert rows.loc[code(4, 4), "g_star"] > 4


def test_a_block_of_low_rates_is_cold():
    figures, block = planted(0.4)
    found = hot_spots(figures, grid(), permutations=ENOUGH)
    assert len(set(found.codes("cold")) & block) >= 4
    assert found.codes("hot") == ()


def test_a_low_ward_amid_high_ones_is_low_high_and_is_no_cold_spot():
    figures, _ = planted(3.0)
    figures.loc[figures["area_code"] == code(4, 4), "count"] = 100.0
    row = hot_spots(figures, grid(), permutations=ENOUGH).frame.set_index("area_code").loc[code(4, 4)]
    assert row["pattern"] == "low-high"
    assert row["moran"] < 0
    assert row["spot"] != "cold"


def test_a_high_ward_amid_low_ones_is_no_hot_spot():
    figures, _ = planted(0.3)
    figures.loc[figures["area_code"] == code(4, 4), "count"] = 4_000.0
    row = hot_spots(figures, grid(), permutations=ENOUGH).frame.set_index("area_code").loc[code(4, 4)]
    assert row["pattern"] == "high-low"
    assert row["g_star"] > 0
    assert pd.isna(row["spot"]), "G* is high for the ward's own figure alone"


def test_smoothing_keeps_a_ward_of_few_people_from_making_a_hot_spot():
    figures = noise()
    few = figures["area_code"] == code(6, 6)
    figures.loc[few, ["count", "denominator"]] = (10.0, 20.0)
    found = hot_spots(figures, grid(), permutations=ENOUGH)
    row = found.frame.set_index("area_code").loc[code(6, 6)]
    assert row["rate"] == 0.5
    assert row["smoothed"] < 0.1
    assert found.codes("hot") == ()


def test_the_order_of_rows_and_what_ran_before_change_nothing():
    figures, _ = planted(1.6)
    once = hot_spots(figures, grid(), permutations=ENOUGH).frame
    hot_spots(noise(), grid(), permutations=ENOUGH, seed=4)
    turned = hot_spots(figures.sample(frac=1, random_state=2), grid()[::-1], permutations=ENOUGH).frame
    pd.testing.assert_frame_equal(once, turned)
    assert list(once.columns) == COLUMNS


def test_another_seed_moves_p_values_a_little_and_no_statistic():
    figures, _ = planted(1.6)
    one, other = (hot_spots(figures, grid(), permutations=ENOUGH, seed=seed).frame for seed in (1, 2))
    assert (one["p"] != other["p"]).any()
    assert (one["p"] - other["p"]).abs().max() < 0.1
    pd.testing.assert_frame_equal(one[["moran", "g_star"]], other[["moran", "g_star"]])


def test_an_island_is_listed_untested_and_counts_in_the_mean():
    figures = pd.concat(
        [noise(), pd.DataFrame({"area_code": ["E05999999"], "count": [900.0], "denominator": [4_000.0]})]
    )
    found = hot_spots(figures, grid(), permutations=ENOUGH)
    row = found.frame.iloc[-1]
    assert (row["area_code"], row["neighbours"], row["note"]) == ("E05999999", 0, NO_NEIGHBOURS)
    assert row[["moran", "g_star", "p", "pattern", "spot"]].isna().all()
    assert not row["is_significant"]
    assert found.tested == SIDE * SIDE
    smoothed = found.frame["smoothed"].to_numpy()
    assert smoothed[-1] > 0.2
    near = neighbours(found.frame["area_code"], grid())
    places = {area: place for place, area in enumerate(near)}
    expected = g_star(smoothed, [[places[other] for other in others] for others in near.values()])
    assert found.frame["g_star"].to_numpy() == pytest.approx(expected, nan_ok=True)


def test_a_ward_without_a_figure_is_nobodys_neighbour():
    figures = noise()
    figures.loc[figures["area_code"] == code(0, 0), "count"] = np.nan
    figures.loc[figures["area_code"] == code(5, 5), "denominator"] = 0.0
    rows = hot_spots(figures, grid(), permutations=ENOUGH).frame.set_index("area_code")
    assert rows.loc[[code(0, 0), code(5, 5)], "note"].tolist() == [NO_FIGURE, NO_FIGURE]
    assert rows.loc[code(0, 1), "neighbours"] == 2
    assert rows["p"].notna().sum() == SIDE * SIDE - 2


def test_where_chance_explains_all_nothing_is_tested():
    figures = noise().assign(count=200.0)
    found = hot_spots(figures, grid(), permutations=ENOUGH)
    assert set(found.frame["note"]) == {NO_DIFFERENCES}
    assert found.tested == 0
    assert not found.frame["is_significant"].any()
    assert found.codes("hot") == found.codes("cold") == ()


def test_no_wards_and_no_figures_are_no_hot_spots():
    assert hot_spots(noise().iloc[:0], grid()).frame.empty
    nothing = hot_spots(noise().assign(count=np.nan), grid()).frame
    assert set(nothing["note"]) == {NO_FIGURE}


def test_a_ward_that_is_there_twice_is_refused():
    with pytest.raises(ValueError, match="E05000000 is there twice"):
        hot_spots(pd.concat([noise(), noise().head(1)]), grid())


@pytest.mark.parametrize(
    ("p", "found"),
    [
        ([0.01, 0.02, 0.03, 0.04, 0.05], [True] * 5),
        ([0.04, 0.011], [True, True]),
        ([0.026, 0.9], [False, False]),
        ([0.012, np.nan, 0.9, 0.8, 0.7], [True, False, False, False, False]),
        ([np.nan], [False]),
    ],
)
def test_false_discoveries_are_held_step_by_step(p, found):
    assert discoveries(np.array(p), 0.05).tolist() == found
