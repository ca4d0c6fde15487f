from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty import (
    NOTHING_VARIES,
    SOURCES,
    Counted,
    Estimated,
    Problem,
    Varied,
    apportionment_shift,
    drivers,
    indices,
    joint_ranks,
    joint_sets,
    marginal_sets,
    score_errors,
    top_set,
)
from tests.simulated_counties import counted_county, noisy_county


def brute_joint(estimates, errors, level, draws, seed):
    """The paper's algorithm word for word: every ordered pair, the family shrinking step by step."""
    wards = len(estimates)
    noise = np.random.default_rng(seed).standard_normal((wards, draws)) * errors[:, None]
    standing = {(j, k) for j in range(wards) for k in range(wards) if j != k}
    rejected = set()
    while True:
        error = {pair: np.hypot(errors[pair[0]], errors[pair[1]]) for pair in standing}
        chance = np.max([(noise[j] - noise[k]) / error[j, k] for j, k in standing], axis=0)
        bound = np.quantile(chance, level)
        fresh = {(j, k) for j, k in standing if (estimates[j] - estimates[k]) / error[j, k] > bound}
        if not fresh:
            break
        rejected |= fresh
        standing -= fresh
    low = [1 + sum((k, j) in rejected for k in range(wards)) for j in range(wards)]
    high = [wards - sum((j, k) in rejected for k in range(wards)) for j in range(wards)]
    return low, high


def brute_marginal(estimates, errors, ward, *, level, draws, seed):
    wards = len(estimates)
    noise = np.random.default_rng(seed).standard_normal((wards, draws)) * errors[:, None]
    standing = {(ward, k) for k in range(wards) if k != ward} | {(k, ward) for k in range(wards) if k != ward}
    rejected = set()
    while standing:
        error = {pair: np.hypot(errors[pair[0]], errors[pair[1]]) for pair in standing}
        bound = np.quantile(np.max([(noise[j] - noise[k]) / error[j, k] for j, k in standing], axis=0), level)
        fresh = {(j, k) for j, k in standing if (estimates[j] - estimates[k]) / error[j, k] > bound}
        if not fresh:
            break
        rejected |= fresh
        standing -= fresh
    return 1 + sum(j != ward for j, _ in rejected), wards - sum(j == ward for j, _ in rejected)


@pytest.mark.parametrize("draws", [1, 300])
@pytest.mark.parametrize("seed", range(4))
def test_sets_are_those_of_the_algorithm_word_for_word(seed, draws):
    rng = np.random.default_rng(seed)
    estimates, errors = 2 * rng.normal(size=9), rng.uniform(0.2, 0.9, 9)
    sets = joint_sets(estimates, errors, draws=draws, seed=seed)
    assert (sets.low.tolist(), sets.high.tolist()) == brute_joint(estimates, errors, 0.9, draws, seed)
    sets = marginal_sets(estimates, errors, draws=draws, seed=seed)
    alone = [brute_marginal(estimates, errors, ward, level=0.9, draws=draws, seed=seed) for ward in range(9)]
    assert list(zip(sets.low, sets.high, strict=True)) == alone


def test_single_step_sets_are_never_narrower_nor_joint_ones_than_marginal_ones():
    county = noisy_county("normal", 0.3, np.random.default_rng(0))
    estimates, errors = county.problem.values[:, 0], county.problem.sampled[0].standard_error
    joint, marginal = joint_sets(estimates, errors), marginal_sets(estimates, errors)
    for narrow, wide in (
        (joint, joint_sets(estimates, errors, stepwise=False)),
        (marginal, marginal_sets(estimates, errors, stepwise=False)),
        (marginal, joint),
        (joint, joint_sets(estimates, errors, level=0.99)),
    ):
        assert (narrow.low >= wide.low).all()
        assert (narrow.high <= wide.high).all()
        assert (narrow.high - narrow.low).sum() < (wide.high - wide.low).sum()


def test_exact_estimates_are_ranked_surely_and_ties_are_not_broken():
    sets = joint_sets(np.array([1.0, 3.0, 2.0, 2.0]), np.zeros(4))
    assert sets.low.tolist() == [4, 1, 2, 2]
    assert sets.high.tolist() == [4, 1, 3, 3]
    sets = marginal_sets(np.array([1.0, 3.0, 2.0, 2.0]), np.zeros(4))
    assert sets.low.tolist() == [4, 1, 2, 2]
    assert sets.high.tolist() == [4, 1, 3, 3]


