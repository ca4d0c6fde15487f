"""What reports of wards share, read once for a release: the study area's figures, and each county's."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from sipmap.areas.figures import WardFigures, ward_figures
from sipmap.areas.similar import standardised
from sipmap.catalogue import indicators
from sipmap.desk.areareport import Setting
from sipmap.desk.certainty import DRAWS, SEED
from sipmap.desk.evidence_read import RESIDENTS, one_period
from sipmap.desk.ranking import areas_of
from sipmap.geography import COMPARISON_SETS, ENGLAND, ComparisonSet
from sipmap.scoring.uncertainty import Problem, RankUncertainty
from sipmap.scoring.uncertainty.within import ranks_within
from sipmap.store import read

STUDY = COMPARISON_SETS["kent-and-medway"]

CLAIMED = (
    "iod2025-employment-rate",
    "claimant-rate",
    "iod2025-income-rate",
    "census-no-qualifications",
    "census-disabled-limited-a-lot",
    "census-no-car",
    "census-unpaid-care-50-hours",
)
"""Rates that a ward's page gives beside its district's, county's and England's, in this order."""

COMPARED = (
    "iod2025-employment-rate",
    "iod2025-income-rate",
    "census-no-qualifications",
    "census-level-4-plus",
    "census-disabled-limited-a-lot",
    "census-unpaid-care",
    "census-no-car",
    "census-social-rent",
    "census-private-rent",
    "census-full-time-students",
    "census-english-not-well",
    "iod2025-connectivity",
    "iod2025-violence-with-injury",
)
"""Figures by which wards are alike: work, income, skills, health, caring, homes, who lives there, ways to get
about and crime, each seen from one or two sides so that no field of life outweighs the others."""


@dataclass(frozen=True, eq=False)
class Shared:
    """What every ward of the study area shares."""

    release: read.ReleaseRecord
    wards: pd.DataFrame
    """code, name, name_welsh, district_code, district, county_code: of Kent and Medway."""
    scaled: pd.DataFrame
    """Wards x COMPARED, in standard deviations."""
    small: pd.DataFrame
    """From `pockets.small_areas`."""
    claimants: pd.DataFrame
    national: RankUncertainty
    """How sure the places of England's wards are, on the index: `listed.national_certainty`."""
    former: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class County:
    """What the wards of one county share."""

    comparison: ComparisonSet
    setting: Setting
    ranking: pd.DataFrame
    within: pd.DataFrame
    """Ranks within districts, with ranges, by code."""
    rates: WardFigures
    """Of CLAIMED."""
    counts: pd.DataFrame
    """Numerators of CLAIMED, wards x indicators; NaN where none is held."""
    periods: Mapping[str, str]
    england: Mapping[str, float]


def county_set(county_code: str) -> ComparisonSet | None:
    """Return the comparison set of one county of the study area, or None elsewhere."""
    return next((s for s in COMPARISON_SETS.values() if s.county_codes == (county_code,)), None)


def read_shared(
    engine: Engine,
    release: read.ReleaseRecord,
    *,
    small: pd.DataFrame,
    claimants: pd.DataFrame,
    national: RankUncertainty,
) -> Shared:
    """Read what every ward of the study area shares; the frames given are those of `pockets`, `claimants`
    and `listed.national_certainty`, which others hold already.
    """
    wards = areas_of(engine, release.id, STUDY, "ward")
    former = read.former_names(engine, release.id)
    own = dict(zip(wards["code"], wards["name"], strict=True))
    former = former[former["name"] != former["code"].map(own)].drop_duplicates(["code", "name"])
    names = {str(code): tuple(of.tolist()) for code, of in former.groupby("code")["name"]}
    scaled = compared_figures(engine, release.id, wards)
    return Shared(release, wards, scaled, small, claimants, national, names)


def compared_figures(engine: Engine, release_id: int, wards: pd.DataFrame) -> pd.DataFrame:
    """Return the figures by which wards are alike, wards x COMPARED, in standard deviations.

    `wards` are those of the study area: see `ranking.areas_of`.
    """
    figures = read.observations(engine, release_id, indicators=COMPARED, geography="ward", basis=STUDY.basis)
    wide = one_period(figures, indicators()).pivot(index="area_code", columns="indicator_id", values="value")
    return standardised(wide.reindex(index=wards["code"], columns=[i for i in COMPARED if i in wide.columns]))


def read_county(engine: Engine, setting: Setting, layout: Problem) -> County:
    """Read what the wards of one county share.

    Parameters
    ----------
    engine : Engine
    setting : Setting
        From `desk.areas.read_setting`.
    layout : Problem
        From `desk.ranking_layout` for the same inputs.
    """
    inputs, comparison = setting.inputs, setting.inputs.comparison
    districts = dict(zip(inputs.areas["code"], inputs.areas["district_code"], strict=True))
    asked = [*CLAIMED, RESIDENTS]
    rows = read.observations(
        engine, inputs.release.id, indicators=asked, geography="ward", basis=comparison.basis
    )
    known = {i: indicators()[i] for i in CLAIMED}
    rows = one_period(rows[rows["area_code"].isin(set(districts))], indicators())
    residents = rows[rows["indicator_id"] == RESIDENTS].set_index("area_code")["value"]
    rows = rows[rows["indicator_id"].isin(known)]
    rates = ward_figures(rows, inputs.areas["code"], known, residents)
    counts = rows.pivot(index="area_code", columns="indicator_id", values="numerator")
    whole = read.observations(
        engine, inputs.release.id, indicators=CLAIMED, geography="country", areas=(ENGLAND,)
    )
    return County(
        comparison=comparison,
        setting=setting,
        ranking=inputs.ranking().set_index("area_code").assign(district_code=pd.Series(districts)),
        within=ranks_within(layout, districts, draws=DRAWS, seed=SEED),
        rates=rates,
        counts=counts.reindex(index=list(rates.codes), columns=list(CLAIMED)),
        periods=dict(zip(rows["indicator_id"], rows["period"], strict=True)),
        england=dict(zip(whole["indicator_id"], whole["value"], strict=True)),
    )
