from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty import NOTHING_VARIES, Counted, Estimated, Problem, Varied, linear, simulate
from sipmap.scoring.uncertainty.draws import BLOCK, _from_quantiles, draw_block, prepared, scores
from sipmap.scoring.uncertainty.prior import QUANTILES
from sipmap.scoring.uncertainty.sampling import (
    NO_SAMPLING,
    Sampling,
    deviation,
    deviations,
    log_likelihood,
    sampling_of,
    standard_errors,
)
from sipmap.scoring.uncertainty.settle import settled

CODES = np.array(["E05000003", "E05000001", "E05000002"])
VALUES = np.array([[1.0, 0.0], [0.5, 0.2], [-1.0, 0.1]])
WEIGHTS = np.array([2.0, 1.0])
PLAIN = Problem(CODES, VALUES, WEIGHTS)

PEOPLE = np.array([900.0, 5000.0, 2000.0])
COUNTS = np.array([90.0, 450.0, 100.0])


def counted(**kwargs):
    rates = COUNTS / PEOPLE
    return Problem(
        CODES,
        np.column_stack([rates, VALUES[:, 1]]),
        WEIGHTS,
        (Counted(0, COUNTS, PEOPLE, **kwargs),),
    )


def test_weights_move_by_no_more_than_their_spread_and_keep_their_sum():
    problem = settled(PLAIN)
    assert problem.weight_spread == 0.25
    weights = draw_block(problem, NO_SAMPLING, Varied(), seed=0, block=0).weights
    np.testing.assert_allclose(weights.sum(axis=1), 3.0)
    share = weights[:, 0] / weights[:, 1]
    assert share.min() >= 2 * 0.75 / 1.25
    assert share.max() <= 2 * 1.25 / 0.75
    assert share.std() > 0.2


def test_a_weight_of_zero_stays_zero_and_its_gaps_do_not_count():
    values = np.column_stack([VALUES, [np.nan, 1.0, 2.0]])
    problem = Problem(CODES, values, np.array([2.0, 1.0, 0.0]))
    assert (
        simulate(problem, 1).frame["rank"].tolist() == simulate(PLAIN, 1).frame["rank"].tolist() == [1, 2, 3]
    )


def test_wards_keep_the_order_given_and_their_codes():
    found = simulate(PLAIN, 1, draws=50)
    assert found.frame.index.tolist() == CODES.tolist()
    assert found.frame.index.name == "area_code"
    assert found.frame["rank"].tolist() == [1, 2, 3]
    assert (found.size, found.level, found.draws, found.seed) == (1, 0.9, 50, 0)
    assert found.kind == "sensitivity range"


def test_kind_is_range_only_where_sampling_error_is_in_it():
    problem = counted()
    assert simulate(problem, 1, draws=50).kind == "range"
    assert simulate(problem, 1, draws=50, varied=Varied(sampling=False)).kind == "sensitivity range"
    without = replace(problem, weights=np.array([0.0, 1.0]))
    assert simulate(without, 1, draws=50).kind == "sensitivity range"


def test_summary_and_method_are_picked_evenly():
    problem = settled(replace(PLAIN, alternatives=(-VALUES,), methods=(linear, lambda v, w: v[:, :, 1])))
    draws = draw_block(problem, NO_SAMPLING, Varied(), seed=1, block=0, size=4000)
    assert abs(draws.summary.mean() - 0.5) < 0.03
    assert abs(draws.method.mean() - 0.5) < 0.03
    assert abs(np.corrcoef(draws.summary, draws.method)[0, 1]) < 0.05
    found = scores(problem, draws)
    second = (draws.method == 1) & (draws.summary == 1)
    np.testing.assert_allclose(found[second], np.tile(-problem.values[:, 1], (second.sum(), 1)))


def test_apportionment_moves_the_parts_of_a_ward_together():
    shifts = np.array([[0.1, -0.2], [0.0, 0.0], [0.3, 0.4]])
    problem = settled(replace(PLAIN, apportionment=shifts))
    draws = draw_block(problem, NO_SAMPLING, replace(NOTHING_VARIES, apportionment=True), seed=0, block=0)
    moved = scores(problem, draws) - scores(problem, replace(draws, apportionment=None))
    order = np.argsort(CODES)
    expected = shifts[order] @ WEIGHTS
    np.testing.assert_allclose(moved, draws.apportionment * expected, atol=1e-12)
    assert abs(draws.apportionment.std() - 1) < 0.1


