"""Exchanges of one ward for another: exact, in whole steps, and enough where rules are nested."""

import numpy as np

from sipmap.scoring.shortlist.problem import COUNTING_NOISE, Floats, Problem
from sipmap.scoring.shortlist.wards import Bools, Integers


def settle(problem: Problem, allowed: Bools, chosen: Bools) -> Bools:
    """Exchange wards one for one while that betters the list, or keeps its worth and brings an earlier ward.

    Wards stand by what they bring, then score, then code, so the result does not depend on the order of rows.
    Where the rules are nested (`Problem.is_nested`) it is the best list there is and, of lists equally good,
    the one that holds the earlier ward at the first place where they differ.

    Parameters
    ----------
    problem : Problem
    allowed : array of bool
        The wards that may be in.
    chosen : array of bool
        A list that keeps the rules.
    """
    settled, pinned = chosen.copy(), problem.marked("pin")
    rows = problem.counts[0]
    counted = rows @ settled
    is_changed = True
    while is_changed:
        is_changed = False
        for leaving in np.flatnonzero(settled & ~pinned)[::-1]:
            entering = _best_entrant(problem, allowed, settled, int(leaving), counted)
            if entering is not None:
                settled[leaving], settled[entering] = False, True
                counted = rows @ settled
                is_changed = True
    return settled


def _best_entrant(
    problem: Problem, allowed: Bools, chosen: Bools, leaving: int, counted: Floats
) -> int | None:
    """Return the ward outside that is best put in the place of `leaving`, None where none is better."""
    outside = allowed & ~chosen
    if not problem.bonus:
        outside[leaving:] = False  # without touching pairs only an earlier ward brings more, or as much
    entrants = np.flatnonzero(outside)
    entrants = entrants[_may_replace(problem, counted, entrants, leaving)]
    if not len(entrants):
        return None
    more = _differences(problem, chosen, entrants, leaving)
    best = int(more.argmax())
    is_better = more[best] > 0 or (more[best] == 0 and entrants[best] < leaving)
    return int(entrants[best]) if is_better else None


def _may_replace(problem: Problem, counted: Floats, entrants: Integers, leaving: int) -> Bools:
    """Return which entrants may take the place of `leaving` without breaking a count."""
    rows, low, high = problem.counts
    then = (counted - rows[:, leaving])[:, None] + rows[:, entrants]
    is_enough = then >= (low - COUNTING_NOISE * np.abs(low))[:, None]
    is_within = is_enough & (then <= (high * (1 + COUNTING_NOISE))[:, None])
    return np.asarray(is_within.all(axis=0), dtype=bool)


def _differences(problem: Problem, chosen: Bools, entrants: Integers, leaving: int) -> Integers:
    """Return by how much the list's worth rises with each exchange, in whole steps."""
    gain = problem.wards.gain
    more: Integers = gain[entrants] - gain[leaving]
    if problem.bonus:
        rest = chosen.copy()
        rest[leaving] = False
        neighbours = _chosen_neighbours(problem, rest)
        more = more + problem.bonus * (neighbours[entrants] - neighbours[leaving])
    return more


def _chosen_neighbours(problem: Problem, chosen: Bools) -> Integers:
    """Count each ward's chosen neighbours."""
    left, right = problem.pairs[:, 0], problem.pairs[:, 1]
    count = np.bincount(left, weights=chosen[right], minlength=len(chosen))
    count += np.bincount(right, weights=chosen[left], minlength=len(chosen))
    neighbours: Integers = count.astype(np.int64)
    return neighbours


def leaves_for(problem: Problem, chosen: Bools, entering: int) -> int | None:
    """Return which ward would best leave for one outside, where no rule is broken; None where none can.

    It is the last in order of those that may leave: the one that brings least.
    """
    one, counted = np.array([entering]), problem.counts[0] @ chosen
    for ward in np.flatnonzero(chosen & ~problem.marked("pin"))[::-1]:
        if _may_replace(problem, counted, one, int(ward))[0]:
            return int(ward)
    return None
