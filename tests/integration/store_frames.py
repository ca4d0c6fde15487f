"""Made-up areas and figures for the tests of the store, and a way to load them."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Engine, Table, func, select

from sipmap.store import write
from sipmap.store.engine import reading
from sipmap.store.tables import Base

BOX = shapely.box(500_000, 150_000, 501_000, 152_000)
"""1 km by 2 km."""


def source_file(source_id: str = "test_source", **changes: Any) -> dict[str, Any]:
    """Every column of `source_file`."""
    row = {
        "source_id": source_id,
        "title": "A made-up file",
        "publisher": "Nobody",
        "url": "https://example.org/file.csv",
        "licence": "Open Government Licence v3.0",
        "attribution": "Made up for a test",
        "period": "2025",
        "file_name": "file.csv",
        "retrieved": date(2025, 11, 3),
        "sha256": f"{source_id:0<64}",
        "byte_size": 1_234,
        "note": "",
    }
    return row | changes


def observations(count: int = 3, **changes: Any) -> pd.DataFrame:
    """One indicator for `count` wards; `changes` replace columns."""
    columns = {
        "indicator_id": "test-rate",
        "geography": "ward",
        "basis": "postcode-share",
        "period": "2025",
        "area_code": [f"E0599{i:04d}" for i in range(count)],
        "numerator": np.arange(count, dtype=float),
        "denominator": 100.0,
        "value": np.arange(count) / 100,
        "status": "present",
    }
    return pd.DataFrame(columns | changes)


def areas(count: int = 3, **changes: Any) -> pd.DataFrame:
    """Wards side by side, each 1 km wide, touching the next."""
    columns = {
        "code": [f"E0599{i:04d}" for i in range(count)],
        "geography": "ward",
        "name": [f"Ward {i}" for i in range(count)],
        "name_welsh": "",
        "vintage": "WD25",
        "district_code": ["X07000001" if i % 2 else "X07000002" for i in range(count)],
        "county_code": "X10000001",
        "region_code": "X12000001",
        "geometry": [shapely.affinity.translate(BOX, xoff=1_000 * i) for i in range(count)],
    }
    return pd.DataFrame(columns | changes)


def load(
    engine: Engine, frames: dict[str, pd.DataFrame], *, content_hash: str = "hash", label: str = "Test"
) -> int:
    """Load one dataset as a release of its own and return the release's id."""
    with write.Loading(engine, label, "load") as loading:
        loading.dataset("test_source", content_hash, [source_file()], frames)
        return loading.activate()


def counts(engine: Engine) -> dict[str, int]:
    """How many rows each table holds."""
    with reading(engine) as connection:
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to say that a database is exactly as it was."""
    with reading(engine) as connection:
        return {name: _rows(connection, table) for name, table in Base.metadata.tables.items()}


def _rows(connection: Any, table: Table) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
