"""The best list under the rules, ties and the floor of need included; or none."""

from dataclasses import dataclass, replace

import numpy as np

from sipmap.scoring.shortlist.milp import scaled_worth, solve
from sipmap.scoring.shortlist.problem import NamedRule, Problem
from sipmap.scoring.shortlist.reach import bounds_if_chosen, of_most_promise
from sipmap.scoring.shortlist.swaps import settle
from sipmap.scoring.shortlist.ties import first_of_equals
from sipmap.scoring.shortlist.wards import Bools


@dataclass(frozen=True)
class Best:
    """The best list, and what it was chosen from."""

    problem: Problem
    """With a row for the floor where rules pull in wards below it."""
    allowed: Bools
    """The wards that may be in."""
    chosen: Bools

    @property
    def total(self) -> int:
        """What the list brings, touching pairs included, in whole steps."""
        return self.problem.total(self.chosen)


def best(problem: Problem, start: Bools | None = None) -> Best | None:
    """Return the best list, None where the rules cannot all hold.

    Parameters
    ----------
    problem : Problem
    start : array of bool, optional
        A list that may keep the rules. Where they are nested, exchanges lead from it to the best list without
        a programme.
    """
    allowed = problem.can_be_chosen & ~problem.below_floor
    is_usable = start is not None and problem.holds(start) and not (start & ~allowed).any()
    chosen = _choose(problem, allowed, start if is_usable else None)
    if chosen is None:
        widened = _with_floor_reached(problem)
        if widened is None:
            return None
        problem, allowed = widened, widened.can_be_chosen
        is_usable = start is not None and problem.holds(start)
        chosen = _choose(problem, allowed, start if is_usable else None)
    return None if chosen is None else Best(problem, allowed, settle(problem, allowed, chosen))


def _choose(problem: Problem, allowed: Bools, near: Bools | None) -> Bools | None:
    """Return a list from which exchanges lead to the best: where rules are not nested, the best itself.

    Parameters
    ----------
    problem : Problem
    allowed : array of bool
    near : array of bool, optional
        A list that keeps the rules.
    """
    if problem.is_nested:
        return solve(problem, allowed) if near is None else near
    bounds = bounds_if_chosen(problem, allowed)
    if bounds is None:
        return None
    if near is None:
        near = solve(problem, of_most_promise(problem, bounds))
    if near is None:  # the wards of most promise cannot keep the rules by themselves
        near = solve(problem, allowed)
    if near is None:
        return None
    near = settle(problem, allowed, near)
    return first_of_equals(problem, allowed & (bounds >= scaled_worth(problem, near)), near)


def can_hold(problem: Problem) -> bool:
    """Whether any list keeps all the rules."""
    anything = np.zeros(len(problem.wards.codes))
    if solve(problem, problem.can_be_chosen & ~problem.below_floor, objective=anything) is not None:
        return True
    widened = _with_floor_reached(problem)
    return widened is not None and solve(widened, widened.can_be_chosen, objective=anything) is not None


def _with_floor_reached(problem: Problem) -> Problem | None:
    """Let in as few wards below the floor as the rules need, the size apart; None where that is none.

    A ward below the floor may be in only where a rule pulls it in; the size is not such a rule.
    """
    below = (problem.below_floor & problem.can_be_chosen).astype(np.float64)
    fewest = solve(problem, problem.can_be_chosen, objective=-below, least_size=0) if below.any() else None
    most = 0.0 if fewest is None else float(below[fewest].sum())
    if most == 0:
        return None
    reached = NamedRule(
        FLOOR_REACHED, "cap", "", "", rows=below[None, :], low=np.array([-np.inf]), high=np.array([most])
    )
    rules = tuple(rule for rule in problem.rules if rule.kind != "floor")
    return replace(problem, rules=(*rules, reached))


FLOOR_REACHED = "floor reached"
