"""Loads: read -> check -> apportion -> store, all or nothing, with a report and progress on screen.

A load makes a new release: what it brings, and what the former release holds of everything else. Nothing is
written before every file of the load has been read and checked.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from etl.derive import WORKING_AGE
from etl.geography import Geography, read_geography
from etl.prepare import GEOGRAPHY, Ground, Prepared, in_order, needs, prepare, prepare_geography
from etl.snapshot.restore import ship_flags
from etl.sources import registry
from etl.sources.base import Source
from etl.sources.local_flags import read_flags
from etl.standards import fit_standards
from sipmap.catalogue import indicators, themes
from sipmap.errors import InputFileError, NoReleaseError, SipmapError, UnknownCodeError
from sipmap.store import read, write
from sipmap.store.engine import migrate

Say = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a load came to."""

    release_id: int
    loaded: tuple[str, ...]
    unchanged: tuple[str, ...]


def load_folder(engine: Engine, folder: Path, say: Say = print) -> Outcome:
    """Load geography, every source and the flags that ship, from a folder of published files.

    Raises InputFileError where a file is missing or wrong; the database is then as it was.
    """
    found = {source_id: _find(folder, source) for source_id, source in registry().items()}
    geography = read_geography(folder, _naming(GEOGRAPHY, say))
    migrate(engine)
    is_new = read.active_release(engine) is None
    outcome = _load(engine, found, say, prepare_geography(geography), geography)
    if is_new:
        ship_flags(engine, outcome.release_id)
    return outcome


def load_source(engine: Engine, source_id: str, path: Path, say: Say = print) -> Outcome:
    """Load one published file into the active release's geography.

    Raises UnknownCodeError for an unknown source, NoReleaseError where there is no release to stand on,
    InputFileError where the file is not what it should be; the database is then as it was.
    """
    if source_id not in registry():
        raise UnknownCodeError(f"There is no source {source_id!r}; `sipmap sources` lists them.")
    return _load(engine, {source_id: path}, say)


def load_flags(engine: Engine, path: Path, say: Say = print) -> write.FlagChanges:
    """Add local-knowledge flags from a CSV, all or nothing; says how many were new, changed and known."""
    migrate(engine)
    active = _active(engine)
    known_wards = set(read.areas(engine, active.id, "ward")["code"])
    places, _ = read.places(engine, active.id)
    flags = read_flags(path, known_wards, set(places["id"]), set(themes()))
    changes = write.append_flags(engine, flags)
    counts = f"{changes.added} added, {changes.changed} changed, {changes.unchanged} already there"
    say(f"{path.name}: flags, {counts}")
    return changes


def _active(engine: Engine) -> read.ReleaseRecord:
    active = read.active_release(engine)
    if active is None:
        raise NoReleaseError
    return active


def _find(folder: Path, source: Source) -> Path:
    """Find a source's published file in a folder."""
    found = sorted(folder.glob(source.file_name))
    if not found:
        raise InputFileError(
            folder / source.file_name,
            f"no such file in {folder}",
            f"download {source.title} from {source.url} and put it there",
        )
    return found[0]


def _load(
    engine: Engine,
    paths: dict[str, Path],
    say: Say,
    base: Prepared | None = None,
    geography: Geography | None = None,
) -> Outcome:
    """Prepare every file, then write, fit the standards and switch."""
    migrate(engine)
    refuse_partial(engine, set(paths), everything=base is not None)
    ground = _ground(engine, base, geography)
    prepared = [] if base is None else [base]
    for source_id in in_order(paths):
        prepared.append(prepare(registry()[source_id], paths[source_id], ground, _naming(source_id, say)))
    return _store(engine, prepared, say)


def _naming(source_id: str, say: Say) -> Say:
    """Put the source's id before each step."""
    return lambda step: say(f"{source_id}: {step}")


def _store(engine: Engine, prepared: Iterable[Prepared], say: Say) -> Outcome:
    """Write what is new, keep what is not, and make the release active."""
    prepared = list(prepared)
    former = read.active_release(engine)
    held = (
        read.datasets(engine, former.id)
        if former
        else pd.DataFrame(columns=["source_id", "id", "content_hash"])
    )
    known = set(held["content_hash"])
    unchanged = tuple(p.source_id for p in prepared if p.content_hash in known)
    if former and len(unchanged) == len(prepared):
        say("nothing has changed: these files are already in use")
        return Outcome(former.id, (), unchanged)
    with write.Loading(engine, label=_label(prepared), origin="load") as loading:
        for p in prepared:
            say(f"{p.source_id}: storing")
            loading.dataset(p.source_id, p.content_hash, p.files, p.frames)
            loading.report(p.source_id, "unchanged" if p.source_id in unchanged else "loaded", p.report)
        brought = {p.source_id for p in prepared}
        loading.keep([int(i) for i in held.loc[~held["source_id"].isin(brought), "id"]])
        loading.standardisation(fit_standards(engine, loading.release_id))
        release_id = loading.activate()
    write.remove_unused(engine)
    loaded = tuple(p.source_id for p in prepared if p.source_id not in unchanged)
    say(f"release {release_id} is active: {len(loaded)} loaded, {len(unchanged)} unchanged")
    return Outcome(release_id, loaded, unchanged)


def _label(prepared: list[Prepared]) -> str:
    """Name a release by what it brought."""
    return "all sources" if len(prepared) > 1 else prepared[0].source_id


def _ground(engine: Engine, base: Prepared | None, geography: Geography | None) -> Ground:
    """Return the ground that figures stand on: the new geography, or the active release's."""
    if base is not None and geography is not None:
        return Ground(geography.areas, geography.weights, base.content_hash)
    active = _active(engine)
    held = read.datasets(engine, active.id).set_index("source_id")["content_hash"]
    areas = pd.concat([read.areas(engine, active.id, g) for g in ("ward", "lsoa21", "lsoa11", "ward98")])
    wanted = sorted({i.weighted_by for i in indicators().values() if i.weighted_by} | {WORKING_AGE})
    rows = read.observations(engine, active.id, indicators=wanted, basis="published")
    counts = {str(i): of_one for i, of_one in rows.groupby("indicator_id")}
    return Ground(areas, read.weights(engine, active.id), str(held[GEOGRAPHY]), counts, dict(held))


def refuse_partial(engine: Engine, source_ids: set[str], *, everything: bool) -> None:
    """Refuse a load that would leave figures weighted by counts that are no longer there.

    Raises SipmapError naming the sources that must come with it.
    """
    active = read.active_release(engine)
    if everything or active is None:
        return
    held = set(read.datasets(engine, active.id)["source_id"])
    catalogue = indicators()
    dependants = sorted(s for s in held - source_ids if needs(s, catalogue) & source_ids)
    if dependants:
        raise SipmapError(
            f"{', '.join(dependants)} is weighted by figures of {', '.join(sorted(source_ids))}, so they are "
            "loaded together; put the files in one folder and run `sipmap load all FOLDER`."
        )
