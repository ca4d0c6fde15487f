"""Standards that need more of the reference set than its mean and spread: its figures themselves.

A release is immutable, so figures read from it are as fixed as parameters stored with it: leaving a ward out
of a ranking changes no standard.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from sipmap.catalogue import Profile, part_names
from sipmap.scoring.outliers import UNTREATED, fit_treatment, treat
from sipmap.scoring.standardise import Standard, fit


def needs_reference(profile: Profile) -> bool:
    """Say whether a profile's methods need the reference set's figures.

    Published scales need nothing and z scores only the mean and spread that the store holds
    (`standards_for`), unless outliers are treated or wards are compared with each other.
    """
    return (
        profile.outliers != "none"
        or profile.aggregation == "outranking"
        or profile.standardise not in ("z", "none")
    )


def standards_from(reference_wide: pd.DataFrame, profile: Profile) -> dict[str, Standard]:
    """Fit the standards of every part on the figures of the reference set.

    Parameters
    ----------
    reference_wide : DataFrame, areas x parts
        All areas of the profile's reference set and no others, columns named by `part_names` (see
        `sipmap.scoring.parts.parts_wide`); NaN where missing. Their order does not matter.
    profile : Profile

    Returns
    -------
    dict of part name to Standard, for every part
        With `count` 0 where no area of the set has a figure. A part with goalposts of its own is not treated
        for outliers: its goalposts bound it already.
    """
    ordered = reference_wide.sort_index()
    standards = {}
    for name, part in zip(part_names(profile), profile.parts, strict=True):
        rows = ordered[name].to_numpy(dtype=np.float64, copy=True)
        treats = profile.outliers == "winsorise" and part.goalposts is None
        treatment = fit_treatment(rows, profile.most_winsorised) if treats else UNTREATED
        treated = treat(rows, treatment)
        values = np.sort(treated[~np.isnan(treated)])
        standards[name] = replace(fit(pd.Series(treated)), treatment=treatment, values=values, rows=rows)
    return standards
