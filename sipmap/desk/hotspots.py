"""Hot spots of an indicator in a release: its counts, its people and the borders of wards, read together."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from sipmap.areas.hotspots import HotSpots, hot_spots
from sipmap.catalogue import Indicator, indicators
from sipmap.desk.ranking import areas_of
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.store import read

RATES = "claimant-rate or iod2025-employment-rate"
"""Named where somebody asks for something else."""


@dataclass(frozen=True)
class IndicatorHotSpots:
    """Hot spots of one indicator among the wards of a comparison set."""

    release: read.ReleaseRecord
    comparison: ComparisonSet
    indicator: Indicator
    period: str
    found: HotSpots
    areas: pd.DataFrame
    """code, name, district_code, district: the wards, by code."""

    @property
    def table(self) -> pd.DataFrame:
        """The result with the names of wards and districts beside the codes."""
        named = self.areas.set_index("code")[["name", "district"]]
        return self.found.frame.join(named, on="area_code")


def indicator_hot_spots(
    engine: Engine, release: read.ReleaseRecord, comparison: ComparisonSet, indicator_id: str
) -> IndicatorHotSpots:
    """Find the hot and cold spots of an indicator.

    Raises
    ------
    UnknownCodeError
        No such indicator.
    SipmapError
        An indicator that is no rate, or has no figures of these wards in the release; a comparison set whose
        borders are not held.
    """
    figures, period = rate_figures(engine, release.id, comparison, indicator_id)
    found = hot_spots(figures, read.links(engine, release.id))
    areas = areas_of(engine, release.id, comparison, "ward")
    return IndicatorHotSpots(release, comparison, indicators()[indicator_id], period, found, areas)


def rate_figures(
    engine: Engine, release_id: int, comparison: ComparisonSet, indicator_id: str
) -> tuple[pd.DataFrame, str]:
    """Read an indicator's newest rates as counts of people: area_code, count, denominator; and their period.

    Every ward of the comparison set has a row, NaN where it has no figure. Raises what `indicator_hot_spots`
    raises.
    """
    indicator = _rate(indicator_id)
    if not comparison.county_codes:
        held = ", ".join(s.id for s in COMPARISON_SETS.values() if s.county_codes)
        raise SipmapError(
            f"Hot spots need the borders of wards, which are held for {held}; choose one of these."
        )
    figures = read.observations(
        engine, release_id, indicators=[indicator_id], geography="ward", basis=comparison.basis
    )
    codes = areas_of(engine, release_id, comparison, "ward")["code"]
    figures = figures[figures["area_code"].isin(codes)]
    if figures.empty:
        raise SipmapError(
            f"There are no figures of {indicator.short} by ward for {comparison.label} in this release; "
            "choose another indicator."
        )
    period = str(figures["period"].max())
    here = figures[figures["period"].eq(period)].set_index("area_code")[["numerator", "denominator"]]
    table = here.reindex(list(codes)).rename(columns={"numerator": "count"})
    return table.rename_axis("area_code").reset_index(), period


def _rate(indicator_id: str) -> Indicator:
    """Return a rate over people (or households) by its id: one with a count, published or estimated."""
    try:
        indicator = indicators()[indicator_id]
    except KeyError:
        raise UnknownCodeError(
            f"There is no indicator {indicator_id!r}; use a rate such as {RATES}."
        ) from None
    is_rate = indicator.kind == "rate" or (indicator.kind == "score" and indicator.weighted_by is not None)
    if indicator.unit != "proportion" or not is_rate:
        raise SipmapError(
            f"{indicator.label} is no rate over people, which hot spots are worked out from; "
            f"use one such as {RATES}."
        )
    return indicator
