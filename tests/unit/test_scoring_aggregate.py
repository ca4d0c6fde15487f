import numpy as np
import pytest

from sipmap.scoring import outranking as module
from sipmap.scoring.aggregate import arithmetic, geometric, geometric_parts, shares
from sipmap.scoring.outranking import outranking, outranking_matrix, outranking_parts

NAN = float("nan")


def test_shares_add_up_to_one_whatever_their_size():
    np.testing.assert_allclose(shares([1, 3]), [0.25, 0.75])
    np.testing.assert_allclose(shares([[1e308, 1e308], [0, 5]]), [[0.5, 0.5], [0, 1]])


def test_means_by_hand():
    values = np.array([[0.2, 0.8], [0.5, 0.5]])
    np.testing.assert_allclose(arithmetic(values, [3, 1]), [0.35, 0.5])
    np.testing.assert_allclose(geometric(values, [1, 1], floor=0.01), [0.4, 0.5])


def test_a_missing_part_adds_nothing_or_counts_as_the_floor():
    values = np.array([[NAN, 0.8]])
    assert arithmetic(values, [1, 1])[0] == pytest.approx(0.4)
    assert geometric(values, [1, 1], floor=0.02)[0] == pytest.approx(np.sqrt(0.02 * 0.8))
    assert geometric(np.array([[0.0, 0.8]]), [1, 1], floor=0.02)[0] == pytest.approx(np.sqrt(0.02 * 0.8))


def test_geometric_parts_by_hand():
    """At 1 and 0.25 with floor 0.25: G = 0.5, all of the rise from 0.25 is the first part's."""
    found = geometric_parts(np.array([[1.0, 0.25]]), [1, 1], floor=0.25)
    np.testing.assert_allclose(found, [[0.375, 0.125]])


def test_no_need_at_all_is_the_floor_shared_by_weight():
    found = geometric_parts(np.array([[0.0, NAN, 0.01]]), [2, 1, 1], floor=0.01)
    np.testing.assert_allclose(found, [[0.005, 0.0025, 0.0025]])


def test_geometric_parts_add_up_however_near_the_floor():
    rng = np.random.default_rng(3)
    values = 0.01 + rng.uniform(0, 1, (50, 4)) ** 30
    weights = rng.uniform(0, 1, 4)
    found = geometric_parts(values, weights, floor=0.01)
    np.testing.assert_allclose(found.sum(axis=1), geometric(values, weights, floor=0.01), rtol=1e-12)
    assert (found >= 0).all()


def test_more_of_a_part_is_more_from_it():
    low, high = geometric_parts(np.array([[0.2, 0.4], [0.3, 0.4]]), [1, 1], floor=0.01)
    assert high[0] > low[0]


@pytest.mark.parametrize("aggregate", [arithmetic, lambda v, w: geometric(v, w, floor=0.01)])
def test_draws_go_through_at_once(aggregate):
    rng = np.random.default_rng(1)
    values, weights = rng.uniform(0, 1, (6, 5, 3)), rng.uniform(0, 1, (6, 3))
    found = aggregate(values, weights)
    assert found.shape == (6, 5)
    for draw in range(6):
        np.testing.assert_array_equal(found[draw], aggregate(values[draw], weights[draw]))
    np.testing.assert_array_equal(aggregate(values[0], weights)[3], aggregate(values[0], weights[3]))
    np.testing.assert_array_equal(aggregate(values, weights[0])[3], aggregate(values[3], weights[0]))


def test_geometric_parts_of_draws_are_those_of_each_draw():
    values = np.random.default_rng(2).uniform(0.1, 1, (2, 4, 3))
    found = geometric_parts(values, [1, 2, 3], floor=0.01)
    for draw in range(2):
        np.testing.assert_allclose(found[draw], geometric_parts(values[draw], [1, 2, 3], floor=0.01))


OPPONENTS = np.array([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [3.0, 0.0, 0.0]])


