"""Target areas and their barriers for pages: read once for a release, with the flags as they are now."""

from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pandas as pd
import shapely

from sipmap.catalogue import Profile
from sipmap.desk.areareport import AreaReport, AreasReport, Setting
from sipmap.desk.areas import areas_of_setting, first_wards, read_setting, ward_report
from sipmap.desk.hotspots import IndicatorHotSpots, indicator_hot_spots
from sipmap.desk.needs import NeedReport, ward_needs
from sipmap.desk.provision import Needs, area_rows, needs_of, ward_rows
from sipmap.export.areacard import Card, card
from sipmap.figures.areamap import MappedArea, area_map
from sipmap.geography import ComparisonSet
from sipmap.store import read
from sipmap.web.bounded import remembered
from sipmap.web.data import FEW, SOME, Figures


class Wanted(NamedTuple):
    """Which list of wards areas are made from."""

    comparison: ComparisonSet
    profile: Profile
    top: int


class AreaDesk:
    """Reports over one database; what people edit is never remembered."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self.setting = remembered(FEW, self._read_setting)
        self._links = remembered(FEW, self._read_links)
        self.map = remembered(SOME, self._map)
        self.needs_seen = remembered(SOME, self._needs_seen)
        self.hot_spots = remembered(SOME, self._hot_spots)

    def report(self, release: read.ReleaseRecord, wanted: Wanted, today: date) -> AreasReport:
        """Return the areas of the first so many wards."""
        setting = self._now(release, wanted, today)
        return areas_of_setting(setting, self._links(release), first_wards(setting.inputs, wanted.top))

    def ward(self, release: read.ReleaseRecord, wanted: Wanted, code: str, today: date) -> AreaReport:
        """Return one ward as an area of its own; raises UnknownCodeError where it is not of the county."""
        return ward_report(self._now(release, wanted, today), code)

    def _needs_seen(self, release: read.ReleaseRecord, wanted: Wanted, *, by_ward: bool) -> Needs:
        """Return where need is seen: in the areas of the first so many wards, or in each of those wards."""
        setting = self.setting(release, wanted)
        targets = first_wards(setting.inputs, wanted.top)
        rows = ward_rows(setting, targets) if by_ward else area_rows(setting, self._links(release), targets)
        return needs_of(setting, rows)

    def support_needs(self, release: read.ReleaseRecord, wanted: Wanted, code: str) -> tuple[NeedReport, ...]:
        """Return what stands for each support need in a ward."""
        return ward_needs(self.setting(release, wanted).evidence, code)

    def _now(self, release: read.ReleaseRecord, wanted: Wanted, today: date) -> Setting:
        """Return what reports share, with the flags as they are now."""
        kept = self.setting(release, wanted)
        return replace(kept, flags=self.figures.flags().to_dict("records"), today=today)

    def _read_setting(self, release: read.ReleaseRecord, wanted: Wanted) -> Setting:
        inputs = self.figures.inputs(release, wanted.comparison, wanted.profile)
        certainty = self.figures.certainty(release, wanted.comparison, wanted.profile, (), wanted.top)
        return read_setting(self.figures.engine, inputs, wanted.top, date.min, certainty)

    def _hot_spots(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, indicator_id: str
    ) -> IndicatorHotSpots:
        return indicator_hot_spots(self.figures.engine, release, comparison, indicator_id)

    def _read_links(self, release: read.ReleaseRecord) -> pd.DataFrame:
        return read.links(self.figures.engine, release.id)

    def _map(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, areas: tuple[MappedArea, ...], alt: str
    ) -> str:
        wards = read.areas(
            self.figures.engine,
            release.id,
            "ward",
            county_codes=comparison.county_codes,
            with_geometry=True,
        )
        return area_map(wards.assign(geometry=shapely.from_wkb(wards["geometry"].to_numpy())), areas, alt)


def as_card(area: AreaReport, report_size: int, wanted: Wanted) -> Card:
    """Say an area in plain words; `report_size` is N at which its themes are ordered."""
    return card(
        area,
        county=wanted.comparison.label,
        profile=wanted.profile.label,
        size=report_size,
        top=wanted.top,
    )
