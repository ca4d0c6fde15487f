"""Releases and datasets as rows: begin them, tie them together, let one release take its place."""

from datetime import UTC, datetime
from typing import cast

from sqlalchemy import Connection, Table, delete, insert, select, update

from sipmap.store.tables import Base, Dataset, LoadReport, Release, ReleaseDataset, Standardisation


def begin_release(connection: Connection, label: str, origin: str) -> int:
    """Make a release that is loading and return its id."""
    return _insert(connection, Release, label=label, origin=origin, status="loading", created_at=_now())


def begin_dataset(connection: Connection, source_id: str, content_hash: str) -> int:
    """Make a dataset that is loading and return its id."""
    values = {"source_id": source_id, "content_hash": content_hash}
    return _insert(connection, Dataset, **values, status="loading", created_at=_now())


def finish_dataset(connection: Connection, dataset_id: int) -> None:
    """Say that all of a dataset's rows are there."""
    connection.execute(update(Dataset).where(Dataset.id == dataset_id).values(status="ready"))


def known_dataset(connection: Connection, content_hash: str) -> int | None:
    """Return the id of the ready dataset with this content, or None."""
    return connection.scalar(
        select(Dataset.id).where(Dataset.content_hash == content_hash, Dataset.status == "ready")
    )


def attach(connection: Connection, release_id: int, dataset_id: int) -> None:
    """Make a ready dataset part of a release, once.

    Raises ValueError for one that is not ready, or a second of the same source.
    """
    source_id = connection.scalar(
        select(Dataset.source_id).where(Dataset.id == dataset_id, Dataset.status == "ready")
    )
    if source_id is None:
        raise ValueError(f"there is no ready dataset {dataset_id}")
    present = connection.scalar(
        select(Dataset.id)
        .join(ReleaseDataset, ReleaseDataset.dataset_id == Dataset.id)
        .where(ReleaseDataset.release_id == release_id, Dataset.source_id == source_id)
    )
    if present is None:
        connection.execute(insert(ReleaseDataset).values(release_id=release_id, dataset_id=dataset_id))
    elif present != dataset_id:
        raise ValueError(f"the release already has a dataset of {source_id}")


def take_place(connection: Connection, release_id: int) -> int:
    """Make a release the active one and return its id, or the active one's id where the two are the same."""
    former = connection.scalar(select(Release.id).where(Release.status == "active"))
    if former is not None and _content(connection, former) == _content(connection, release_id):
        ours = LoadReport.release_id == release_id
        connection.execute(update(LoadReport).where(ours).values(release_id=former))
        connection.execute(delete(Release).where(Release.id == release_id))
        return former
    connection.execute(update(Release).where(Release.id == former).values(status="superseded"))
    connection.execute(
        update(Release).where(Release.id == release_id).values(status="active", activated_at=_now())
    )
    return release_id


def _content(connection: Connection, release_id: int) -> tuple[object, ...]:
    """All that makes a release what it is: its name and origin, its datasets, its scales."""
    named = connection.execute(select(Release.label, Release.origin).where(Release.id == release_id)).one()
    datasets = connection.scalars(
        select(ReleaseDataset.dataset_id).where(ReleaseDataset.release_id == release_id)
    )
    scale = cast(Table, Standardisation.__table__)
    columns = [column for column in scale.columns if column.name != "release_id"]
    scales = connection.execute(select(*columns).where(scale.columns["release_id"] == release_id))
    return tuple(named), frozenset(datasets), frozenset(map(tuple, scales))


def _insert(connection: Connection, model: type[Base], **values: object) -> int:
    key = connection.execute(insert(model).values(**values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _now() -> datetime:
    return datetime.now(UTC)
