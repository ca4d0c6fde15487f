"""From parts to one score, for one set of wards or thousands of draws at once: arrays only.

Throughout, `values` is (..., wards, parts) on one scale, higher being more need, NaN where missing, and
`weights` is (parts,) or (..., parts), with the same leading dimensions, 0 or more and not all 0; only their
proportions matter. Scores are (..., wards).
"""

import functools
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def shares(weights: npt.ArrayLike) -> Floats:
    """Return weights that add up to 1 along their last dimension."""
    given = np.asarray(weights, dtype=np.float64)
    given = given / given.max(axis=-1, keepdims=True)  # first, so that no sum of huge weights overflows
    scaled: Floats = given / given.sum(axis=-1, keepdims=True)
    return scaled


def arithmetic(values: Floats, weights: npt.ArrayLike) -> Floats:
    """Return weighted means: OECD/JRC handbook (2008), section 6.10. A missing part adds nothing."""
    share = shares(weights)
    return sum_of_parts(np.where(np.isnan(v), 0.0, v) * share[..., p, None] for p, v in _each(values))


def geometric(values: Floats, weights: npt.ArrayLike, *, floor: float) -> Floats:
    """Return weighted geometric means: OECD/JRC handbook (2008), section 6.11.

    Parameters
    ----------
    values, weights
    floor : float
        Above 0. Values below it count as it, and so does a missing part.
    """
    share = shares(weights)
    logs = sum_of_parts(np.log(_floored(v, floor)) * share[..., p, None] for p, v in _each(values))
    return np.exp(logs)


def geometric_parts(values: Floats, weights: npt.ArrayLike, *, floor: float) -> Floats:
    """Split geometric means into what each part adds; (..., wards, parts) that add up to the score.

    Each part holds its share of the floor, which a ward without any need has, and of the rest as much as its
    logarithm: c_i = w_i (f + L(G, f) ln(x_i / f)), with L(a, b) = (a - b) / ln(a / b), the logarithmic mean.
    This is the additive decomposition by the logarithmic mean Divisia index, which leaves no residual: Ang
    (2005), "The LMDI approach to decomposition analysis: a practical guide", Energy Policy 33, 867-871.
    """
    weight = shares(weights)[..., None, :]
    gains = np.log(_floored(values, floor) / floor)
    total = (gains * weight).sum(axis=-1, keepdims=True)
    rise = floor * np.expm1(total)
    mean = np.divide(rise, total, out=np.full_like(total, floor), where=total > 0)
    parts: Floats = weight * (floor + mean * gains)
    return parts


def sum_of_parts(parts: Iterable[Floats]) -> Floats:
    """Add arrays up, one after another: a ward's sum never depends on how many wards are with it.

    A matrix product may add in another order for other shapes and so differ in the last digit.
    """
    total: Floats = functools.reduce(np.add, parts)
    return total


def _each(values: Floats) -> Iterator[tuple[int, Floats]]:
    return ((part, values[..., part]) for part in range(values.shape[-1]))


def _floored(values: Floats, floor: float) -> Floats:
    floored: Floats = np.where(values >= floor, values, floor)  # NaN is not at or above the floor
    return floored
