"""The snapshot brought into a database: what the embedded default starts with."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
from sqlalchemy import Engine

from etl.snapshot.files import FIGURE_TABLES, GEOGRAPHY_TABLES, manifest, snapshot_hash, table_path
from etl.sources.local_flags import read_flags
from sipmap.catalogue import themes
from sipmap.store import read, write
from sipmap.store.engine import load_lock, migrate

ORIGIN = "snapshot:"
FLAGS = Path(__file__).parents[1] / "flags" / "kent.csv"


def ensure_release(engine: Engine, say: Callable[[str], None] = print) -> None:
    """Restore the snapshot where the database holds no release, or only an older snapshot's.

    A release that someone loaded is never replaced.
    """
    migrate(engine)
    active = read.active_release(engine)
    current = ORIGIN + snapshot_hash()
    if active is None or (active.origin.startswith(ORIGIN) and active.origin != current):
        restore(engine, say)


def restore(engine: Engine, say: Callable[[str], None] = print) -> int:
    """Load the snapshot and make it the active release; returns the release's id.

    Idempotent: where it is already active, nothing changes.
    """
    migrate(engine)
    with load_lock(engine):
        active = read.active_release(engine)
        if active is not None and active.origin == ORIGIN + snapshot_hash():
            say("the snapshot is already in use")
            return active.id
        say("building the database from the snapshot of published figures")
        frames = {t: pd.read_parquet(table_path(t)) for t in (*FIGURE_TABLES, *GEOGRAPHY_TABLES)}
        with write.Loading(engine, label="snapshot", origin=ORIGIN + snapshot_hash()) as loading:
            for dataset in manifest()["datasets"]:
                say(f"{dataset['source_id']}: storing")
                loading.dataset(
                    dataset["source_id"],
                    dataset["content_hash"],
                    files=dataset["files"],
                    frames=_of_source(frames, dataset["source_id"]),
                )
            loading.standardisation(frames["standardisation"])
            release_id = loading.activate()
    ship_flags(engine, release_id)
    say(f"release {release_id} is active")
    return release_id


def _of_source(frames: dict[str, pd.DataFrame], source_id: str) -> dict[str, pd.DataFrame]:
    """Return one source's rows of every table that has some."""
    own = {
        t: f[f["source_id"] == source_id].drop(columns="source_id") for t, f in frames.items() if "source_id" in f
    }
    return {t: f for t, f in own.items() if len(f)}


def ship_flags(engine: Engine, release_id: int) -> int:
    """Add the local-knowledge flags that ship; one that was amended or withdrawn since is left as it is."""
    wards = set(read.areas(engine, release_id, "ward")["code"])
    places, _ = read.places(engine, release_id)
    return write.append_flags(engine, read_flags(FLAGS, wards, set(places["id"]), set(themes())))
