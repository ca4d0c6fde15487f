"""Seeded draws of what varies, in blocks, and the scores that come of them.

Each block of draws and each source has its own stream, keyed by seed, block and source (SeedSequence). So the
same seed gives the same answer to the last digit on one process or on four, more draws go on where fewer end,
and switching one source off leaves the draws of the others as they are.
"""

from dataclasses import dataclass

import numpy as np

from sipmap.scoring.uncertainty.inputs import SOURCES, Floats, Integers, Problem, Varied
from sipmap.scoring.uncertainty.prior import QUANTILES
from sipmap.scoring.uncertainty.sampling import NO_SAMPLING, Sampling, deviation, deviations, sampling_of

BLOCK = 100
"""Draws in a block: 6,826 wards and 7 parts take 38 MB. Changing it changes every answer's last digits."""


@dataclass(frozen=True)
class Draws:
    """What some draws consist of, source by source."""

    sampling: Floats | None
    """draws x wards x sampled parts: deviations from the table of values; None where nothing varies."""
    sampled: tuple[int, ...]
    """Columns of the sampled parts."""
    weights: Floats
    """draws x parts."""
    apportionment: Floats | None
    """draws x wards, standard normal; None where nothing varies."""
    summary: Integers
    """draws: which table."""
    method: Integers
    """draws: which method."""


def prepared(problem: Problem, varied: Varied) -> Sampling:
    """Work out once what sampling deviations are drawn from; nothing where sampling is switched off."""
    return sampling_of(problem) if varied.sampling else NO_SAMPLING


def draw_block(
    problem: Problem, found: Sampling, varied: Varied, *, seed: int, block: int, size: int = BLOCK
) -> Draws:
    """Draw one block of what varies.

    Parameters
    ----------
    problem : Problem
        Wards in the order of their codes.
    found : Sampling
        From `prepared`.
    varied : Varied
    seed, block : int
    size : int
        Draws in the block.
    """
    sampling, weights, apportionment, summary, method = (
        _stream(seed, block, SOURCES.index(source)) for source in SOURCES
    )
    wards, parts = problem.values.shape
    moves = weights.uniform(1 - problem.weight_spread, 1 + problem.weight_spread, (size, parts))
    shifts = varied.apportionment and problem.apportionment is not None
    return Draws(
        sampling=_sampled(found, sampling, wards, size) if found.parts else None,
        sampled=found.parts,
        weights=_renormalised(problem.weights, moves if varied.weights else np.ones_like(moves)),
        apportionment=apportionment.standard_normal((size, wards)) if shifts else None,
        summary=summary.integers(len(problem.tables), size=size) * varied.summary,
        method=method.integers(len(problem.methods), size=size) * varied.method,
    )


def scores(problem: Problem, draws: Draws) -> Floats:
    """Return draws x wards: the score of each ward in each draw; NaN is unranked."""
    values = _values(problem, draws)
    found: Floats = np.empty(values.shape[:2])
    for position, method in enumerate(problem.methods):
        chosen = draws.method == position
        if chosen.all():
            return method(values, draws.weights)
        if chosen.any():
            found[chosen] = method(values[chosen], draws.weights[chosen])
    return found


def _values(problem: Problem, draws: Draws) -> Floats:
    """Return draws x wards x parts, each part lying in one piece, since methods go part by part."""
    tables = np.stack(problem.tables)
    values = np.empty((tables.shape[2], len(draws.summary), tables.shape[1]))
    for part in range(len(values)):
        drawn = values[part]
        tables[:, :, part].take(draws.summary, axis=0, out=drawn)
        if draws.sampling is not None and part in draws.sampled:
            drawn += draws.sampling[:, :, draws.sampled.index(part)]
        if draws.apportionment is not None and problem.apportionment is not None:
            drawn += draws.apportionment * problem.apportionment[:, part]
    return np.moveaxis(values, 0, -1)


def _stream(seed: int, block: int, source: int) -> np.random.Generator:
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(block, source)))


def _renormalised(weights: Floats, moves: Floats) -> Floats:
    moved = weights * moves
    scaled: Floats = moved * (weights.sum() / moved.sum(axis=1, keepdims=True))
    return scaled


def _sampled(found: Sampling, stream: np.random.Generator, wards: int, size: int) -> Floats:
    score = _from_quantiles(found.score, stream.random((wards, size)))
    if found.has_one_way:
        return deviation(found, score)
    return deviations(found, score, stream.standard_normal((size, wards, len(found.parts))))


def _from_quantiles(table: Floats, shares: Floats) -> Floats:
    """Read each ward's posterior off its quantiles at random shares (wards x draws); draws x wards."""
    place = np.clip(shares * QUANTILES - 0.5, 0, QUANTILES - 1.000001)
    left = place.astype(np.intp)
    place -= left
    left += (np.arange(len(table)) * QUANTILES)[:, None]
    low = table.ravel().take(left)
    left += 1
    found: Floats = low + place * (table.ravel().take(left) - low)
    return found.T
