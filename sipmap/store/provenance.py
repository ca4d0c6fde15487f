"""Source files as rows: which published files a dataset was made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, select, update

from sipmap.store.tables import DatasetSource, SourceFile


def record_files(connection: Connection, dataset_id: int, files: Sequence[Mapping[str, Any]]) -> None:
    """Tie a dataset to its files; a file is known by its source and checksum."""
    for file in files:
        known = connection.scalar(select(SourceFile.id).where(*_same(file)))
        if known is None:
            key = connection.execute(insert(SourceFile).values(**file)).inserted_primary_key
            assert key is not None
            known = int(key[0])
        connection.execute(insert(DatasetSource).values(dataset_id=dataset_id, source_file_id=known))


def describe_files(connection: Connection, files: Sequence[Mapping[str, Any]]) -> None:
    """Bring the descriptions of known files up to date: a title or address may have been corrected."""
    for file in files:
        connection.execute(update(SourceFile).where(*_same(file)).values(**file))


def _same(file: Mapping[str, Any]) -> tuple[ColumnElement[bool], ...]:
    return SourceFile.source_id == file["source_id"], SourceFile.sha256 == file["sha256"]
