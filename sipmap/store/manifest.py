"""Which datasets a release is made of, as a condition of a query."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from sipmap.store.tables import ReleaseDataset

MOST_PARAMETERS = 1_000
"""Longer lists of codes are matched in pandas: SQLite takes 32,766 parameters, PostgreSQL 65,535."""


def in_release(dataset_id: InstrumentedAttribute[int], release_id: int) -> ColumnElement[bool]:
    """Whether a row belongs to one of the release's datasets."""
    return dataset_id.in_(select(ReleaseDataset.dataset_id).where(ReleaseDataset.release_id == release_id))
