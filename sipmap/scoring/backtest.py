"""The choice of 2002 tried again: how many of 24 wards fall in the county's worst 70 under each spread rule.

The briefing of 2002 says that 24 wards were chosen with a county-wide spread and that 22 of them were in the
county's worst 70 on the Index of Multiple Deprivation 2000. Its list of wards is not at hand. So this can
show which rules are compatible with the briefing; it reconstructs nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import pandas as pd

from sipmap.catalogue import Group, Rules
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.best import best
from sipmap.scoring.shortlist.costs import codes_of
from sipmap.scoring.shortlist.named import problem
from sipmap.scoring.shortlist.wards import Wards, lay_out

SIZE = 24
"""How many wards the briefing names."""
WORST = 70
"""The county's worst so many wards, of which the briefing speaks."""
IN_WORST = 22
"""How many of the 24 it says were among them."""
CUTS = range(90, 121, 10)
"""Where the second ward of a district stops counting: ranks that the issue asks for."""


@dataclass(frozen=True)
class SpreadRule:
    """One way to spread the wards over the districts."""

    id: str
    label: str
    rules: Rules


@dataclass(frozen=True)
class Backtest:
    """What different spread rules give."""

    outcomes: pd.DataFrame
    """Indexed by rule: label, wards (how many), in_worst, is_compatible (as many in the worst 70 as the
    briefing says), codes (tuple, by need), beyond_worst (tuple of codes outside the worst 70)."""
    wards: int
    """How many wards were ranked."""
    cut_range: tuple[int, int]
    """From and to which rank the last rule's cut gives the briefing's number, in one run around `CUTS`;
    (0, 0) where none of them does."""

    @property
    def compatible(self) -> list[str]:
        """Ids of the rules that give the briefing's number."""
        return [str(rule) for rule in self.outcomes.index[self.outcomes["is_compatible"]]]


def backtest_2002(ranking: pd.DataFrame, districts: Mapping[str, str] | None = None) -> Backtest:
    """Choose 24 wards under each spread rule and count those in the worst 70.

    Parameters
    ----------
    ranking : DataFrame
        From `ranking.rank_profile` with the profile `sip-2002` on Kent's wards of 1998.
    districts : mapping of ward code to its district, optional
        The ranking's own unless given.

    Returns
    -------
    Backtest
    """
    if districts is not None:
        ranking = ranking.assign(district=ranking["area_code"].map(pd.Series(districts)))
    wards = lay_out(ranking, None, "need-score", "Kent")
    worst = {
        str(c) for c, r in zip(wards.codes, wards.frame["rank"], strict=True) if pd.notna(r) and r <= WORST
    }
    rules = [*_simple_rules(), *(second_unless(wards, cut) for cut in CUTS)]
    rows = {rule.id: _outcome(rule, _choose(wards, rule), worst) for rule in rules}
    outcomes = pd.DataFrame.from_dict(rows, orient="index").rename_axis("rule")

    known: dict[Rules, bool] = {}  # a rule changes only where the cut passes a second ward's rank

    def is_like_the_briefing(cut: int) -> bool:
        rule = second_unless(wards, cut)
        if rule.rules not in known:
            known[rule.rules] = len(set(_choose(wards, rule)) & worst) == IN_WORST
        return known[rule.rules]

    ranked = int(wards.has_figure.sum())
    return Backtest(outcomes, ranked, _range_around(CUTS, is_like_the_briefing, ranked))


def _simple_rules() -> list[SpreadRule]:
    return [
        SpreadRule("none", "no spread rule", Rules()),
        SpreadRule("at-least-1", "at least one ward in each district", Rules(min_per_district=1)),
        SpreadRule("at-least-2", "at least two wards in each district", Rules(min_per_district=2)),
        SpreadRule("at-most-2", "at most two wards in each district", Rules(max_per_district=2)),
    ]


def second_unless(wards: Wards, cut: int) -> SpreadRule:
    """Return the rule "two wards in each district, unless the second ranks below the worst `cut`".

    Such a district has one; its place goes to the ward of most need anywhere.
    """
    ranks = wards.frame["rank"].astype(float).where(wards.has_figure, np.inf)
    seconds = ranks.groupby(wards.frame["district"]).apply(_second)
    groups = tuple(
        Group(name=str(district), least=2 if second <= cut else 1) for district, second in seconds.items()
    )
    label = f"two wards in each district, unless the second ranks below the worst {cut}"
    return SpreadRule(f"second-within-{cut}", label, Rules(groups=groups))


def _second(ranks: pd.Series) -> float:
    """Return the second rank of a district, infinite where it has but one ward."""
    return float(np.sort(np.append(ranks.to_numpy(), np.inf))[1])


def _choose(wards: Wards, rule: SpreadRule) -> tuple[str, ...]:
    """Choose the wards of most need under a spread rule; none where it cannot hold."""
    try:
        found = best(problem(wards, SIZE, rule.rules))
    except ProfileError:  # a district has too few wards
        return ()
    return () if found is None else codes_of(found.problem, found.chosen)


def _outcome(rule: SpreadRule, chosen: tuple[str, ...], worst: set[str]) -> dict[str, object]:
    inside = sum(code in worst for code in chosen)
    return {
        "label": rule.label,
        "wards": len(chosen),
        "in_worst": inside,
        "is_compatible": inside == IN_WORST,
        "codes": chosen,
        "beyond_worst": tuple(code for code in chosen if code not in worst),
    }


def _range_around(cuts: range, holds: Callable[[int], bool], last: int) -> tuple[int, int]:
    """Return the longest run of ranks that gives the briefing's number and holds any of the cuts."""
    runs = [list(run) for is_held, run in groupby(range(WORST, last + 1), key=holds) if is_held]
    around = [run for run in runs if set(run) & set(cuts)]
    longest = max(around, key=len, default=[0])
    return longest[0], longest[-1]
