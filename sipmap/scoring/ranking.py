"""A ranking to read: rank, ward, district, score, its parts, and why a ward is not ranked."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sipmap.catalogue import Indicator, Profile
from sipmap.catalogue import indicators as shipped_indicators
from sipmap.scoring.composite import ScoredAreas, score
from sipmap.scoring.rank import rank
from sipmap.scoring.standardise import Standard


def rank_profile(
    wide: pd.DataFrame,
    areas: pd.DataFrame,
    profile: Profile,
    standards: Mapping[str, Standard],
    weights: Mapping[str, float] | None = None,
    *,
    indicators: Mapping[str, Indicator] | None = None,
) -> pd.DataFrame:
    """Rank the given areas among themselves.

    Parameters
    ----------
    wide : DataFrame, areas x parts
        Indexed by area_code (see `parts_wide`); areas that are not in `areas` are left aside.
    areas : DataFrame
        code, name, district (its name): the areas to rank, once each. One that `wide` lacks is unranked.
    profile, standards, weights, indicators
        As for `composite.score`.

    Returns
    -------
    DataFrame
        rank (Int64), area_code, name, district, score, one column a part (what it adds to the score), reason.
        By rank, then code; unranked areas last, by code, with rank <NA>, score NaN and the reason in words.
        `reason` also tells what a ranked area lacks where the profile lets it; else it is "".

    Raises
    ------
    ProfileError
        As `composite.score`.
    """
    catalogue = shipped_indicators() if indicators is None else indicators
    codes = areas["code"].to_numpy()
    scored = score(wide.reindex(codes), profile, standards, weights, indicators=catalogue)
    ranks = rank(scored.scores)
    places = ranks.array.to_numpy(dtype=np.float64, na_value=np.inf)
    order = np.lexsort((codes.astype(str), places))
    frame = pd.DataFrame(
        {
            "rank": ranks.array,
            "area_code": codes,
            "name": areas["name"].to_numpy(),
            "district": areas["district"].to_numpy(),
            **{column: scored.frame[column].to_numpy() for column in ("score", *scored.parts)},
            "reason": _reasons(scored, _labels(profile, scored, catalogue)),
        }
    )
    return frame.iloc[order].reset_index(drop=True)


def _labels(profile: Profile, scored: ScoredAreas, indicators: Mapping[str, Indicator]) -> list[str]:
    return [
        f"{indicators[part.indicator].label} ({part.period})"
        if part.period
        else indicators[part.indicator].label
        for part, _ in zip(profile.parts, scored.parts, strict=True)
    ]


def _reasons(scored: ScoredAreas, labels: list[str]) -> list[str]:
    """Say for each area which weighted parts it lacks; "" where it lacks none."""
    weighted = np.array(list(scored.weights.values())) > 0
    absent = np.isnan(scored.standardised.to_numpy()) & weighted
    reasons = [""] * len(absent)
    for row in np.flatnonzero(absent.any(axis=1)):
        names = [label for label, is_absent in zip(labels, absent[row], strict=True) if is_absent]
        reasons[row] = f"No figure for {', '.join(names)}."
    return reasons
