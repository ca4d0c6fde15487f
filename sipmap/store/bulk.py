"""Many rows, fast: COPY on PostgreSQL, the driver's own executemany on SQLite; in committed chunks."""

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Connection, Engine, Table, insert

from sipmap.store.tables import Observation
from sipmap.store.transactions import writing
from sipmap.store.types import SRID_BRITISH_NATIONAL_GRID

CHUNK_ROWS = 25_000
"""Rows to a commit: other writers on SQLite wait for no more than about a third of a second."""
_LITTLE_ENDIAN = 1


def insert_rows(engine: Engine, table: Table, frame: pd.DataFrame, chunk_rows: int = CHUNK_ROWS) -> None:
    """Insert a cleaned frame (see `frames.clean`), committing each chunk."""
    for chunk in _chunks(frame, chunk_rows):
        with writing(engine) as connection:
            insert_chunk(connection, table, chunk)


def insert_chunk(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    """Insert a cleaned frame within the caller's transaction."""
    if frame.empty:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, frame)
    else:
        _execute_many(connection, table, frame)


def _chunks(frame: pd.DataFrame, size: int) -> Iterator[pd.DataFrame]:
    for start in range(0, len(frame), size):
        yield frame.iloc[start : start + size]


def _execute_many(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    if "geometry" in frame.columns:
        frame = frame.assign(geometry=_wkb(frame["geometry"]))
    statement = insert(table).compile(dialect=connection.dialect, column_keys=list(frame.columns))
    rows = list(zip(*(_cells(frame[name]) for name in frame.columns), strict=True))
    # `clean` has made the same checks on observations; SQLite would spend half the load on them again.
    is_checked = table.name == Observation.__tablename__
    connection.exec_driver_sql(f"PRAGMA ignore_check_constraints = {'ON' if is_checked else 'OFF'}")
    try:
        connection.exec_driver_sql(str(statement), rows)
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def _cells(series: pd.Series) -> list[Any]:
    if series.dtype == "float64" and series.isna().any():
        cells = series.astype(object)
        cells[series.isna()] = None
        return cells.tolist()
    return series.tolist()


def _wkb(shapes: pd.Series) -> Any:  # noqa: ANN401 - shapely is untyped
    return shapely.to_wkb(np.asarray(shapes, dtype=object), byte_order=_LITTLE_ENDIAN)


def _copy(connection: Connection, table: Table, frame: pd.DataFrame) -> None:
    from psycopg import sql  # noqa: PLC0415 - only where PostgreSQL is in use

    target = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    )
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(target) as copy:
        copy.write(_as_csv(frame))


def _as_csv(frame: pd.DataFrame) -> bytes:
    """CSV as COPY reads it: every value quoted, NULL the one thing unquoted; numbers keep every digit."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import csv  # noqa: PLC0415

    texts = {name: _as_text(name, frame[name]) for name in frame.columns}
    table = pa.table({name: pa.array(series, from_pandas=True) for name, series in texts.items()})
    out = io.BytesIO()
    csv.write_csv(table, out, csv.WriteOptions(include_header=False, quoting_style="all_valid"))
    return out.getvalue()


def _as_text(name: str, series: pd.Series) -> pd.Series:
    if name == "geometry":
        shapes = shapely.set_srid(np.asarray(series, dtype=object), SRID_BRITISH_NATIONAL_GRID)
        return pd.Series(shapely.to_wkb(shapes, hex=True, include_srid=True), index=series.index, dtype="str")
    if series.dtype == object:
        return pd.Series([f"\\x{cell.hex()}" for cell in series], index=series.index, dtype="str")
    return series