def test_wins_less_losses_by_hand():
    """(2, 2, 2) beats the first, ties with the second and has more of two parts than the third."""
    found = outranking(np.array([[2.0, 2.0, 2.0], [0.0, 0.0, 9.0]]), OPPONENTS, [0.4, 0.3, 0.3])
    assert found.tolist() == [2, -3]


def test_ties_are_split_and_equal_weights_tie_despite_rounding():
    """0.1 + 0.2 is not 0.3 to a computer; the two sides are equal all the same."""
    found = outranking(np.array([[1.0, 1.0, 0.0]]), np.array([[0.0, 0.0, 1.0]]), [0.1, 0.2, 0.3])
    assert found.tolist() == [0]
    slightly_more = outranking(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), [0.5 + 1e-7, 0.5 - 1e-7])
    assert slightly_more.tolist() == [1]
    matrix = outranking_matrix(np.array([[1.0, 5.0]]), np.array([[1.0, 4.0]]), [0.5, 0.5])
    assert matrix.tolist() == [[0.75]]


def test_what_is_missing_has_less_than_any_figure_and_as_much_as_another_gap():
    ward, opponent = np.array([[NAN, 1.0]]), np.array([[NAN, 1.0]])
    assert outranking_matrix(ward, opponent, [1, 1]).tolist() == [[0.5]]
    assert outranking_matrix(ward, np.array([[-1e9, 1.0]]), [1, 1]).tolist() == [[0.25]]
    assert outranking_matrix(np.array([[-1e9, 1.0]]), opponent, [1, 1]).tolist() == [[0.75]]


def test_each_win_is_credited_to_the_parts_that_carried_it():
    """Against the first, all three carry: .4, .3, .3. The second ties. Against the third, the last two: half
    each."""
    found = outranking_parts(np.array([[2.0, 2.0, 2.0]]), OPPONENTS, [0.4, 0.3, 0.3])
    np.testing.assert_allclose(found, [[0.4, 0.8, 0.8]])


def test_each_loss_is_debited_likewise():
    found = outranking_parts(np.array([[9.0, 0.0, 1.0]]), np.array([[1.0, 1.0, 2.0]]), [0.4, 0.45, 0.15])
    np.testing.assert_allclose(found, [[0, -0.75, -0.25]])


def random_case(parts, wards=9, opponents=11, draws=5):
    rng = np.random.default_rng(parts)
    values = rng.integers(0, 4, (draws, wards, parts)).astype(float)
    values[rng.random(values.shape) < 0.1] = NAN
    rivals = rng.integers(0, 4, (opponents, parts)).astype(float)
    return values, rivals, rng.integers(1, 6, (draws, parts)).astype(float)


def by_hand(values, opponents, weights):
    found = []
    for ward in np.nan_to_num(values, nan=-99):
        margins = [(weights * np.sign(ward - other)).sum() for other in opponents]
        found.append(sum(np.sign(np.round(margins, 6))))
    return found


@pytest.mark.parametrize("parts", [1, 3, 9])
def test_draws_of_weights_of_values_and_of_both(parts):
    """Nine parts are too many ways to tally; each draw is compared."""
    values, opponents, weights = random_case(parts)
    both, of_weights, of_values = (
        outranking(v, opponents, w)
        for v, w in ((values, weights), (values[0], weights), (values, weights[0]))
    )
    for draw in range(len(values)):
        assert both[draw].tolist() == by_hand(values[draw], opponents, weights[draw])
        assert of_weights[draw].tolist() == by_hand(values[0], opponents, weights[draw])
        assert of_values[draw].tolist() == by_hand(values[draw], opponents, weights[0])


def test_slices_of_memory_change_nothing(monkeypatch):
    values, opponents, weights = random_case(3)
    whole = [
        outranking(values, opponents, weights),
        outranking(values[0], opponents, weights),
        outranking_parts(values[0], opponents, weights[0]),
    ]
    monkeypatch.setattr(module, "MOST_CELLS", 70)
    sliced = [
        outranking(values, opponents, weights),
        outranking(values[0], opponents, weights),
        outranking_parts(values[0], opponents, weights[0]),
    ]
    for one, other in zip(whole, sliced, strict=True):
        np.testing.assert_array_equal(one, other)
