"""What each rule costs: the list that would be chosen if it alone were dropped."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sipmap.scoring.shortlist.best import Best, best
from sipmap.scoring.shortlist.problem import NamedRule, Problem
from sipmap.scoring.shortlist.wards import Bools


@dataclass(frozen=True)
class Dropped:
    """One rule, and the list without it."""

    rule: NamedRule
    chosen: Bools | None
    """None where no list keeps the others: a pin or a least number can be what fills a list under a floor."""


def drop_each(problem: Problem, chosen: Bools) -> list[Dropped]:
    """Choose again without each rule in turn."""
    return [Dropped(rule, _without(problem, chosen, rule)) for rule in problem.rules]


def _without(problem: Problem, chosen: Bools, rule: NamedRule) -> Bools | None:
    found = best(problem.without({rule.key}), start=chosen)
    return None if found is None else found.chosen


def without_rules(problem: Problem, found: Best) -> Bools | None:
    """Return the list of need alone, no rule at all; None where too few wards have figures for it."""
    alone = best(problem.without({rule.key for rule in problem.rules}), start=found.chosen)
    return None if alone is None else alone.chosen


def rule_table(problem: Problem, chosen: Bools, dropped: list[Dropped]) -> pd.DataFrame:
    """Lay out what each rule costs.

    Parameters
    ----------
    problem : Problem
    chosen : array of bool
        The list under all rules.
    dropped : list of Dropped

    Returns
    -------
    DataFrame, one row a rule in their order
        rule (its key), kind, label; binds: whether the list would be another without it; cost: what the list
        would gain without it in the objective's unit (score, or people in need), bonus for touching pairs
        included except for the wish to touch itself, whose cost is the need given up; cost_score,
        cost_people_in_need: the same in either unit, without bonus, perhaps below 0 for what is not the
        objective; comes_in, goes_out: tuples of ward codes, by need. Costs are NaN and the tuples empty where
        no list keeps the other rules.
    """
    return pd.DataFrame(
        [_row(problem, chosen, d) for d in dropped],
        columns=[
            "rule", "kind", "label", "binds",
            "cost", "cost_score", "cost_people_in_need", "comes_in", "goes_out",
        ],
    )  # fmt: skip


def _row(problem: Problem, chosen: Bools, dropped: Dropped) -> tuple[object, ...]:
    rule, other = dropped.rule, dropped.chosen
    if other is None:
        return (rule.key, rule.kind, rule.label, True, np.nan, np.nan, np.nan, (), ())
    worth = problem.without({rule.key}).total if rule.kind == "touching" else problem.total
    cost = (worth(other) - worth(chosen)) * problem.wards.step
    scores, people = (_more(problem, column, chosen, other) for column in ("score", "people_in_need"))
    comes_in, goes_out = codes_of(problem, other & ~chosen), codes_of(problem, chosen & ~other)
    return (rule.key, rule.kind, rule.label, bool(comes_in), cost, scores, people, comes_in, goes_out)


def _more(problem: Problem, column: str, chosen: Bools, other: Bools) -> float:
    """Return by how much another list has more, over the wards that differ; NaN where one is not known."""
    values = problem.wards.frame[column].to_numpy(dtype=np.float64)
    return float(values[other & ~chosen].sum() - values[chosen & ~other].sum())


def codes_of(problem: Problem, chosen: Bools) -> tuple[str, ...]:
    """Return the codes of some wards, by need."""
    return tuple(problem.wards.codes[place] for place in np.flatnonzero(chosen))
