"""A shortlist from a release: the ranking, the people in its wards, the wards that touch, the places."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import Rules
from sipmap.desk.communal import communal_figures
from sipmap.desk.ranking import RankingInputs
from sipmap.geography import COMPARISON_SETS
from sipmap.scoring.shortlist import EnglandMark, Objective, Shortlist, shortlist
from sipmap.store import read

POPULATION = "iod2025-population"
WORKING_AGE = "iod2025-population-working-age"
EMPLOYMENT = "iod2025-employment-rate"
IMD_SCORE = "iod2025-imd-score"
WORST_DECILE = "iod2025-imd-worst-decile-residents"

COUNTS = {
    POPULATION: "people",
    WORKING_AGE: "working_age",
    EMPLOYMENT: "employment_deprived",
    WORST_DECILE: "worst_decile_residents",
}
"""Indicators whose numerators count people, and what they count."""


@dataclass(frozen=True)
class Ground:
    """What every shortlist of a ranking stands on, whatever its weights, size and rules: read once."""

    people: pd.DataFrame | None
    """From `ward_people`; None, like all else here, for wards of 1998, which have no map."""
    touching: pd.DataFrame | None
    """Wards that touch: `read.links`."""
    places: dict[str, list[str]] | None
    """Wards of each place, by the place's name."""
    england: EnglandMark | None
    communal: pd.DataFrame | None
    """Observations behind the warnings of many communal residents: `communal.communal_figures`."""


NO_GROUND = Ground(None, None, None, None, None)


def read_ground(engine: Engine, inputs: RankingInputs) -> Ground:
    """Read what shortlists of a ranking stand on."""
    if inputs.profile.geography != "ward":
        return NO_GROUND
    return Ground(
        people=ward_people(engine, inputs),
        touching=read.links(engine, inputs.release.id),
        places=_places(engine, inputs),
        england=england_mark(engine, inputs.release.id),
        communal=communal_figures(engine, inputs),
    )


def ranking_shortlist(
    ground: Ground,
    inputs: RankingInputs,
    rules: Rules,
    size: int,
    *,
    objective: Objective = "need-score",
    weights: Mapping[str, float] | None = None,
) -> Shortlist:
    """Choose a shortlist from a ranking: see `sipmap.scoring.shortlist.shortlist`."""
    return shortlist(
        inputs.ranking(weights),
        rules,
        size,
        objective=objective,
        area=inputs.comparison.label,
        people=ground.people,
        touching=ground.touching,
        places=ground.places,
        england=ground.england,
    )


def ward_people(engine: Engine, inputs: RankingInputs) -> pd.DataFrame:
    """Return the people in each ward, estimates; NaN where unknown.

    Returns
    -------
    DataFrame
        area_code, people (residents), working_age, employment_deprived, worst_decile_residents.
    """
    figures = read.observations(
        engine,
        inputs.release.id,
        indicators=tuple(COUNTS),
        geography="ward",
        basis=inputs.comparison.basis,
    )
    counts = figures.pivot(index="area_code", columns="indicator_id", values="numerator")
    counts = counts.reindex(columns=list(COUNTS)).reindex(inputs.areas["code"]).rename(columns=COUNTS)
    return counts.rename_axis("area_code").reset_index()


def england_mark(engine: Engine, release_id: int) -> EnglandMark | None:
    """Return the index's average score of every ward in England, best fit, and England's by residents.

    The index is the one measure that all of England's wards have; None where the release lacks it.
    """
    figures = read.observations(
        engine,
        release_id,
        indicators=(IMD_SCORE, POPULATION),
        geography="ward",
        basis=COMPARISON_SETS["england"].basis,
    )
    wide = figures.pivot(index="area_code", columns="indicator_id", values="value")
    known = wide.reindex(columns=[IMD_SCORE, POPULATION]).dropna()
    if known.empty:
        return None
    average = float((known[IMD_SCORE] * known[POPULATION]).sum() / known[POPULATION].sum())
    return EnglandMark("average score on IMD 2025", known[IMD_SCORE], average)


def _places(engine: Engine, inputs: RankingInputs) -> dict[str, list[str]]:
    """Return the wards of each place that lies in the area, by the place's name."""
    places, members = read.places(engine, inputs.release.id)
    named = members.merge(places, left_on="place_id", right_on="id")
    here = named[named["area_code"].isin(set(inputs.areas["code"]))]
    return {str(name): codes.tolist() for name, codes in here.groupby("name")["area_code"]}
