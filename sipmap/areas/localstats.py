"""Local statistics of spatial association: how an area's figure goes together with its neighbours'.

Neighbours weigh alike. Moran's I_i = z_i x (mean of its neighbours' z) / (sum of z^2 / (n - 1)), z being
deviations from the mean: Anselin, "Local indicators of spatial association", Geographical Analysis 27 (1995)
93-115, formula 12, with n - 1 as GeoDa and the Python package esda have it (the R package spdep and Anselin's
table divide by n, so that theirs is n / (n - 1) times as large).

G_i* = (sum over the area and its k neighbours - (k + 1) x mean) / (s x sqrt((n (k + 1) - (k + 1)^2) /
(n - 1))), s^2 being the sum of squared deviations / n: Ord and Getis, "Local spatial autocorrelation
statistics", Geographical Analysis 27 (1995) 286-306, as spdep has it. It is the standard deviate of the
area's own figure and its neighbours' together, the same for weights of 1 and for weights that sum to 1. (esda
has it right for weights of 1 alone.)
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Neighbours = Sequence[Sequence[int]]
"""Positions of each area's neighbours, the area itself not among them."""


def sums(values: Floats, near: Neighbours) -> Floats:
    """Return the sum of each area's neighbours' values; 0 without neighbours."""
    owner = np.repeat(np.arange(values.size), [len(others) for others in near])
    other = np.array([position for others in near for position in others], dtype=np.intp)
    return np.bincount(owner, values[other], minlength=values.size).astype(np.float64, copy=False)


def counts(near: Neighbours) -> Floats:
    """Return how many neighbours each area has."""
    return np.array([len(others) for others in near], dtype=np.float64)


def neighbours_mean(values: Floats, near: Neighbours) -> Floats:
    """Return the mean of each area's neighbours' values; NaN without neighbours."""
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = sums(values, near) / counts(near)
    return found


def local_moran(values: Floats, near: Neighbours) -> Floats:
    """Return local Moran's I of each area; see the module for the formula.

    Parameters
    ----------
    values : array (areas,)
        None missing.
    near : one sequence of positions an area

    Returns
    -------
    array (areas,)
        Above 0 where an area and its neighbours are on the same side of the mean. NaN without neighbours, or
        where all values are the same.
    """
    apart = values - values.mean()
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = apart * neighbours_mean(apart, near) / ((apart**2).sum() / (values.size - 1))
    return found


def g_star(values: Floats, near: Neighbours) -> Floats:
    """Return Getis and Ord's G* of each area as a standard deviate; takes what `local_moran` takes.

    NaN without neighbours, where all values are the same, or where everything neighbours an area.
    """
    size = values.size
    apart = values - values.mean()
    members = counts(near) + 1
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt((apart**2).mean() * (size * members - members**2) / (size - 1))
        found: Floats = np.where((members > 1) & (spread > 0), (apart + sums(apart, near)) / spread, np.nan)
    return found
