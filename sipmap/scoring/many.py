"""Scores of thousands of draws at once: arrays in, arrays out, by the same methods as `composite.score`."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipmap.catalogue import Indicator, Profile
from sipmap.scoring.aggregate import arithmetic, geometric
from sipmap.scoring.opponents import reference_rows
from sipmap.scoring.outranking import outranking
from sipmap.scoring.parts import too_few
from sipmap.scoring.rank import TIE_DECIMALS
from sipmap.scoring.standardise import Standard
from sipmap.scoring.turn import scaled_values

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class ProfileScores:
    """A profile's whole way from figures to scores: a function of arrays that can go to other processes."""

    profile: Profile
    standards: Mapping[str, Standard]
    indicators: Mapping[str, Indicator]
    """Of the profile's parts."""
    opponents: Floats | None = None
    """For an outranking."""

    def __call__(self, values: Floats, weights: npt.ArrayLike | None = None) -> Floats:
        """Score figures as published or drawn, (..., wards, parts); see `scores`."""
        scaled = scaled_values(values, self.profile, self.standards, self.indicators)
        return scores(scaled, self.profile, weights, self.opponents)


def profile_scores(
    profile: Profile, standards: Mapping[str, Standard], indicators: Mapping[str, Indicator]
) -> ProfileScores:
    """Prepare a profile's scores; raises as `reference_rows` does."""
    known = {part.indicator: indicators[part.indicator] for part in profile.parts}
    compares = profile.aggregation == "outranking"
    opponents = reference_rows(profile, standards, known) if compares else None
    return ProfileScores(profile, dict(standards), known, opponents)


def scores(
    values: Floats, profile: Profile, weights: npt.ArrayLike | None = None, opponents: Floats | None = None
) -> Floats:
    """Score every ward in every draw.

    Parameters
    ----------
    values : ndarray, (..., wards, parts)
        On the profile's scale: from `turn.scaled_values`. NaN where missing.
    profile : Profile
    weights : array_like, (parts,) or (..., parts), optional
        Instead of the profile's, one set for all draws or one for each; only their proportions matter. A part
        whose weight in the profile is 0 is left out whatever its weight here.
    opponents : ndarray, wards of the reference set x parts
        For an outranking: from `opponents.reference_rows`.

    Returns
    -------
    ndarray, (..., wards); leading dimensions are those of values and weights together
        On the profile's scale of scores; NaN where a ward lacks too many parts to be ranked.

    Raises
    ------
    ValueError
        An outranking without opponents.
    """
    own = np.array([part.weight for part in profile.parts])
    counts = own > 0
    given = own if weights is None else np.asarray(weights, dtype=np.float64)
    scale = profile.score_scale or float(own.sum())
    if counts.all():
        found = _aggregated(values, profile, given, scale, opponents)
    else:
        found = _aggregated(values[..., counts], profile, given[..., counts], scale, _kept(opponents, counts))
    return np.where(too_few(values, own, profile.min_parts), np.nan, found)


def _aggregated(
    values: Floats, profile: Profile, weights: Floats, scale: float, opponents: Floats | None
) -> Floats:
    if profile.aggregation == "outranking":
        if opponents is None:
            raise ValueError("an outranking needs the wards of the reference set; see reference_rows")
        return outranking(np.round(values, TIE_DECIMALS), np.round(opponents, TIE_DECIMALS), weights)
    if profile.aggregation == "geometric":
        return scale * geometric(values, weights, floor=profile.geometric_floor)
    return scale * arithmetic(values, weights)


def _kept(opponents: Floats | None, counts: npt.NDArray[np.bool_]) -> Floats | None:
    return None if opponents is None else opponents[:, counts]