@pytest.mark.parametrize("make", [joint_sets, marginal_sets])
def test_one_ward_is_first(make):
    sets = make(np.array([1.0]), np.array([0.5]))
    assert (sets.low.tolist(), sets.high.tolist()) == ([1], [1])


def test_same_seed_same_sets_whatever_the_number_of_draws_at_once():
    county = noisy_county("clusters", 0.3, np.random.default_rng(1))
    estimates, errors = county.problem.values[:, 0], county.problem.sampled[0].standard_error
    one, two = (joint_sets(estimates, errors, draws=700, seed=9) for _ in range(2))
    np.testing.assert_array_equal(one.low, two.low)
    may_be = top_set(estimates, errors, 5, draws=700, seed=9)
    np.testing.assert_array_equal(may_be, one.low <= 5)
    assert may_be[np.argsort(-estimates)[:5]].all()


def test_the_top_set_is_that_of_its_own_draws_and_seed():
    county = noisy_county("clusters", 0.3, np.random.default_rng(1))
    estimates, errors = county.problem.values[:, 0], county.problem.sampled[0].standard_error
    low = joint_sets(estimates, errors, level=0.6, draws=20, seed=9).low
    for size in range(1, len(low) + 1):
        may_be = top_set(estimates, errors, size, level=0.6, draws=20, seed=9)
        np.testing.assert_array_equal(may_be, low <= size)


def test_a_level_of_one_half_is_the_least():
    sets = joint_sets(np.array([5.0, 1.0]), np.array([0.1, 0.1]), level=0.5)
    assert (sets.low.tolist(), sets.high.tolist()) == ([1, 2], [1, 2])


@pytest.mark.parametrize(
    ("estimates", "errors", "level"),
    [
        ([1.0, np.nan], [1.0, 1.0], 0.9),
        ([1.0, 2.0], [1.0, np.nan], 0.9),
        ([1.0, 2.0], [1.0, np.inf], 0.9),
        ([1.0, 2.0], [1.0, -1.0], 0.9),
        ([1.0, 2.0], [1.0, 1.0], 0.3),
        ([1.0, 2.0], [1.0, 1.0], 1.0),
    ],
)
def test_what_cannot_be_tested_is_one_sentence(estimates, errors, level):
    with pytest.raises(ProfileError):
        joint_sets(np.array(estimates), np.array(errors), level=level)


def test_errors_of_scores_are_the_parts_errors_weighted():
    problem = Problem(
        np.array(["E05000002", "E05000001"]),
        np.array([[1.0, 2.0, 0.5], [0.0, 1.0, 0.5]]),
        np.array([2.0, 3.0, 1.0]),
        (Estimated(0, np.array([0.1, 0.2])), Estimated(1, np.array([0.3, 0.0]))),
    )
    score, error = score_errors(problem)
    np.testing.assert_allclose(score, [8.5, 3.5])
    np.testing.assert_allclose(error, [np.hypot(0.2, 0.9), 0.4])


def test_confidence_sets_from_counts():
    county = counted_county("normal", 0.3, np.random.default_rng(4), exact=1)
    problem = county.problem
    values = problem.values.copy()
    values[7, 1] = np.nan
    frame = joint_ranks(replace(problem, values=values), 10)
    assert frame.index.tolist() == problem.codes.tolist()
    assert frame.iloc[7].isna().all()
    ranked = frame.drop(index=frame.index[7])
    assert (ranked["joint_low"] <= ranked["marginal_low"]).all()
    assert (ranked["joint_high"] >= ranked["marginal_high"]).all()
    pd.testing.assert_series_equal(ranked["may_be_top"], ranked["joint_low"] <= 10, check_names=False)
    people = problem.sampled[0].denominator
    rate = problem.sampled[0].numerator / people
    np.testing.assert_allclose(
        ranked["error"], (100 * np.sqrt(rate * (1 - rate) / people))[frame["score"].notna()], rtol=0.1
    )


def test_confidence_sets_are_of_the_level_draws_and_seed_asked_for():
    problem = noisy_county("normal", 0.3, np.random.default_rng(2)).problem
    assert problem.codes.tolist() == sorted(problem.codes)
    frame = joint_ranks(problem, 10, level=0.6, draws=20, seed=9)
    assert frame.index.name == "area_code"
    for kind, make in (("joint", joint_sets), ("marginal", marginal_sets)):
        sets = make(*score_errors(problem), level=0.6, draws=20, seed=9)
        assert frame[f"{kind}_low"].tolist() == sets.low.tolist()
        assert frame[f"{kind}_high"].tolist() == sets.high.tolist()


