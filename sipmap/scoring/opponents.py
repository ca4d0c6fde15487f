"""Whom an outranking compares with: the wards of the reference set, on the profile's scale."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from sipmap.catalogue import Indicator, Profile, part_names
from sipmap.errors import ProfileError
from sipmap.scoring.outranking import outranking_parts
from sipmap.scoring.parts import too_few
from sipmap.scoring.rank import TIE_DECIMALS
from sipmap.scoring.standardise import Standard
from sipmap.scoring.turn import UNKNOWN, scaled_values

Floats = npt.NDArray[np.float64]


def reference_rows(
    profile: Profile, standards: Mapping[str, Standard], indicators: Mapping[str, Indicator]
) -> Floats:
    """Return the wards of the reference set that an outranking compares with, on the profile's scale.

    Returns
    -------
    ndarray, wards with enough parts to be ranked x all parts

    Raises
    ------
    ProfileError
        There is none.
    ValueError
        A standard lacks the reference set's figures.
    """
    rows = [standards.get(name, UNKNOWN).rows for name in part_names(profile)]
    known = [row for row in rows if row is not None]
    if len(known) < len(rows):
        raise ValueError("the reference set's figures are needed; take the standards from standards_from")
    values = scaled_values(np.column_stack(known), profile, standards, indicators)
    factors = np.array([part.weight for part in profile.parts])
    found: Floats = values[~too_few(values, factors, profile.min_parts)]
    if not len(found):
        raise ProfileError(
            f"No ward of the reference set '{profile.reference}' has enough figures for '{profile.id}' to be "
            "compared with; load them, or set the weight of what is missing to 0."
        )
    return found


def outranked(values: Floats, opponents: Floats, factors: Floats) -> tuple[Floats, Floats]:
    """Return wins less losses and each part's share of them; a part of weight 0 is not compared.

    Figures are compared after rounding to nine decimals, as scores are when ranked.
    """
    counts = factors > 0
    mine, theirs = (np.round(v[:, counts], TIE_DECIMALS) for v in (values, opponents))
    contributions = np.zeros(values.shape)
    contributions[:, counts] = outranking_parts(mine, theirs, factors[counts]) + 0.0  # no -0.0
    wins_less_losses: Floats = np.rint(contributions.sum(axis=1)) + 0.0  # whole: no need to compare twice
    return wins_less_losses, contributions
