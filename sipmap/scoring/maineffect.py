"""How much of a score's variance one part accounts for, whatever the shape of their relation.

Paruolo, Saisana and Saltelli (2013), "Ratings and rankings: voodoo or science?", Journal of the Royal
Statistical Society A 176, 609-634: the main effect of part i is Pearson's correlation ratio,
S_i = V(E(y | x_i)) / V(y), the share by which the variance of the score would fall if the part were fixed.
Where the relation is a straight line it is the squared correlation.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

BANDWIDTHS: Floats = 0.01 + np.linspace(0.1, 5.0, 50) ** 2 / 25
"""The grid of the paper's section 3.2 for parts with a range from 0 to 1."""

MOST_POINTS = 300
"""More areas than this are thinned evenly along the part: the curve through them has far fewer bends."""

LONELY = 1e-10
"""Below this a local line is not determined by its neighbours, and their mean is taken."""


def main_effect(part: npt.ArrayLike, scores: npt.ArrayLike) -> float:
    """Estimate S_i by local-linear regression with a Gaussian kernel, its bandwidth by cross-validation.

    Parameters
    ----------
    part, scores : array_like, one value an area
        NaN in either leaves the area out. The order of areas does not matter.

    Returns
    -------
    float, 0 to 1
        0 where the part does not vary, NaN where the score does not. Above `MOST_POINTS` areas, of that many
        of them, evenly spaced in the order of the part.
    """
    x, y = (np.asarray(v, dtype=np.float64) for v in (part, scores))
    known = ~(np.isnan(x) | np.isnan(y))
    x, y = x[known], y[known]
    order = np.lexsort((y, x))
    order = order[np.linspace(0, len(order) - 1, min(len(order), MOST_POINTS)).round().astype(np.intp)]
    x, y = x[order], y[order]
    if len(y) == 0 or not np.ptp(y) > 0:
        return np.nan
    if not np.ptp(x) > 0:
        return 0.0
    x = (x - x[0]) / (x[-1] - x[0])
    squares = (x[:, None] - x[None, :]) ** 2
    fits = [_smooth(x, y, np.exp(squares / (-2 * bandwidth**2))) for bandwidth in BANDWIDTHS]
    best = min(fits, key=lambda fit: fit[0])[1]
    return min(1.0, float(best.var() / y.var()))


def _smooth(x: Floats, y: Floats, kernel: Floats) -> tuple[float, Floats]:
    """Return the cross-validation criterion of a kernel and the fitted curve at each x."""
    weight, kx, kxx, ky, kxy = (kernel @ np.column_stack([np.ones_like(x), x, x * x, y, x * y])).T
    slope_1, slope_2 = kx - x * weight, kxx - 2 * x * kx + x * x * weight
    across = kxy - x * ky
    spread = weight * slope_2 - slope_1**2
    lonely = spread <= LONELY * weight**2
    safe = np.where(lonely, 1.0, spread)
    fitted = np.where(lonely, ky / weight, (slope_2 * ky - slope_1 * across) / safe)
    leverage = np.where(lonely, 1 / weight, slope_2 / safe)
    others = (y.sum() - y) / max(len(y) - 1, 1)
    alone = 1 - leverage <= LONELY
    without = np.where(alone, y - others, (y - fitted) / np.where(alone, 1.0, 1 - leverage))
    return float(np.mean(without**2)), fitted