@pytest.mark.parametrize(("family", "variance"), [("binomial", 0.5 * 0.5 / 100), ("poisson", 0.5 / 100)])
def test_the_standard_error_of_a_count_by_hand(family, variance):
    """Two rates that are the same are their own mean; the value falls by 2 for each unit of the rate."""
    source = Counted(0, np.array([50.0, 50.0]), np.array([100.0, 100.0]), slope=-2.0, family=family)
    np.testing.assert_allclose(standard_errors(source, np.array([-1.0, -1.0])), 2 * np.sqrt(variance))
    assert Counted(0, COUNTS, PEOPLE).family == "binomial"


def estimated(values, *errors):
    """Wards of as many parts of weight 1 as there are errors, the first of which has the values."""
    parts = np.column_stack([values, *([np.zeros(len(values))] * (len(errors) - 1))])
    sampled = tuple(Estimated(part, np.full(len(values), error)) for part, error in enumerate(errors))
    codes = np.array([f"E05{ward:06d}" for ward in range(len(values))])
    return sampling_of(settled(Problem(codes, parts, np.ones(len(errors)), sampled)))


SPREAD = np.random.default_rng(11).normal(size=40)


def test_errors_of_several_parts_weigh_as_one_error_of_their_sum():
    np.testing.assert_allclose(estimated(SPREAD, 0.3, 0.4).score, estimated(SPREAD, 0.5).score, rtol=1e-6)


def test_what_is_drawn_does_not_depend_on_the_unit():
    np.testing.assert_allclose(
        estimated(10 * SPREAD, 5.0).score, 10 * estimated(SPREAD, 0.5).score, atol=1e-6
    )


def test_a_count_of_nobody_is_drawn_by_its_own_likelihood():
    """Half of the mass lies within half a person and none below nobody; a normal one has it around one."""
    counts, people = np.array([0.0, 2.0, 5.0, 9.0, 4.0, 3.0]), np.full(6, 100.0)
    codes = np.array([f"E0500000{ward}" for ward in range(6)])
    problem = Problem(codes, (counts / people)[:, None], np.ones(1), (Counted(0, counts, people),))
    found = sampling_of(settled(problem))
    assert (found.score[0] + counts[0] / people[0]).min() > -found.errors.min() / 12
    assert np.median(found.score[0]) < 0.5 / 100


def test_deviations_of_the_parts_add_up_to_that_of_the_score_in_each_draw():
    sampling = Sampling((0, 1), np.array([[0.5, 2.0]]), np.array([[1.0, -3.0]]), np.empty((1, 0)))
    score, noise = np.array([[0.7], [-1.1]]), np.array([[[0.3, 0.4]], [[-2.0, 1.0]]])
    moved = deviations(sampling, score, noise.copy())
    np.testing.assert_allclose((moved / [0.5, 2.0] * [1.0, -3.0]).sum(axis=2), score)
    across = moved / [0.5, 2.0] * [3.0, 1.0]  # what the score does not see stays as drawn
    np.testing.assert_allclose(across.sum(axis=2), (noise * [3.0, 1.0]).sum(axis=2))


def test_a_posterior_is_read_between_its_quantiles():
    even = (np.arange(QUANTILES) + 0.5) / QUANTILES
    shares = np.array([[0.25, 0.3, 0.7123], [0.5, 0.001, 0.998]])
    np.testing.assert_allclose(_from_quantiles(np.stack([even, 2 * even]), shares), (shares.T * [1, 2]))


def test_a_part_counts_in_the_draws_in_which_it_has_weight():
    found = linear(np.ones((2, 1, 2)), np.array([[1.0, 0.0], [1.0, 1.0]]))
    assert found.tolist() == [[1], [2]]


@pytest.mark.parametrize("family", ["binomial", "poisson"])
def test_a_count_is_drawn_towards_the_others_as_far_as_chance_moves_it(family):
    rng = np.random.default_rng(0)
    people = np.full(400, 1000.0)
    people[1] = 50.0
    counts = rng.binomial(people.astype(int), np.clip(rng.normal(0.10, 0.02, 400), 0.01, None)).astype(float)
    counts[:2] = 160, 8  # 16 % both, of many people and of few
    values = (counts / people)[:, None]
    codes = np.array([f"E05{ward:06d}" for ward in range(400)])
    problem = Problem(codes, values, np.ones(1), (Counted(0, counts, people, family=family),))
    sampling = sampling_of(settled(problem))
    posterior = values + sampling.score
    many, few = posterior[:2].mean(axis=1)
    assert 0.10 < few < 0.12
    assert 0.135 < many < 0.16
    assert (np.diff(posterior, axis=1) >= 0).all()
    assert abs(posterior.mean() - 0.10) < 0.002
    chance = 0.10 * (0.9 if family == "binomial" else 1) / 1000
    np.testing.assert_allclose(sampling.errors[2:, 0].mean(), np.sqrt(chance), rtol=0.05)


