"""What nothing needs any more: remains of loads that died, releases long superseded, data of neither."""

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, delete, select

from sipmap.store.lock import load_lock
from sipmap.store.tables import (
    Dataset,
    DatasetSource,
    Decision,
    LoadReport,
    Release,
    ReleaseDataset,
    SourceFile,
)
from sipmap.store.transactions import writing

KEEP_SUPERSEDED = 3
"""Former releases kept for comparison and for readers that still hold one."""


def remove_unused(engine: Engine, keep: int = KEEP_SUPERSEDED) -> int:
    """Remove superseded releases but the last `keep` and those that a decision names, and their data.

    Returns how many releases went. Takes the load lock: raises BusyError during a load.
    """
    with load_lock(engine):
        with writing(engine) as connection:
            superseded = connection.scalars(
                select(Release.id)
                .where(Release.status == "superseded", Release.id.not_in(select(Decision.release_id)))
                .order_by(Release.id.desc())
            ).all()
            _remove_releases(connection, superseded[keep:])
        remove_orphans(engine)
    return len(superseded[keep:])


def sweep(engine: Engine) -> None:
    """Remove what loads that died have left; the caller holds the load lock."""
    with writing(engine) as connection:
        stale = connection.scalars(select(Release.id).where(Release.status == "loading")).all()
        connection.execute(delete(LoadReport).where(LoadReport.release_id.in_(stale)))
        _remove_releases(connection, stale)
    remove_orphans(engine)


def remove_orphans(engine: Engine) -> None:
    """Remove datasets that no release names, one transaction each, and files that no dataset names."""
    with writing(engine) as connection:
        orphans = connection.scalars(
            select(Dataset.id).where(Dataset.id.not_in(select(ReleaseDataset.dataset_id)))
        ).all()
    for dataset_id in orphans:
        with writing(engine) as connection:
            connection.execute(delete(Dataset).where(Dataset.id == dataset_id))
    with writing(engine) as connection:
        connection.execute(
            delete(SourceFile).where(SourceFile.id.not_in(select(DatasetSource.source_file_id)))
        )


def _remove_releases(connection: Connection, ids: Sequence[int]) -> None:
    connection.execute(delete(Release).where(Release.id.in_(ids)))
