"""Classes of a map, by a stated method: quantiles, natural breaks, fixed.

The browser works out the same classes for scores that follow the sliders (assets/classes.js); a test in
tests/journeys holds one against the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, isnan, log10
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from sipmap.figures.naturalbreaks import natural_breaks

Method = Literal["quantiles", "natural", "fixed"]
METHODS: tuple[Method, ...] = get_args(Method)
METHOD_WORDS: Mapping[Method, tuple[str, str]] = {
    "quantiles": ("Quantiles", "each class has as many wards"),
    "natural": ("Natural breaks", "wards in a class are as alike as can be"),
    "fixed": ("Fixed steps", "each class spans as much, on round numbers"),
}
"""What each method is called, and what it does."""

CLASSES = 5
FEWEST, MOST = 5, 7
"""Between five and seven classes: fewer hide differences, more cannot be told apart by eye."""
ROUND_STEPS = (1, 2, 2.5, 5)
"""Times a power of ten."""


@dataclass(frozen=True)
class Scheme:
    """How values become classes; an address writes it as `natural.6`."""

    method: Method = "quantiles"
    number: int = CLASSES

    def __str__(self) -> str:
        return f"{self.method}.{self.number}"


@dataclass(frozen=True)
class MapClass:
    """One class of a map: from `low` to `high` (the last holds its upper end), and how many areas it has."""

    low: float
    high: float
    count: int


def breaks(values: Iterable[float], scheme: Scheme) -> list[float]:
    """Return the inner breaks, ascending, at most `scheme.number` - 1; NaN is left out.

    Fewer where many areas share a value, or where round steps need fewer. Raises ValueError for a number of
    classes that a map does not have.
    """
    if not FEWEST <= scheme.number <= MOST:
        raise ValueError(f"between {FEWEST} and {MOST} classes, not {scheme.number}")
    present = np.sort(np.asarray([v for v in values if not isnan(v)], dtype=float))
    if present.size == 0:
        return []
    return {"quantiles": quantiles, "natural": natural_breaks, "fixed": fixed}[scheme.method](
        present, scheme.number
    )


def quantiles(values: npt.NDArray[np.float64], classes: int) -> list[float]:
    """Return breaks at equal shares of the sorted values, those that coincide once.

    By linear interpolation between order statistics (Hyndman and Fan 1996, type 7).
    """
    inner = np.quantile(values, np.arange(1, classes) / classes)
    return sorted({float(b) for b in inner if b > values[0]})


def fixed(values: npt.NDArray[np.float64], classes: int) -> list[float]:
    """Return the multiples of a round step that lie within the sorted values.

    The step is 1, 2, 2.5 or 5 times a power of ten: the one whose number of classes comes nearest to
    `classes` (of two as near, the fewer), and not above MOST. A rate breaks at whole percentages, a score at
    whole numbers, at the same ones in another county or year.
    """
    low, high = float(values[0]), float(values[-1])
    if low == high:
        return []
    power = floor(log10((high - low) / classes))
    tried = [_multiples(low, high, step, p) for p in (power - 1, power, power + 1) for step in ROUND_STEPS]
    fitting = [inner for inner in tried if len(inner) < MOST]
    return min(fitting, key=lambda inner: (abs(len(inner) + 1 - classes), len(inner)))


def _multiples(low: float, high: float, step: float, power: int) -> list[float]:
    """Return the multiples of step * 10^power above `low` and below `high`; more than MOST are cut short."""
    count = floor(low / _times(1, step, power))
    inner: list[float] = []
    while len(inner) <= MOST:
        count += 1
        at = _times(count, step, power)
        if at >= high:
            break
        if at > low:
            inner.append(at)
    return inner


def _times(count: int, step: float, power: int) -> float:
    """Return count * step * 10^power, rounded once: 3 tenths are 0.3."""
    return count * step * 10.0**power if power >= 0 else count * step / 10.0**-power


def class_of(value: float, inner: list[float]) -> int:
    """Return the class of a value, 0 the lowest; -1 where there is no value. A break opens its class."""
    if isnan(value):
        return -1
    return int(np.searchsorted(inner, value, side="right"))


def classes(values: Iterable[float], scheme: Scheme = Scheme()) -> list[MapClass]:
    """Return the classes of `values`, lowest first."""
    present = [float(v) for v in values if not isnan(v)]
    if not present:
        return []
    inner = breaks(present, scheme)
    counts = np.bincount([class_of(v, inner) for v in present], minlength=len(inner) + 1)
    ends = [min(present), *inner, max(present)]
    return [MapClass(ends[i], ends[i + 1], int(counts[i])) for i in range(len(inner) + 1)]
