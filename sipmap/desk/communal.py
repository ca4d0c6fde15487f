"""Wards with many communal residents: what their rates may hide, and whether that crosses the cut."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import indicators, part_names, with_weights
from sipmap.desk.ranking import RankingInputs
from sipmap.scoring.communal import CommunalWarning, communal_warnings
from sipmap.scoring.many import profile_scores
from sipmap.scoring.rank import TIE_DECIMALS
from sipmap.store import read

COMMUNAL = "census-communal"
EMPLOYMENT = "iod2025-employment-rate"
WORKING_AGE = "iod2025-population-working-age"
NEEDED = (COMMUNAL, EMPLOYMENT, WORKING_AGE)


def area_warnings(
    engine: Engine, inputs: RankingInputs, size: int, weights: Mapping[str, float] | None = None
) -> dict[str, CommunalWarning]:
    """Return the warnings of a ranking's wards by code; see `ward_warnings`."""
    if inputs.profile.geography != "ward":
        return {}
    return ward_warnings(communal_figures(engine, inputs), inputs, size, weights)


def communal_figures(engine: Engine, inputs: RankingInputs) -> pd.DataFrame:
    """Return the observations that the warnings of a ranking's wards are made from."""
    figures = read.observations(
        engine, inputs.release.id, indicators=NEEDED, geography="ward", basis=inputs.comparison.basis
    )
    return figures[figures["area_code"].isin(set(inputs.areas["code"]))]


def ward_warnings(
    figures: pd.DataFrame, inputs: RankingInputs, size: int, weights: Mapping[str, float] | None = None
) -> dict[str, CommunalWarning]:
    """Return the warnings of the wards that tidy observations speak of, by code.

    Parameters
    ----------
    figures : DataFrame
        Observations of wards; those of another basis than the ranking's are left out.
    inputs : RankingInputs
    size : int
        N: the cut is after the Nth ward.
    weights : mapping, optional
        Weights that were moved, by part.
    """
    here = figures[figures["basis"].eq(inputs.comparison.basis) & figures["indicator_id"].isin(NEEDED)]
    wide = here.drop_duplicates(["area_code", "indicator_id"]).pivot(
        index="area_code", columns="indicator_id", values=["numerator", "denominator", "value"]
    )
    if not {("value", name) for name in NEEDED} <= set(wide.columns):
        return {}
    wards = pd.DataFrame(
        {
            "area_code": wide.index,
            "communal": wide["numerator"][COMMUNAL].to_numpy(),
            "residents": wide["denominator"][COMMUNAL].to_numpy(),
            "rate": wide["value"][EMPLOYMENT].to_numpy(),
            "denominator": wide["value"][WORKING_AGE].to_numpy(),
        }
    ).dropna()
    warned = communal_warnings(wards).astype(float)
    if warned.empty:
        return {}
    crossing = _crossing(inputs, warned["household_rate"].dropna(), size, weights or {})
    return {
        str(code): CommunalWarning(
            str(code),
            row["communal_share"],
            row["communal"],
            row["rate"],
            row["household_rate"],
            code in crossing,
        )
        for code, row in warned.iterrows()
    }


def _crossing(
    inputs: RankingInputs, rates: "pd.Series[float]", size: int, weights: Mapping[str, float]
) -> frozenset[str]:
    """Return the wards that another employment deprivation rate would bring on to the list or off it.

    `rates` has that rate by ward code. Each ward is moved alone, so that all others keep their scores; a rank
    is one more than the wards with more need, as in `rank.rank`.
    """
    if EMPLOYMENT not in inputs.wide.columns or rates.empty:
        return frozenset()
    profile = with_weights(inputs.profile, weights)
    others = inputs.ranking(weights).set_index("area_code")["score"].round(TIE_DECIMALS)
    moved = inputs.wide.reindex(rates.index)[list(part_names(profile))].assign(**{EMPLOYMENT: rates})
    needs = profile_scores(profile, inputs.standards, indicators())(moved.to_numpy(dtype=np.float64))

    def is_listed(need: float, code: str) -> bool:
        return bool(not np.isnan(need) and (others.drop(code) > need).sum() < size)

    return frozenset(
        str(code)
        for code, need in zip(rates.index, needs.round(TIE_DECIMALS), strict=True)
        if is_listed(need, code) != is_listed(others[code], code)
    )
