"""The exact choice: a mixed-integer linear programme, solved by HiGHS through scipy.

Choose x_i in {0, 1} with sum x_i = N. Maximise sum g_i x_i + w sum y_ij, where g_i is what ward i brings and
y_ij <= x_i, y_ij <= x_j stands for a chosen pair that touches. As w >= 0, an optimum has y_ij = x_i x_j: the
linearisation is exact (Fortet 1960; McCormick 1976). y needs no integrality of its own.
At a fixed number of wards a constant added to every g_i moves no list past another, so scores may be
negative.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from sipmap.scoring.shortlist.problem import Floats, Problem
from sipmap.scoring.shortlist.quiet import quiet
from sipmap.scoring.shortlist.wards import Bools, Integers

SPREAD = 1e3
"""What gains are scaled to for the solver, whose absolute gap is 1e-6."""

OPTIMAL, INFEASIBLE = 0, 2


@dataclass(frozen=True)
class Limit:
    """One more row: low <= row @ chosen <= high."""

    row: Floats
    low: float
    high: float


def scaled_gain(problem: Problem) -> tuple[Floats, float]:
    """Return gains, and the bonus of a pair, as the solver sees them: Nth best 0, none beyond 1,000."""
    gain = problem.wards.gain
    centred = (gain - gain[min(problem.size, len(gain)) - 1]).astype(np.float64)
    centred[~problem.wards.has_figure] = 0.0
    scale = SPREAD / max(float(np.abs(centred).max(initial=0.0)), float(problem.bonus), 1.0)
    return centred * scale, problem.bonus * scale


def scaled_worth(problem: Problem, chosen: Bools) -> float:
    """Return what a list brings, as the solver sees it."""
    gain, bonus = scaled_gain(problem)
    return float(gain[chosen].sum()) + bonus * problem.touching_pairs(chosen)


def solve(
    problem: Problem,
    allowed: Bools,
    *,
    objective: Floats | None = None,
    worth_at_least: float | None = None,
    forced: Bools | None = None,
    limits: Sequence[Limit] = (),
    least_size: int | None = None,
) -> Bools | None:
    """Solve one programme.

    Parameters
    ----------
    problem : Problem
    allowed : array of bool
        The wards that may be chosen; pins are forced.
    objective : array of float, optional
        What is maximised; the problem's own worth, touching pairs included, unless given.
    worth_at_least : float, optional
        What the list's own worth must come to, as the solver sees it (`scaled_worth`).
    forced : array of bool, optional
        Wards that must be in besides the pins.
    limits : sequence of Limit
    least_size : int, optional
        The list may be shorter than its size, down to this.

    Returns
    -------
    array of bool over the wards, or None where no list keeps the rules
    """
    must = problem.marked("pin") if forced is None else problem.marked("pin") | forced
    if (must & ~allowed).any() or not allowed.any():
        return None
    programme, n = _programme(problem, (must, allowed), objective, worth_at_least), len(allowed)
    cuts = list(limits)
    while True:
        counting = _counting(problem, cuts, least_size, len(programme["integrality"]) - n)
        rows = [counting, *programme["constraints"]]
        # Presolve looks for dominated wards in time that grows with their square: 20 s for England's.
        options = {"mip_rel_gap": 0.0, "presolve": False}
        with quiet():
            result = milp(**{**programme, "constraints": rows}, options=options)
        chosen = _chosen(result, n)
        if chosen is None or problem.keeps_counts(chosen):
            return chosen
        # The solver's tolerance let a list through that breaks a count by a hair: this list, no more.
        cuts.append(Limit(chosen.astype(np.float64), 0.0, chosen.sum() - 1.0))


def _programme(
    problem: Problem, bounds: tuple[Bools, Bools], objective: Floats | None, worth_at_least: float | None
) -> dict[str, Any]:
    """Return the arguments of `scipy.optimize.milp`, without the rows that count."""
    must, allowed = bounds
    gain, bonus = scaled_gain(problem)
    is_worth_needed = objective is None or worth_at_least is not None
    pairs = problem.pairs if bonus and is_worth_needed else problem.pairs[:0]
    pairs = pairs[allowed[pairs].all(axis=1)]
    n, m = len(allowed), len(pairs)
    worth = np.concatenate([gain, np.full(m, bonus)])
    aim = worth if objective is None else np.concatenate([objective, np.zeros(m)])
    return {
        "c": -aim,
        "integrality": np.concatenate([np.ones(n), np.zeros(m)]),
        "bounds": Bounds(np.append(must, np.zeros(m)), np.append(allowed, np.ones(m))),
        "constraints": [
            *([LinearConstraint(_pair_rows(pairs, n), -np.inf, 0.0)] if m else []),
            *([LinearConstraint(worth[None, :], worth_at_least)] if worth_at_least is not None else []),
        ],
    }


def _counting(
    problem: Problem, limits: Sequence[Limit], least_size: int | None, pairs: int
) -> LinearConstraint:
    """Return the rows that count wards and people: the size, the rules, and any further limits."""
    _, low, high = problem.counts
    shortest = problem.size if least_size is None else least_size
    more = np.vstack([np.ones((1, len(problem.wards.codes))), *(limit.row[None, :] for limit in limits)])
    stacked = sparse.vstack([sparse.csr_array(more), problem.counts_sparse])
    return LinearConstraint(
        sparse.hstack([stacked, sparse.csr_array((stacked.shape[0], pairs))]),
        [shortest, *(limit.low for limit in limits), *low],
        [problem.size, *(limit.high for limit in limits), *high],
    )


def _pair_rows(pairs: Integers, n: int) -> sparse.csr_array:
    """Return the rows y_ij - x_i <= 0 and y_ij - x_j <= 0."""
    m = len(pairs)
    each = np.arange(m)
    entries = np.concatenate([np.ones(m), -np.ones(m)])
    halves = [
        sparse.csr_array(
            (entries, (np.concatenate([each, each]), np.concatenate([n + each, pairs[:, side]]))),
            shape=(m, n + m),
        )
        for side in (0, 1)
    ]
    return sparse.csr_array(sparse.vstack(halves))


def _chosen(result: OptimizeResult, n: int) -> Bools | None:
    if result.status == OPTIMAL:
        chosen: Bools = result.x[:n] > 0.5
        return chosen
    # Every variable is bounded, so "infeasible or unbounded" can only be the first.
    if result.status == INFEASIBLE or "nfeasible" in result.message:
        return None
    raise RuntimeError(f"the solver gave up: {result.message}")
