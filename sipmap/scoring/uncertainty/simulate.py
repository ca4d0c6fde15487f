"""How sure is a rank: seeded Monte Carlo over everything that varies."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty.draws import BLOCK, draw_block, prepared, scores
from sipmap.scoring.uncertainty.inputs import (
    NOTHING_VARIES,
    Problem,
    Varied,
)
from sipmap.scoring.uncertainty.ranges import LEVEL, Kind, Ranks, ranks_in_draws, summarised
from sipmap.scoring.uncertainty.sampling import NO_SAMPLING, Sampling
from sipmap.scoring.uncertainty.settle import settled

Mask = npt.NDArray[np.bool_]

DRAWS = 2000
EVERYTHING = Varied()


@dataclass(frozen=True)
class RankUncertainty:
    """What the draws say of each ward."""

    frame: pd.DataFrame
    """Indexed by area_code, in the order of the problem: rank (without any variation), median_rank, low, high
    (Int64), chance_top (0..1), word; all missing for an unranked ward."""
    kind: Kind
    """What to call low to high: "sensitivity range" unless sampling error is in it."""
    size: int
    level: float
    draws: int
    seed: int
    varied: Varied = EVERYTHING
    """What was allowed to vary."""


def simulate(
    problem: Problem,
    size: int,
    *,
    varied: Varied = EVERYTHING,
    draws: int = DRAWS,
    seed: int = 0,
    level: float = LEVEL,
    workers: int = 1,
) -> RankUncertainty:
    """Say how sure each ward's rank is.

    Every draw takes its own weights, summary and method, and moves values by sampling error (see `sampling`)
    and apportionment; wards are then ranked. After Saisana, Saltelli and Tarantola, "Uncertainty and
    sensitivity analysis techniques as tools for the quality assessment of composite indicators", Journal of
    the Royal Statistical Society A 168 (2005), 307-323, and OECD/JRC, "Handbook on Constructing Composite
    Indicators" (2008), step 7.

    Parameters
    ----------
    problem : Problem
    size : int
        N of the top N.
    varied : Varied
        What is allowed to vary.
    draws, seed : int
        The same seed gives the same answer, whatever the order of rows and the number of workers.
    level : float
        Share of draws in a range.
    workers : int
        Processes. One is enough for a county.

    Raises
    ------
    ProfileError
        A problem that cannot be computed on, a size beyond the wards, fewer than 1 draw.
    """
    if draws < 1 or not 0 < level < 1:
        raise ProfileError(f"{draws} draws at level {level} give no range; take at least 1, between 0 and 1.")
    ordered = settled(problem)
    ranked = ranked_wards(ordered)
    if not 1 <= size <= max(int(ranked.sum()), 1):
        raise ProfileError(f"A top {size} cannot be taken from {ranked.sum()} ranked wards; ask for fewer.")
    ranks = rank_draws(ordered, ranked, varied, draws=draws, seed=seed, workers=workers)
    found = summarised(ranks, size, level)
    found.insert(0, "rank", rank_draws(ordered, ranked, NOTHING_VARIES, draws=1, seed=seed)[0])
    kind: Kind = "range" if varied.sampling and ordered.is_sampled else "sensitivity range"
    frame = _whole(found, ordered.codes, ranked).reindex(np.asarray(problem.codes))
    return RankUncertainty(frame.rename_axis("area_code"), kind, size, level, draws, seed, varied)


def rank_draws(
    problem: Problem, ranked: Mask, varied: Varied, *, draws: int, seed: int, workers: int = 1
) -> Ranks:
    """Return draws x ranked wards: their ranks in each draw. The problem is checked and in code order."""
    found = prepared(problem, varied)
    work = partial(_ranks_of_block, problem=problem, found=found, ranked=ranked, varied=varied, seed=seed)
    blocks = range(-(-draws // BLOCK))
    if workers == 1:
        ranks = list(map(work, blocks))
    else:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            ranks = list(pool.map(work, blocks, chunksize=-(-len(blocks) // workers)))
    return np.concatenate(ranks)[:draws]


def _ranks_of_block(
    block: int, *, problem: Problem, found: Sampling, ranked: Mask, varied: Varied, seed: int
) -> Ranks:
    drawn = draw_block(problem, found, varied, seed=seed, block=block)
    return ranks_in_draws(scores(problem, drawn)[:, ranked])


def ranked_wards(problem: Problem) -> Mask:
    """Say which wards have a score by every table and every method."""
    draw = draw_block(problem, NO_SAMPLING, NOTHING_VARIES, seed=0, block=0, size=1)
    ranked: Mask = np.ones(len(problem.codes), dtype=np.bool_)
    for table in problem.tables:
        for method in problem.methods:
            ranked &= ~np.isnan(method(table[None], draw.weights)[0])
    return ranked


def _whole(found: pd.DataFrame, codes: npt.NDArray[np.str_], ranked: Mask) -> pd.DataFrame:
    whole = found.set_index(codes[ranked]).reindex(codes)
    return whole.astype(dict.fromkeys(("rank", "median_rank", "low", "high"), "Int64"))
