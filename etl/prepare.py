"""One published source made ready to store: read, checked, brought to wards, summarised. Writes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from etl import derive
from etl.apportion import TIDY_COLUMNS, apportion
from etl.checks import check
from etl.sources.base import Source
from etl.summaries import ward_summaries
from sipmap.catalogue import indicators
from sipmap.catalogue.models import Indicator

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

POPULATION_OF_CLAIMANT_RATE = "population-2020-16-64"


@dataclass(frozen=True)
class Ground:
    """The geography that figures stand on, and the counts that weight published scores."""

    areas: pd.DataFrame
    """Columns geography, code at least: the study area's small areas and wards."""
    weights: pd.DataFrame
    hash: str
    populations: dict[str, pd.Series] = field(default_factory=dict)
    """Indicator id of a count -> people by small-area code."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Source id -> content hash, of what the populations came from."""

    def codes(self, geography: str) -> set[str]:
        """Codes of the study area's areas of one geography."""
        return set(self.areas.loc[self.areas["geography"] == geography, "code"])

    def shares(self, geography: str, basis: str) -> pd.DataFrame:
        """Weights from one small geography on one basis."""
        w = self.weights
        return w[(w["from_geography"] == geography) & (w["basis"] == basis)]


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
    if any(i.id == "claimant-rate" and i.source == source_id for i in catalogue.values()):
        weighted_by.add(POPULATION_OF_CLAIMANT_RATE)
    return {catalogue[w].source for w in weighted_by} - {source_id}


def in_order(source_ids: Iterable[str]) -> list[str]:
    """Sort sources so that each comes after those it needs."""
    catalogue, waiting, done = indicators(), sorted(source_ids), []
    while waiting:
        ready = [s for s in waiting if not needs(s, catalogue) & set(waiting)]
        done += ready
        waiting = [s for s in waiting if s not in ready]
    return done


def prepare(source: Source, path: Path, ground: Ground, say: Callable[[str], None] = lambda _: None) -> Prepared:
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
    checked = check(frame, source, known_codes=_known_codes(source, ground))
    frame = frame[TIDY_COLUMNS]
    own = frame[frame["area_code"].isin(ground.codes(source.geography))] if source.geography != "district" else frame
    _note_populations(own, source, ground, catalogue)
    own = _with_derived(own, ground)
    say(f"bringing {own['indicator_id'].nunique()} indicators to wards")
    frames = [own, *_ward_frames(own, frame, source, ground, catalogue)]
    observation = pd.concat(frames, ignore_index=True)
    ground.hashes[source.id] = content_hash(source.id, [path], ground)
    return Prepared(
        source.id,
        ground.hashes[source.id],
        [provenance(source, path)],
        {"observation": observation},
        {**checked.as_dict(), "observations": len(observation)},
    )


def _known_codes(source: Source, ground: Ground) -> set[str] | None:
    """Codes that may stand in the file: England's LSOAs of 2021 are known from the best-fit lookup."""
    if source.geography == "lsoa21":
        return set(ground.shares("lsoa21", "best-fit")["from_code"]) or None
    return None


def _note_populations(
    own: pd.DataFrame, source: Source, ground: Ground, catalogue: Mapping[str, Indicator]
) -> None:
    """Remember the counts that weight other sources' scores."""
    wanted = {i.weighted_by for i in catalogue.values() if i.weighted_by} | {POPULATION_OF_CLAIMANT_RATE}
    for indicator_id in wanted & {i.id for i in catalogue.values() if i.source == source.id}:
        rows = own[own["indicator_id"] == indicator_id]
        ground.populations[str(indicator_id)] = rows.set_index("area_code")["value"]


def _with_derived(own: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Add the claimant rate where this source brings claimants: average month over residents of 16 to 64."""
    claimants = own[own["indicator_id"] == "claimants"]
    if claimants.empty:
        return own
    rate = derive.claimant_rate(claimants, ground.populations[POPULATION_OF_CLAIMANT_RATE])
    return pd.concat([own, rate[TIDY_COLUMNS]], ignore_index=True)


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
    made = [apportion(own, shares, catalogue, ground.populations)]
    if source.id == "mhclg_iod2025":
        best_fit = ground.shares("lsoa21", "best-fit")
        england = frame[frame["indicator_id"].isin(ENGLAND_INDICATORS)]
        made.append(apportion(england, best_fit, catalogue, _populations(england, catalogue)))
        made += [ward_summaries(frame, weights) for weights in (shares, best_fit)]
    return made


def _populations(frame: pd.DataFrame, catalogue: Mapping[str, Indicator]) -> dict[str, pd.Series]:
    """Return the counts in a frame, by indicator and area."""
    counts = [i for i in frame["indicator_id"].unique() if catalogue[i].kind == "count"]
    return {i: frame[frame["indicator_id"] == i].set_index("area_code")["value"] for i in counts}


def content_hash(source_id: str, paths: Iterable[Path], ground: Ground | None = None) -> str:
    """Hash what a dataset is made of: files, geography, weighting sources, declarations, the way it is made."""
    catalogue = indicators()
    declared = [i.model_dump_json() for i in catalogue.values() if i.source == source_id]
    made_of = {
        "format": FORMAT,
        "source": source_id,
        "files": sorted(sha256(p) for p in paths),
        "geography": ground.hash if ground else "",
        "needs": {s: ground.hashes.get(s, "") for s in sorted(needs(source_id, catalogue))} if ground else {},
        "declared": sorted(declared),
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def sha256(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def provenance(source: Any, path: Path) -> dict[str, Any]:
    """Return the row of table source_file for a published file; `source` has a SOURCE record's fields."""
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
        "sha256": sha256(path),
        "byte_size": path.stat().st_size,
        "note": source.note,
    }
