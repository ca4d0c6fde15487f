"""What must hold of every rate, interval, smoothed rate and funnel, whatever the figures."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sipmap.scoring.rates import (
    count_limits,
    directly_standardised,
    empirical_bayes,
    local_empirical_bayes,
    proportion,
    proportion_class,
    proportion_funnel,
    quantile_groups,
    rate,
    ratio_class,
    ratio_funnel,
)

counts = st.integers(0, 5_000)
confidences = st.sampled_from([0.8, 0.9, 0.95, 0.99, 0.998])
parts = (
    st.tuples(counts, counts).map(lambda pair: (pair[0], pair[0] + pair[1])).filter(lambda pair: pair[1] > 0)
)
areas = st.lists(parts, min_size=1, max_size=12).map(lambda pairs: np.array(pairs, dtype=float).T)


@given(parts, confidences)
def test_limits_bracket_the_estimate_and_widen_with_confidence(part, confidence):
    for interval in (proportion, rate):
        found, wider = interval(*part, confidence), interval(*part, 0.999)
        assert wider.lower <= found.lower <= found.value <= found.upper <= wider.upper
    assert proportion(*part, confidence).lower >= 0
    assert proportion(*part, confidence).upper <= 1


@given(parts, st.integers(2, 50), confidences)
def test_limits_narrow_as_areas_grow(part, times, confidence):
    small, large = proportion(*part, confidence), proportion(*(times * figure for figure in part), confidence)
    assert large.upper - large.lower < small.upper - small.lower


@given(counts, st.sampled_from([0.9, 0.95, 0.998]))
def test_more_events_never_have_lower_limits(count, confidence):
    lower, upper = count_limits([count, count + 1], confidence)
    # At the switch from exact limits to Byar's, 9 and 10 events, too.
    assert lower[0] < lower[1]
    assert upper[0] < upper[1]


@given(st.lists(st.tuples(counts, st.integers(1, 9_000), st.integers(1, 9_000)), min_size=1, max_size=9))
def test_a_standardised_rate_lies_between_those_of_its_bands_and_within_its_limits(bands):
    events, people, standard = np.array(bands, dtype=float).T
    found = directly_standardised(events, people, standard)
    if events.sum() < 10:
        assert np.isnan(found).all()
    else:
        assert found.lower <= found.value <= found.upper
        crude = events / people
        assert crude.min() * (1 - 1e-9) <= found.value <= crude.max() * (1 + 1e-9)


@given(areas)
def test_a_smoothed_rate_lies_between_the_crude_rate_and_the_mean(pair):
    chain = [[i for i in (area - 1, area + 1) if 0 <= i < pair.shape[1]] for area in range(pair.shape[1])]
    for found in (empirical_bayes(*pair), local_empirical_bayes(*pair, chain)):
        crude = pair[0] / pair[1]
        low, high = np.minimum(crude, found.mean), np.maximum(crude, found.mean)
        assert ((low - 1e-12 <= found.rate) & (found.rate <= high + 1e-12)).all()
        assert ((found.weight >= 0) & (found.weight <= 1)).all()


@given(areas, st.randoms(use_true_random=False))
def test_the_order_of_areas_does_not_matter(pair, random):
    order = list(range(pair.shape[1]))
    random.shuffle(order)
    chain = [[i for i in (area - 1, area + 1) if 0 <= i < len(order)] for area in order]
    place = {area: position for position, area in enumerate(order)}
    shuffled_chain = [[place[i] for i in near] for near in chain]
    straight_chain = [[i for i in (area - 1, area + 1) if 0 <= i < len(order)] for area in range(len(order))]
    shuffled = pair[:, order]
    np.testing.assert_allclose(
        empirical_bayes(*shuffled).rate, empirical_bayes(*pair).rate[order], rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        local_empirical_bayes(*shuffled, shuffled_chain).rate,
        local_empirical_bayes(*pair, straight_chain).rate[order],
        rtol=1e-9,
        atol=1e-12,
    )
    values = pair[0] / pair[1]
    np.testing.assert_array_equal(quantile_groups(values[order], 4), quantile_groups(values, 4)[order])
    np.testing.assert_array_equal(proportion_class(*shuffled, 0.5), proportion_class(*pair, 0.5)[order])


@given(st.integers(1, 100_000), st.floats(0.01, 0.99))
def test_a_funnel_surrounds_its_average_and_the_outer_the_inner(people, average):
    for method in ("inverted", "interpolated"):
        inner = proportion_funnel(people, average, 0.95, method=method)
        outer = proportion_funnel(people, average, 0.998, method=method)
        # Interpolated limits of few people may lie on one side of the average: counts are that coarse.
        assert outer.lower <= inner.lower <= inner.upper <= outer.upper
    assert inner.lower <= average + 1 / people
    inner, outer = ratio_funnel(people * average, 0.95), ratio_funnel(people * average, 0.998)
    assert outer.lower <= inner.lower <= 1 <= inner.upper <= outer.upper


@given(counts, st.floats(0.01, 5_000))
def test_more_events_never_have_a_lower_class(observed, expected):
    few, more = ratio_class([observed, observed + 1], expected)
    assert few <= more


@given(st.lists(st.integers(-20, 20), min_size=5, max_size=60), st.sampled_from([2, 4, 5]))
def test_quantile_groups_go_down_with_the_value(values, groups):
    found = quantile_groups(values, groups)
    assert ((found >= 1) & (found <= groups)).all()
    order = np.argsort(values)[::-1]
    assert (np.diff(found[order]) >= 0).all()
    if len(set(values)) == len(values):
        sizes = np.bincount(found.astype(int), minlength=groups + 1)[1:]
        assert sizes.max() - sizes.min() <= 1
