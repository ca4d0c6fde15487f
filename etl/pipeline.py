"""Loads: read -> check -> apportion -> store, all or nothing, with a report and progress on screen.

A load makes a new release: what it brings, and what the former release holds of everything else. Nothing is
written before every file of the load has been read and checked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from etl.address import is_address, shown
from etl.fetch import at_hand
from etl.geography import Geography, read_geography
from etl.ground import GEOGRAPHY, Ground, dependants, ground_of_release, in_order
from etl.prepare import Prepared, prepare, prepare_again, prepare_geography
from etl.registers import read_flags, read_initiatives
from etl.shipped import ship_registers
from etl.sources import registry
from etl.sources.base import Source
from etl.standards import fit_standards
from sipmap.errors import InputFileError, NoReleaseError, UnknownCodeError
from sipmap.knowledge.known import known_now
from sipmap.store import read, revisions, write
from sipmap.store.audit import PROGRAM, Writer
from sipmap.store.engine import migrate
from sipmap.store.initiatives import INITIATIVES

Say = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """What a load came to."""

    release_id: int
    loaded: tuple[str, ...]
    unchanged: tuple[str, ...]


def load_folder(engine: Engine, folder: Path, say: Say = print) -> Outcome:
    """Load geography, every source and the registers that ship, from a folder of published files.

    Raises InputFileError where a file is missing or wrong; the database is then as it was.
    """
    found = {source_id: _find(folder, source) for source_id, source in registry().items()}
    geography = read_geography(folder, _naming(GEOGRAPHY, say))
    migrate(engine)
    is_new = read.active_release(engine) is None
    outcome = _load(engine, found, say, geography)
    if is_new:
        ship_registers(engine, outcome.release_id)
    return outcome


def load_source(engine: Engine, source_id: str, where: Path | str, say: Say = print) -> Outcome:
    """Load one published file, from its path or its address, into the active release's geography.

    Raises UnknownCodeError for an unknown source, NoReleaseError where there is no release to stand on,
    FetchError where the file cannot be had, InputFileError where it is not what it should be; the database is
    then as it was.
    """
    if source_id not in registry():
        raise UnknownCodeError(f"There is no source {source_id!r}; `sipmap sources` lists them.")
    migrate(engine)
    require_release(engine)
    note = {"fetched_from": shown(str(where))} if is_address(where) else {}
    with at_hand(where, _naming(source_id, say)) as path:
        return _load(engine, {source_id: path}, say, note=note)


def load_flags(
    engine: Engine, where: Path | str, say: Say = print, writer: Writer = PROGRAM
) -> write.Changes:
    """Add local-knowledge flags from a CSV, all or nothing; says how many were new, changed and known."""
    migrate(engine)
    known = known_now(engine)
    with at_hand(where, say) as path:
        changes = write.append_flags(engine, read_flags(path, known), writer)
    say(f"{path.name}: flags, {_counted(changes)}")
    return changes


def load_initiatives(
    engine: Engine, where: Path | str, say: Say = print, writer: Writer = PROGRAM
) -> write.Changes:
    """Add initiatives from a CSV, all or nothing; says how many were new, changed and known."""
    migrate(engine)
    known = known_now(engine)
    with at_hand(where, say) as path:
        changes = revisions.append(engine, INITIATIVES, read_initiatives(path, known), writer)
    say(f"{path.name}: initiatives, {_counted(changes)}")
    return changes


def _counted(changes: write.Changes) -> str:
    return f"{changes.added} added, {changes.changed} changed, {changes.unchanged} already there"


def require_release(engine: Engine) -> read.ReleaseRecord:
    """Return the release to stand on; raises NoReleaseError where there is none."""
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
    geography: Geography | None = None,
    note: dict[str, str] | None = None,
) -> Outcome:
    """Prepare every file, and what depends on it, then store; `note` goes into the report of each file.

    Raises NoReleaseError where there is neither geography nor a release to stand on.
    """
    if geography is not None:
        base = prepare_geography(geography)
        ground = Ground(geography.areas, geography.weights, base.content_hash)
        return store_prepared(engine, [base, *_prepare_files(paths, ground, say)], say)
    active = require_release(engine)
    ground = ground_of_release(engine, active.id)
    prepared = [replace(p, report=p.report | (note or {})) for p in _prepare_files(paths, ground, say)]
    held = read.datasets(engine, active.id)["source_id"]
    for source_id in dependants(paths, held):
        own_say = _naming(source_id, say)
        prepared.append(prepare_again(engine, active.id, registry()[source_id], ground, own_say))
    return store_prepared(engine, prepared, say)


def _prepare_files(paths: dict[str, Path], ground: Ground, say: Say) -> list[Prepared]:
    sources = registry()
    return [prepare(sources[s], paths[s], ground, _naming(s, say)) for s in in_order(paths)]


def _naming(source_id: str, say: Say) -> Say:
    """Put the source's id before each step."""
    return lambda step: say(f"{source_id}: {step}")


def store_prepared(engine: Engine, prepared: list[Prepared], say: Say) -> Outcome:
    """Write what is new, keep what is not, and make the release active."""
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
