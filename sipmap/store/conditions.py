"""Conditions of queries: rows of a release, rows with one of many codes."""

import json
from collections.abc import Collection, Sequence

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    SQLColumnExpression,
    String,
    any_,
    func,
    literal,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from sipmap.store.tables import ReleaseDataset


def in_release(dataset_id: InstrumentedAttribute[int], release_id: int) -> ColumnElement[bool]:
    """Whether a row belongs to one of the release's datasets."""
    return dataset_id.in_(select(ReleaseDataset.dataset_id).where(ReleaseDataset.release_id == release_id))


def dataset_ids(connection: Connection, release_id: int) -> Sequence[int]:
    """Return the ids themselves: with them PostgreSQL's planner sees that the primary key serves."""
    return connection.scalars(
        select(ReleaseDataset.dataset_id).where(ReleaseDataset.release_id == release_id)
    ).all()


def among(
    connection: Connection, column: SQLColumnExpression[str], codes: Collection[str]
) -> ColumnElement[bool]:
    """Whether `column` is one of `codes`, however many: the list travels as one parameter.

    SQLite would take at most 32,766 of them, PostgreSQL 65,535, and both spend longer on the statement
    than on the rows.
    """
    wanted = sorted(codes)
    if connection.dialect.name == "postgresql":
        return column == any_(literal(wanted, ARRAY(String(collation="C"))))
    return column.in_(select(func.json_each(json.dumps(wanted)).table_valued("value").c.value))
