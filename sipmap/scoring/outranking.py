"""Ranking without compensation: wards of the reference set that a ward outranks, less those that outrank it.

Two wards are compared part by part, and only which has more need counts, not by how much: OECD/JRC, "Handbook
on Constructing Composite Indicators" (2008), sections 6.12 and 6.13, equation 32. A ward outranks another
where the weights of the parts in which it has more need exceed those in which the other has; a part in which
they have as much is split between them. Its score is its wins less its losses: Copeland (1951), "A reasonable
social welfare function". The handbook's own way from comparisons to a ranking, the order with most support
over all pairs, goes through every order there is.

The opponents are the wards of the reference set, whatever wards are being ranked, so that leaving one out
changes no score: the handbook's warning of a dependence on irrelevant alternatives is met.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sipmap.scoring.aggregate import shares, sum_of_parts

Floats = npt.NDArray[np.float64]
Signs = npt.NDArray[np.int8]

TIE = 1e-9
"""Shares of weight that differ by less are the same: sums of weights carry floating-point noise."""

MOST_CELLS = 2_000_000
"""Comparisons held in memory at a time."""

MOST_PATTERNS = 3**8
"""Ways in which parts can go that are tallied once for all draws of weights; beyond, every draw compares."""


def outranking_matrix(values: Floats, opponents: Floats, weights: npt.ArrayLike) -> Floats:
    """Return e_jk, the share of weight with which each ward stands above each opponent; ties split.

    Parameters
    ----------
    values : ndarray, wards x parts
        Higher is more need. NaN counts as less than any figure, and as much as another NaN.
    opponents : ndarray, opponents x parts
    weights : array_like, parts

    Returns
    -------
    ndarray, wards x opponents, 0 to 1; 0.5 against itself (the handbook writes 0 there)
    """
    return (1 + _margins(_signs(values, opponents), shares(weights))) / 2


def outranking(values: Floats, opponents: Floats, weights: npt.ArrayLike) -> Floats:
    """Return each ward's wins less its losses.

    Parameters
    ----------
    values : ndarray, (..., wards, parts)
        Higher is more need. A missing part (NaN) wins against none.
    opponents : ndarray, opponents x parts
    weights : array_like, (parts,) or (..., parts)
        Leading dimensions of values and weights are draws. Where only weights have them the comparisons are
        made once.

    Returns
    -------
    ndarray of whole numbers as float, (..., wards), from -opponents to opponents
    """
    share, parts = shares(weights), values.shape[-1]
    draws = np.broadcast_shapes(values.shape[:-2], share.shape[:-1])
    if values.ndim == 2 and share.ndim > 1 and 3**parts <= MOST_PATTERNS:
        return _tallied(values, opponents, share.reshape(-1, parts)).reshape(*draws, len(values))
    every = np.broadcast_to(values, (*draws, *values.shape[-2:])).reshape(-1, *values.shape[-2:])
    weight = np.broadcast_to(share, (*draws, parts)).reshape(-1, parts)
    found = np.empty(every.shape[:2])
    for draw, (mine, its) in enumerate(zip(every, weight, strict=True)):
        for rows in _chunks(len(mine), opponents.size):
            margins = _margins(_signs(mine[rows], opponents), its)
            found[draw, rows] = np.count_nonzero(margins > TIE, 1) - np.count_nonzero(margins < -TIE, 1)
    return found.reshape(*draws, values.shape[-2])


def outranking_parts(values: Floats, opponents: Floats, weights: npt.ArrayLike) -> Floats:
    """Split wins less losses into what each part adds; wards x parts that add up to the score.

    Each win is credited to the parts that carried it, in proportion to their weights, and each loss debited
    likewise: a coalition's payoff shared by what its members brought, after Gamson (1961), "A theory of
    coalition formation", American Sociological Review 26, 373-382.

    Parameters
    ----------
    values : ndarray, wards x parts
    opponents : ndarray, opponents x parts
    weights : array_like, parts
    """
    weight = shares(weights)
    found = np.empty(values.shape)
    for rows in _chunks(len(values), opponents.size):
        signs = _signs(values[rows], opponents)
        outcome = _outcome(_margins(signs, weight))
        carried = [(sign == outcome) & (outcome != 0) for sign in signs]
        backing = sum_of_parts(its * part for its, part in zip(weight, carried, strict=True))
        credit = np.divide(outcome, backing, out=np.zeros_like(outcome), where=backing > 0)
        for part, has in enumerate(carried):
            found[rows, part] = weight[part] * np.where(has, credit, 0.0).sum(axis=1)
    return found


def _tallied(values: Floats, opponents: Floats, weights: Floats) -> Floats:
    """Count for each ward in which ways the parts go, then decide each way once for each draw of weights."""
    parts = values.shape[1]
    ways = np.arange(3**parts)[:, None] // 3 ** np.arange(parts) % 3 - 1
    outcomes = _outcome(_margins(list(ways.T), weights.T[..., None]))  # draws x ways
    found = np.empty((len(weights), len(values)))
    for rows in _chunks(len(values), max(opponents.size, len(ways))):
        codes = sum(
            (sign.astype(np.intp) + 1) * 3**p for p, sign in enumerate(_signs(values[rows], opponents))
        )
        codes = codes + len(ways) * np.arange(len(codes))[:, None]
        tally = np.bincount(codes.ravel(), minlength=len(codes) * len(ways)).reshape(-1, len(ways))
        found[:, rows] = outcomes @ tally.T  # whole numbers: exact in any order
    return found


def _signs(values: Floats, opponents: Floats) -> list[Signs]:
    """Return for each part 1 where a ward has more need, -1 where it has less: wards x opponents."""
    mine, theirs = (np.where(np.isnan(v), -np.inf, v) for v in (values, opponents))
    pairs = ((mine[:, part, None], theirs[None, :, part]) for part in range(values.shape[1]))
    return [np.subtract(a > b, a < b, dtype=np.int8) for a, b in pairs]


def _margins(signs: Sequence[npt.NDArray[Any]], weight: Floats) -> Floats:
    """Return the share of weight for, less that against; `weight` has the parts first."""
    return sum_of_parts(its * sign for its, sign in zip(weight, signs, strict=True))


def _outcome(margins: Floats) -> Floats:
    """Return 1 for a win, -1 for a loss, 0 for a tie."""
    return np.where(np.abs(margins) > TIE, np.sign(margins), 0.0)


def _chunks(wards: int, cells: int) -> Iterator[slice]:
    """Cut wards into slices that fit into memory; `cells` are the comparisons of one ward."""
    step = max(1, MOST_CELLS // max(1, cells))
    return (slice(start, start + step) for start in range(0, wards, step))
