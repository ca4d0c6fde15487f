"""The snapshot brought into a database: what the embedded default starts with."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from etl.shipped import ship_registers
from etl.snapshot.files import FIGURE_TABLES, GEOGRAPHY_TABLES, manifest, snapshot_hash, table_path
from sipmap.errors import BusyError
from sipmap.store import read, write
from sipmap.store.engine import migrate

WAIT_FOR_OTHER_S = 120
ORIGIN = "snapshot:"


def ensure_release(engine: Engine, say: Callable[[str], None] = print) -> None:
    """Restore the snapshot where the database holds no release, or only an older snapshot's.

    A release that someone loaded is never replaced. Where another process is just doing it, waits for that.
    """
    migrate(engine)
    until = time.monotonic() + WAIT_FOR_OTHER_S
    while _wants_snapshot(engine):
        try:
            restore(engine, say)
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _wants_snapshot(engine: Engine) -> bool:
    active = read.active_release(engine)
    return active is None or (active.origin.startswith(ORIGIN) and active.origin != ORIGIN + snapshot_hash())


def restore(engine: Engine, say: Callable[[str], None] = print) -> int:
    """Load the snapshot and make it the active release; returns the release's id.

    Idempotent: where it is already active, nothing changes.
    """
    migrate(engine)
    former = read.active_release(engine)
    if former is not None and former.origin == ORIGIN + snapshot_hash():
        say("the snapshot is already in use")
        return former.id
    say("building the database from the snapshot of published figures")
    frames = {t: pd.read_parquet(table_path(t)) for t in (*FIGURE_TABLES, *GEOGRAPHY_TABLES)}
    with write.Loading(engine, label="snapshot", origin=ORIGIN + snapshot_hash()) as loading:
        for dataset in manifest()["datasets"]:
            own = _of_source(frames, dataset["source_id"])
            say(f"{dataset['source_id']}: storing {sum(map(len, own.values())):,} rows")
            loading.dataset(dataset["source_id"], dataset["content_hash"], _files(dataset), own)
            loading.report(dataset["source_id"], "loaded", dataset["report"])
        loading.standardisation(frames["standardisation"])
        release_id = loading.activate()
    write.remove_unused(engine)
    if former is None:
        ship_registers(engine, release_id)
    say(f"release {release_id} is active")
    return release_id


def _files(dataset: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a dataset's source files, dates as dates."""
    return [{**f, "retrieved": date.fromisoformat(f["retrieved"])} for f in dataset["files"]]


def _of_source(frames: dict[str, pd.DataFrame], source_id: str) -> dict[str, pd.DataFrame]:
    """Return one source's rows of every table that has some."""
    own = {
        t: f[f["source_id"] == source_id].drop(columns="source_id")
        for t, f in frames.items()
        if "source_id" in f
    }
    return {t: f for t, f in own.items() if len(f)}
