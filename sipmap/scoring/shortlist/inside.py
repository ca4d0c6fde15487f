"""Wards on the list: why each is in, and what to be warned of."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from sipmap.scoring.shortlist.costs import Dropped
from sipmap.scoring.shortlist.problem import CAP, Problem
from sipmap.scoring.shortlist.wards import Bools

NEED = "need score"
CautionKind = Literal["below floor", "below England", "no figure", "residents unknown"]


@dataclass(frozen=True)
class EnglandMark:
    """A measure of need that all of England's wards have, and England's average on it."""

    measure: str
    """Its name in words."""
    scores: "pd.Series[float]"
    """By ward code; higher is more need."""
    average: float


@dataclass(frozen=True)
class Caution:
    """Something to be warned of in a ward on the list."""

    kind: CautionKind
    area_code: str
    name: str
    score: float
    """Need score or, below England's average, the ward's figure on `measure`."""
    than: float
    """The floor, or England's average; NaN where it is about neither."""
    by: tuple[str, ...]
    """Labels of the rules or the pin that bring it in."""
    measure: str = NEED


def chosen_wards(
    stated: Problem, chosen: Bools, alone: Bools | None, dropped: list[Dropped], england: EnglandMark | None
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
    england : EnglandMark, optional

    Returns
    -------
    DataFrame, by need
        area_code, name, district, rank, score, people, people_in_need; why: "pin", "need" (in on need alone,
        rules or no rules) or "rule"; is_on_need: whether it would be in without any rule; by: keys of the
        rules each of which, dropped alone, leaves it out; where there is none such, of those that ask for a
        least number and just get it; else of all; reason (of a pin); is_below_floor; england_mark (NaN where
        there is none), is_below_england.
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
    marks = np.nan if england is None else frame["area_code"].map(england.scores)
    frame["england_mark"] = marks
    frame["is_below_england"] = frame["england_mark"] < (-np.inf if england is None else england.average)
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


def cautions(stated: Problem, listed: pd.DataFrame, england: EnglandMark | None) -> tuple[Caution, ...]:
    """Return what to be warned of, ward by ward.

    A ward that need brings in is not warned of for lying below England's average: only one that a rule or a
    pin pulls in.
    """
    labels = {rule.key: rule.label for rule in stated.rules}
    rows = listed.to_dict("records")
    return tuple(
        Caution(kind, row["area_code"], row["name"], score, than, _labels(row, labels), measure)
        for row in rows
        for kind, score, than, measure in _kinds(stated, row, england)
    )


def _kinds(
    stated: Problem, row: dict[Hashable, Any], england: EnglandMark | None
) -> Iterator[tuple[CautionKind, float, float, str]]:
    score = row["score"]
    if np.isnan(score) or not stated.wards.has_figure[stated.wards.position[row["area_code"]]]:
        yield "no figure", score, np.nan, NEED
    if row["is_below_floor"]:
        yield "below floor", score, stated.of_kind("floor")[0].amount, NEED
    if england is not None and row["is_below_england"] and row["why"] != "need":
        yield "below England", row["england_mark"], england.average, england.measure
    if any(rule.key == CAP for rule in stated.rules) and np.isnan(row["people"]):
        yield "residents unknown", score, np.nan, NEED


def _labels(row: dict[Hashable, Any], labels: dict[str, str]) -> tuple[str, ...]:
    return tuple(labels[key] for key in row["by"])
