"""What pages read: the store's frames, remembered by release in bounded caches; no session lives here.

Every reader is a pure function of a release, so two workers give the same answer in any order of requests.
"""

from hashlib import sha256
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Engine

from sipmap import __version__, desk
from sipmap.catalogue import Indicator, Profile, indicators
from sipmap.catalogue.own import PREFIX
from sipmap.desk.claimants import claimants_by_year
from sipmap.desk.pockets import ENGLAND_LSOAS, part_held, small_areas, worst_pockets
from sipmap.desk.ranking import NATIONAL
from sipmap.desk.shortlisting import WORST_DECILE
from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.scoring.coverage import worst_decile_residents
from sipmap.scoring.uncertainty import EVERYTHING, Problem, RankUncertainty, Varied
from sipmap.store import read
from sipmap.web.bounded import by_size, remembered

Moved = tuple[tuple[str, float], ...]
"""Weights that were moved, by part, as `PageState.key` gives them."""

FEW, SOME, MANY = 4, 16, 256
"""Sizes of the caches: what is large and shared, middling, small and many."""
POPULATION = "iod2025-population"
WORKING_AGE = "iod2025-population-working-age"
EMPLOYMENT = "iod2025-employment-rate"


class Shown(NamedTuple):
    """An indicator that a map can show, and the period it shows."""

    indicator: Indicator
    period: str


