"""How sure is a rank: seeded draws of what varies, joint confidence sets, which choice drives the doubt."""

from sipmap.scoring.uncertainty.analytic import apportionment_shift, joint_ranks, score_errors
from sipmap.scoring.uncertainty.inputs import (
    NOTHING_VARIES,
    SOURCES,
    Counted,
    Estimated,
    Problem,
    ScoreFunction,
    Varied,
    linear,
)
from sipmap.scoring.uncertainty.joint import RankSets, joint_sets, marginal_sets, top_set
from sipmap.scoring.uncertainty.ranges import word
from sipmap.scoring.uncertainty.simulate import EVERYTHING, RankUncertainty, simulate
from sipmap.scoring.uncertainty.sobol import Indices, drivers, indices

__all__ = [
    "EVERYTHING",
    "NOTHING_VARIES",
    "SOURCES",
    "Counted",
    "Estimated",
    "Indices",
    "Problem",
    "RankSets",
    "RankUncertainty",
    "ScoreFunction",
    "Varied",
    "apportionment_shift",
    "drivers",
    "indices",
    "joint_ranks",
    "joint_sets",
    "linear",
    "marginal_sets",
    "score_errors",
    "simulate",
    "top_set",
    "word",
]
