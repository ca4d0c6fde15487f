"""What the functions of this package take: counts, denominators, a level of confidence; and what they refuse.

Every refusal is a ValueError of one sentence. A missing figure (NaN) is no error: it gives NaN where it
stands and nowhere else. So does a denominator of 0, which is never turned into a rate of 0.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

Floats = npt.NDArray[np.float64]

LEAST_CONFIDENCE = 0.8
"""Nobody publishes a limit below 80 %; what is below is a slip, such as alpha given for 1 - alpha."""

ROUNDING = 1e-9
"""By how much, relatively, an apportioned count may pass its denominator and be taken for equal to it."""


class Interval(NamedTuple):
    """An estimate with its confidence limits, each in the shape of the figures it was made from."""

    value: Floats
    lower: Floats
    upper: Floats


class Limits(NamedTuple):
    """A lower and an upper limit."""

    lower: Floats
    upper: Floats


def figures(name: str, values: npt.ArrayLike, *, positive: bool = False) -> Floats:
    """Return figures as floats; ValueError where one is negative (0, if `positive`) or infinite."""
    found = np.asarray(values, dtype=np.float64)
    if np.isinf(found).any():
        raise ValueError(f"{name} holds an infinite figure; give finite ones, NaN where one is missing")
    if (found <= 0).any() if positive else (found < 0).any():
        least = "0 or less" if positive else "below 0"
        raise ValueError(f"{name} holds a figure of {least}; correct it, or give NaN where it is missing")
    return found


def same_shape(**arrays: Floats) -> list[Floats]:
    """Return the arrays in one shape, single figures repeated; ValueError where lengths differ."""
    shapes = {name: array.shape for name, array in arrays.items() if array.ndim}
    if len(set(shapes.values())) > 1:
        lengths = ", ".join(f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"the figures are of unequal lengths ({lengths}); give one of each for every area")
    return list(np.broadcast_arrays(*arrays.values()))


def counts_and_denominators(
    count: npt.ArrayLike, denominator: npt.ArrayLike, *, part_of_whole: bool = False
) -> tuple[Floats, Floats]:
    """Return counts and denominators of one shape, a denominator of 0 as NaN.

    Raises
    ------
    ValueError
        A negative or infinite figure, unequal lengths; with `part_of_whole`, a count above its denominator.
    """
    counts, whole = same_shape(count=figures("count", count), denominator=figures("denominator", denominator))
    if part_of_whole:
        if (counts > whole * (1 + ROUNDING)).any():
            raise ValueError("a count is above its denominator; a proportion is a part of a whole")
        counts = np.minimum(counts, whole)
    return counts, np.where(whole > 0, whole, np.nan)


def tail(confidence: float) -> float:
    """Return the probability beyond either limit, half of 1 - confidence; ValueError outside [0.8, 1)."""
    if not LEAST_CONFIDENCE <= confidence < 1:
        raise ValueError(
            f"confidence is {confidence}; give a share from {LEAST_CONFIDENCE} to below 1, as 0.95"
        )
    return (1 - confidence) / 2


def normal_quantile(confidence: float) -> float:
    """Return z, 1.96 for 95 %; ValueError outside [0.8, 1)."""
    return float(-ndtri(tail(confidence)))


def unwrapped(array: Floats) -> Floats:
    """Return an array as it is, and what was made from single figures as a single figure."""
    single: Floats = array[()]
    return single
