"""Wards alike: how far two wards are from each other over a stated set of figures.

The distance is Euclid's over standardised figures, brought back to one figure: the root mean square of the
differences, in standard deviations of the wards compared. Two wards at 0.5 differ by half of one on a typical
figure. Figures that either ward lacks are left out of their distance.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LEAST_SHARE = 0.75
"""Wards are compared only where both have at least this share of the figures: else one figure decides."""


@dataclass(frozen=True)
class Alike:
    """A ward and how far it is from another."""

    code: str
    distance: float
    """Root mean square difference, in standard deviations."""
    apart_on: str
    """The figure on which the two differ most."""
    apart: float
    """By how many standard deviations there; above 0 where this ward's figure is the higher."""


def standardised(figures: pd.DataFrame) -> pd.DataFrame:
    """Return wards x figures in standard deviations (ddof 0) from their mean over the wards.

    A figure that is the same everywhere tells nothing, and is left out.
    """
    spread = figures.std(ddof=0)
    kept = figures.loc[:, spread.gt(0)]
    found: pd.DataFrame = (kept - kept.mean()) / spread[kept.columns]
    return found


def distances(scaled: pd.DataFrame, code: str) -> "pd.Series[float]":
    """Return how far each other ward is from one, nearest first; without wards that lack too many figures.

    Parameters
    ----------
    scaled : DataFrame
        From `standardised`.
    code : str
        One of its rows; KeyError where it is not.

    Returns
    -------
    Series by ward code, in standard deviations; wards equally far are in the order of their codes
    """
    values, own = scaled.to_numpy(dtype=np.float64), scaled.loc[code].to_numpy(dtype=np.float64)
    differences = values - own
    known = ~np.isnan(differences)
    count = known.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        far = np.sqrt(np.where(known, differences**2, 0.0).sum(axis=1) / count)
    enough = (count > 0) & (count >= LEAST_SHARE * scaled.shape[1])
    found = pd.Series(np.where(enough, far, np.nan), index=scaled.index).drop(code).dropna()
    return found.sort_index().sort_values(kind="stable")


def most_alike(scaled: pd.DataFrame, code: str, count: int = 5) -> tuple[Alike, ...]:
    """Return the wards nearest to one, and on what each differs most from it."""
    far = distances(scaled, code)[:count]
    if far.empty:
        return ()
    values = scaled.loc[list(far.index)].to_numpy(dtype=np.float64)
    apart = values - scaled.loc[code].to_numpy(dtype=np.float64)
    most = np.nan_to_num(np.abs(apart)).argmax(axis=1)
    return tuple(
        Alike(str(other), float(distance), str(scaled.columns[column]), float(row[column]))
        for (other, distance), row, column in zip(far.items(), apart, most, strict=True)
    )
