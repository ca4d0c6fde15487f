"""Do ranges hold true ranks as often as they say? On counties whose truth is known."""

from functools import partial

import numpy as np
import pytest

from sipmap.scoring.uncertainty import Varied, joint_sets, simulate
from sipmap.scoring.uncertainty.ranges import ranks_in_draws
from tests.simulated_counties import SHAPES, counted_county, noisy_county

COUNTIES = 200
DRAWS = 400
"""Enough here: with 2,000 the shares came out the same to half a point."""

ONLY_SAMPLING = Varied(weights=False)

NOISES = (0.1, 0.3, 0.6, 1.0)
"""Standard errors as a share of the county's spread."""


def held(county, seed):
    """Share of wards whose true rank is in its 90 % range."""
    frame = simulate(county.problem, 10, varied=ONLY_SAMPLING, draws=DRAWS, seed=seed).frame
    return float(((frame["low"] <= county.ranks) & (county.ranks <= frame["high"])).mean())


def jointly_held(county, seed):
    problem = county.problem
    sets = joint_sets(problem.values[:, 0], problem.sampled[0].standard_error, draws=DRAWS, seed=seed)
    return bool(((sets.low <= county.ranks) & (county.ranks <= sets.high)).all())


@pytest.mark.parametrize("noise", NOISES)
def test_ranges_hold_86_to_94_percent_and_joint_sets_at_least_88(noise):
    rng = np.random.default_rng(int(10 * noise))
    shares, joint = {shape: [] for shape in SHAPES}, []
    for seed in range(COUNTIES):
        shape = SHAPES[seed % len(SHAPES)]
        county = noisy_county(shape, noise, rng)
        shares[shape].append(held(county, seed))
        joint.append(jointly_held(county, seed))
    by_shape = {shape: round(float(np.mean(found)), 3) for shape, found in shares.items()}
    assert 0.86 <= np.mean(list(by_shape.values())) <= 0.94
    assert all(0.86 <= share <= 0.94 for share in by_shape.values()), by_shape
    assert np.mean(joint) >= 0.88


KINDS = {
    "one counted part": counted_county,
    "one counted part beside two exact ones": partial(counted_county, exact=2),
    "three parts with errors": partial(noisy_county, parts=3),
}


@pytest.mark.parametrize("kind", KINDS)
def test_ranges_of_counts_and_of_composites_hold_as_often(kind):
    """Where chance is small beside the score's spread, most ranks are sure, and ranges hold more."""
    rng = np.random.default_rng(7)
    for noise in NOISES:
        counties = [KINDS[kind](SHAPES[seed % len(SHAPES)], noise, rng) for seed in range(24)]
        share = np.mean([held(county, seed) for seed, county in enumerate(counties)])
        assert 0.86 <= share <= (0.975 if noise == 0.1 else 0.955), (noise, share)


def test_draws_around_the_estimates_would_hold_too_little():
    """Why ranges come from a posterior: the same counties, each ward drawn around its own estimate."""
    rng = np.random.default_rng(11)
    shares = []
    for _ in range(10):
        county = noisy_county("clusters", 0.1, rng)
        draws = county.problem.values[:, 0] + 0.1 * rng.normal(size=(DRAWS, len(county.ranks)))
        low, high = np.quantile(ranks_in_draws(draws), [0.05, 0.95], axis=0, method="inverted_cdf")
        shares.append(((low <= county.ranks) & (county.ranks <= high)).mean())
    assert np.mean(shares) < 0.82
