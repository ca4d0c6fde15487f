"""One published source made ready to store: read, checked, brought to wards, summarised. Writes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from etl.apportion import TIDY_COLUMNS, apportion
from etl.checks import check
from etl.derive import CLAIMANT_RATE, CLAIMANTS, WORKING_AGE, claimant_rate
from etl.geography import Geography
from etl.maplayer import map_layers
from etl.sources.base import Source
from etl.summaries import ward_summaries
from sipmap.catalogue import indicators
from sipmap.catalogue.models import Indicator
from sipmap.errors import InputFileError
from sipmap.geography import STUDY_AREA

GEOGRAPHY = "geography"
"""Source id of the dataset of areas, weights, links, places and postcodes."""

FORMAT = "1"
"""Raised when the way figures are made changes, so that the same file makes a new dataset."""

ENGLAND_INDICATORS = (
    "iod2025-population",
    "iod2025-population-working-age",
    "iod2025-imd-score",
    "iod2025-income-rate",
    "iod2025-employment-rate",
    *(
        f"iod2025-{d}-exponential"
        for d in ("income", "employment", "education", "health", "crime", "barriers", "environment")
    ),
)
"""What England's wards get by best fit, so that a ward's rank in England can be told."""

TEXT_COLUMNS = ("indicator_id", "geography", "basis", "period", "area_code", "status")


@dataclass(frozen=True)
class Ground:
    """The geography that figures stand on, and the counts that weight published scores."""

    areas: pd.DataFrame
    """Columns geography, code at least: the study area's small areas and wards."""
    weights: pd.DataFrame
    hash: str
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
        return self._given(geography, basis, self.weights["to_code"].isin(self.codes("ward")))

    def known_small_areas(self, geography: str) -> set[str]:
        """Codes of all of England's small areas where a list is at hand: the best-fit lookup's."""
        return set(self._given(geography, "best-fit", True)["from_code"])

    def _given(self, geography: str, basis: str, wanted: "pd.Series | bool") -> pd.DataFrame:
        w = self.weights
        return w[(w["from_geography"] == geography) & (w["basis"] == basis) & wanted]


@dataclass(frozen=True)
class Prepared:
    """A source ready to store."""

    source_id: str
    content_hash: str
    files: list[dict[str, Any]]
    frames: dict[str, pd.DataFrame]
    report: dict[str, Any]


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


def prepare(
    source: Source, path: Path, ground: Ground, say: Callable[[str], None] = lambda _: None
) -> Prepared:
    """Read, check and apportion one published file.

    Parameters
    ----------
    source : Source
        Which published source it is.
    path : Path
        The file.
    ground : Ground
        Weights, areas and populations; the populations that this source brings are added to it.
    say : callable
        Told each step in plain words.

    Raises
    ------
    InputFileError
        Where the file is not what it should be; nothing has been written.
    """
    catalogue = indicators()
    say(f"reading {path.name}")
    frame = source.read(path)
    checked = check(frame, source, known_codes=ground.known_small_areas(source.geography) or None, path=path)
    own = _own(frame, source, ground, path)
    _note_counts(own, source, ground, catalogue)
    own = _with_derived(own, ground)
    say(f"bringing {own['indicator_id'].nunique()} indicators to wards")
    frames = [own, *_ward_frames(own, frame, source, ground, catalogue)]
    observation = pd.concat(frames, ignore_index=True)
    file = provenance(source, path)
    ground.hashes[source.id] = content_hash(source.id, [file], ground)
    return Prepared(
        source.id,
        ground.hashes[source.id],
        [file],
        {"observation": observation},
        {**checked.as_dict(), "observations": len(observation)},
    )


