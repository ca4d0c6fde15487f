"""Counties whose true ranks are known, for tests of how often ranges and sets hold them."""

from dataclasses import dataclass

import numpy as np

from sipmap.scoring.uncertainty import Counted, Estimated, Problem
from sipmap.scoring.uncertainty.ranges import ranks_in_draws

WARDS = 60
"""Fewer than Kent's 255, so that 200 counties at four levels of noise take seconds: ranks of 60 wards are
coarser, which makes ranges hold a little more."""

SHAPES = ("normal", "skewed", "clusters", "twins")
"""clusters: wards in five heaps, within each a hundredth of the county's spread apart. twins: each ward has
one a thousandth away. These are the small gaps."""


@dataclass(frozen=True)
class County:
    """Estimates, and the ranks that the truth has."""

    problem: Problem
    ranks: np.ndarray


def true_scores(shape: str, rng: np.random.Generator, wards: int = WARDS) -> np.ndarray:
    """Scores of mean 0 and standard deviation 1."""
    if shape == "normal":
        scores = rng.normal(size=wards)
    elif shape == "skewed":
        scores = np.exp(0.6 * rng.normal(size=wards))
    elif shape == "clusters":
        scores = rng.choice([-1.5, -0.5, 0.0, 0.6, 2.0], size=wards) + 0.01 * rng.normal(size=wards)
    else:
        one = rng.normal(size=wards // 2)
        scores = np.concatenate([one, one + 0.001])
    return (scores - scores.mean()) / scores.std()


def codes(wards: int = WARDS) -> np.ndarray:
    return np.array([f"E05{ward:06d}" for ward in range(wards)])


def noisy_county(shape: str, noise: float, rng: np.random.Generator, parts: int = 1) -> County:
    """Each part with normal errors of `noise` standard deviations; parts agree as far as 0.7."""
    common = true_scores(shape, rng)
    own = rng.normal(size=(WARDS, parts)) if parts > 1 else np.zeros((WARDS, 1))
    truth = common[:, None] + 0.7 * own
    errors = np.full(WARDS, noise)
    problem = Problem(
        codes(),
        truth + noise * rng.normal(size=truth.shape),
        np.ones(parts),
        tuple(Estimated(part, errors) for part in range(parts)),
    )
    return County(problem, ranks_in_draws(truth.sum(axis=1)[None])[0])


def counted_county(shape: str, noise: float, rng: np.random.Generator, exact: int = 0) -> County:
    """People counted in wards of very different size, with `exact` parts beside that carry no error.

    A typical ward has `noise` standard deviations of chance: rates of 5 % on average, a spread of 1 point.
    """
    spread = 0.01
    rates = np.clip(0.05 + spread * true_scores(shape, rng), 0.005, None)
    people = np.round(0.05 * 0.95 / (noise * spread) ** 2 * rng.uniform(0.4, 2.5, WARDS))
    counts = rng.binomial(people.astype(int), rates).astype(float)
    others = rng.normal(size=(WARDS, exact))
    truth = rates / spread + others.sum(axis=1)
    values = np.column_stack([counts / people / spread, others])
    sampled = (Counted(0, counts, people, slope=1 / spread),)
    return County(Problem(codes(), values, np.ones(1 + exact), sampled), ranks_in_draws(truth[None])[0])
