"""From stored observations to the table that is scored: one row an area, one column a part of the profile."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.catalogue import Indicator, Profile, part_names, part_period

Floats = npt.NDArray[np.float64]

TOWARDS_NEED = {"higher is worse": 1.0, "lower is worse": -1.0}
"""What turns a value so that more need is always higher."""


def parts_wide(
    observations: pd.DataFrame, profile: Profile, indicators: Mapping[str, Indicator]
) -> pd.DataFrame:
    """Lay out the figures that a profile needs.

    Parameters
    ----------
    observations : DataFrame
        indicator_id, period, area_code, value; at one geography and basis. Other indicators and periods are
        ignored.
    profile : Profile
    indicators : mapping of id to Indicator

    Returns
    -------
    DataFrame, areas x parts
        Indexed by area_code in order, columns named and ordered by `part_names`; NaN where an area has no
        figure. An area appears if it has a row for at least one part.

    Raises
    ------
    ValueError
        When an area has two values for one part (two bases mixed: never averaged or guessed).
    """
    columns = {}
    for name, part in zip(part_names(profile), profile.parts, strict=True):
        rows = observations["indicator_id"] == part.indicator
        rows &= observations["period"] == part_period(part, indicators)
        found = observations.loc[rows, ["area_code", "value"]].set_index("area_code")["value"]
        if not found.index.is_unique:
            raise ValueError(f"{name}: {found.index[found.index.duplicated()][0]} has more than one value")
        columns[name] = found.astype(float)
    codes = sorted(set().union(*(c.index for c in columns.values())))
    wide = pd.DataFrame({name: column.reindex(codes) for name, column in columns.items()})
    return wide.rename_axis("area_code")


def signs(profile: Profile, indicators: Mapping[str, Indicator]) -> tuple[float, ...]:
    """Return +1 or -1 for each part: what its values are multiplied by so that more need is higher."""
    return tuple(TOWARDS_NEED[indicators[part.indicator].direction] for part in profile.parts)


def too_few(values: Floats, factors: Floats, min_parts: int | None) -> npt.NDArray[np.bool_]:
    """Say which wards lack too many parts to be ranked.

    Parameters
    ----------
    values : ndarray, (..., wards, parts)
        NaN where missing.
    factors : ndarray, parts
        Weights; a part of weight 0 does not matter.
    min_parts : int or None
        The least number of weighted parts; None, or more than there are, means all of them.
    """
    weighted = factors > 0
    enough = min(min_parts or len(factors), int(weighted.sum()))
    counts: npt.NDArray[np.bool_] = (~np.isnan(values) & weighted).sum(axis=-1) < enough
    return counts
