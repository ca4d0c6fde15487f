"""Every part turned towards need and brought to its profile's scale: arrays, as they are or in draws."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from sipmap.catalogue import Indicator, Part, Profile, part_names
from sipmap.scoring import scales
from sipmap.scoring.outliers import UNTREATED, treat
from sipmap.scoring.parts import signs
from sipmap.scoring.standardise import Standard, apply, check_varies

Floats = npt.NDArray[np.float64]

UNKNOWN = Standard(0, np.nan, np.nan)


def scaled_values(
    values: Floats, profile: Profile, standards: Mapping[str, Standard], indicators: Mapping[str, Indicator]
) -> Floats:
    """Turn figures towards need and bring them to the profile's scale.

    Parameters
    ----------
    values : ndarray, (..., wards, parts)
        Figures as published or drawn, in the order of the profile's parts; NaN where missing.
    profile : Profile
    standards : mapping of part name to Standard
        From `standards_for` or, where `needs_reference` says so, `standards_from`.
    indicators : mapping of id to Indicator

    Returns
    -------
    ndarray, the shape of `values`
        Higher is more need. A part of weight 0 that cannot be standardised is NaN.

    Raises
    ------
    ProfileError
        A part with weight has no figures in the reference set, or the same one everywhere.
    ValueError
        A standard lacks the reference set's figures that the profile's methods need.
    """
    turned = np.empty(values.shape)
    each = zip(part_names(profile), profile.parts, signs(profile, indicators), strict=True)
    for column, (name, part, sign) in enumerate(each):
        standard = standards.get(name, UNKNOWN)
        if profile.standardise == "none":
            turned[..., column] = values[..., column] * sign
        elif part.weight == 0 and part.goalposts is None and not standard.sd > 0:
            turned[..., column] = np.nan
        else:
            turned[..., column] = _scaled(values[..., column], sign, (name, part, standard), profile)
    return turned


def _scaled(values: Floats, sign: float, measure: tuple[str, Part, Standard], profile: Profile) -> Floats:
    """Treat one part's outliers, turn it and put it on the profile's scale."""
    name, _, standard = measure
    treated = values if standard.treatment is UNTREATED else treat(values, standard.treatment)
    turned = treated * sign
    if profile.standardise == "z":
        return apply(turned, replace(standard, mean=sign * standard.mean), name)
    if profile.standardise == "min-max":
        low, high = _goalposts(sign, *measure)
        floor = profile.geometric_floor if profile.aggregation == "geometric" else 0.0
        return scales.min_max(turned, low, high, floor=floor)
    reference = _turned_reference(sign, name, standard)
    if profile.standardise == "percentile":
        return scales.percentile(turned, reference)
    return scales.rank_exponential(turned, reference)


def _goalposts(sign: float, name: str, part: Part, standard: Standard) -> tuple[float, float]:
    """Return where no need and most need stand, on the turned scale."""
    if part.goalposts is not None:
        low, high = part.goalposts
    else:
        reference = _turned_reference(1.0, name, standard)
        low, high = reference[0], reference[-1]
    return (low, high) if sign > 0 else (-high, -low)


def _turned_reference(sign: float, name: str, standard: Standard) -> Floats:
    check_varies(standard, name)
    if standard.values is None:
        raise ValueError(f"{name}: the reference set's figures are needed; take them from standards_from")
    return standard.values if sign > 0 else -standard.values[::-1]
