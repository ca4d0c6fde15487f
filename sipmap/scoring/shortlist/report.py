"""The shortlist and its account: who is in and why, what the rules cost, who is near, what it covers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sipmap.catalogue import Rules
from sipmap.errors import ProfileError
from sipmap.scoring.coverage import COUNTS, coverage
from sipmap.scoring.shortlist.best import Best, best
from sipmap.scoring.shortlist.conflict import conflict_error
from sipmap.scoring.shortlist.costs import Dropped, codes_of, drop_each, rule_table, without_rules
from sipmap.scoring.shortlist.inside import Caution, EnglandMark, cautions, chosen_wards
from sipmap.scoring.shortlist.named import problem
from sipmap.scoring.shortlist.outside import Outside, near_misses, outside
from sipmap.scoring.shortlist.problem import Problem
from sipmap.scoring.shortlist.wards import Bools, Objective, lay_out

NEAR = 6
"""How many near misses are shown, unless asked for otherwise."""


@dataclass(frozen=True)
class Shortlist:
    """N wards, chosen exactly under the rules, and everything that is asked about such a list."""

    area: str
    size: int
    objective: Objective
    chosen: pd.DataFrame
    """By need: see `inside.chosen_wards`."""
    rules: pd.DataFrame
    """What each rule costs and whether it binds: see `costs.rule_table`."""
    near: pd.DataFrame
    """The next wards and what would bring each in: see `outside.near_misses`."""
    lists: pd.DataFrame
    """This list beside others: index "chosen", "need alone" (no rules) and, where people are counted, "other
    objective" (same rules, without the wish to touch); columns score, people_in_need, people (sums over the
    wards known, NaN where none is), touching_pairs, shared (wards shared with this list), codes (tuple)."""
    warnings: tuple[Caution, ...]
    coverage: pd.DataFrame | None
    """See `scoring.coverage.coverage`; None where people are not counted."""
    stated: Problem = field(repr=False)
    found: Best = field(repr=False)
    dropped: list[Dropped] = field(repr=False)

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the wards on the list, by need."""
        return tuple(self.chosen["area_code"])

    def outside(self, code: str) -> Outside:
        """Say what would bring in a ward outside the list: "why not mine?".

        Raises
        ------
        KeyError
            No such ward in the area.
        ValueError
            The ward is on the list.
        """
        place = self.stated.wards.position[code]
        if self.found.chosen[place]:
            raise ValueError(f"{code} is on the list")
        return outside(self.stated, self.found, self.dropped, place)


def shortlist(
    ranking: pd.DataFrame,
    rules: Rules,
    size: int,
    *,
    objective: Objective = "need-score",
    area: str = "the area",
    people: pd.DataFrame | None = None,
    touching: pd.DataFrame | None = None,
    places: Mapping[str, Collection[str]] | None = None,
    england: EnglandMark | None = None,
    near: int = NEAR,
) -> Shortlist:
    """Choose N wards of most need under rules, and account for the choice.

    Parameters
    ----------
    ranking : DataFrame
        From `ranking.rank_profile`: the wards to choose from, in any order. Only ranked wards can be chosen;
        a pinned one may be unranked, with a warning.
    rules : Rules
    size : int
        N.
    objective : "need-score" or "people-in-need"
        What is made as large as can be: the sum of scores, or of people in need. At a fixed N, scores below
        zero are as good as any.
    area : str
        Label of the comparison set, for sentences.
    people : DataFrame, optional
        area_code, people, employment_deprived (the people in need), worst_decile_residents; for the objective
        people-in-need, a cap on people, and the coverage statement.
    touching : DataFrame, optional
        left_code, right_code (and kind: borders count): for the wish that wards touch.
    places : mapping of a place's name to its wards' codes, optional
        For groups named without their wards.
    england : EnglandMark, optional
        To warn of a ward below England's average that a rule or a pin pulls in.
    near : int
        How many near misses to work out.

    Returns
    -------
    Shortlist
        The best list; of lists equally good, the one that holds the earlier ward, by what it brings, then
        score, then code, where they first differ. So it never depends on the order of rows.

    Raises
    ------
    ProfileError
        Bad input, or rules that cannot all hold: names those in conflict, with a remedy.
    """
    wards = lay_out(ranking, people, objective, area)
    stated = problem(wards, size, rules, touching=touching, places=places)
    found = best(stated)
    if found is None:
        raise conflict_error(stated)
    dropped, alone = drop_each(stated, found.chosen), without_rules(stated, found)
    listed = chosen_wards(stated, found.chosen, alone, dropped, england)
    other = None if people is None else _by_other_objective(ranking, people, stated, rules, places)
    return Shortlist(
        area,
        size,
        objective,
        listed,
        rule_table(stated, found.chosen, dropped),
        near_misses(stated, found, dropped, near),
        _lists(stated, {"chosen": found.chosen, "need alone": alone, "other objective": other}),
        cautions(stated, listed, england),
        None if people is None or not set(COUNTS) <= set(people) else _covered(people, wards.codes, listed),
        stated,
        found,
        dropped,
    )


def _covered(people: pd.DataFrame, codes: list[str], listed: pd.DataFrame) -> pd.DataFrame:
    """Return the coverage; a ward whose people are not given counts as unknown."""
    here = people.set_index("area_code").reindex(codes).rename_axis("area_code").reset_index()
    return coverage(here, listed["area_code"].tolist())


def _by_other_objective(
    ranking: pd.DataFrame,
    people: pd.DataFrame,
    stated: Problem,
    rules: Rules,
    places: Mapping[str, Collection[str]] | None,
) -> Bools | None:
    """Choose by the other objective under the same rules; None where that cannot be.

    The wish for wards that touch is left aside: its weight is in this objective's unit.
    """
    objective: Objective = "people-in-need" if stated.wards.objective == "need-score" else "need-score"
    try:
        wards = lay_out(ranking, people, objective, stated.wards.area)
        found = best(problem(wards, stated.size, rules.model_copy(update={"touching": 0.0}), places=places))
    except ProfileError:  # the other objective's figures do not allow it
        return None
    if found is None:
        return None
    return np.isin(np.array(stated.wards.codes), np.array(codes_of(found.problem, found.chosen)))


def _lists(stated: Problem, lists: Mapping[str, Bools | None]) -> pd.DataFrame:
    """Lay lists side by side."""
    frame, ours = stated.wards.frame, lists["chosen"]
    rows = {
        name: {
            **{c: float(frame.loc[one, c].sum(min_count=1)) for c in ("score", "people_in_need", "people")},
            "touching_pairs": stated.touching_pairs(one),
            "shared": int((one & ours).sum()),
            "codes": codes_of(stated, one),
        }
        for name, one in lists.items()
        if one is not None and ours is not None
    }
    return pd.DataFrame.from_dict(rows, orient="index")
