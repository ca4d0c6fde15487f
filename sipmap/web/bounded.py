"""Caches bounded by what they hold: many answers about a county's wards, few about England's 6,826.

A ranking of England takes some 4 MB and its ranges 1 MB; as many of them as of Kent's would fill a worker.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from sipmap.desk.ranking import NATIONAL
from sipmap.geography import ComparisonSet

P = ParamSpec("P")
R = TypeVar("R")

FEW_OF_ENGLAND = 3


def by_size(size: int, work: Callable[P, R]) -> Callable[P, R]:
    """Return `work` with `size` answers remembered, of England `FEW_OF_ENGLAND`.

    Among its arguments is a comparison set, or something that has one.
    """
    of_counties, of_england = lru_cache(size)(work), lru_cache(FEW_OF_ENGLAND)(work)

    @wraps(work)
    def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
        kept = of_england if any(map(_is_england, args)) else of_counties
        return kept(*args, **kwargs)  # type: ignore[arg-type]

    return remembered


def _is_england(argument: object) -> bool:
    comparison = getattr(argument, "comparison", argument)
    return isinstance(comparison, ComparisonSet) and comparison.id == NATIONAL
