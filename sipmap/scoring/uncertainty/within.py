"""How sure a place is within a group of wards, such as a district: the draws of the whole, ranked anew."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sipmap.scoring.uncertainty.inputs import NOTHING_VARIES, Problem, Varied
from sipmap.scoring.uncertainty.ranges import LEVEL, Ranks, ranks_in_draws, summarised
from sipmap.scoring.uncertainty.settle import settled
from sipmap.scoring.uncertainty.simulate import DRAWS, EVERYTHING, rank_draws, ranked_wards

COLUMNS = ("rank", "low", "high", "of")


def ranks_within(
    problem: Problem,
    groups: Mapping[str, str],
    *,
    varied: Varied = EVERYTHING,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Rank wards within groups, with the range of each rank over the draws of the whole problem.

    A group's order in a draw is that of the whole, so the same seed tells the same story in both.

    Parameters
    ----------
    problem : Problem
    groups : mapping of ward code to group
        A ward without one is left out.
    varied, draws, seed, level
        As for `simulate`.

    Returns
    -------
    DataFrame of Int64, indexed by area_code in the order of the problem
        rank (without any variation), low, high, of (ranked wards of the group); <NA> for an unranked ward.
    """
    ordered = settled(problem)
    ranked = ranked_wards(ordered)
    codes = [str(code) for code in ordered.codes[ranked]]
    own = np.array([groups.get(code, "") for code in codes])
    drawn = rank_draws(ordered, ranked, varied, draws=draws, seed=seed)
    still = rank_draws(ordered, ranked, NOTHING_VARIES, draws=1, seed=seed)
    frames = [
        _group(
            drawn[:, own == group],
            still[:, own == group],
            [c for c in codes if groups.get(c) == group],
            level,
        )
        for group in dict.fromkeys(own.tolist())
        if group
    ]
    empty = pd.DataFrame(columns=list(COLUMNS), dtype="Int64")
    found = pd.concat(frames) if frames else empty
    return found.astype("Int64").reindex([str(c) for c in problem.codes]).rename_axis("area_code")


def _group(drawn: Ranks, still: Ranks, codes: list[str], level: float) -> pd.DataFrame:
    """Rank one group's wards among themselves from their ranks in the whole."""
    found = summarised(ranks_in_draws(-drawn.astype(np.float64)), 1, level)[["low", "high"]]
    found.insert(0, "rank", ranks_in_draws(-still.astype(np.float64))[0])
    return found.assign(of=len(codes)).set_index(pd.Index(codes))
