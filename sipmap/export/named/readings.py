"""What exports are made from, read as it is asked for; the dashboard remembers what it can."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

import pandas as pd
from sqlalchemy import Engine

from sipmap import desk
from sipmap.catalogue import Profile, profile
from sipmap.desk.areareport import AreaReport, AreasReport, Setting
from sipmap.desk.areas import areas_of_setting, check_ward, first_wards, read_setting, ward_report
from sipmap.desk.backtest import run_backtest
from sipmap.desk.choice import Choice
from sipmap.desk.doubt import Doubt, ranking_doubt
from sipmap.desk.evidence import CountyEvidence
from sipmap.desk.evidence_read import check_county, county_evidence
from sipmap.desk.hotspots import IndicatorHotSpots, indicator_hot_spots
from sipmap.desk.needs import NeedReport, ward_needs
from sipmap.desk.pockets import small_areas
from sipmap.desk.provision import Needs, area_rows, needs_of, ward_rows
from sipmap.export.shortlist import ShortlistAccount, read_account
from sipmap.geography import ComparisonSet
from sipmap.scoring.backtest import Backtest
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.store import read

BRIEFING_PROFILE = "sip-2002"


class Readings:
    """One release of a database, read for one export."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @cached_property
    def release(self) -> read.ReleaseRecord:
        """The release in use; raises NoReleaseError."""
        return desk.active_release(self.engine)

    def inputs(self, comparison: ComparisonSet, chosen: Profile) -> desk.RankingInputs:
        """Return what a ranking is made of."""
        return desk.ranking_inputs(self.engine, self.release, comparison, chosen)

    def certainty(self, choice: Choice) -> RankUncertainty:
        """Return how sure each rank is, given what may vary."""
        inputs = self.inputs(choice.comparison, choice.profile)
        layout = desk.ranking_layout(self.engine, inputs)
        return desk.list_certainty(layout, inputs, choice.size, dict(choice.weights), varied=choice.varied)

    def account(self, choice: Choice) -> ShortlistAccount:
        """Choose a shortlist; raises ProfileError where its rules cannot all hold."""
        return read_account(self.engine, self.inputs(choice.comparison, choice.profile), choice)

    def doubt(self, choice: Choice) -> Doubt:
        """Say what moves the ranks near the cut."""
        inputs = self.inputs(choice.comparison, choice.profile)
        layout = desk.ranking_layout(self.engine, inputs)
        return ranking_doubt(layout, inputs, self.certainty(choice), dict(choice.weights))

    def evidence(self, comparison: ComparisonSet, ids: Sequence[str] = ()) -> CountyEvidence:
        """Return what themes and needs are seen by, or some indicators; ProfileError for all of England."""
        return county_evidence(self.engine, self.release, comparison, ids)

    def small_areas(self) -> pd.DataFrame:
        """Return the pieces of small areas in each ward: see `desk.pockets.small_areas`."""
        return small_areas(self.engine, self.release.id)

    def setting(self, choice: Choice, today: date) -> Setting:
        """Return what reports on areas and wards share; the list is that of the profile alone."""
        check_county(choice.comparison)
        return read_setting(self.engine, self.inputs(choice.comparison, choice.profile), choice.size, today)

    def areas(self, choice: Choice, today: date) -> AreasReport:
        """Return the areas of the first so many wards."""
        setting = self.setting(choice, today)
        return areas_of_setting(setting, self._links(), first_wards(setting.inputs, choice.size))

    def ward(self, choice: Choice, code: str, today: date) -> AreaReport:
        """Return one ward as an area of its own; raises UnknownCodeError where it is not of the county."""
        return ward_report(self.setting(choice, today), code)

    def support_needs(self, choice: Choice, code: str, today: date) -> tuple[NeedReport, ...]:
        """Return what stands for each support need in a ward."""
        check_ward(self.inputs(choice.comparison, choice.profile), code)
        return ward_needs(self.setting(choice, today).evidence, code)

    def needs_seen(self, choice: Choice, today: date, *, by_ward: bool) -> Needs:
        """Return where need is seen, in areas or in wards one by one."""
        setting = self.setting(choice, today)
        targets: Sequence[str] = first_wards(setting.inputs, choice.size)
        rows = ward_rows(setting, targets) if by_ward else area_rows(setting, self._links(), targets)
        return needs_of(setting, rows)

    def hot_spots(self, comparison: ComparisonSet, indicator: str) -> IndicatorHotSpots:
        """Return the hot and cold spots of an indicator."""
        return indicator_hot_spots(self.engine, self.release, comparison, indicator)

    def backtest(self) -> Backtest:
        """Try the choice of 2002 again."""
        return run_backtest(self.engine, profile(BRIEFING_PROFILE))

    def _links(self) -> pd.DataFrame:
        return read.links(self.engine, self.release.id)
