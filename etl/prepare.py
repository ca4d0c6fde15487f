"""One source made ready to store: read, checked, brought to wards, summarised. Writes nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from etl.apportion import TIDY_COLUMNS, apportion
from etl.checks import check
from etl.derive import CLAIMANTS, WORKING_AGE, claimant_rate
from etl.geography import Geography
from etl.ground import GEOGRAPHY, Ground, wanted_counts
from etl.maplayer import map_layers
from etl.provenance import FILE_COLUMNS, content_hash, provenance
from etl.sources.base import Source
from etl.summaries import ward_summaries
from sipmap.catalogue import indicators
from sipmap.errors import InputFileError
from sipmap.geography import ENGLAND
from sipmap.store import read

DOMAINS = ("income", "employment", "education", "health", "crime", "barriers", "environment")
NATIONAL_SOURCE = "mhclg_iod2025"
ENGLAND_SMALL_AREAS = 33_755
"""LSOAs of 2021 in England: a file that has them all speaks for England."""
ENGLAND_INDICATORS = (
    "iod2025-population",
    "iod2025-population-working-age",
    "iod2025-imd-score",
    "iod2025-income-rate",
    "iod2025-employment-rate",
    *(f"iod2025-{domain}-exponential" for domain in DOMAINS),
)
"""What England's wards get by best fit, so that a ward's rank in England can be told."""

TEXT_COLUMNS = ("indicator_id", "geography", "basis", "period", "area_code", "status")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Prepared:
    """A source ready to store."""

    source_id: str
    content_hash: str
    files: list[dict[str, Any]]
    frames: dict[str, pd.DataFrame]
    report: dict[str, Any]


def prepare(source: Source, path: Path, ground: Ground, say: Say = lambda _: None) -> Prepared:
    """Read, check and apportion one published file.

    Parameters
    ----------
    source : Source
        Which published source it is.
    path : Path
        The file.
    ground : Ground
        Weights, areas and counts; the counts that this source brings are added to it.
    say : callable
        Told each step in plain words.

    Raises
    ------
    InputFileError
        Where the file is not what it should be; nothing has been written.
    """
    say(f"reading {path.name}")
    frame = source.read(path)
    checked = check(frame, source, known_codes=ground.known_small_areas(source.geography) or None, path=path)
    own = _own(frame, source, ground, path)
    return _brought_to_wards(
        source,
        own,
        ground,
        [provenance(source, path)],
        report=checked.as_dict(),
        say=say,
        england=[*_england_wards(frame, source, ground), *_england_whole(frame, source)],
    )


def prepare_again(
    engine: Engine, release_id: int, source: Source, ground: Ground, say: Say = lambda _: None
) -> Prepared:
    """Apportion a stored source anew, since the counts that weight it were loaded anew.

    Its small-area figures are those in the store, and so is England's own; England's wards do not depend on
    other sources.
    """
    own = read.observations(
        engine, release_id, indicators=source.indicators, geography=source.geography, basis="published"
    )
    held = read.sources(engine, release_id)
    files = held.loc[held["dataset_source_id"] == source.id, list(FILE_COLUMNS)].to_dict("records")
    whole = read.observations(engine, release_id, indicators=source.indicators, geography="country")
    report = {"source_id": source.id, "rows": len(own), "again": "its weights were loaded anew"}
    return _brought_to_wards(
        source,
        own[TIDY_COLUMNS],
        ground,
        files,
        report=report,
        say=say,
        england=[whole[TIDY_COLUMNS]] if len(whole) else [],
    )


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
        "map_layer": map_layers(geography.areas, geography.england),
    }
    files = [dict(f) for f in geography.files]
    report = {**geography.report, **{table: len(frame) for table, frame in frames.items()}}
    made_of = content_hash(GEOGRAPHY, files, declarations=geography.declarations)
    return Prepared(GEOGRAPHY, made_of, files, frames, report)


def _brought_to_wards(
    source: Source,
    own: pd.DataFrame,
    ground: Ground,
    files: list[dict[str, Any]],
    *,
    report: dict[str, Any],
    say: Say,
    england: Sequence[pd.DataFrame] = (),
) -> Prepared:
    """Derive, apportion, and note what later sources need; `england` holds ready ward figures."""
    for indicator_id in wanted_counts() & set(source.indicators):
        ground.counts[indicator_id] = own[own["indicator_id"] == indicator_id]
    ground.hashes[source.id] = content_hash(source.id, files, ground)
    figures = _with_derived(own, ground)
    shares = ground.shares(source.geography, "postcode-share")
    wards = []
    if len(shares):
        say(f"bringing {figures['indicator_id'].nunique()} indicators to wards")
        wards = [apportion(figures, shares, indicators(), ground.people())]
    observation = pd.concat([figures, *wards, *england], ignore_index=True)
    report = {**report, "observations": len(observation)}
    return Prepared(source.id, ground.hashes[source.id], files, {"observation": observation}, report)


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
    return _plain(rows)


def _plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Return tidy rows with text in place of categories."""
    return rows[TIDY_COLUMNS].astype(dict.fromkeys(TEXT_COLUMNS, object)).reset_index(drop=True)


def _with_derived(own: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    """Add the claimant rate where this source brings claimants: average month over residents of 16 to 64."""
    if CLAIMANTS not in set(own["indicator_id"]):
        return own
    return pd.concat([own, claimant_rate(own, ground.counts[WORKING_AGE])], ignore_index=True)


def _england_wards(frame: pd.DataFrame, source: Source, ground: Ground) -> list[pd.DataFrame]:
    """Return what needs all of England's small areas: its wards by best fit, and summaries on both bases."""
    if source.id != NATIONAL_SOURCE:
        return []
    best_fit = ground.shares("lsoa21", "best-fit")
    england = _plain(frame[frame["indicator_id"].isin(ENGLAND_INDICATORS)])
    counts = [i for i in ENGLAND_INDICATORS if indicators()[i].kind == "count"]
    people = {i: england[england["indicator_id"] == i].set_index("area_code")["value"] for i in counts}
    return [
        apportion(england, best_fit, indicators(), people),
        *(ward_summaries(frame, w) for w in (ground.shares("lsoa21", "postcode-share"), best_fit)),
    ]


def _england_whole(frame: pd.DataFrame, source: Source) -> list[pd.DataFrame]:
    """Return England's own figure of each published score: the mean of its small areas, each counted once.

    Only where the file holds all of them. Small areas have about as many people as one another, so the mean
    is near one weighted by people, for which the file has none. Rates and ranks are left out.
    """
    if source.areas_expected != ENGLAND_SMALL_AREAS:
        return []
    scores = [i for i in source.indicators if indicators()[i].kind == "score"]
    rows = _plain(frame[frame["indicator_id"].isin(scores)])
    means = rows.groupby(["indicator_id", "period"], sort=True)["value"].mean().reset_index()
    whole = {"geography": "country", "basis": "published", "area_code": ENGLAND, "status": "present"}
    return [means.assign(**whole, numerator=float("nan"), denominator=float("nan"))[TIDY_COLUMNS]]
