"""The need score: a weighted sum of a profile's parts, and what each part adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.catalogue import Indicator, Profile, part_names, with_weights
from sipmap.catalogue import indicators as shipped_indicators
from sipmap.errors import ProfileError
from sipmap.scoring.parts import signs
from sipmap.scoring.standardise import Standard, apply

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ScoredAreas:
    """Scores of areas, and the parts that add up to them."""

    frame: pd.DataFrame
    """Indexed by area_code: `score`, then a column for what each part adds. All NaN in an unranked area."""
    standardised: pd.DataFrame
    """Indexed by area_code, one column a part: the value turned towards need and, where the profile says so,
    standardised; NaN where missing. score = sum of weight x standardised."""
    weights: dict[str, float]
    """Weight of each part after scaling: they add up to the profile's scale."""

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
        From `standards_for`; not needed where the profile does not standardise, nor for a part of weight 0.
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
    names = part_names(profile)
    values = wide[list(names)].to_numpy(dtype=np.float64) * signs(profile, catalogue)
    if profile.standardise == "z":
        for column, (name, sign) in enumerate(zip(names, signs(profile, catalogue), strict=True)):
            values[:, column] = _z(values[:, column], sign, name, standards, profile.parts[column].weight)
    return pd.DataFrame(values, index=wide.index, columns=list(names))


def _z(values: Floats, sign: float, name: str, standards: Mapping[str, Standard], weight: float) -> Floats:
    standard = standards.get(name, Standard(0, np.nan, np.nan))
    if weight == 0 and not standard.sd > 0:
        return np.full_like(values, np.nan)
    return apply(values, Standard(standard.count, sign * standard.mean, standard.sd), name)


def score(
    wide: pd.DataFrame,
    profile: Profile,
    standards: Mapping[str, Standard],
    weights: Mapping[str, float] | None = None,
    *,
    indicators: Mapping[str, Indicator] | None = None,
) -> ScoredAreas:
    """Score areas by a profile: score = S * sum(w_i z_i) / sum(w_i), S being the profile's scale.

    S is the sum of the profile's own weights, whatever weights are moved, so that a score stays on its scale:
    that of `imd-2025` is the published one. Linear aggregation after OECD/JRC, "Handbook on Constructing
    Composite Indicators" (2008), section 6.2 (additive methods).

    An area that lacks a part of weight above 0 is unranked, unless the profile's `min_parts` says how many of
    those parts are enough. Then a missing part adds nothing: on a standardised scale that is the reference
    set's average, on a published scale no need at all. No weight is moved to the parts that are there, so a
    ward does not gain by what is not known of it beyond an average one.

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
        Weights that cannot be used, a part without standard, or without a figure in any of the areas.
    """
    profile = with_weights(profile, weights or {})
    turned = standardised(wide, profile, standards, indicators=indicators)
    scaled = scaled_weights(profile)
    factors = np.array(list(scaled.values()))
    present = ~np.isnan(turned.to_numpy())
    _check_figures(present, factors, list(scaled))
    contributions = np.where(present & (factors > 0), turned.to_numpy() * factors + 0.0, 0.0)  # no -0.0
    contributions[_too_few(present, factors, profile.min_parts)] = np.nan
    frame = pd.DataFrame(contributions, index=wide.index, columns=list(scaled))
    frame.insert(0, "score", contributions.sum(axis=1))
    return ScoredAreas(frame, turned, scaled)


def _check_figures(present: npt.NDArray[np.bool_], factors: Floats, names: list[str]) -> None:
    without = ~present.any(axis=0) & (factors > 0)
    if len(present) and without.any():
        name = names[int(without.argmax())]
        raise ProfileError(f"'{name}' has no figure in any of these areas; load it, or set its weight to 0.")


def _too_few(present: npt.NDArray[np.bool_], factors: Floats, min_parts: int | None) -> npt.NDArray[np.bool_]:
    weighted = factors > 0
    enough = min(min_parts or len(factors), int(weighted.sum()))
    counts: npt.NDArray[np.bool_] = (present & weighted).sum(axis=1) < enough
    return counts
