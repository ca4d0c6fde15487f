"""Confidence sets for ranks from estimates and standard errors, without any prior: the analytic answer.

Mogstad, Romano, Shaikh and Wilhelm, "Inference for Ranks with Applications to Mobility across Neighbourhoods
and Academic Achievement across Countries", Review of Economic Studies 91 (2024), 476-518. The true rank of j
is 1 + the number of k with more than j. For every ordered pair, "j has no more than k" is tested: it is
rejected where (x_j - x_k) / se_jk exceeds the `level` quantile of the largest such statistic over all
hypotheses that still stand, under normal errors. What is rejected leaves the family, and the test is repeated
until nothing more is rejected (Romano and Wolf, Econometrica 73 (2005), 1237-1282). Then the rank of j lies
between 1 + the number of those that are surely above it and p - the number of those that are surely below it.

Estimates are taken to be independent of each other, as counts of different wards are.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty.inputs import Floats

Mask = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

DRAWS = 2000
DRAWS_AT_ONCE = 250
"""So that the differences of one ward from 255 others stay in a processor's cache."""

LEVEL = 0.90


@dataclass(frozen=True)
class RankSets:
    """Sets of ranks of wards in the order given, each from low to high, both ends in the set."""

    low: Integers
    high: Integers


def joint_sets(
    estimates: Floats,
    errors: Floats,
    *,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
    stepwise: bool = True,
) -> RankSets:
    """Return sets that hold the true ranks of all wards at once with probability `level`.

    Time and memory grow with the square of the wards: meant for a county, not for all of England.

    Parameters
    ----------
    estimates : ndarray, wards
        Higher is more need, rank 1.
    errors : ndarray, wards
        Standard errors; 0 where the estimate is exact.
    level : float
        From 0.5 to below 1.
    draws, seed : int
        Of the parametric bootstrap.
    stepwise : bool
        False for the single-step sets, which are never narrower.

    Raises
    ------
    ProfileError
        Estimates or errors that are missing, an error below zero, a level out of bounds.
    """
    order, noise = _prepared(estimates, errors, level, draws, seed)
    observed, precision = _observed(estimates[order], errors[order])
    standing = np.triu(np.ones(precision.shape, dtype=np.bool_), 1)
    against = _largest(-noise, precision, standing)  # "k has no more than j" though x_j > x_k: always stands
    while standing.any():
        chance = np.maximum(against, _largest(noise, precision, standing))
        fresh = standing & (observed > np.quantile(chance, level))
        standing &= ~fresh
        if not (stepwise and fresh.any()):
            break
    surely = np.triu(~standing, 1)
    return _in_rows(order, 1 + surely.sum(axis=0), len(order) - surely.sum(axis=1))


def marginal_sets(
    estimates: Floats,
    errors: Floats,
    *,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
    stepwise: bool = True,
) -> RankSets:
    """Return sets each of which holds its own ward's true rank with probability `level`.

    Only the pairs that a ward is in are tested for it. Parameters and errors are those of `joint_sets`.
    """
    order, noise = _prepared(estimates, errors, level, draws, seed)
    observed, precision = _observed(estimates[order], errors[order])
    rejected = np.zeros(observed.shape, dtype=np.bool_)  # row: the ward whose rank it is about
    for ward in range(len(order)):
        chance = (noise[ward] - noise) * precision[ward][:, None]
        chance[:ward] *= -1  # now, as in `observed`, each is the upper ward's lead
        chance[ward] = np.inf  # no pair of its own
        against = -chance.min(axis=0)
        chance[ward] = -np.inf
        standing = np.arange(len(order)) != ward
        while standing.any():
            lead = chance if standing.sum() == len(order) - 1 else chance[standing]
            bound = np.quantile(np.maximum(against, lead.max(axis=0)), level)
            fresh = standing & (np.abs(observed[ward]) > bound)
            standing &= ~fresh
            rejected[ward] |= fresh
            if not (stepwise and fresh.any()):
                break
    return _in_rows(order, 1 + np.tril(rejected).sum(axis=1), len(order) - np.triu(rejected).sum(axis=1))


def top_set(
    estimates: Floats,
    errors: Floats,
    size: int,
    *,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
) -> Mask:
    """Say which wards may be in the true top `size`: all that truly are, with probability `level`.

    The projection set of the paper ("tau-best"): wards whose joint set begins at rank `size` or better. It
    tests the same family of ordered pairs as the two-sided joint sets do, so that the bounds are the same.
    """
    may_be: Mask = joint_sets(estimates, errors, level=level, draws=draws, seed=seed).low <= size
    return may_be


def _prepared(
    estimates: Floats, errors: Floats, level: float, draws: int, seed: int
) -> tuple[npt.NDArray[np.intp], Floats]:
    """Order wards from most to least, and draw errors: wards x draws, in that order."""
    if not (np.isfinite(estimates).all() and np.isfinite(errors).all() and (errors >= 0).all()):
        raise ProfileError("An estimate or its error is missing or below zero; leave that ward out.")
    if not 0.5 <= level < 1:
        raise ProfileError(f"The level of confidence is {level}; give one from 0.5 to below 1, like 0.9.")
    noise = np.random.default_rng(seed).standard_normal((len(estimates), draws)) * errors[:, None]
    order = np.argsort(-estimates, kind="stable")
    return order, noise[order]


def _observed(estimates: Floats, errors: Floats) -> tuple[Floats, Floats]:
    """Return the leads of upper over lower wards in standard errors, and 1 / standard error, of each pair."""
    lead = np.abs(estimates[:, None] - estimates)
    error = np.sqrt(errors[:, None] ** 2 + errors**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.where(error > 0, lead / error, np.where(lead > 0, np.inf, 0.0))
        precision = np.where(error > 0, 1 / error, 0.0)
    return observed, precision


def _largest(noise: Floats, precision: Floats, pairs: Mask) -> Floats:
    """Return for each draw the largest scaled difference over pairs of an upper and a lower ward."""
    largest = np.full(noise.shape[1], -np.inf)
    rows = [(upper, np.flatnonzero(lower)) for upper, lower in enumerate(pairs) if lower.any()]
    for start in range(0, noise.shape[1], DRAWS_AT_ONCE):
        block = np.ascontiguousarray(noise[:, start : start + DRAWS_AT_ONCE])
        bound = largest[start : start + DRAWS_AT_ONCE]
        for upper, lower in rows:
            lead = block[upper] - block[lower]
            lead *= precision[upper, lower][:, None]
            np.maximum(bound, lead.max(axis=0), out=bound)
    return largest


def _in_rows(order: npt.NDArray[np.intp], low: Integers, high: Integers) -> RankSets:
    back = np.argsort(order)
    return RankSets(low[back], high[back])
