"""A shortlist in sentences: why each ward is in, what a rule costs, who is near, what to be warned of."""

from collections.abc import Mapping, Sequence

import pandas as pd

from sipmap.scoring.shortlist import Caution, Objective, Outside
from sipmap.words.numbers import MINUS, about, decimals, is_figure, whole

OBJECTIVE_WORDS: dict[Objective, str] = {"need-score": "need score", "people-in-need": "people in need"}
IN_NEED = "people in need (kept out of work)"
HALF_A_PERSON = 0.5
NO_RULE = "No rule is stated, so none costs anything."
NONE_OUTSIDE = "Every ward that can be chosen is on the list."
NO_LIST = "Without it no list keeps the other rules"


def listed(names: Sequence[str], last: str = "and") -> str:
    """Return e.g. "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def amount(value: float, objective: Objective, places: int = 2) -> str:
    """Return an amount of the objective, e.g. "0.69 points of need score", "about 120 people in need"."""
    if objective == "people-in-need":
        return f"{about(value)} people in need"
    least = 10.0**-places
    if 0 < value < least / 2:
        return f"less than {decimals(least, places)} points of need score"
    return f"{decimals(value, places)} points of need score"


def opening(size: int, area: str, objective: Objective, in_need: float) -> str:
    """Return what the list is: people before anything else."""
    wards = f"{whole(size)} {'ward' if size == 1 else 'wards'}"
    lives = f"{about(in_need).capitalize()} {IN_NEED} live in " if is_figure(in_need) else "The list is "
    others = "ward that keeps the rules has" if size == 1 else f"{wards} that keep the rules have"
    most = "more people in need" if objective == "people-in-need" else "a higher need score in all"
    return f"{lives}{wards} of {area}. No other {others} {most}."


def why_in(row: Mapping[str, object], labels: Mapping[str, str]) -> str:
    """Say why a ward is on the list.

    Parameters
    ----------
    row : mapping
        A row of `Shortlist.chosen`: why, is_on_need, by, reason.
    labels : mapping of a rule's key to its words
    """
    if row["why"] == "pin":
        besides = "Need alone would choose it too" if row["is_on_need"] else "Need alone would not choose it"
        return f"Pinned: {row['reason']}. {besides}."
    if row["why"] == "need":
        return "In by need alone, whatever the rules."
    by = row["by"]
    names = [labels[key] for key in by] if isinstance(by, tuple) else []
    if not names:
        return "In under the rules; need alone would not choose it."
    return f"In by rule: {listed(names)}. Need alone would not choose it."


def cost_of(
    row: Mapping[str, object], labels: Mapping[str, str], costs: Mapping[str, float], objective: Objective
) -> str:
    """Say what the rules cost that bring in a ward (a row of `Shortlist.chosen`); "" where need does."""
    by = row["by"]
    keys = [key for key in by if key in costs] if isinstance(by, tuple) else []
    return "; ".join(
        f"{labels[key]}: {amount(costs[key], objective)}" for key in keys if is_figure(costs[key])
    )


def rule_cost(
    row: Mapping[str, object], names: Mapping[str, str], objective: Objective, places: int = 2
) -> str:
    """Say whether a rule binds and what it costs.

    Parameters
    ----------
    row : mapping
        A row of `Shortlist.rules`.
    names : mapping of ward code to name
    objective, places
        As for `amount`.
    """
    label = f"{str(row['label'])[0].upper()}{str(row['label'])[1:]}"
    cost, comes_in, goes_out = row["cost"], row["comes_in"], row["goes_out"]
    if not isinstance(cost, float) or not is_figure(cost):
        return f"{label}. {NO_LIST}."
    if not (isinstance(comes_in, tuple) and isinstance(goes_out, tuple) and comes_in):
        return f"{label}. It changes nothing: the list would be the same without it."
    held = f"It costs {amount(cost, objective, places)}"
    if cost == 0:
        held = "It costs no need, but decides between lists equally good"
    instead = f"{listed([names[c] for c in comes_in])} would be in, in place of "
    return f"{label}. {held}: without it {instead}{listed([names[c] for c in goes_out])}."


def outside(
    ward: Outside,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    objective: Objective,
    places: int = 2,
) -> str:
    """Say what would bring in a ward outside the list.

    Parameters
    ----------
    ward : Outside
    names : mapping of ward code to name
    labels : mapping of a rule's key to its words
    objective, places
        As for `amount`.
    """
    said = f"{ward.name} {_stands(ward, names, objective, places)}"
    others = [labels[key] for key in ward.without if not key.startswith("exclusion")]
    if not others:
        return said
    each = "this rule were" if len(others) == 1 else "any one of these rules were"
    return f"{said} It would be in if {each} dropped: {listed(others, 'or')}."


def _stands(ward: Outside, names: Mapping[str, str], objective: Objective, places: int) -> str:
    if ward.standing == "excluded":
        would = "need would choose it otherwise" if ward.without else "it would not be in otherwise"
        return f"is excluded: {ward.reason}; {would}."
    if ward.standing == "no figure":
        why = ward.reason.rstrip(".") or "there is no count of people in need"
        return f"cannot be chosen by need, for want of figures ({why}); only a pin brings it in."
    if ward.standing == "below floor":
        return f"lies {decimals(ward.floor_gap, places)} points of need score below the floor."
    if ward.standing == "no room":
        return "has no place under the rules, however great its need."
    rivals = [names[code] for code in ward.replaces]
    if ward.gap == 0:
        return f"is level with {listed(rivals)}; such ties go by score and then by code."
    return f"would need {amount(ward.gap, objective, places)} more to draw level with {listed(rivals)}."


def caution(said: Caution, places: int = 2) -> str:
    """Return a warning about a ward on the list."""
    by = f"; brought in by: {listed(said.by)}" if said.by else ""
    score = decimals(said.score, places)
    if said.kind == "no figure":
        return f"{said.name} has no figures to be chosen by{by}."
    if said.kind == "residents unknown":
        return f"{said.name}: its residents are not known, so the cap counts none of them{by}."
    than = "the floor" if said.kind == "below floor" else "England's average"
    return f"{said.name} ({said.measure}: {score}) lies below {than} ({decimals(said.than, places)}){by}."


def beside(lists: pd.DataFrame, objective: Objective) -> list[str]:
    """Set this list beside the one of need alone and the one by the other objective.

    Parameters
    ----------
    lists : DataFrame
        `Shortlist.lists`.
    objective : "need-score" or "people-in-need"
        By which the list was chosen.
    """
    rows = {str(name): row for name, row in lists.to_dict("index").items()}
    ours = rows["chosen"]
    other: Objective = "need-score" if objective == "people-in-need" else "people-in-need"
    said = {
        "need alone": "Without any rule",
        "other objective": f"By {OBJECTIVE_WORDS[other]} instead of {OBJECTIVE_WORDS[objective]}",
    }
    return [
        f"{words}, {whole(rows[name]['shared'])} of the {whole(len(ours['codes']))} wards would be the same"
        f"{_more(rows[name]['people_in_need'] - ours['people_in_need'])}."
        for name, words in said.items()
        if name in rows
    ]


def _more(people: float) -> str:
    if not is_figure(people):
        return ""
    if abs(people) < HALF_A_PERSON:
        return ", with as many people in need"
    return f", with {about(abs(people))} {'more' if people > 0 else 'fewer'} people in need"


def signed(value: float, places: int = 2) -> str:
    """Return e.g. "+0.91", with a true minus sign."""
    text = decimals(value, places)
    return text if text.startswith(MINUS) or not text.strip("0.,") else f"+{text}"
