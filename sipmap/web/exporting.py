"""Every named export at an address of its own, made from what the pages remember; no browser's state."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import quote

import pandas as pd
from flask import Flask, Response, request

from sipmap import desk
from sipmap.catalogue import Profile, profile
from sipmap.desk.areareport import Setting
from sipmap.desk.choice import DEFAULT_PROFILE, Choice
from sipmap.desk.doubt import Doubt
from sipmap.desk.evidence import CountyEvidence
from sipmap.desk.evidence_read import check_county
from sipmap.desk.hotspots import IndicatorHotSpots
from sipmap.desk.provision import Needs
from sipmap.export.csvw import Export
from sipmap.export.geopackage import geopackage
from sipmap.export.named import Readings, entry, read_request
from sipmap.export.shortlist import ShortlistAccount
from sipmap.geography import ComparisonSet
from sipmap.scoring.backtest import Backtest
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.web.areadesk import AreaDesk, Wanted
from sipmap.web.auth import SignIn
from sipmap.web.choosing import Choices
from sipmap.web.decisionfiles import attached

CSVM = "application/csvm+json"
"""The media type of metadata that stands beside a CSV (W3C, Model for Tabular Data)."""
GEOPACKAGE = "application/geopackage+sqlite3"


class Remembered(Readings):
    """Readings of the release in use now, from the caches of the pages."""

    def __init__(self, choices: Choices, areas: AreaDesk) -> None:
        super().__init__(choices.figures.engine)
        self._choices, self._figures, self._areas = choices, choices.figures, areas

    def inputs(self, comparison: ComparisonSet, chosen: Profile) -> desk.RankingInputs:
        """Return what a ranking is made of."""
        return self._figures.inputs(self.release, comparison, chosen)

    def certainty(self, choice: Choice) -> RankUncertainty:
        """Return how sure each rank is; where everything may vary, what the map page remembers too."""
        return self._choices.certainty(self.release, choice)

    def account(self, choice: Choice) -> ShortlistAccount:
        """Choose a shortlist."""
        return self._choices.account(self.release, choice)

    def doubt(self, choice: Choice) -> Doubt:
        """Say what moves the ranks near the cut."""
        return self._choices.doubt(self.release, choice)

    def evidence(self, comparison: ComparisonSet, ids: Sequence[str] = ()) -> CountyEvidence:
        """Return what themes and needs are seen by: that of the pages, for the profile changes none of it."""
        if ids:
            return super().evidence(comparison, ids)
        check_county(comparison)
        usual = profile(DEFAULT_PROFILE)
        return self._areas.setting(self.release, Wanted(comparison, usual, usual.size)).evidence

    def small_areas(self) -> pd.DataFrame:
        """Return the pieces of small areas in each ward."""
        return self._figures.small_areas(self.release)

    def setting(self, choice: Choice, today: date) -> Setting:
        """Return what reports share, with the flags as they are now."""
        check_county(choice.comparison)
        kept = self._areas.setting(self.release, _wanted(choice))
        return replace(kept, flags=self._figures.flags().to_dict("records"), today=today)

    def needs_seen(self, choice: Choice, today: date, *, by_ward: bool) -> Needs:
        """Return where need is seen; no day plays a part in it."""
        check_county(choice.comparison)
        return self._areas.needs_seen(self.release, _wanted(choice), by_ward=by_ward)

    def hot_spots(self, comparison: ComparisonSet, indicator: str) -> IndicatorHotSpots:
        """Return hot and cold spots."""
        return self._areas.hot_spots(self.release, comparison, indicator)

    def backtest(self) -> Backtest:
        """Try the choice of 2002 again."""
        return self._choices.backtest(self.release)


def _wanted(choice: Choice) -> Wanted:
    return Wanted(choice.comparison, choice.profile, choice.size)


def add_exports(server: Flask, choices: Choices, areas: AreaDesk, sign_in: SignIn) -> None:
    """Add the routes: a table as CSV, what describes it, and as GeoPackage where it has wards."""

    def made(name: str) -> tuple[Readings, Export]:
        wanted = entry(name)
        readings = Remembered(choices, areas)
        _ = readings.release  # without figures, that is what is wrong
        asked = read_request(
            request.args.to_dict(flat=False),
            today=datetime.now(UTC).date(),
            officer=sign_in.person(request).writes,
        )
        return readings, wanted.make(readings, asked)

    @server.get("/export/<name>.csv")
    def table(name: str) -> Response:
        export = made(name)[1]
        response = attached(export.csv, export.file_name)
        query = quote(request.query_string.decode("ascii", "replace"), safe="=&%+.,:;~")
        address = f"{request.path}-metadata.json?{query}"
        response.headers["Link"] = f'<{address}>; rel="describedby"; type="{CSVM}"'
        return response

    @server.get("/export/<name>.csv-metadata.json")
    def metadata(name: str) -> Response:
        export = made(name)[1]
        return attached(export.metadata, export.metadata_name, CSVM)

    @server.get("/export/<name>.gpkg")
    def polygons(name: str) -> Response:
        readings, export = made(name)
        named = export.file_name.removesuffix(".csv")
        return attached(geopackage(readings, export), f"{named}.gpkg", GEOPACKAGE)
