"""Wards with many communal residents: what their rates may hide, and whether that crosses the cut."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from sqlalchemy import Engine

from sipmap.desk.ranking import RankingInputs
from sipmap.scoring.communal import CommunalWarning, communal_warnings
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
    listed = _listed(inputs, size, weights)

    def crosses(code: str, rate: float) -> bool:
        """Whether another employment deprivation rate would bring a ward on to the list or off it."""
        if EMPLOYMENT not in inputs.wide.columns or pd.isna(rate):
            return False
        wide = inputs.wide.copy()
        wide.loc[code, EMPLOYMENT] = rate
        return (code in listed) != (code in _listed(replace(inputs, wide=wide), size, weights))

    return {
        str(code): CommunalWarning(
            str(code),
            row["communal_share"],
            row["communal"],
            row["rate"],
            row["household_rate"],
            crosses(str(code), row["household_rate"]),
        )
        for code, row in warned.iterrows()
    }


def _listed(inputs: RankingInputs, size: int, weights: Mapping[str, float] | None) -> frozenset[str]:
    """Return the wards ranked `size` or better."""
    ranking = inputs.ranking(weights)
    return frozenset(ranking.loc[ranking["rank"].le(size).fillna(False).astype(bool), "area_code"])
