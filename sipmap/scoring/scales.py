"""From figures to one scale: arrays of any shape in, arrays of that shape out, NaN staying NaN.

Everything here is for one part, whose values are turned so that more is more need. What a scale is measured
by is fitted on the reference set and passed in, so that thousands of draws go through in one call.
"""

import numpy as np
import numpy.typing as npt

from sipmap.scoring.index import exponential

Floats = npt.NDArray[np.float64]


def z_scores(values: Floats, mean: float, sd: float) -> Floats:
    """Return standard deviations from the mean: OECD/JRC handbook (2008), section 5.2."""
    scores: Floats = (values - mean) / sd
    return scores


def min_max(values: Floats, low: float, high: float, *, floor: float = 0.0) -> Floats:
    """Return the place between two goalposts, 0 at `low` and 1 at `high`, clipped to them.

    (x - low) / (high - low): OECD/JRC handbook (2008), section 5.3. The handbook leaves what lies outside
    fixed goalposts above 1 or below 0; it is clipped here, as in the Human Development Index (UNDP, technical
    note 1) and in COINr's `n_goalposts`, so that one area beyond the range cannot outweigh the rest.

    Parameters
    ----------
    values : ndarray
    low, high : float
        With low < high.
    floor : float
        The least that is returned: above 0 where a geometric mean follows.
    """
    places: Floats = np.clip((values - low) / (high - low), floor, 1.0)
    return places


def percentile(values: Floats, reference: Floats) -> Floats:
    """Return the share of the reference set with less need, half of those with as much counted, 0 to 1.

    The percentile rank by mid-ranks: (below + equal / 2) / n. Table 15 of the OECD/JRC handbook (2008) counts
    the area itself whole, rank / n, which is half a place more.

    Parameters
    ----------
    values : ndarray
    reference : ndarray, one dimension
        The reference set's values in ascending order, without gaps.
    """
    shares: Floats = _places(values, reference) / len(reference)
    return np.where(np.isnan(values), np.nan, shares)


def rank_exponential(values: Floats, reference: Floats) -> Floats:
    """Return the rank within the reference set on the exponential scale of the Indices of Deprivation.

    `sipmap.scoring.index.exponential` of the rank among the reference set's n areas, 1 being most need. Areas
    of the set that share a value share the mean of their ranks; a value that no area of the set has stands
    half-way between the ranks of its neighbours, and beyond the ends takes the first or the last rank.

    Parameters
    ----------
    values, reference
        As for `percentile`.
    """
    n = len(reference)
    ranks = np.clip(n + 0.5 - _places(values, reference), 1, n)
    return exponential(np.where(np.isnan(values), np.nan, ranks), n)


def _places(values: Floats, reference: Floats) -> Floats:
    """Count how many of the reference set lie below, and half of those that are equal."""
    below = np.searchsorted(reference, values, side="left")
    below_or_equal = np.searchsorted(reference, values, side="right")
    places: Floats = (below + below_or_equal) / 2
    return places
