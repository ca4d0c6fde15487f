"""Leave out the wards that no good list can hold, so that hard programmes become small ones; exact."""

import numpy as np
from scipy.optimize import linprog

from sipmap.scoring.shortlist.milp import scaled_gain
from sipmap.scoring.shortlist.problem import Floats, Problem
from sipmap.scoring.shortlist.wards import Bools

CORE_PER_WARD, CORE_BESIDES = 2, 30
"""How many wards of most promise: enough that they mostly can keep the rules by themselves."""

SLACK = 1e-5
"""On the solver's scale of 1,000: ten times what it may be out by."""


def bounds_if_chosen(problem: Problem, allowed: Bools, forced: Bools | None = None) -> Floats | None:
    """Bound the worth of every list that holds a ward, for each ward.

    Reduced-cost fixing (Nemhauser and Wolsey, "Integer and Combinatorial Optimization", 1988, section
    II.5.2): the optimum of the linear relaxation less a ward's reduced cost bounds every list that holds it.
    Touching pairs enter by a bound: a ward has at most half the bonus of each pair it could be in.

    Parameters
    ----------
    problem : Problem
    allowed : array of bool
        The wards that may be in; pins must.
    forced : array of bool, optional
        Wards that must be in besides the pins.

    Returns
    -------
    array of float over the wards, or None where the rules cannot hold even for parts of wards
        As the solver sees worth (`scaled_worth`); infinite for wards that must be in, minus
        infinite for wards not allowed.
    """
    if not allowed.any():
        return None
    gain, bonus = scaled_gain(problem)
    worth = gain + bonus / 2 * np.minimum(_neighbours(problem, allowed), problem.size - 1)
    rows, low, high = problem.counts
    above, below = np.isfinite(high), np.isfinite(low)
    must = problem.marked("pin") if forced is None else problem.marked("pin") | forced
    found = linprog(
        -worth[allowed],
        A_ub=np.vstack([rows[above], -rows[below]])[:, allowed],
        b_ub=np.concatenate([high[above], -low[below]]),
        A_eq=np.ones((1, int(allowed.sum()))),
        b_eq=[problem.size],
        bounds=np.column_stack([must[allowed], np.ones(int(allowed.sum()))]),
        method="highs",
    )
    if found.status != 0:
        return None
    bounds = np.full(len(allowed), -np.inf)
    bounds[allowed] = -found.fun - found.lower.marginals + SLACK
    bounds[must] = np.inf
    return bounds


def of_most_promise(problem: Problem, bounds: Floats) -> Bools:
    """Return the wards on which a hard programme is first solved: the rest enter where they could matter."""
    count = min(len(bounds), CORE_PER_WARD * problem.size + CORE_BESIDES)
    core: Bools = (bounds >= np.sort(bounds)[-count]) & (bounds > -np.inf)
    return core


def _neighbours(problem: Problem, allowed: Bools) -> Floats:
    pairs = problem.pairs[allowed[problem.pairs].all(axis=1)]
    count: Floats = np.bincount(pairs.ravel(), minlength=len(allowed)).astype(np.float64)
    return count
