"""Treatment of outliers: fitted once on a reference set, then the same for whatever is being ranked.

After the rule of the Joint Research Centre's centre on composite indicators (JRC-COIN), as its COIN Tool and
the COINr package (Becker et al. 2022, Journal of Open Source Software 7(78), function `qTreat`) apply it:
figures with an absolute skewness above 2 and a kurtosis above 3.5 have outliers; the most extreme ones are
brought to the next value, one after another, until that is no longer so; where the most that may be brought
in do not suffice, the figures are replaced by logarithms. OECD/JRC, "Handbook on Constructing Composite
Indicators" (2008), section 5.1, asks for outliers to be treated before normalisation.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

SKEWNESS_LIMIT = 2.0
KURTOSIS_LIMIT = 3.5

LOG_SHIFT = 0.01
"""Share of the range that is added before the logarithm, so that the nearest value has one (`log_CT` of
COINr)."""

FEWEST_FOR_KURTOSIS = 4


@dataclass(frozen=True)
class Treatment:
    """What is done to an indicator's values; what is fitted on the reference set holds for every area."""

    low: float = -np.inf
    high: float = np.inf
    """Values below and above are brought to these."""
    winsorised: int = 0
    """How many areas of the reference set that concerns."""
    log_from: float | None = None
    """Where logarithms are taken: the end of the range that distances are measured from."""
    log_shift: float = 0.0
    log_sign: float = 1.0
    """1: a tail of high values is drawn in; -1: a tail of low ones."""


UNTREATED = Treatment()


def skewness(values: Floats) -> float:
    """Return the sample skewness G1 of values without gaps; NaN below three values or without spread.

    G1 = sqrt(n (n - 1)) / (n - 2) x m3 / m2^1.5: Joanes and Gill (1998), "Comparing measures of sample
    skewness and kurtosis", The Statistician 47, type 2.
    """
    n, centred = len(values), values - values.mean()
    variance = float(np.mean(centred**2))
    if n < FEWEST_FOR_KURTOSIS - 1 or not variance > 0:
        return np.nan
    return float(np.sqrt(n * (n - 1)) / (n - 2) * np.mean(centred**3) / variance**1.5)


def kurtosis(values: Floats) -> float:
    """Return the sample excess kurtosis G2 of values without gaps; NaN below four values or without spread.

    G2 = (n - 1) / ((n - 2)(n - 3)) x ((n + 1) g2 + 6), g2 = m4 / m2^2 - 3: Joanes and Gill (1998), type 2.
    """
    n, centred = len(values), values - values.mean()
    variance = float(np.mean(centred**2))
    if n < FEWEST_FOR_KURTOSIS or not variance > 0:
        return np.nan
    g2 = float(np.mean(centred**4)) / variance**2 - 3
    return (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6)


def has_outliers(values: Floats) -> bool:
    """Say whether both skewness (either way) and kurtosis are above their limits; False where undefined."""
    return abs(skewness(values)) > SKEWNESS_LIMIT and kurtosis(values) > KURTOSIS_LIMIT


def fit_treatment(values: npt.ArrayLike, most: int) -> Treatment:
    """Fit the treatment of one indicator on the reference set.

    Parameters
    ----------
    values : array_like of float, one an area
        NaN is left out. Their order does not matter.
    most : int
        The most areas that may be brought in; areas that share the extreme value are brought in together or
        not at all. Where that does not suffice the logarithm is taken of the values as they were.

    Returns
    -------
    Treatment
        `UNTREATED` where there are no outliers.
    """
    present = np.asarray(values, dtype=np.float64)
    present = np.sort(present[~np.isnan(present)])
    low, high = 0, len(present) - 1  # the least and the most that are left as they are
    treated = present
    while len(present) and has_outliers(treated):
        tail_is_high = skewness(treated) > 0
        if tail_is_high:
            high = int(np.searchsorted(present, present[high])) - 1
        else:
            low = int(np.searchsorted(present, present[low], side="right"))
        brought_in = low + len(present) - 1 - high
        if brought_in > most:
            return _logarithm(present)
        treated = np.clip(present, present[low], present[high])
    brought_high = len(present) - 1 - high
    return Treatment(
        low=float(present[low]) if low else -np.inf,
        high=float(present[high]) if brought_high else np.inf,
        winsorised=low + brought_high,
    )


def _logarithm(present: Floats) -> Treatment:
    least, most = float(present[0]), float(present[-1])
    shift = LOG_SHIFT * (most - least)
    if skewness(present) > 0:
        return Treatment(low=least, log_from=least, log_shift=shift)
    return Treatment(high=most, log_from=most, log_shift=shift, log_sign=-1.0)


def treat(values: Floats, treatment: Treatment) -> Floats:
    """Apply a treatment: values of any shape, in the same shape; NaN stays NaN. It never changes an order.

    The logarithm is ln(x - least + shift) for a tail of high values and, mirrored, -ln(most - x + shift) for
    one of low values; what lies beyond the end of the reference set's range counts as that end.
    """
    bounded: Floats = np.clip(values, treatment.low, treatment.high)
    if treatment.log_from is None:
        return bounded
    sign = treatment.log_sign
    logs: Floats = sign * np.log(sign * (bounded - treatment.log_from) + treatment.log_shift)
    return logs
