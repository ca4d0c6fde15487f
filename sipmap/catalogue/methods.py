"""How a profile's parts become one score: the choices there are, and which of them do not go together.

The steps are those of OECD/JRC, "Handbook on Constructing Composite Indicators" (2008): treatment of outliers
(section 5.1), normalisation (5), weighting (6.1 to 6.9) and aggregation (6.10 to 6.13).
"""

import math
from collections.abc import Sequence
from typing import Any, Literal

Outliers = Literal["none", "winsorise"]
"""none: figures as they are. winsorise: where a part is skewed by a few extremes, bring those to the next
value, at most `most_winsorised` of them; where that is not enough, take logarithms."""

Standardise = Literal["z", "none", "min-max", "percentile", "rank-exponential"]
"""z: standard deviations from the mean of the reference set. none: the published scale as it is.
min-max: 0 at the lower goalpost, 1 at the higher, clipped to them. percentile: the share of the reference
set with less need, 0 to 1. rank-exponential: the rank in the reference set on the exponential scale of the
Indices of Deprivation, up to 100."""

Weighting = Literal["given", "equal"]

Aggregation = Literal["arithmetic", "geometric", "outranking"]
"""arithmetic: a weighted mean, in which any part makes up for any other. geometric: a weighted product, in
which it does so less. outranking: wins less losses against the wards of the reference set; only which ward
has more need in a part counts, not by how much, so that no part makes up for another."""

DEFAULT_FLOOR = 0.01
"""As on a min-max scale of 1 to 100, which the Joint Research Centre uses for geometric means."""

Goalposts = tuple[float, float]


def clash(
    outliers: Outliers,
    standardise: Standardise,
    aggregation: Aggregation,
    goalposts: Sequence[Goalposts | None],
) -> str:
    """Say which methods do not go together, naming the key, with the remedy; "" where all do.

    Parameters
    ----------
    outliers, standardise, aggregation
        A profile's.
    goalposts : sequence
        One for each part; None where it states none.
    """
    if aggregation == "geometric" and standardise != "min-max":
        return (
            f"aggregation = 'geometric' cannot go with standardise = '{standardise}', whose values are not "
            "all above zero on one scale; set standardise = 'min-max'"
        )
    if outliers == "winsorise" and standardise == "none":
        return (
            "outliers = 'winsorise' cannot go with standardise = 'none', since it may take logarithms and "
            "leave the published scale; set outliers = 'none' or another standardise"
        )
    if standardise != "min-max" and any(posts is not None for posts in goalposts):
        return (
            f"goalposts say nothing where standardise = '{standardise}'; take them out or set "
            "standardise = 'min-max'"
        )
    return ""


def rising(goalposts: Goalposts) -> Goalposts:
    """Return goalposts that run from a lower value to a higher one.

    Raises
    ------
    ValueError
        They are reversed, the same, or too far apart to reckon with.
    """
    low, high = goalposts
    if not math.isfinite(high - low):
        raise ValueError("The goalposts are too far apart; bring them together")
    if low == high:
        raise ValueError("The goalposts are the same value; give a lower and a higher one")
    if low > high:
        raise ValueError(
            f"The goalposts are reversed; write [{high:g}, {low:g}], for the catalogue says which end is need"
        )
    return goalposts


def equal_parts(values: object) -> object:
    """Give each part of a profile with equal weights its weight, where none is stated.

    Parameters
    ----------
    values : object
        A profile as read, before it is checked: whatever is not one is handed on.
    """
    if not isinstance(values, dict) or values.get("weighting") != "equal":
        return values
    parts: Any = values.get("parts")
    if not isinstance(parts, list | tuple) or not all(isinstance(part, dict) for part in parts):
        return values
    if any("weight" in part for part in parts):
        return values
    return {**values, "parts": [{**part, "weight": 1.0 / len(parts)} for part in parts]}
