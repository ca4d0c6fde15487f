"""Rules that cannot all hold: which of them are in conflict, in one sentence with a remedy."""

from dataclasses import replace

from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.best import can_hold
from sipmap.scoring.shortlist.checks import counted
from sipmap.scoring.shortlist.problem import NamedRule, Problem


def conflicting(problem: Problem) -> tuple[NamedRule, ...]:
    """Return rules that cannot hold together, none of which can be left out of the conflict.

    A deletion filter (Chinneck and Dravnieks, 1991, "Locating minimal infeasible constraint sets in linear
    programs", ORSA Journal on Computing 3): each rule in turn is taken away for good if the rest still cannot
    hold. The size and the wards that have figures are no rules and always stay.

    Parameters
    ----------
    problem : Problem
        One whose rules cannot all hold.
    """
    pinned = tuple(rule.ward for rule in problem.of_kind("pin"))
    left = replace(problem, admitted=pinned)  # unpinned, such a ward may still be in
    for rule in problem.rules:
        fewer = left.without({rule.key})
        if not can_hold(fewer):
            left = fewer
    return left.rules


def conflict_error(problem: Problem) -> ProfileError:
    """Return the error that names the rules in conflict and what would ease them."""
    rules = conflicting(problem)
    size, area = counted(problem.size), problem.wards.area
    labels, remedies = _listed([r.label for r in rules], "and"), _listed([r.remedy for r in rules], "or")
    cannot = "these rules cannot hold together" if len(rules) > 1 else "this rule cannot hold"
    return ProfileError(f"In a list of {size} of {area} {cannot}: {labels}; {remedies}, or change the size.")


def _listed(words: list[str], last: str) -> str:
    unique = list(dict.fromkeys(words))
    if len(unique) < 2:
        return "".join(unique)
    return f"{', '.join(unique[:-1])} {last} {unique[-1]}"
