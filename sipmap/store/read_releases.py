"""Releases, what they are made of, and the reports of the loads that made them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import Engine, Select, select

from sipmap.store.frames import fetch
from sipmap.store.tables import (
    Dataset,
    DatasetSource,
    DeclarationKept,
    LoadReport,
    Release,
    ReleaseDataset,
    SourceFile,
)
from sipmap.store.transactions import reading

_RELEASE = (
    Release.id,
    Release.label,
    Release.origin,
    Release.status,
    Release.created_at,
    Release.activated_at,
)


@dataclass(frozen=True)
class ReleaseRecord:
    """A release: times are in UTC; `activated_at` is None for one that is still loading."""

    id: int
    label: str
    origin: str
    status: str
    created_at: datetime
    activated_at: datetime | None


def active_release(engine: Engine) -> ReleaseRecord | None:
    """Return the release in use, or None before the first load."""
    with reading(engine) as connection:
        row = connection.execute(select(*_RELEASE).where(Release.status == "active")).one_or_none()
    return ReleaseRecord(*row) if row else None


def releases(engine: Engine) -> list[ReleaseRecord]:
    """Return all releases, the latest first."""
    with reading(engine) as connection:
        rows = connection.execute(select(*_RELEASE).order_by(Release.id.desc())).all()
    return [ReleaseRecord(*row) for row in rows]


def datasets(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return the release's datasets: source_id, id, content_hash, created_at."""
    query = (
        select(Dataset.source_id, Dataset.id, Dataset.content_hash, Dataset.created_at)
        .join(ReleaseDataset, ReleaseDataset.dataset_id == Dataset.id)
        .where(ReleaseDataset.release_id == release_id)
    )
    return _frame(engine, query, 2)


def sources(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return the files that the release was made of, with `dataset_source_id`, the source of the dataset.

    A dataset may be made of files of several sources: figures of one, weights of another.
    """
    query = (
        select(
            SourceFile.source_id,
            SourceFile.file_name,
            SourceFile.sha256,
            SourceFile.title,
            SourceFile.publisher,
            SourceFile.url,
            SourceFile.licence,
            SourceFile.attribution,
            SourceFile.period,
            SourceFile.retrieved,
            SourceFile.byte_size,
            SourceFile.note,
            Dataset.source_id.label("dataset_source_id"),
        )
        .join(DatasetSource, DatasetSource.source_file_id == SourceFile.id)
        .join(Dataset, Dataset.id == DatasetSource.dataset_id)
        .join(ReleaseDataset, ReleaseDataset.dataset_id == Dataset.id)
        .where(ReleaseDataset.release_id == release_id)
    )
    return _frame(engine, query, 3)


def declarations(engine: Engine) -> dict[str, str]:
    """Return the declarations (JSON) of the council's own indicators in any release, by id, the latest."""
    query = (
        select(DeclarationKept.indicator_id, DeclarationKept.body)
        .join(Dataset, Dataset.id == DeclarationKept.dataset_id)
        .where(Dataset.status == "ready")
        .order_by(Dataset.id)
    )
    with reading(engine) as connection:
        return {row.indicator_id: row.body for row in connection.execute(query)}


def load_reports(engine: Engine, limit: int = 50) -> pd.DataFrame:
    """Return the latest reports, the newest first: id, at, source_id, outcome, release_id, report (dict).

    `release_id` is NA (Int64) for a load that made no release.
    """
    query = (
        select(
            LoadReport.id,
            LoadReport.at,
            LoadReport.source_id,
            LoadReport.outcome,
            LoadReport.release_id,
            LoadReport.report,
        )
        .order_by(LoadReport.id.desc())
        .limit(limit)
    )
    return _frame(engine, query, 0)


def _frame(engine: Engine, query: Select[*tuple[Any, ...]], sort_by: int) -> pd.DataFrame:
    with reading(engine) as connection:
        return fetch(connection, query, sort_by)