class Figures:
    """Readers over one database, each remembered for a few releases, areas and profiles."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.inputs = remembered(SOME, self._inputs)
        self.ranking = by_size(SOME, self._ranking)
        self.layout = remembered(FEW, self._layout)
        self.certainty = by_size(SOME, self._certainty)
        self.summaries = remembered(SOME, self._summaries)
        self.people = remembered(SOME, self._people)
        self.small_areas = remembered(FEW, self._small_areas)
        self.worst_pockets = remembered(SOME, self._worst_pockets)
        self.national = remembered(FEW, self._national)
        self.national_certainty = remembered(FEW, self._national_certainty)
        self.shown = remembered(SOME, self._shown)
        self.values = remembered(MANY, self._values)
        self.claimants = remembered(FEW, self._claimants)
        self.sources = remembered(FEW, self._sources)
        self.places = remembered(FEW, self._places)
        self.named_places = remembered(FEW, self._named_places)
        self.held_back = remembered(MANY, self._held_back)
        self.layers = remembered(FEW, self._layers)
        self.county_name = remembered(SOME, self._county_name)

    def release(self) -> read.ReleaseRecord:
        """Return the release in use, looked up anew each time; raises NoReleaseError."""
        return desk.active_release(self.engine)

    def ward(self, release: read.ReleaseRecord, code: str) -> pd.DataFrame:
        """Return every figure of one ward, as tidy observations."""
        return read.observations(self.engine, release.id, geography="ward", areas=(code,))

    def flags(self) -> pd.DataFrame:
        """Return the flags as last revised; people edit them, so they are never remembered."""
        return read.flags(self.engine)

    def _inputs(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, profile: Profile
    ) -> desk.RankingInputs:
        return desk.ranking_inputs(self.engine, release, comparison, profile)

    def _ranking(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, profile: Profile, key: Moved
    ) -> pd.DataFrame:
        return self.inputs(release, comparison, profile).ranking(dict(key))

    def _certainty(
        self,
        release: read.ReleaseRecord,
        comparison: ComparisonSet,
        profile: Profile,
        key: Moved,
        size: int,
        *,
        varied: Varied = EVERYTHING,
    ) -> RankUncertainty:
        """Return how sure each rank is, and who is sure to be among the first `size`."""
        inputs = self.inputs(release, comparison, profile)
        layout = self.layout(release, comparison, profile)
        return desk.list_certainty(layout, inputs, size, dict(key), varied=varied)

    def _summaries(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, profile: Profile
    ) -> pd.DataFrame | None:
        """Return the ranks of wards by each ward summary, or None where there are none."""
        return desk.ward_summaries(self.engine, self.inputs(release, comparison, profile))

    def _layout(self, release: read.ReleaseRecord, comparison: ComparisonSet, profile: Profile) -> Problem:
        return desk.ranking_layout(self.engine, self.inputs(release, comparison, profile))

    def _people(self, release: read.ReleaseRecord, comparison: ComparisonSet) -> pd.DataFrame:
        """Count people by ward: people, working_age, employment_deprived, worst_decile_residents; by code."""
        areas = desk.areas_of(self.engine, release.id, comparison, "ward")
        rows = read.observations(
            self.engine,
            release.id,
            indicators=(POPULATION, WORKING_AGE, EMPLOYMENT),
            geography="ward",
            basis=comparison.basis,
        )
        wide = rows.pivot_table(index="area_code", columns="indicator_id", values="value", dropna=False)
        wide = wide.reindex(index=areas["code"], columns=[POPULATION, WORKING_AGE, EMPLOYMENT])
        counted = pd.DataFrame(
            {
                "people": wide[POPULATION],
                "working_age": wide[WORKING_AGE],
                "employment_deprived": wide[WORKING_AGE] * wide[EMPLOYMENT],
            }
        )
        counted["worst_decile_residents"] = self._worst_decile(release, comparison).reindex(counted.index)
        return counted.rename_axis("area_code")

    def _worst_decile(self, release: read.ReleaseRecord, comparison: ComparisonSet) -> "pd.Series[float]":
        """Count residents of worst-decile small areas by ward, from these areas where they are held."""
        if not part_held(comparison):
            return worst_decile_residents(self.small_areas(release), ENGLAND_LSOAS)
        rows = read.observations(
            self.engine,
            release.id,
            indicators=(WORST_DECILE,),
            geography="ward",
            basis=comparison.basis,
        )
        return rows.set_index("area_code")["numerator"]

    def _small_areas(self, release: read.ReleaseRecord) -> pd.DataFrame:
        return small_areas(self.engine, release.id)

    def _worst_pockets(
        self, release: read.ReleaseRecord, comparison: ComparisonSet, profile: Profile
    ) -> pd.DataFrame:
        return worst_pockets(self.small_areas(release), self.inputs(release, comparison, profile).names)

    def _national(self, release: read.ReleaseRecord) -> pd.DataFrame:
        return desk.national_ranks(self.engine, release)

    def _national_certainty(self, release: read.ReleaseRecord) -> RankUncertainty:
        return desk.national_certainty(self.engine, release)

    def _shown(self, release: read.ReleaseRecord, area: str = "kent") -> dict[str, Shown]:
        """Return the indicators that a comparison set's wards have, each with its latest period.

        One ward of Kent stands for all: by best fit it has what every ranked ward of England has.
        """
        known = indicators()
        sample = desk.areas_of(self.engine, release.id, desk.comparison_set("kent-and-medway"), "ward")
        rows = read.observations(
            self.engine,
            release.id,
            geography="ward",
            basis=COMPARISON_SETS[area].basis,
            areas=tuple(sample["code"][:1]),
        )
        if area == NATIONAL:
            return _latest(rows.dropna(subset="value"))
        own = [i for i in known if i.startswith(PREFIX)]
        if own:  # these need not have every ward
            of_own = read.observations(self.engine, release.id, indicators=own, geography="ward")
            rows = pd.concat([rows, of_own], ignore_index=True)
        return _latest(rows)

    def _values(
        self, release: read.ReleaseRecord, indicator_id: str, period: str, basis: str = "postcode-share"
    ) -> "pd.Series[float]":
        """Return an indicator's values by ward: of the study area, or by best fit of England."""
        rows = read.observations(
            self.engine,
            release.id,
            indicators=(indicator_id,),
            geography="ward",
            basis=basis,
            periods=(period,),
        )
        return rows.set_index("area_code")["value"]

    def _claimants(self, release: read.ReleaseRecord) -> pd.DataFrame:
        """Return claimants by ward and year: see `desk.claimants`."""
        return claimants_by_year(self.engine, release.id)

    def _sources(self, release: read.ReleaseRecord) -> pd.DataFrame:
        return read.sources(self.engine, release.id)

    def _places(self, release: read.ReleaseRecord) -> tuple[pd.DataFrame, pd.DataFrame]:
        return read.places(self.engine, release.id)

    def _named_places(self, release: read.ReleaseRecord) -> list[tuple[str, float, float]]:
        """Return name, longitude and latitude of towns and islands, those with most people first."""
        places, members = self.places(release)
        people = self.people(release, COMPARISON_SETS["kent-and-medway"])["people"]
        residents = (
            members.assign(people=members["area_code"].map(people)).groupby("place_id")["people"].sum()
        )
        order = places.assign(people=places["id"].map(residents)).sort_values(
            ["people", "name"], ascending=[False, True]
        )
        return list(order[["name", "longitude", "latitude"]].itertuples(index=False, name=None))

    def _held_back(self, release: read.ReleaseRecord, indicator_id: str, period: str) -> tuple[str, ...]:
        """Return the wards whose figure is suppressed, by code."""
        rows = read.observations(
            self.engine, release.id, indicators=(indicator_id,), geography="ward", periods=(period,)
        )
        return tuple(sorted(set(rows.loc[rows["status"] == "suppressed", "area_code"])))

    def _layers(self, release: read.ReleaseRecord) -> dict[str, str]:
        """Return the hash of each map layer by its name."""
        layers = read.map_layers(self.engine, release.id)
        return dict(zip(layers["name"], layers["hash"], strict=True))

    def _county_name(self, release: read.ReleaseRecord, code: str) -> str:
        """Return the name of an upper-tier authority; England where its name is not held."""
        for comparison in COMPARISON_SETS.values():
            if comparison.county_codes == (code,):
                return comparison.label
        found = read.areas(self.engine, release.id, "district", codes=(code,))
        return str(found["name"].iloc[0]) if len(found) else COMPARISON_SETS[NATIONAL].label


def _latest(rows: pd.DataFrame) -> dict[str, Shown]:
    """Return the indicators among figures in the catalogue's order, each with its latest period."""
    known, latest = indicators(), rows.groupby("indicator_id")["period"].max()
    held = [i for i in known if i in latest.index and known[i].kind != "rank"]
    return {i: Shown(known[i], str(latest[i])) for i in held}


def release_key(release: read.ReleaseRecord) -> str:
    """Return a short key that changes with the release and with the code that lays figures out."""
    made_of = f"{release.id}|{release.origin}|{release.activated_at}|{__version__}"
    return sha256(made_of.encode()).hexdigest()[:12]
