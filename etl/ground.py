"""What figures stand on: areas, weights, and the counts that weight published scores; and in which order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd
from sqlalchemy import Engine

from etl.derive import CLAIMANT_RATE, WORKING_AGE
from sipmap.catalogue import indicators
from sipmap.catalogue.models import Indicator
from sipmap.catalogue.own import PREFIX
from sipmap.geography import STUDY_AREA
from sipmap.store import read

GEOGRAPHY = "geography"
"""Source id of the dataset of areas, weights, links, places and postcodes."""

_GEOGRAPHIES = ("ward", "lsoa21", "lsoa11", "msoa21", "ward98", "district")
_SHARES = (
    ("lsoa21", "postcode-share"),
    ("lsoa11", "postcode-share"),
    ("msoa21", "postcode-share"),
    ("lsoa21", "best-fit"),
)


@dataclass(frozen=True)
class Ground:
    """The geography that figures stand on, and the counts that weight published scores."""

    areas: pd.DataFrame
    """Columns geography, code, county_code at least."""
    weights: pd.DataFrame
    hash: str
    """Content hash of the geography dataset."""
    counts: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Indicator id of a count that others need -> its tidy rows of the study area's small areas."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Source id -> content hash, of what the counts came from."""

    def codes(self, geography: str) -> set[str]:
        """Codes of one geography's areas."""
        return set(self.areas.loc[self.areas["geography"] == geography, "code"])

    def study_codes(self, geography: str) -> set[str]:
        """Codes of the study area's areas of one geography."""
        here = self.areas["county_code"].isin(STUDY_AREA)
        return set(self.areas.loc[here & (self.areas["geography"] == geography), "code"])

    def people(self) -> dict[str, pd.Series]:
        """Return the counts as people by small-area code."""
        return {i: rows.set_index("area_code")["value"] for i, rows in self.counts.items()}

    def shares(self, geography: str, basis: str) -> pd.DataFrame:
        """Weights from one small geography on one basis, to wards that still exist."""
        given = self._given(geography, basis)
        return given[given["to_code"].isin(self.codes("ward"))]

    def known_small_areas(self, geography: str) -> set[str]:
        """Codes of all of England's small areas where a list is at hand: the best-fit lookup's."""
        return set(self._given(geography, "best-fit")["from_code"])

    def _given(self, geography: str, basis: str) -> pd.DataFrame:
        w = self.weights
        return w[(w["from_geography"] == geography) & (w["basis"] == basis)]


def wanted_counts() -> set[str]:
    """Return the ids of the counts that other figures are weighted or divided by."""
    return {i.weighted_by for i in indicators().values() if i.weighted_by} | {WORKING_AGE}


def ground_of_release(engine: Engine, release_id: int) -> Ground:
    """Return the ground of a release that is in the store."""
    held = read.datasets(engine, release_id).set_index("source_id")["content_hash"]
    areas = pd.concat([read.areas(engine, release_id, g) for g in _GEOGRAPHIES])
    weights = pd.concat([read.weights(engine, release_id, *s) for s in _SHARES], ignore_index=True)
    rows = read.observations(engine, release_id, indicators=sorted(wanted_counts()), basis="published")
    counts = {str(i): of_one for i, of_one in rows.groupby("indicator_id")}
    return Ground(areas, weights, str(held[GEOGRAPHY]), counts, dict(held))


def needs(source_id: str, catalogue: Mapping[str, Indicator]) -> set[str]:
    """Return the ids of the sources whose counts this source's ward figures are weighted by."""
    weighted_by = {i.weighted_by for i in catalogue.values() if i.source == source_id and i.weighted_by}
    if catalogue[CLAIMANT_RATE].source == source_id:
        weighted_by.add(WORKING_AGE)
    return {catalogue[w].source for w in weighted_by} - {source_id}


def in_order(source_ids: Iterable[str]) -> list[str]:
    """Sort sources so that each comes after those it needs."""
    catalogue, waiting, done = indicators(), sorted(source_ids), []
    while waiting:
        ready = [s for s in waiting if not needs(s, catalogue) & set(waiting)]
        done += ready
        waiting = [s for s in waiting if s not in ready]
    return done


def dependants(source_ids: Iterable[str], held: Iterable[str]) -> list[str]:
    """Return the held sources that are weighted by figures of the given ones, in order.

    Not the council's own: of theirs only wards are kept, whatever they were made from.
    """
    given, catalogue = set(source_ids), indicators()
    published = {s for s in held if not s.startswith(PREFIX)}
    return in_order(s for s in published - given - {GEOGRAPHY} if needs(s, catalogue) & given)