def test_index_scores_have_no_confidence_sets():
    problem = Problem(np.array(["E05000001"]), np.ones((1, 1)), np.ones(1))
    with pytest.raises(ProfileError, match="no confidence sets"):
        joint_ranks(problem, 1)


def test_nobody_counted_in_a_ward_is_not_taken_for_sure():
    counts, people = np.array([0.0, 30.0, 60.0, 20.0]), np.full(4, 1000.0)
    problem = Problem(
        np.array([f"E0500000{n}" for n in range(4)]),
        (counts / people)[:, None],
        np.ones(1),
        (Counted(0, counts, people, slope=1.0),),
    )
    _, error = score_errors(problem)
    assert error[0] > 0.0005


def test_apportionment_is_as_uncertain_as_two_ways_differ():
    share = np.array([[1.0, 2.0], [0.0, 1.0], [3.0, np.nan], [5.0, 5.0]])
    best = np.array([[1.0 + 2**0.5, 2.0], [0.0, 1.0 - 2**0.5], [np.nan, np.nan], [np.nan, 5.0]])
    shift = apportionment_shift(share, best)
    np.testing.assert_allclose(shift[:2], [[1.0, 0.0], [0.0, -1.0]])
    np.testing.assert_allclose(shift[2], [np.sqrt(1 / 2), np.nan])
    np.testing.assert_allclose(shift[3], [np.sqrt(1 / 2), 0.0])


def test_one_ward_with_a_best_fit_value_stands_for_the_others():
    shift = apportionment_shift(np.array([[1.0], [2.0]]), np.array([[4.0], [np.nan]]))
    np.testing.assert_allclose(shift, [[3 / np.sqrt(2)], [3 / np.sqrt(2)]])


def moved_by_weights():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(30, 2))
    codes = np.array([f"E05{ward:06d}" for ward in range(30)])
    return Problem(codes, values, np.ones(2), apportionment=np.full((30, 2), 1e-6))


def test_the_source_that_moves_ranks_is_named():
    found = drivers(moved_by_weights(), points=256)
    overall = found[found["area_code"] == ""].set_index("source")
    assert overall.index.tolist() == ["weights", "apportionment"]
    assert overall.loc["weights", "first"] > 0.9
    assert overall.loc["apportionment", "total"] < 0.05
    assert len(found) == 2 * 31


def test_drivers_of_some_wards_and_of_wards_that_never_move():
    problem = moved_by_weights()
    far = problem.values.copy()
    far[4] = 50.0
    found = drivers(replace(problem, values=far), about=["E05000004", "E05000009"], points=128)
    assert set(found["area_code"]) == {"", "E05000004", "E05000009"}
    assert found[found["area_code"] == "E05000004"][["first", "total"]].isna().all(axis=None)
    with pytest.raises(ProfileError, match="E05000099"):
        drivers(problem, about=["E05000099"])


def test_every_source_can_be_a_driver():
    rng = np.random.default_rng(5)
    problem = counted_county("normal", 0.6, rng, exact=1).problem
    problem = replace(
        problem,
        apportionment=0.3 * rng.normal(size=problem.values.shape),
        alternatives=(problem.values + 0.5 * rng.normal(size=problem.values.shape),),
        methods=(*problem.methods, lambda values, weights: values[:, :, 0]),
    )
    found = drivers(problem, points=128)
    overall = found[found["area_code"] == ""]
    assert overall["source"].tolist() == list(SOURCES)
    assert (overall["total"] > 0.02).all()
    some = drivers(problem, varied=Varied(sampling=False, method=False), points=64)
    assert set(some["source"]) == {"weights", "apportionment", "summary"}


def test_where_nothing_varies_nothing_drives():
    with pytest.raises(ProfileError, match="Nothing varies"):
        drivers(moved_by_weights(), varied=NOTHING_VARIES)
    one = Problem(np.array(["E05000001", "E05000002"]), np.array([[1.0], [2.0]]), np.ones(1))
    with pytest.raises(ProfileError, match="Nothing varies"):
        drivers(one)


def test_indices_of_several_outputs_and_of_one_that_does_not_vary():
    found = indices(lambda u: np.stack([u[0], 0 * u[1], 3 * u[1]]), 2, points=200)
    assert np.isnan(found.first[1]).all()
    np.testing.assert_allclose(found.first[[0, 2]], [[1, 0], [0, 1]], atol=0.02)
    first, total = found.together()
    np.testing.assert_allclose(first, [0.1, 0.9], atol=0.02)
    np.testing.assert_allclose(total, [0.1, 0.9], atol=0.02)
