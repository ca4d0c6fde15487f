"""Prisons, halls and other communal establishments: where they bear on a rate, and by how much they may.

The denominators of the Indices of 2025 count prisoners, who cannot be claimants and so make a rate look lower
than it is among the people who live around the prison. Published rates stay as published; an area with many
communal residents carries a warning and a sensitivity beside its rate.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

WARNING_SHARE = 0.10
"""Share of communal residents from which an area carries the warning. Care homes alone seldom reach it."""


@dataclass(frozen=True)
class CommunalWarning:
    """A ward of which a tenth or more lives in communal establishments."""

    area_code: str
    share: float
    """Of all residents, 0..1."""
    residents: float
    """Communal residents."""
    rate: float
    """Employment deprivation as published, 0..1."""
    household_rate: float
    """The same over the household population alone; NaN where it cannot be worked out."""
    is_borderline: bool
    """Whether that rate would move the ward across the cut."""


def warned(communal_share: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether areas carry the warning: a communal share (0..1) of one tenth or more; NaN does not."""
    flags: npt.NDArray[np.bool_] = np.asarray(communal_share, dtype=np.float64) >= WARNING_SHARE
    return flags


def household_rate(rate: npt.ArrayLike, denominator: npt.ArrayLike, communal: npt.ArrayLike) -> Floats:
    """Work a rate out again as if nobody in a communal establishment were in its denominator.

    household rate = rate x D / (D - C). D is the rate's own denominator (for employment deprivation the
    residents of working age, 18 to 66, in the index's File 6) and C all communal residents (Census 2021,
    TS001). The numerator stays whole: prisoners and students in halls are not in it.

    It is an upper bound, a sensitivity and no estimate: it takes every communal resident to be of working age
    and none to be in the numerator, which is near the truth for prisons and halls and not for care homes, and
    it mixes the census year with the index's. In Sheppey East, with its prisons, it takes employment
    deprivation from 16.6 % (984 of 5,932) to 26.5 % (984 of 3,712).

    Parameters
    ----------
    rate, denominator, communal : array_like of one shape
        A proportion, people, people: of the same areas. NaN gives NaN.

    Returns
    -------
    ndarray of float
        A proportion. NaN where the rest of the denominator is too small to hold the numerator: then the
        communal residents are not of the people whom the rate is about.
    """
    whole = np.asarray(denominator, dtype=np.float64)
    counted = np.asarray(rate, dtype=np.float64) * whole
    rest = whole - np.asarray(communal, dtype=np.float64)
    rates: Floats = np.full(rest.shape, np.nan)
    np.divide(counted, rest, out=rates, where=(rest > 0) & (counted <= rest))
    return rates


def communal_warnings(areas: pd.DataFrame) -> pd.DataFrame:
    """List the areas that carry the warning, with the sensitivity of their rate.

    Parameters
    ----------
    areas : DataFrame
        area_code; communal, residents (Census 2021); rate, denominator (of the rate in question).

    Returns
    -------
    DataFrame indexed by area_code, in the order of `areas`, warned areas alone
        communal, communal_share (0..1), rate, household_rate (NaN where it cannot be worked out).
    """
    share = areas["communal"] / areas["residents"]
    sensitivity = household_rate(areas["rate"], areas["denominator"], areas["communal"])
    frame = areas[["area_code", "communal", "rate"]].assign(communal_share=share, household_rate=sensitivity)
    columns = ["communal", "communal_share", "rate", "household_rate"]
    return frame[warned(share)].set_index("area_code")[columns]
