"""Load reports: what a load read, checked and made, kept as JSON whether it succeeded or not."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, insert

from sipmap.store.tables import LoadReport
from sipmap.store.transactions import writing


def save_report(engine: Engine, source_id: str, outcome: str, report: Mapping[str, Any]) -> None:
    """Keep the report of a load that made no release; outcome is loaded, unchanged or refused."""
    with writing(engine) as connection:
        insert_report(connection, None, source_id, outcome, report)


def insert_report(
    connection: Connection, release_id: int | None, source_id: str, outcome: str, report: Mapping[str, Any]
) -> None:
    """Keep a report within the caller's transaction."""
    connection.execute(
        insert(LoadReport).values(
            release_id=release_id,
            source_id=source_id,
            at=datetime.now(UTC),
            outcome=outcome,
            report=plain(report),
        )
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - any part of a report
    """Return a report, or a part of one, as JSON's own types: NaN becomes null, numpy's numbers plain."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset | np.ndarray):
        return [plain(part) for part in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
