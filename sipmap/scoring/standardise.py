"""Bring indicators to one scale, by parameters fitted once on a stated reference set and stored.

Because the parameters come from the store and not from the rows at hand, leaving a ward out of a ranking
never moves another ward's score.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.catalogue import Indicator, Profile, part_names, part_period
from sipmap.errors import ProfileError
from sipmap.scoring.outliers import UNTREATED, Treatment
from sipmap.scoring.scales import z_scores

Floats = npt.NDArray[np.float64]

STANDARD_COLUMNS = ("reference", "indicator_id", "period", "count", "mean", "sd")

ROUNDING_NOISE = 1e-12
"""A spread below this share of the mean is floating-point noise around one value."""


@dataclass(frozen=True)
class Standard:
    """What one indicator's values are measured against: its reference areas' number, mean and spread.

    Mean and spread, which is all that z scores need, come from the store. The rest comes from the reference
    set's figures (`sipmap.scoring.reference.standards_from`), which within one release never change either.
    """

    count: int
    mean: float
    sd: float
    """Population standard deviation (divisor n): the reference set is all its areas, not a sample of them."""
    treatment: Treatment = UNTREATED
    """What is done to outliers; mean, spread and `values` are of treated figures."""
    values: Floats | None = field(default=None, compare=False, repr=False)
    """The reference areas' treated figures in ascending order, without gaps."""
    rows: Floats | None = field(default=None, compare=False, repr=False)
    """The reference areas' figures as published, one an area in the same order for every part, NaN where
    missing: the opponents of an outranking."""


def fit(values: pd.Series) -> Standard:
    """Fit mean and population standard deviation over the areas that have a value.

    z = (x - mean) / sd, after OECD/JRC, "Handbook on Constructing Composite Indicators" (2008), section 5.2
    (standardisation, or z-scores).

    Parameters
    ----------
    values : Series of float, one value an area
        NaN (missing, suppressed) is left out.

    Returns
    -------
    Standard
        With mean and sd NaN where no area has a value; sd is 0 where all values are the same.
    """
    present = values.to_numpy(dtype=np.float64)
    present = np.sort(
        present[~np.isnan(present)]
    )  # sorted, so that the order of rows cannot move the last digit
    if present.size == 0:
        return Standard(0, np.nan, np.nan)
    mean, sd = float(present.mean()), float(present.std())
    return Standard(present.size, mean, 0.0 if sd <= ROUNDING_NOISE * abs(mean) else sd)


def fit_all(observations: pd.DataFrame, reference: str) -> pd.DataFrame:
    """Fit every indicator and period in the observations of one reference set's areas.

    Parameters
    ----------
    observations : DataFrame
        indicator_id, period, value (NaN where missing); one row an area.
    reference : str
        Id of the comparison set whose areas these are.

    Returns
    -------
    DataFrame
        reference, indicator_id, period, count, mean, sd: as the store keeps them; without the indicators that
        have no value at all.
    """
    rows = []
    for (indicator_id, period), values in observations.groupby(["indicator_id", "period"])["value"]:
        standard = fit(values)
        if standard.count:
            rows.append((reference, indicator_id, period, standard.count, standard.mean, standard.sd))
    return pd.DataFrame(rows, columns=list(STANDARD_COLUMNS))


def standards_for(
    profile: Profile, fitted: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> dict[str, Standard]:
    """Pick the standards of a profile's parts out of what the store holds.

    Parameters
    ----------
    profile : Profile
    fitted : DataFrame
        The columns of `fit_all`; may hold other references and indicators too.
    indicators : mapping of id to Indicator

    Returns
    -------
    dict of part name to Standard; parts that were never fitted are absent. Empty where the profile does not
    standardise.
    """
    if profile.standardise == "none":
        return {}
    here = fitted[fitted["reference"] == profile.reference]
    keyed = zip(here["indicator_id"], here["period"], strict=True)
    measured = zip(here["count"], here["mean"], here["sd"], strict=True)
    known = {
        key: Standard(int(n), float(m), float(s)) for key, (n, m, s) in zip(keyed, measured, strict=True)
    }
    keys = [(part.indicator, part_period(part, indicators)) for part in profile.parts]
    return {name: known[key] for name, key in zip(part_names(profile), keys, strict=True) if key in known}


def apply(values: Floats, standard: Standard, name: str) -> Floats:
    """Return values as standard deviations from the reference mean; NaN stays NaN.

    Raises
    ------
    ProfileError
        When the reference has no spread to measure by: no values, or the same value everywhere.
    """
    check_varies(standard, name)
    return z_scores(values, standard.mean, standard.sd)


def check_varies(standard: Standard, name: str) -> None:
    """Raise ProfileError where the reference set has no figures to measure by, or the same one everywhere."""
    if not standard.sd > 0:
        what = "has no figures" if standard.count == 0 else "does not vary"
        raise ProfileError(
            f"'{name}' {what} in the reference set: it cannot be standardised; set its weight to 0."
        )
