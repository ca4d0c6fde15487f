"""What a rank is uncertain about: plain arrays."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

ScoreFunction = Callable[[Floats, Floats], Floats]
"""score(values: draws x wards x parts, weights: draws x parts) -> draws x wards; higher is more need, NaN is
unranked. Each draw and each ward for itself: a score must not depend on which others stand beside it."""

WEIGHT_SPREAD = 0.25
"""Each weight is multiplied by a number drawn evenly from 0.75 to 1.25: moved by up to a quarter."""


@dataclass(frozen=True)
class Counted:
    """A part whose value is a count over a denominator, so that chance moves it."""

    part: int
    """Its column in the table of values."""
    numerator: Floats
    """wards; apportioned counts need not be whole."""
    denominator: Floats
    """wards; people, or person-years for family "poisson"."""
    slope: float = 1.0
    """What one unit of numerator / denominator adds to the value: 1 for the rate itself, for z-scores the
    part's sign (-1 where lower is worse) over its standard deviation."""
    family: Literal["binomial", "poisson"] = "binomial"
    """binomial: of so many people, so many. poisson: events that one person can have more than once."""


@dataclass(frozen=True)
class Estimated:
    """A part that comes with a standard error instead of its counts."""

    part: int
    standard_error: Floats
    """wards, in the unit of the table of values; 0 where the value is exact."""


@dataclass(frozen=True)
class Varied:
    """What is allowed to vary; each source can be switched off, and the draws of the others stay the same."""

    sampling: bool = True
    weights: bool = True
    apportionment: bool = True
    summary: bool = True
    method: bool = True


NOTHING_VARIES = Varied(False, False, False, False, False)

SOURCES = tuple(field.name for field in fields(Varied))
"""Names of the sources of uncertainty, in the order in which they are counted everywhere."""


def linear(values: Floats, weights: Floats) -> Floats:
    """Weighted sum over the parts, those without weight left out (so that their gaps do not count).

    Parts are added one after another, not by a matrix product, whose last digit may differ with the number of
    threads.
    """
    scores: Floats = np.zeros(values.shape[:2])
    for part in np.flatnonzero((weights != 0).any(axis=0)):
        scores += values[:, :, part] * weights[:, None, part]
    return scores


@dataclass(frozen=True)
class Problem:
    """A ranking, and what is known of its uncertainty."""

    codes: npt.NDArray[np.str_]
    """wards, once each."""
    values: Floats
    """wards x parts, NaN where missing, on the scale that the methods take: for `linear` turned towards need
    and standardised, as `composite.standardised` gives them; for `many.ProfileScores` as published."""
    weights: Floats
    """parts; 0 or more. Draws are scaled to the same sum."""
    sampled: tuple[Counted | Estimated, ...] = ()
    apportionment: Floats | None = None
    """wards x parts: standard deviations in the unit of values, from `apportionment_shift`. One normal draw
    moves all parts of a ward, each by its own number, whose sign says which parts move together."""
    alternatives: tuple[Floats, ...] = ()
    """Tables shaped as values and on its scale, each from another ward summary (extent, worst small area...).
    A draw uses values or one of these, all equally likely."""
    methods: tuple[ScoreFunction, ...] = (linear,)
    """The profile's own way from values to scores first; a draw uses one of them, all equally likely."""
    weight_spread: float = WEIGHT_SPREAD
    min_parts: int | None = None
    """For `linear`: how many of the parts with weight a ward must have, None meaning all; then one that it
    lacks adds nothing, as in `composite.score`. Leave it at None for methods that see to gaps themselves."""

    @property
    def tables(self) -> tuple[Floats, ...]:
        """The table of values and its alternatives."""
        return (self.values, *self.alternatives)

    @property
    def is_sampled(self) -> bool:
        """Whether a part with weight carries sampling error."""
        return any(self.weights[source.part] > 0 for source in self.sampled)
