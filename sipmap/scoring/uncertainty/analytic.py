"""Standard errors of scores from counts, the joint sets that follow, and how far apportionment may be out."""

import numpy as np
import pandas as pd

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty.inputs import Floats, Problem
from sipmap.scoring.uncertainty.joint import DRAWS, LEVEL, joint_sets, marginal_sets
from sipmap.scoring.uncertainty.sampling import score_effects
from sipmap.scoring.uncertainty.settle import settled


def apportionment_shift(postcode_share: Floats, best_fit: Floats) -> Floats:
    """Measure how far apportioned values may be out, by how far two ways to apportion differ.

    (best fit - postcode share) / sqrt(2): the standard deviation of the two values, with its sign, so that
    the parts of a ward move together as they do between the two ways. Neither is the truth; their difference
    is all that the data at hand say of it. What one ward gains its neighbour loses, and that is left aside.

    Parameters
    ----------
    postcode_share, best_fit : ndarray, wards x parts
        Standardised alike. Where a ward has no best-fit value, it gets the root mean square of the others.

    Returns
    -------
    ndarray, wards x parts
        For `Problem.apportionment`; NaN where there is no postcode-share value.
    """
    shift: Floats = (best_fit - postcode_share) / np.sqrt(2)
    known = ~np.isnan(shift)
    typical = np.sqrt((np.where(known, shift, 0.0) ** 2).sum(axis=0) / np.maximum(known.sum(axis=0), 1))
    filled: Floats = np.where(known | np.isnan(postcode_share), shift, typical)
    return filled


def score_errors(problem: Problem) -> tuple[Floats, Floats]:
    """Return each ward's score and its standard error from sampling alone, wards in the order given.

    The errors of the sampled parts, each times what it does to the score (see `score_effects`), squared and
    added up: parts are taken to be counted independently. 0 where nothing is counted.
    """
    _, _, effects, scores = score_effects(problem)
    return scores, np.sqrt((effects**2).sum(axis=1))


def joint_ranks(
    problem: Problem,
    size: int,
    *,
    level: float = LEVEL,
    draws: int = DRAWS,
    seed: int = 0,
    marginal: bool = True,
) -> pd.DataFrame:
    """Give confidence sets for ranks from sampling error alone, after Mogstad and others (see `joint`).

    Parameters
    ----------
    problem, size, level, draws, seed
        As for `joint_sets`; the errors are those of `score_errors`, and `size` is N of the top N.
    marginal : bool
        Whether to give each ward's set for itself too, which takes longer than the joint ones.

    Returns
    -------
    DataFrame indexed by area_code, in the order of the problem; missing for an unranked ward
        score, error; joint_low, joint_high: all true ranks lie in these at once with probability `level`;
        marginal_low, marginal_high, where asked: each ward's for itself; may_be_top: whether it may be in the
        top `size` (all that truly are have True, with probability `level`).

    Raises
    ------
    ProfileError
        As `simulate`; no part with weight has counts or standard errors.
    """
    ordered = settled(problem)
    if not ordered.is_sampled:
        raise ProfileError("No indicator of this profile has counts, so ranks have no confidence sets.")
    score, error = score_errors(ordered)
    ranked = ~np.isnan(score)
    joint = joint_sets(score[ranked], error[ranked], level=level, draws=draws, seed=seed)
    frame = pd.DataFrame(
        {
            "score": score[ranked],
            "error": error[ranked],
            "joint_low": pd.array(joint.low, dtype="Int64"),
            "joint_high": pd.array(joint.high, dtype="Int64"),
            "may_be_top": pd.array(joint.low <= size, dtype="boolean"),
        },
        index=ordered.codes[ranked],
    )
    if marginal:
        single = marginal_sets(score[ranked], error[ranked], level=level, draws=draws, seed=seed)
        frame["marginal_low"] = pd.array(single.low, dtype="Int64")
        frame["marginal_high"] = pd.array(single.high, dtype="Int64")
    return frame.reindex(np.asarray(problem.codes)).rename_axis("area_code")
