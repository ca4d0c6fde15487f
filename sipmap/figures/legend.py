"""Classes of a map: breaks at quantiles, and what each class says in words.

The browser computes the same breaks for scores that follow the sliders (assets/score.js); a test compares.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isnan

import numpy as np

CLASSES = 5
FEWEST, MOST = 5, 7
"""Between five and seven classes: fewer hide differences, more cannot be told apart by eye."""


@dataclass(frozen=True)
class MapClass:
    """One class of a map: from `low` to `high` (the last holds its upper end), and how many areas it has."""

    low: float
    high: float
    count: int


def breaks(values: Iterable[float], classes: int = CLASSES) -> list[float]:
    """Return the inner breaks, at most classes - 1, at equal shares of the present values.

    Quantiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7). Breaks that
    coincide, because many areas share a value, are kept once: the map then has fewer classes.
    """
    if not FEWEST <= classes <= MOST:
        raise ValueError(f"between {FEWEST} and {MOST} classes, not {classes}")
    present = np.asarray([v for v in values if not isnan(v)], dtype=float)
    if present.size == 0:
        return []
    inner = np.quantile(present, np.arange(1, classes) / classes)
    lowest = float(present.min())
    return sorted({float(b) for b in inner if float(b) > lowest})


def class_of(value: float, inner: list[float]) -> int:
    """Return the class of a value, 0 the lowest; -1 where there is no value. A break opens its class."""
    if isnan(value):
        return -1
    return int(np.searchsorted(inner, value, side="right"))


def classes(values: Iterable[float], number: int = CLASSES) -> list[MapClass]:
    """Return the classes of `values`, lowest first."""
    present = [float(v) for v in values if not isnan(v)]
    if not present:
        return []
    inner = breaks(present, number)
    counts = np.bincount([class_of(v, inner) for v in present], minlength=len(inner) + 1)
    ends = [min(present), *inner, max(present)]
    return [MapClass(ends[i], ends[i + 1], int(counts[i])) for i in range(len(inner) + 1)]


def labels(map_classes: list[MapClass], written: Callable[[float], str]) -> list[str]:
    """Return what each class says without its colour, e.g. "0.9% to 4.5%: 51 areas"."""
    return [f"{written(c.low)} to {written(c.high)}: {c.count} areas" for c in map_classes]