@pytest.mark.parametrize(("family", "pmf"), [("binomial", stats.binom), ("poisson", stats.poisson)])
def test_the_likelihood_of_one_count_is_exact(family, pmf):
    counted = Counted(0, np.array([0.0, 3.0]), np.array([40.0, 50.0]), family=family)
    rates = np.array([0.01, 0.05, 0.2])
    found = log_likelihood(counted, np.ones(2, dtype=bool), rates - (np.array([0, 3]) / [40, 50])[:, None])
    arguments = (counted.numerator[:, None], counted.denominator[:, None])
    if family == "binomial":
        expected = pmf.logpmf(*arguments, rates)
    else:
        expected = pmf.logpmf(arguments[0], arguments[1] * rates)
    np.testing.assert_allclose(np.diff(found, axis=1), np.diff(expected, axis=1))
    assert np.isneginf(log_likelihood(counted, np.ones(2, dtype=bool), np.array([[-0.01], [-0.06]]))).all()
    more_than_all = log_likelihood(counted, np.ones(2, dtype=bool), np.array([[1.1], [0.95]]))
    assert np.isneginf(more_than_all).all() == (family == "binomial")


def test_several_sampled_parts_add_up_to_the_deviation_of_the_score():
    rng = np.random.default_rng(3)
    values = rng.normal(size=(50, 3))
    errors = np.abs(rng.normal(0.3, 0.1, size=(50, 2)))
    codes = np.array([f"E05{ward:06d}" for ward in range(50)])
    sampled = (Estimated(0, errors[:, 0]), Estimated(2, errors[:, 1]))
    problem = settled(Problem(codes, values, np.array([1.0, 1.0, 2.0]), sampled))
    found = prepared(problem, Varied())
    draws = draw_block(problem, found, replace(NOTHING_VARIES, sampling=True), seed=0, block=0, size=4000)
    assert draws.sampled == (0, 2)
    moved = (draws.sampling * [1.0, 2.0]).sum(axis=2)
    np.testing.assert_allclose(moved.mean(axis=0), found.score.mean(axis=1), atol=0.08)
    # Against the weighted sum the parts have their own errors: there the prior says nothing.
    against = (
        draws.sampling[:, :, 0] / errors[:, 0] * 2 * errors[:, 1]
        - draws.sampling[:, :, 1] / errors[:, 1] * (errors[:, 0])
    )
    expected = np.sqrt((2 * errors[:, 1]) ** 2 + errors[:, 0] ** 2)
    np.testing.assert_allclose(against.std(axis=0) / expected, 1.0, atol=0.07)


def test_wards_that_do_not_differ_beyond_chance_have_no_known_order():
    rng = np.random.default_rng(2)
    people = np.full(40, 500.0)
    counts = rng.binomial(500, 0.1, 40).astype(float)
    codes = np.array([f"E05{ward:06d}" for ward in range(40)])
    problem = Problem(codes, (counts / people)[:, None], np.ones(1), (Counted(0, counts, people),))
    frame = simulate(problem, 10, draws=1000).frame
    assert (frame["high"] - frame["low"]).mean() > 30


def test_exact_wards_do_not_move_and_the_rest_do():
    problem = Problem(CODES, VALUES, WEIGHTS, (Estimated(0, np.array([0.0, 0.5, 0.5])),))
    draws = draw_block(settled(problem), prepared(settled(problem), Varied()), Varied(), seed=0, block=0)
    moves = draws.sampling[:, :, 0].std(axis=0)
    assert moves[2] == 0  # E05000003 is last in the order of codes
    assert (moves[:2] > 0.1).all()


def test_all_exact_is_no_error_at_all():
    problem = Problem(CODES, VALUES, WEIGHTS, (Estimated(0, np.zeros(3)),))
    frame = simulate(problem, 1, draws=100, varied=replace(NOTHING_VARIES, sampling=True)).frame
    assert (frame["low"] == frame["high"]).all()


def test_nobody_counted_anywhere():
    problem = Problem(CODES, np.zeros((3, 1)), np.ones(1), (Counted(0, np.zeros(3), PEOPLE),))
    assert simulate(problem, 1, draws=50).frame["rank"].tolist() == [1, 1, 1]


def test_a_ward_may_lack_a_part_where_the_profile_lets_it():
    values = VALUES.copy()
    values[0, 0] = np.nan
    strict = simulate(replace(PLAIN, values=values), 1, draws=50).frame
    assert strict.loc["E05000003"].isna().all()
    assert strict["rank"].dropna().tolist() == [1, 2]
    lenient = simulate(replace(PLAIN, values=values, min_parts=1), 1, draws=50).frame
    assert lenient["rank"].tolist() == [2, 1, 3]
    numerator, denominator = COUNTS.copy(), PEOPLE.copy()
    numerator[0] = denominator[0] = np.nan
    sampled = (Counted(0, numerator, denominator, slope=20.0),)
    found = simulate(replace(PLAIN, values=values, min_parts=1, sampled=sampled), 1, draws=50)
    assert found.frame["rank"].tolist() == [2, 1, 3]
    assert found.kind == "range"


