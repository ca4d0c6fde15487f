"""Frames and rows: what a frame must be before it may become rows, and rows as a frame again.

SQLite takes anything in any column; what PostgreSQL would refuse is refused here, for both.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Double,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
)

from sipmap.store.tables import BASES, STATUSES, Observation
from sipmap.store.types import GeometryColumn

WITHOUT_VALUE = ("suppressed", "missing")
_PLAIN = (String, Double, Integer)
"""Types that both drivers hand over as Python's own."""
BOX = ("west", "south", "east", "north")


class FrameError(ValueError):
    """A frame that cannot become rows: a fault of the code that made it, not of a person's file."""


def clean(table: Table, frame: pd.DataFrame, fixed: dict[str, int]) -> pd.DataFrame:
    """Return `frame` with exactly the table's columns, in their order and types, `fixed` filled in.

    NaN and None stay missing where the table allows it; an absent text becomes the column's default.
    Geometry is shapely's (or WKB); its box is worked out here. Raises FrameError for an unknown or absent
    column, a wrong type, an infinity, a duplicate key, or a value that does not fit its status.
    """
    given = _with_box(frame) if "geometry" in table.columns else frame
    unknown = sorted(set(given.columns) - set(table.columns.keys()))
    if unknown:
        raise FrameError(f"{table.name} has no column {unknown[0]}")
    columns = {}
    for column in table.columns:
        if column.name in fixed:
            columns[column.name] = pd.Series(fixed[column.name], index=given.index, dtype="int64")
        else:
            columns[column.name] = _column(column, given)
    cleaned = pd.DataFrame(columns, index=given.index)
    _refuse_duplicates(table, cleaned)
    if table.name == Observation.__tablename__:
        _check_observations(cleaned)
    return cleaned


def fetch(connection: Connection, query: Select[*tuple[Any, ...]], sort_by: int = 0) -> pd.DataFrame:
    """Run a query and return a frame with a dtype for each column, also when there are no rows.

    With `sort_by`, rows come in the order of their first `sort_by` columns: texts by code point, the
    same on both databases (see `types.code_text`).
    """
    columns = list(query.selected_columns)
    rows = _rows(connection, query.order_by(*columns[:sort_by]) if sort_by else query)
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            str(column.key): pd.Series(list(cells), dtype=_dtype(column))
            for column, cells in zip(columns, values, strict=True)
        }
    )


def _rows(connection: Connection, query: Select[*tuple[Any, ...]]) -> Sequence[Sequence[Any]]:
    """Fetch all rows: the driver's own tuples, in half the time, where no column needs translating."""
    result = connection.execute(query)
    if result.cursor is None or not all(isinstance(c.type, _PLAIN) for c in query.selected_columns):
        return result.all()
    rows: Sequence[Sequence[Any]] = result.cursor.fetchall()
    result.close()
    return rows


def _dtype(column: ColumnElement[Any]) -> Any:  # noqa: ANN401 - pandas accepts names and classes
    if isinstance(column.type, String):
        return "str"
    if isinstance(column.type, Double):
        return "float64"
    if isinstance(column.type, Boolean):
        return "bool"
    if isinstance(column.type, Integer):
        return "Int64" if getattr(column, "nullable", False) else "int64"
    return "object"


def _with_box(frame: pd.DataFrame) -> pd.DataFrame:
    if "geometry" not in frame.columns:
        return frame
    given = frame["geometry"].to_numpy(dtype=object)
    shapes = np.array([shapely.from_wkb(g) if isinstance(g, bytes) else g for g in given], dtype=object)
    shapes[pd.isna(shapes)] = None
    if bool(shapely.is_empty(shapes).any()):
        raise FrameError("an area's geometry is empty; leave it out instead")
    box = pd.DataFrame(shapely.bounds(shapes).reshape(-1, 4), columns=list(BOX), index=frame.index)
    return frame.drop(columns=[name for name in BOX if name in frame.columns]).assign(
        geometry=pd.Series(shapely.force_2d(shapes), index=frame.index, dtype=object), **box
    )


def _column(column: Column[Any], frame: pd.DataFrame) -> pd.Series:
    default = column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore[attr-defined]
    if column.name not in frame.columns:
        if default is None and not column.nullable:
            raise FrameError(f"{column.table.name} needs a column {column.name}")
        return _typed(column, pd.Series(default, index=frame.index, dtype=object))
    series = frame[column.name]
    absent = series.isna()
    if absent.any():
        if default is not None:
            series = series.astype(object).where(~absent, default)
        elif not column.nullable:
            row = frame.index[absent.to_numpy()][0]
            raise FrameError(f"{column.table.name}.{column.name} is missing at row {row}")
    return _typed(column, series)


def _typed(column: Column[Any], series: pd.Series) -> pd.Series:
    name = f"{column.table.name}.{column.name}"
    try:
        if isinstance(column.type, String):
            return _text(name, series)
        if isinstance(column.type, Double):
            return _number(name, series)
        if isinstance(column.type, Integer):
            return _whole(name, series)
    except (TypeError, ValueError) as error:
        raise error if isinstance(error, FrameError) else FrameError(f"{name}: {error}") from error
    if isinstance(column.type, LargeBinary | GeometryColumn):
        return series.astype(object)
    raise FrameError(f"{name} cannot be loaded from a frame")


def _text(name: str, series: pd.Series) -> pd.Series:
    if series.dtype != "str":
        strange = [value for value in series if not isinstance(value, str)]
        if strange:
            raise FrameError(f"{name} holds {strange[0]!r}, which is not text")
        series = series.astype("str")
    if series.str.contains("\x00", regex=False).any():
        raise FrameError(f"{name} holds a null character, which PostgreSQL cannot keep")
    return series


def _number(name: str, series: pd.Series) -> pd.Series:
    if series.dtype == "str" or (series.dtype == object and any(isinstance(cell, str) for cell in series)):
        raise FrameError(f"{name} holds text where numbers belong")
    numbers = series.astype("float64")
    if np.isinf(numbers.to_numpy()).any():
        raise FrameError(f"{name} holds an infinite number")
    return numbers


def _whole(name: str, series: pd.Series) -> pd.Series:
    numbers = _number(name, series)
    if (numbers != numbers.round()).any():
        raise FrameError(f"{name} holds a number that is not whole")
    return numbers.astype("int64")


def _refuse_duplicates(table: Table, frame: pd.DataFrame) -> None:
    keys = [column.name for column in table.primary_key.columns]
    twice = frame.duplicated(keys)
    if twice.any():
        row = frame.loc[twice, keys].iloc[0].tolist()
        raise FrameError(f"{table.name} holds {row} twice")


def _check_observations(frame: pd.DataFrame) -> None:
    for column, known in (("status", STATUSES), ("basis", BASES)):
        strange = frame.loc[~frame[column].isin(known), column]
        if len(strange):
            raise FrameError(
                f"observation.{column} holds {strange.iloc[0]!r}; it is one of {', '.join(known)}"
            )
    unfit = frame["value"].isna() != frame["status"].isin(WITHOUT_VALUE)
    if unfit.any():
        row = frame.loc[unfit, ["indicator_id", "area_code", "period", "value", "status"]].iloc[0].tolist()
        raise FrameError(f"observation {row}: a value is absent exactly where it is suppressed or missing")
