"""The need score: what a profile makes of its parts, and what each part adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.catalogue import Indicator, Profile, part_names, with_weights
from sipmap.catalogue import indicators as shipped_indicators
from sipmap.catalogue.methods import Aggregation
from sipmap.errors import ProfileError
from sipmap.scoring.aggregate import geometric, geometric_parts
from sipmap.scoring.opponents import outranked, reference_rows
from sipmap.scoring.parts import too_few
from sipmap.scoring.standardise import Standard
from sipmap.scoring.turn import scaled_values

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ScoredAreas:
    """Scores of areas, and the parts that add up to them."""

    frame: pd.DataFrame
    """Indexed by area_code: `score`, then a column for what each part adds. All NaN in an unranked area."""
    standardised: pd.DataFrame
    """Indexed by area_code, one column a part: the value turned towards need and, where the profile says so,
    standardised; NaN where missing. Arithmetic: score = sum of weight x standardised."""
    weights: dict[str, float]
    """Weight of each part after scaling: they add up to the profile's scale."""
    aggregation: Aggregation = "arithmetic"

    @property
    def parts(self) -> list[str]:
        """Names of the parts, in the profile's order."""
        return list(self.weights)

    @property
    def scores(self) -> pd.Series:
        """The score of each area; NaN where it is unranked."""
        return self.frame["score"]


def scaled_weights(profile: Profile) -> dict[str, float]:
    """Return each part's weight, scaled to add up to the profile's scale: only proportions matter."""
    given = np.array([part.weight for part in profile.parts])
    shares = given / given.max()  # first, so that no sum of huge weights overflows
    scale = profile.score_scale or float(given.sum())
    return dict(zip(part_names(profile), (scale * shares / shares.sum()).tolist(), strict=True))


def standardised(
    wide: pd.DataFrame,
    profile: Profile,
    standards: Mapping[str, Standard],
    *,
    indicators: Mapping[str, Indicator] | None = None,
) -> pd.DataFrame:
    """Turn every part towards need and bring it to the profile's scale.

    Parameters
    ----------
    wide : DataFrame, areas x parts
        Columns named by `part_names`; NaN where missing.
    profile : Profile
    standards : mapping of part name to Standard
        From `standards_for` or, where `needs_reference` says so, from `standards_from`; not needed where the
        profile does not standardise, nor for a part of weight 0.
    indicators : mapping of id to Indicator
        The catalogue that ships, unless given.

    Returns
    -------
    DataFrame, the shape of `wide` with its columns in the profile's order
        Higher is more need. A part of weight 0 that cannot be standardised is NaN.

    Raises
    ------
    ProfileError
        A part with weight has no standard, or one without spread.
    """
    catalogue = shipped_indicators() if indicators is None else indicators
    names = list(part_names(profile))
    values = wide[names].to_numpy(dtype=np.float64)
    return pd.DataFrame(scaled_values(values, profile, standards, catalogue), wide.index, names)


def score(
    wide: pd.DataFrame,
    profile: Profile,
    standards: Mapping[str, Standard],
    weights: Mapping[str, float] | None = None,
    *,
    indicators: Mapping[str, Indicator] | None = None,
) -> ScoredAreas:
    """Score areas by a profile.

    Arithmetic aggregation: score = S * sum(w_i z_i) / sum(w_i), S being the profile's scale; after OECD/JRC,
    "Handbook on Constructing Composite Indicators" (2008), section 6.10 (additive methods). Geometric: S
    times the weighted geometric mean (section 6.11). S is the sum of the profile's own weights, whatever
    weights are moved, so that a score stays on its scale: that of `imd-2025` is the published one.
    Outranking: wins less losses against the wards of the reference set (section 6.13; see
    `sipmap.scoring.outranking`).

    An area that lacks a part of weight above 0 is unranked, unless the profile's `min_parts` says how many of
    those parts are enough. Then a missing part adds nothing: on z scores that is the reference set's average,
    on every other scale no need at all (in a geometric mean the floor, in an outranking less than any
    figure). No weight is moved to the parts that are there, so a ward does not gain by what is not known of
    it beyond an average one.

    Parameters
    ----------
    wide, standards, indicators
        As for `standardised`.
    profile : Profile
    weights : mapping of part name to weight, optional
        Instead of the profile's; checked as by `with_weights`.

    Returns
    -------
    ScoredAreas
        Contributions are in the score's unit and add up to it.

    Raises
    ------
    ProfileError
        Weights that cannot be used, a part without standard, or without a figure in any of the areas; a
        reference set without an area that has enough parts to be compared with.
    """
    profile = with_weights(profile, weights or {})
    turned = standardised(wide, profile, standards, indicators=indicators)
    scaled = scaled_weights(profile)
    factors = np.array(list(scaled.values()))
    values = turned.to_numpy()
    unranked = too_few(values, factors, profile.min_parts)
    _check_figures(~np.isnan(values), factors, list(scaled))
    if profile.aggregation == "outranking":
        catalogue = shipped_indicators() if indicators is None else indicators
        scores, contributions = outranked(values, reference_rows(profile, standards, catalogue), factors)
    elif profile.aggregation == "geometric":
        total, floor = factors.sum(), profile.geometric_floor
        scores = total * geometric(values, factors, floor=floor)
        contributions = total * geometric_parts(values, factors, floor=floor)
    else:
        present = ~np.isnan(values)
        contributions = np.where(present & (factors > 0), values * factors + 0.0, 0.0)  # no -0.0
        scores = contributions.sum(axis=1)
    frame = pd.DataFrame(contributions, index=wide.index, columns=list(scaled))
    frame.insert(0, "score", scores)
    frame.loc[unranked] = np.nan
    return ScoredAreas(frame, turned, scaled, profile.aggregation)


def _check_figures(present: npt.NDArray[np.bool_], factors: Floats, names: list[str]) -> None:
    without = ~present.any(axis=0) & (factors > 0)
    if len(present) and without.any():
        name = names[int(without.argmax())]
        raise ProfileError(f"'{name}' has no figure in any of these areas; load it, or set its weight to 0.")