def test_a_part_without_weight_is_not_among_those_that_are_enough():
    values = np.column_stack([VALUES, [3.0, 3.0, 3.0]])
    values[0, :2] = np.nan
    problem = Problem(CODES, values, np.array([2.0, 1.0, 0.0]), min_parts=1)
    assert simulate(problem, 1, draws=20).frame["rank"].isna().tolist() == [True, False, False]


def test_no_ranked_ward_at_all():
    found = simulate(replace(PLAIN, values=np.full((3, 2), np.nan)), 1, draws=BLOCK + 1)
    assert found.frame.isna().all(axis=None)


def test_the_problem_given_is_left_as_it_was():
    before = VALUES.copy()
    simulate(counted(), 1, draws=50)
    simulate(replace(PLAIN, apportionment=np.ones((3, 2))), 1, draws=50)
    np.testing.assert_array_equal(VALUES, before)


def test_weights_that_do_not_move_and_a_person_year_of_one_are_computed_on():
    assert simulate(replace(PLAIN, weight_spread=0.0), 1, draws=20).frame["rank"].tolist() == [1, 2, 3]
    source = Counted(0, np.array([1.0, 2.0, 0.0]), np.ones(3), family="poisson")
    assert simulate(replace(PLAIN, sampled=(source,)), 1, draws=20).kind == "range"


def bad(**changes):
    return replace(PLAIN, **changes)


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (bad(codes=CODES[:2]), "3 wards and 2 parts"),
        (bad(weights=np.ones(3)), "3 wards and 2 parts"),
        (bad(codes=np.array(["E05000001"] * 3)), "stands twice"),
        (bad(weights=np.array([1.0, -1.0])), "weight is negative"),
        (bad(weights=np.array([1.0, np.nan])), "not a number"),
        (bad(weights=np.array([1.0, np.inf])), "not a number"),
        (bad(weights=np.zeros(2)), "all are zero"),
        (bad(weight_spread=1.5), "spread of weights is 1.5"),
        (bad(weight_spread=np.nan), "spread of weights"),
        (bad(alternatives=(VALUES[:2],)), "another shape"),
        (bad(apportionment=VALUES[:, :1]), "another shape"),
        (bad(alternatives=(np.full((3, 2), np.nan),)), "lacks a figure for E05000003"),
        (bad(alternatives=(np.array([[1, 1], [1, 1], [np.nan, 1]]),)), "lacks a figure for E05000002"),
        (bad(sampled=(Counted(0, COUNTS, PEOPLE * [1, 0, 1]),)), "for E05000001 but no usable count"),
        (bad(sampled=(Counted(0, COUNTS, PEOPLE / 20),)), "no usable count"),
        (bad(sampled=(Counted(0, COUNTS * [1, 1, np.nan], PEOPLE),)), "for E05000002 but no usable count"),
        (bad(sampled=(Estimated(1, np.array([1.0, -1.0, 1.0])),)), "Part 2 has a value for E05000001"),
    ],
)
def test_a_problem_that_cannot_be_computed_on_is_one_sentence(problem, sentence):
    with pytest.raises(ProfileError, match=sentence) as caught:
        simulate(problem, 1)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("size", "draws", "level", "sentence"),
    [(0, 10, 0.9, "top 0"), (4, 10, 0.9, "top 4"), (1, 0, 0.9, "0 draws"), (1, 10, 1.0, "level 1.0")],
)
def test_a_size_number_of_draws_or_level_that_makes_no_sense(size, draws, level, sentence):
    with pytest.raises(ProfileError, match=sentence):
        simulate(PLAIN, size, draws=draws, level=level)


def test_one_sampled_part_takes_the_whole_deviation_whatever_its_noise():
    errors, effects = np.array([[0.2], [0.0], [0.5]]), np.array([[0.4], [0.0], [-1.0]])
    one_way = Sampling((1,), errors, effects, np.zeros((3, 2)))
    score = np.array([[0.3, 0.0, -0.2], [-0.1, 0.0, 0.4]])
    noise = np.random.default_rng(4).normal(size=(2, 3, 1))
    assert one_way.has_one_way
    np.testing.assert_allclose(deviation(one_way, score), deviations(one_way, score, noise), atol=1e-15)
    still = replace(one_way, effects=np.array([[0.4], [0.0], [0.0]]))
    assert not still.has_one_way, "a score that one error does not move may be moved by more"
    assert not replace(one_way, parts=(0, 1)).has_one_way
