"""Wards on the list: why each is in, and what to be warned of."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from sipmap.scoring.shortlist.costs import Dropped
from sipmap.scoring.shortlist.problem import CAP, Problem
from sipmap.scoring.shortlist.wards import Bools

CautionKind = Literal["below floor", "below England", "no figure", "residents unknown"]


@dataclass(frozen=True)
class Caution:
    """Something to be warned of in a ward on the list."""

    kind: CautionKind
    area_code: str
    name: str
    score: float
    than: float
    """The floor, or England's average; NaN where it is about neither."""
    by: tuple[str, ...]
    """Labels of the rules or the pin that bring it in."""


def chosen_wards(
    stated: Problem, chosen: Bools, alone: Bools | None, dropped: list[Dropped], england: float | None
) -> pd.DataFrame:
    """Lay out the list, and say why each ward is in.

    Parameters
    ----------
    stated : Problem
    chosen : array of bool
        The list.
    alone : array of bool, optional
        The list of need alone, without any rule.
    dropped : list of Dropped
    england : float, optional
        England's average score.

    Returns
    -------
    DataFrame, by need
        area_code, name, district, rank, score, people, people_in_need; why: "pin", "need" (in on need alone,
        rules or no rules) or "rule"; is_on_need: whether it would be in without any rule; by: keys of the
        rules each of which, dropped alone, leaves it out; where there is none such, of those that ask for a
        least number and just get it; else of all; reason (of a pin); is_below_floor, is_below_england.
    """
    frame = stated.wards.frame[chosen].drop(columns="reason").reset_index(drop=True)
    places = [int(place) for place in np.flatnonzero(chosen)]
    on_need = np.zeros_like(chosen) if alone is None else alone
    pins = {rule.ward: rule for rule in stated.of_kind("pin")}
    frame["why"] = ["pin" if p in pins else "need" if on_need[p] else "rule" for p in places]
    frame["is_on_need"] = on_need[places]
    frame["by"] = [_by(stated, chosen, p, bool(on_need[p]), dropped) for p in places]
    frame["reason"] = [pins[p].reason if p in pins else "" for p in places]
    floors = [rule.amount for rule in stated.of_kind("floor")]
    frame["is_below_floor"] = frame["score"] < (floors[0] if floors else -np.inf)
    frame["is_below_england"] = frame["score"] < (-np.inf if england is None else england)
    return frame


def _by(
    stated: Problem, chosen: Bools, place: int, is_on_need: bool, dropped: list[Dropped]
) -> tuple[str, ...]:
    """Return the rules that bring a ward in; none where need alone does."""
    pins = tuple(rule.key for rule in stated.of_kind("pin") if rule.ward == place)
    if pins or is_on_need:
        return pins
    alone = tuple(d.rule.key for d in dropped if d.chosen is not None and not d.chosen[place])
    return alone or _pulling(stated, chosen, place) or tuple(d.rule.key for d in dropped)


def _pulling(stated: Problem, chosen: Bools, place: int) -> tuple[str, ...]:
    """Return the rules that ask for a least number of wards, get no more, and count this one."""
    return tuple(
        rule.key
        for rule in stated.of_kind("least", "group")
        if ((rule.rows @ chosen <= rule.low) & (rule.rows[:, place] > 0)).any()
    )


def cautions(stated: Problem, listed: pd.DataFrame, england: float | None) -> tuple[Caution, ...]:
    """Return what to be warned of, ward by ward.

    A ward that need brings in is not warned of for lying below England's average: only one that a rule or a
    pin pulls in.
    """
    labels = {rule.key: rule.label for rule in stated.rules}
    found = []
    for row in listed.to_dict("records"):
        by = tuple(labels[key] for key in row["by"])
        for kind, than in _kinds(stated, row, england):
            found.append(Caution(kind, row["area_code"], row["name"], row["score"], than, by))
    return tuple(found)


def _kinds(
    stated: Problem, row: dict[Hashable, Any], england: float | None
) -> Sequence[tuple[CautionKind, float]]:
    kinds: list[tuple[CautionKind, float]] = []
    if np.isnan(row["score"]) or not stated.wards.has_figure[stated.wards.position[row["area_code"]]]:
        kinds.append(("no figure", np.nan))
    if row["is_below_floor"]:
        kinds.append(("below floor", stated.of_kind("floor")[0].amount))
    if england is not None and row["is_below_england"] and row["why"] != "need":
        kinds.append(("below England", england))
    if any(rule.key == CAP for rule in stated.rules) and np.isnan(row["people"]):
        kinds.append(("residents unknown", np.nan))
    return kinds
