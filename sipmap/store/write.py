"""Loading: a release is filled beside the active one and takes its place in one short transaction.

    with Loading(engine, "Kent, autumn 2025", "load") as loading:
        loading.dataset("mhclg_iod2025", content_hash, files, {"observation": frame})
        loading.activate()

Until `activate` nobody sees the new release. Leaving the block without it, or by an exception, removes
what was loaded; what a killed process leaves is removed by the next load.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self, cast

import pandas as pd
from sqlalchemy import Engine, Table, text

from sipmap.errors import SipmapError
from sipmap.store.bulk import insert_chunk, insert_rows
from sipmap.store.flags import append_flags, withdraw_flags
from sipmap.store.frames import FrameError, clean
from sipmap.store.lock import load_lock
from sipmap.store.manifest import (
    attach,
    begin_dataset,
    begin_release,
    finish_dataset,
    known_dataset,
    take_place,
)
from sipmap.store.provenance import describe_files, record_files
from sipmap.store.reports import insert_report, save_report
from sipmap.store.revisions import Changes
from sipmap.store.sweep import remove_unused, sweep
from sipmap.store.tables import Base, Standardisation
from sipmap.store.transactions import reading, writing

__all__ = [
    "Changes",
    "FrameError",
    "Loading",
    "append_flags",
    "remove_unused",
    "save_report",
    "withdraw_flags",
]

DATASET_TABLES = (
    "area",
    "area_name",
    "area_weight",
    "area_link",
    "place",
    "place_area",
    "postcode",
    "map_layer",
    "observation",
    "declaration",
)
"""The tables whose rows belong to a dataset."""


class Loading:
    """A load under way: holds the load lock and a release that is not yet active."""

    def __init__(self, engine: Engine, label: str, origin: str) -> None:
        """`origin` says what made the release: `snapshot:<hash>` or `load`."""
        self._engine, self._label, self._origin = engine, label, origin
        self._lock = ExitStack()
        self._is_active = False
        self._files: list[Mapping[str, Any]] = []
        self.release_id = 0

    def __enter__(self) -> Self:
        """Take the load lock (BusyError when another holds it), sweep, and begin a release."""
        with ExitStack() as on_failure:
            on_failure.enter_context(load_lock(self._engine))
            sweep(self._engine)
            with writing(self._engine) as connection:
                self.release_id = begin_release(connection, self._label, self._origin)
            self._lock = on_failure.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let go of the lock; unless activated, remove all that was loaded."""
        with self._lock:
            if not self._is_active:
                try:
                    sweep(self._engine)
                except SipmapError:
                    # The database went away: the first error says so, and the next load sweeps.
                    if error is None:
                        raise

    def known(self, content_hash: str) -> int | None:
        """Return the id of the dataset with this content, if it is loaded already (then `keep` it)."""
        with reading(self._engine) as connection:
            return known_dataset(connection, content_hash)

    def dataset(
        self,
        source_id: str,
        content_hash: str,
        files: Sequence[Mapping[str, Any]],
        frames: Mapping[str, pd.DataFrame],
    ) -> int:
        """Load a dataset into the release and return its id; one with this content is used again.

        `files` are dicts of `source_file`'s columns; `frames` are named by table (see DATASET_TABLES).
        Rows are committed in chunks. Raises FrameError for a frame that cannot become rows, before
        anything is written.
        """
        self._files.extend(files)
        known = self.known(content_hash)
        if known is not None:
            self.keep([known])
            return known
        # 0 stands for the dataset's id, which there is none of before the frames have passed.
        cleaned = [
            (_table(name), clean(_table(name), frame, {"dataset_id": 0})) for name, frame in frames.items()
        ]
        with writing(self._engine) as connection:
            dataset_id = begin_dataset(connection, source_id, content_hash)
        for table, rows in cleaned:
            insert_rows(self._engine, table, rows.assign(dataset_id=dataset_id))
        with writing(self._engine) as connection:
            record_files(connection, dataset_id, files)
            finish_dataset(connection, dataset_id)
            attach(connection, self.release_id, dataset_id)
        return dataset_id

    def keep(self, dataset_ids: Iterable[int]) -> None:
        """Share datasets with the former release: they become part of this one too."""
        with writing(self._engine) as connection:
            for dataset_id in dataset_ids:
                attach(connection, self.release_id, dataset_id)

    def standardisation(self, frame: pd.DataFrame) -> None:
        """Store where standardised scales begin: reference, indicator_id, period, count, mean, sd."""
        table = cast(Table, Standardisation.__table__)
        rows = clean(table, frame, {"release_id": self.release_id})
        with writing(self._engine) as connection:
            insert_chunk(connection, table, rows)

    def report(self, source_id: str, outcome: str, report: Mapping[str, Any]) -> None:
        """Keep a report with this release; it goes if the release does."""
        with writing(self._engine) as connection:
            insert_report(connection, self.release_id, source_id, outcome, report)

    def activate(self) -> int:
        """Make this the active release and return its id.

        Where the active release already has this label, origin, manifest and scales, it stays and its
        id is returned: loading the same again changes nothing.
        """
        with writing(self._engine) as connection:
            describe_files(connection, self._files)
            self.release_id = take_place(connection, self.release_id)
        self._is_active = True
        _refresh_statistics(self._engine)
        return self.release_id


def _table(name: str) -> Table:
    if name not in DATASET_TABLES:
        raise FrameError(f"{name} is not a table of a dataset; it is one of {', '.join(DATASET_TABLES)}")
    return Base.metadata.tables[name]


def _refresh_statistics(engine: Engine) -> None:
    """Let the planner know what was loaded: a fresh database would guess."""
    with writing(engine) as connection:
        for name in ("observation", "area", "postcode", "area_weight", "release_dataset"):
            connection.execute(text(f"ANALYZE {name}"))
