"""What a rank is uncertain about: plain arrays, checked once, with wards put in the order of their codes."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from sipmap.errors import ProfileError

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]

ScoreFunction = Callable[[Floats, Floats], Floats]
"""score(values: draws x wards x parts, weights: draws x parts) -> draws x wards; NaN is unranked. Each draw
for itself: what a draw gives must not depend on which other draws stand beside it."""

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
    """What one unit of numerator / denominator adds to the standardised value: for z-scores the part's sign
    (-1 where lower is worse) over its standard deviation."""
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
    """A ranking, and what is known of its uncertainty. Higher values are more need."""

    codes: npt.NDArray[np.str_]
    """wards, once each."""
    values: Floats
    """wards x parts: turned towards need and standardised, as `composite.standardised` gives them. NaN leaves
    a ward unranked; where a profile lets a ward lack a part, put 0, which adds nothing."""
    weights: Floats
    """parts; 0 or more. Draws are scaled to the same sum."""
    sampled: tuple[Counted | Estimated, ...] = ()
    apportionment: Floats | None = None
    """wards x parts: standard deviations in the unit of values, from `apportionment_shift`. One normal draw
    moves all parts of a ward, each by its own number, whose sign says which parts move together."""
    alternatives: tuple[Floats, ...] = ()
    """Tables shaped as values, each from another ward summary (extent, worst small area...), standardised
    likewise. A draw uses values or one of these, all equally likely."""
    methods: tuple[ScoreFunction, ...] = (linear,)
    """The profile's own way from values to scores first; a draw uses one of them, all equally likely."""
    weight_spread: float = WEIGHT_SPREAD

    @property
    def tables(self) -> tuple[Floats, ...]:
        """The table of values and its alternatives."""
        return (self.values, *self.alternatives)

    @property
    def is_sampled(self) -> bool:
        """Whether a part with weight carries sampling error."""
        return any(self.weights[source.part] > 0 for source in self.sampled)


def checked(problem: Problem) -> Problem:
    """Return a problem that can be computed on, or say in one sentence what is wrong with it.

    Raises
    ------
    ProfileError
        Shapes that do not fit, codes that stand twice, weights or spread that cannot be used, counts or an
        alternative that lack a ward which has a value.
    """
    wards, parts = problem.values.shape
    codes = np.asarray(problem.codes)
    if len(codes) != wards or len(problem.weights) != parts:
        raise ProfileError(
            f"The table has {wards} wards and {parts} parts, but there are {len(codes)} codes and"
            f" {len(problem.weights)} weights; give one of each."
        )
    if len(np.unique(codes)) < wards:
        raise ProfileError("A ward's code stands twice in the table; give each ward one row.")
    weights = np.asarray(problem.weights, dtype=np.float64)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.any()):
        raise ProfileError("A weight is negative, not a number, or all are zero; give numbers of 0 or more.")
    if not 0 <= problem.weight_spread <= 1:
        raise ProfileError(f"The spread of weights is {problem.weight_spread}; give a share from 0 to 1.")
    _check_tables(problem)
    for source in problem.sampled:
        _check_sampled(source, problem)
    return problem


def _check_tables(problem: Problem) -> None:
    for table in (*problem.alternatives, *([] if problem.apportionment is None else [problem.apportionment])):
        if table.shape != problem.values.shape:
            raise ProfileError("An alternative table has another shape; give the same wards and parts.")
        lacking = np.isnan(table) & ~np.isnan(problem.values) & (problem.weights > 0)
        if lacking.any():
            code = problem.codes[int(lacking.any(axis=1).argmax())]
            raise ProfileError(f"An alternative table lacks a figure for {code}; fill it, or leave it out.")


def _check_sampled(source: Counted | Estimated, problem: Problem) -> None:
    needed = ~np.isnan(problem.values[:, source.part])
    if isinstance(source, Estimated):
        usable = source.standard_error >= 0
    else:
        usable = (source.numerator >= 0) & (source.denominator > 0)
        if source.family == "binomial":
            usable &= source.numerator <= source.denominator
    if (needed & ~usable).any():
        code = problem.codes[int((needed & ~usable).argmax())]
        raise ProfileError(
            f"Part {source.part + 1} has a value for {code} but no usable count and denominator (or standard"
            " error); load them, or switch sampling off."
        )


def in_code_order(problem: Problem) -> Problem:
    """Put wards in the order of their codes, so that the order of rows decides nothing."""
    order: Integers = np.argsort(np.asarray(problem.codes), kind="stable")
    apportionment = None if problem.apportionment is None else problem.apportionment[order]
    return replace(
        problem,
        codes=np.asarray(problem.codes)[order],
        values=problem.values[order],
        weights=np.asarray(problem.weights, dtype=np.float64),
        sampled=tuple(_reordered(source, order) for source in problem.sampled),
        apportionment=apportionment,
        alternatives=tuple(table[order] for table in problem.alternatives),
    )


def _reordered(source: Counted | Estimated, order: Integers) -> Counted | Estimated:
    if isinstance(source, Estimated):
        return replace(source, standard_error=source.standard_error[order])
    return replace(source, numerator=source.numerator[order], denominator=source.denominator[order])
