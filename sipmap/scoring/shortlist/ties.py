"""Of lists that are equally good, the one that a plain rule names: needed where rules are not nested."""

import numpy as np

from sipmap.scoring.shortlist.milp import Limit, scaled_worth, solve
from sipmap.scoring.shortlist.problem import Problem
from sipmap.scoring.shortlist.wards import Bools, Integers

BLOCK = 16
"""Wards settled in one programme: their weights are powers of two, up to 2^15."""

EQUAL = 1e-6
"""Lists this close, on the solver's scale of 1,000, are equally good."""


def first_of_equals(problem: Problem, allowed: Bools, near: Bools) -> Bools:
    """Return the best list; of equals, the one that holds the earlier ward where they first differ.

    Wards stand by what they bring, then score, then code.

    Parameters
    ----------
    problem : Problem
    allowed : array of bool
        Wards among which every list at least as good as `near` lies.
    near : array of bool
        A list that keeps the rules; mostly it is the best, and a programme that forbids it proves so.
    """
    best, other = near, _another(problem, allowed, near)
    if other is not None and scaled_worth(problem, other) > scaled_worth(problem, near) + EQUAL:
        best, other = other, _another(problem, allowed, other)
    if other is None or scaled_worth(problem, other) < scaled_worth(problem, best) - EQUAL:
        return best
    best = max(best, other, key=problem.total)
    as_good = scaled_worth(problem, best) - EQUAL
    decided, settled = np.zeros_like(allowed), np.zeros_like(allowed)
    wards = np.flatnonzero(allowed)
    for start in range(0, len(wards), BLOCK):
        block = wards[start : start + BLOCK]
        found = _first_in_block(problem, allowed & (~decided | settled), block, settled, as_good)
        if found is None:  # rounding in the solver: the list at hand stands
            return best
        best, decided[block], settled[block] = found, True, found[block]
        if settled.sum() == problem.size:
            break
    return best


def _another(problem: Problem, allowed: Bools, but: Bools) -> Bools | None:
    """Return the best list other than one; None where there is no other."""
    if allowed.sum() == problem.size:
        return None
    return solve(problem, allowed, limits=[Limit(but.astype(np.float64), 0.0, problem.size - 1.0)])


def _first_in_block(
    problem: Problem, allowed: Bools, block: Integers, settled: Bools, as_good: float
) -> Bools | None:
    """Return a list that holds the earliest wards of a block that any list as good can hold."""
    weight = np.zeros(len(allowed))
    weight[block] = 2.0 ** np.arange(len(block) - 1, -1, -1)
    return solve(problem, allowed, objective=weight, worth_at_least=as_good, forced=settled)