def _own(frame: pd.DataFrame, source: Source, ground: Ground, path: Path) -> pd.DataFrame:
    """Return the rows to keep, text columns as plain text; each area of the study area must be there.

    Small areas elsewhere in England are left out once their wards are summarised; districts are few and stay.
    """
    codes = ground.study_codes(source.geography)
    lacking = sorted(codes - set(frame["area_code"].unique()))
    if lacking:
        raise InputFileError(
            path,
            f"{len(lacking):,} of {len(codes):,} {source.geography} areas are missing ({lacking[0]} first)",
            f"load the whole file as published ({source.url})",
        )
    rows = frame if source.geography == "district" else frame[frame["area_code"].isin(codes)]
    return rows[TIDY_COLUMNS].astype(dict.fromkeys(TEXT_COLUMNS, object)).reset_index(drop=True)


def _note_counts(
    own: pd.DataFrame, source: Source, ground: Ground, catalogue: Mapping[str, Indicator]
) -> None:
    """Remember the counts that other figures are weighted or divided by."""
    wanted = {i.weighted_by for i in catalogue.values() if i.weighted_by} | {WORKING_AGE}
    for indicator_id in wanted & set(source.indicators):
        ground.counts[str(indicator_id)] = own[own["indicator_id"] == indicator_id]


def _with_derived(own: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Add the claimant rate where this source brings claimants: average month over residents of 16 to 64."""
    if CLAIMANTS not in set(own["indicator_id"]):
        return own
    return pd.concat([own, claimant_rate(own, ground.counts[WORKING_AGE])], ignore_index=True)


def _ward_frames(
    own: pd.DataFrame,
    frame: pd.DataFrame,
    source: Source,
    ground: Ground,
    catalogue: Mapping[str, Indicator],
) -> list[pd.DataFrame]:
    """Ward figures of the study area by postcode share, and England's by best fit where they are wanted."""
    shares = ground.shares(source.geography, "postcode-share")
    if shares.empty:
        return []
    made = [apportion(own, shares, catalogue, ground.people())]
    if source.id == "mhclg_iod2025":
        best_fit = ground.shares("lsoa21", "best-fit")
        england = frame.loc[frame["indicator_id"].isin(ENGLAND_INDICATORS), TIDY_COLUMNS]
        england = england.astype(dict.fromkeys(TEXT_COLUMNS, object))
        made.append(apportion(england, best_fit, catalogue, _people(england, catalogue)))
        made += [ward_summaries(frame, weights) for weights in (shares, best_fit)]
    return made


def _people(frame: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> dict[str, pd.Series]:
    """Return the counts in a frame, by indicator and area."""
    counts = [i for i in frame["indicator_id"].unique() if catalogue[i].kind == "count"]
    return {i: frame[frame["indicator_id"] == i].set_index("area_code")["value"] for i in counts}


def prepare_geography(geography: Geography) -> Prepared:
    """Make the geography dataset, the browser's map layers with it."""
    frames = {
        "area": geography.areas,
        "area_name": geography.area_names,
        "area_weight": geography.weights,
        "area_link": geography.links,
        "place": geography.places,
        "place_area": geography.place_areas,
        "postcode": geography.postcodes,
        "map_layer": map_layers(geography.areas),
    }
    files = [dict(f) for f in geography.files]
    report = {**geography.report, **{table: len(frame) for table, frame in frames.items()}}
    return Prepared(GEOGRAPHY, content_hash(GEOGRAPHY, files), files, frames, report)


def content_hash(source_id: str, files: Iterable[Mapping[str, Any]], ground: Ground | None = None) -> str:
    """Hash what a dataset is made of: its files, the geography, the counts that weight it, declarations."""
    catalogue = indicators()
    made_of = {
        "format": FORMAT,
        "source": source_id,
        "files": sorted(str(f["sha256"]) for f in files),
        "geography": ground.hash if ground else "",
        "needs": {s: ground.hashes.get(s, "") for s in sorted(needs(source_id, catalogue))} if ground else {},
        "declared": sorted(i.model_dump_json() for i in catalogue.values() if i.source == source_id),
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def provenance(source: Source, path: Path) -> dict[str, Any]:
    """Return the row of table source_file for a published file."""
    content = path.read_bytes()
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "period": source.period,
        "file_name": path.name,
        "retrieved": datetime.fromtimestamp(path.stat().st_mtime, UTC).date(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "byte_size": len(content),
        "note": source.note,
    }
