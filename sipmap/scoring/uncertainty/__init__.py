"""How sure is a rank: seeded draws of what varies, joint confidence sets, which choice drives the doubt."""

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
from sipmap.scoring.uncertainty.ranges import word
from sipmap.scoring.uncertainty.simulate import RankUncertainty, simulate

__all__ = [
    "NOTHING_VARIES",
    "SOURCES",
    "Counted",
    "Estimated",
    "Problem",
    "RankUncertainty",
    "ScoreFunction",
    "Varied",
    "linear",
    "simulate",
    "word",
]
