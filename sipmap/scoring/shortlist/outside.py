"""Wards outside the list: how near they are, and what would bring each in."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from sipmap.scoring.shortlist.best import Best
from sipmap.scoring.shortlist.costs import Dropped
from sipmap.scoring.shortlist.milp import scaled_worth, solve
from sipmap.scoring.shortlist.problem import Problem
from sipmap.scoring.shortlist.reach import bounds_if_chosen, of_most_promise
from sipmap.scoring.shortlist.swaps import leaves_for
from sipmap.scoring.shortlist.wards import Bools

Standing = Literal["need", "excluded", "no figure", "below floor", "no room"]


@dataclass(frozen=True)
class Outside:
    """A ward outside the list."""

    area_code: str
    name: str
    standing: Standing
    """What stands in its way: too little need under the rules, an exclusion, no figure, the floor, or rules
    that leave it no place however great its need."""
    gap: float
    """How much more it would have to bring, in the objective's unit, to draw level; NaN but for "need". In
    people in need, a ward's whole count; for scores, points."""
    floor_gap: float
    """How far its score lies below the floor; NaN where it does not."""
    replaces: tuple[str, ...]
    """The wards that would then leave."""
    without: tuple[str, ...]
    """Keys of the rules each of which, dropped alone, brings it in."""
    reason: str
    """Why it is excluded, or what figure it lacks; "" otherwise."""


def outside(stated: Problem, found: Best, dropped: list[Dropped], place: int) -> Outside:
    """Say what would bring in the ward at a place outside the list.

    Parameters
    ----------
    stated : Problem
        As the rules state it.
    found : Best
    dropped : list of Dropped
    place : int
    """
    row = stated.wards.frame.iloc[place]
    without = tuple(d.rule.key for d in dropped if d.chosen is not None and d.chosen[place])
    standing, floor_gap = _standing(stated, found, place), np.nan
    reason = str(row["reason"]) if standing == "no figure" else ""
    if standing == "excluded":
        reason = next(r.reason for r in stated.of_kind("exclusion") if r.ward == place)
    if stated.below_floor[place]:
        floor_gap = max(r.amount for r in stated.of_kind("floor")) - float(row["score"])
    gap, replaces = np.nan, tuple[str, ...]()
    if standing == "need":
        level = _with_it(found, place)
        if level is None:
            standing = "no room" if np.isnan(floor_gap) else "below floor"
        else:
            gap = (found.total - found.problem.total(level)) * stated.wards.step
            replaces = tuple(stated.wards.codes[p] for p in np.flatnonzero(found.chosen & ~level))
    code, name = str(row["area_code"]), str(row["name"])
    return Outside(code, name, standing, gap, floor_gap, replaces, without, reason)


def _standing(stated: Problem, found: Best, place: int) -> Standing:
    if stated.marked("exclusion")[place]:
        return "excluded"
    if not stated.wards.has_figure[place]:
        return "no figure"
    if not found.allowed[place] and stated.below_floor[place]:
        return "below floor"
    return "need"


def _with_it(found: Best, place: int) -> Bools | None:
    """Return the best list that holds a ward, None where no list can.

    Exact: where rules are nested, one exchange leads there from the best list (see `Problem.is_nested`).
    """
    problem, chosen, allowed = found.problem, found.chosen, found.allowed
    leaving = leaves_for(problem, chosen, place)
    near = None if leaving is None else _exchanged(chosen, leaving, place)
    if problem.is_nested or not allowed[place]:
        return near if allowed[place] else None
    forced = np.zeros_like(chosen)
    forced[place] = True
    bounds = bounds_if_chosen(problem, allowed, forced)
    if bounds is None:
        return None
    if near is None:
        near = solve(problem, of_most_promise(problem, bounds), forced=forced)
    if near is not None:
        allowed = allowed & (bounds >= scaled_worth(problem, near))
    return solve(problem, allowed, forced=forced)


def _exchanged(chosen: Bools, leaving: int, entering: int) -> Bools:
    exchanged = chosen.copy()
    exchanged[leaving], exchanged[entering] = False, True
    return exchanged


def near_misses(stated: Problem, found: Best, dropped: list[Dropped], count: int) -> pd.DataFrame:
    """Lay out the wards of most need outside the list.

    Parameters
    ----------
    stated, found, dropped
        As for `outside`.
    count : int
        How many wards at most; those without a figure are left out.

    Returns
    -------
    DataFrame
        The fields of `Outside`, and district, rank, score and people_in_need; by need.
    """
    places = np.flatnonzero(~found.chosen & stated.wards.has_figure)[:count]
    rows = [vars(outside(stated, found, dropped, int(place))) for place in places]
    shown = stated.wards.frame.iloc[places][["district", "rank", "score", "people_in_need"]]
    fields = list(Outside.__dataclass_fields__)
    return pd.concat([pd.DataFrame(rows, columns=fields), shown.reset_index(drop=True)], axis=1)
