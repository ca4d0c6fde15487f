"""Loading: a release is filled beside the active one and takes its place in one short transaction.

    with Loading(engine, "Kent, autumn 2025", "load") as loading:
        loading.dataset("mhclg_iod2025", content_hash, files, {"observation": frame})
        loading.activate()

Until `activate` nobody sees the new release. Leaving the block without it, or by an exception, removes
what was loaded; what a killed process leaves is removed by the next load.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self, cast

import pandas as pd
from sqlalchemy import Connection, Engine, Table, delete, insert, select, text, update

from sipmap.errors import SipmapError
from sipmap.store.bulk import insert_chunk, insert_rows
from sipmap.store.flags import FlagChanges, append_flags, withdraw_flags
from sipmap.store.frames import FrameError, clean
from sipmap.store.lock import load_lock
from sipmap.store.provenance import describe_files, record_files
from sipmap.store.reports import insert_report, save_report
from sipmap.store.sweep import remove_unused, sweep
from sipmap.store.tables import Base, Dataset, LoadReport, Release, ReleaseDataset, Standardisation
from sipmap.store.transactions import reading, writing

__all__ = [
    "FlagChanges",
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
                self.release_id = _insert(
                    connection,
                    Release,
                    label=self._label,
                    origin=self._origin,
                    status="loading",
                    created_at=_now(),
                )
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
            return _known(connection, content_hash)

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
            dataset_id = _insert(
                connection,
                Dataset,
                source_id=source_id,
                content_hash=content_hash,
                status="loading",
                created_at=_now(),
            )
        for table, rows in cleaned:
            insert_rows(self._engine, table, rows.assign(dataset_id=dataset_id))
        with writing(self._engine) as connection:
            record_files(connection, dataset_id, files)
            connection.execute(update(Dataset).where(Dataset.id == dataset_id).values(status="ready"))
            _attach(connection, self.release_id, dataset_id)
        return dataset_id

    def keep(self, dataset_ids: Iterable[int]) -> None:
        """Share datasets with the former release: they become part of this one too."""
        with writing(self._engine) as connection:
            for dataset_id in dataset_ids:
                _attach(connection, self.release_id, dataset_id)

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
            former = connection.scalar(select(Release.id).where(Release.status == "active"))
            if former is not None and _content(connection, former) == _content(connection, self.release_id):
                self._give_way(connection, former)
            else:
                _activate(connection, self.release_id)
        self._is_active = True
        _refresh_statistics(self._engine)
        return self.release_id

    def _give_way(self, connection: Connection, former: int) -> None:
        ours = LoadReport.release_id == self.release_id
        connection.execute(update(LoadReport).where(ours).values(release_id=former))
        connection.execute(delete(Release).where(Release.id == self.release_id))
        self.release_id = former


def _activate(connection: Connection, release_id: int) -> None:
    connection.execute(update(Release).where(Release.status == "active").values(status="superseded"))
    connection.execute(
        update(Release).where(Release.id == release_id).values(status="active", activated_at=_now())
    )


def _content(connection: Connection, release_id: int) -> tuple[object, ...]:
    """All that makes a release what it is."""
    named = connection.execute(select(Release.label, Release.origin).where(Release.id == release_id)).one()
    manifest = connection.scalars(
        select(ReleaseDataset.dataset_id).where(ReleaseDataset.release_id == release_id)
    )
    scale = cast(Table, Standardisation.__table__)
    scales = connection.execute(
        select(*(column for column in scale.columns if column.name != "release_id")).where(
            scale.columns["release_id"] == release_id
        )
    )
    return tuple(named), frozenset(manifest), frozenset(map(tuple, scales))


def _attach(connection: Connection, release_id: int, dataset_id: int) -> None:
    source_id = connection.scalar(
        select(Dataset.source_id).where(Dataset.id == dataset_id, Dataset.status == "ready")
    )
    if source_id is None:
        raise ValueError(f"there is no ready dataset {dataset_id}")
    in_release = connection.scalar(
        select(Dataset.id)
        .join(ReleaseDataset, ReleaseDataset.dataset_id == Dataset.id)
        .where(ReleaseDataset.release_id == release_id, Dataset.source_id == source_id)
    )
    if in_release == dataset_id:
        return
    if in_release is not None:
        raise ValueError(f"the release already has a dataset of {source_id}")
    connection.execute(insert(ReleaseDataset).values(release_id=release_id, dataset_id=dataset_id))


def _known(connection: Connection, content_hash: str) -> int | None:
    return connection.scalar(
        select(Dataset.id).where(Dataset.content_hash == content_hash, Dataset.status == "ready")
    )


def _insert(connection: Connection, model: type[Base], **values: object) -> int:
    key = connection.execute(insert(model).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _table(name: str) -> Table:
    if name not in DATASET_TABLES:
        raise FrameError(f"{name} is not a table of a dataset; it is one of {', '.join(DATASET_TABLES)}")
    return Base.metadata.tables[name]


def _refresh_statistics(engine: Engine) -> None:
    """Let the planner know what was loaded: a fresh database would guess."""
    with writing(engine) as connection:
        for name in ("observation", "area", "postcode", "area_weight", "release_dataset"):
            connection.execute(text(f"ANALYZE {name}"))


def _now() -> datetime:
    return datetime.now(UTC)
