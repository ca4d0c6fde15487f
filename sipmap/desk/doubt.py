"""What moves the ranks near the cut, and what chance alone leaves open: two answers beside the draws."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sipmap.desk.certainty import SEED, with_moved
from sipmap.desk.ranking import RankingInputs
from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty import Problem, RankUncertainty, drivers, joint_ranks

NEAR_CUT = 12
"""Wards whose ranks lie nearest to the cut, on both sides of it."""

POINTS = 1024
"""Base points of the Sobol' indices: a third of a second for Kent."""

JOINT_DRAWS = 1000
JOINT_LEVEL = 0.90
MOST_JOINT = 1000
"""Joint sets grow with the square of the wards: for more of them than this they are left out."""


@dataclass(frozen=True)
class Doubt:
    """Which choice drives the ranks near the cut, and joint confidence sets for all ranks."""

    size: int
    """N of the cut."""
    near: tuple[str, ...]
    """The wards nearest to the cut, by rank."""
    drivers: pd.DataFrame | None
    """From `scoring.uncertainty.drivers` about those wards; None where nothing varies."""
    joint: pd.DataFrame | None
    """From `scoring.uncertainty.joint_ranks`; None where no part is a count or the wards are too many."""
    is_counted: bool
    """Whether chance moves a part of the profile, so that there could be joint sets."""


def ranking_doubt(
    layout: Problem,
    inputs: RankingInputs,
    certainty: RankUncertainty,
    weights: Mapping[str, float] | None = None,
) -> Doubt:
    """Say what drives the ranks near the cut, and give the analytic answer from chance in the counts alone.

    Parameters
    ----------
    layout : Problem
        From `ranking_layout` for the same inputs.
    inputs : RankingInputs
    certainty : RankUncertainty
        From `list_certainty` for the same inputs and weights: its cut and what it lets vary are taken over.
    weights : mapping, optional
        Weights that were moved, by part.
    """
    problem = with_moved(layout, inputs, weights or {})
    near = near_cut(certainty.frame["rank"], certainty.size)
    few = int(certainty.frame["rank"].notna().sum()) <= MOST_JOINT
    joint = None
    if problem.is_sampled and few:
        joint = joint_ranks(
            problem, certainty.size, level=JOINT_LEVEL, draws=JOINT_DRAWS, seed=SEED, marginal=False
        )
    return Doubt(certainty.size, near, _drivers(problem, near, certainty), joint, problem.is_sampled)


def near_cut(ranks: pd.Series, size: int, count: int = NEAR_CUT) -> tuple[str, ...]:
    """Return the codes of the wards whose ranks lie nearest to the line after rank `size`, by rank.

    Equal distances: the better rank, then the first code. Unranked wards are left out.
    """
    known = ranks.dropna().astype(int).rename("rank").rename_axis("code").reset_index()
    known["far"] = (known["rank"] - (size + 0.5)).abs()
    nearest = known.sort_values(["far", "rank", "code"]).head(count)
    return tuple(nearest.sort_values(["rank", "code"])["code"].astype(str))


def _drivers(problem: Problem, near: tuple[str, ...], certainty: RankUncertainty) -> pd.DataFrame | None:
    try:
        return drivers(problem, about=near, varied=certainty.varied, points=POINTS, seed=SEED)
    except ProfileError:  # nothing varies: the draws, made before, would have refused all else
        return None
