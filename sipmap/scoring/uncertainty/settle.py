"""A problem made ready: checked once, gaps settled, wards in the order of their codes."""

from dataclasses import replace

import numpy as np

from sipmap.errors import ProfileError
from sipmap.scoring.uncertainty.inputs import Counted, Estimated, Integers, Problem


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


def settled(problem: Problem) -> Problem:
    """Check a problem, put wards in the order of their codes, and 0 where a ward may lack a part.

    The order of rows then decides nothing.

    Raises
    ------
    ProfileError
        As `checked`.
    """
    problem = _filled(checked(problem))
    order: Integers = np.argsort(np.asarray(problem.codes), kind="stable")
    # what is not known moves nothing: a ward without value stays unranked by the value
    apportionment = None if problem.apportionment is None else np.nan_to_num(problem.apportionment[order])
    return replace(
        problem,
        codes=np.asarray(problem.codes)[order],
        values=problem.values[order],
        weights=np.asarray(problem.weights, dtype=np.float64),
        sampled=tuple(_reordered(source, order) for source in problem.sampled),
        apportionment=apportionment,
        alternatives=tuple(table[order] for table in problem.alternatives),
    )


def _filled(problem: Problem) -> Problem:
    """Put 0 for what a ward lacks, where the profile lets it."""
    weighted = np.asarray(problem.weights) > 0
    present = ~np.isnan(problem.values)
    enough = min(problem.min_parts or weighted.size, int(weighted.sum()))
    fills = ~present & ((present & weighted).sum(axis=1) >= enough)[:, None]
    values, *alternatives = (np.where(fills, 0.0, table) for table in problem.tables)
    return replace(problem, values=values, alternatives=tuple(alternatives))


def _reordered(source: Counted | Estimated, order: Integers) -> Counted | Estimated:
    if isinstance(source, Estimated):
        return replace(source, standard_error=source.standard_error[order])
    return replace(source, numerator=source.numerator[order], denominator=source.denominator[order])
