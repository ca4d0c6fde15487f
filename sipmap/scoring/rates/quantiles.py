"""Quantile groups of a value, by the rule of public health practice in England."""

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.inputs import Floats


def quantile_groups(values: npt.ArrayLike, groups: int = 10, *, highest_first: bool = True) -> Floats:
    """Put areas into groups of equal number by a value, as OHID does.

    group = (q + 1) - ceil((n + 1 - rank) / (n / q)), which is 1 + floor(q (rank - 1) / n); equal values share
    the rank of the first of them. Fingertips public health technical guidance; `phe_quantile` of the R
    package PHEindicatormethods. Where the groups cannot be of one size this puts areas into other groups than
    the published Indices of Deprivation do, for which see `scoring.rank.quantile_group`.

    Parameters
    ----------
    values : array_like (areas,)
        NaN is in no group and is not counted.
    groups : int
        10 for deciles, 5 for quintiles.
    highest_first : bool
        Whether group 1 holds the highest values, or the lowest.

    Returns
    -------
    ndarray of float (areas,)
        1 to `groups`; NaN for a missing value, and for every area where there are fewer values than groups.

    Raises
    ------
    ValueError
        Fewer than one group, an infinite value, something else than one row of areas.
    """
    found = np.asarray(values, dtype=np.float64)
    if groups != int(groups) or groups < 1:
        raise ValueError(f"groups is {groups}; give a whole number of 1 or more")
    if found.ndim != 1 or np.isinf(found).any():
        raise ValueError("values is not one row of finite figures; give one an area, NaN where it is missing")
    turned = -found if highest_first else found
    ordered = np.sort(turned[~np.isnan(turned)])
    before = np.searchsorted(ordered, turned, side="left")  # rank - 1, in whole numbers up to the division
    if ordered.size < groups:
        return np.full(found.shape, np.nan)
    found_groups: Floats = np.where(np.isnan(turned), np.nan, 1 + int(groups) * before // ordered.size)
    return found_groups
