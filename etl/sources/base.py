"""What every source is made of: its record, its figures, and the tidy frame that `read` returns.

A source module holds SOURCE and `read(path)`, and uses from here:
  read_csv(path, SOURCE, columns)            the asked columns of a published CSV, checked (etl/csvtable.py)
  count(...), score(...), rate(...), rank(...)  one Figure each, from whole columns of numbers
  tidy(table, codes, geography, period, figures)  the figures stacked into the tidy frame
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd

from etl.csvtable import read_csv
from etl.table import Numbers, Table
from sipmap.geography import Geography

__all__ = [
    "OPEN_GOVERNMENT_LICENCE",
    "ROW",
    "TIDY_COLUMNS",
    "Figure",
    "Numbers",
    "ReferenceTotal",
    "Source",
    "Table",
    "count",
    "rank",
    "rate",
    "read_csv",
    "score",
    "tidy",
]

OPEN_GOVERNMENT_LICENCE = "Open Government Licence v3.0"

TIDY_COLUMNS = (
    "indicator_id",
    "geography",
    "basis",
    "period",
    "area_code",
    "numerator",
    "denominator",
    "value",
    "status",
)
ROW = "row"
"""Stands after the tidy columns: the line of the file that a figure came from, the heading being line 1."""

Absent = Literal["missing", "suppressed"]


@dataclass(frozen=True)
class ReferenceTotal:
    """A figure from the publisher (or another's published table) that the frame must give again."""

    indicator_id: str
    period: str
    what: Literal["sum", "mean", "min", "max"]
    """What is worked out over the values of `codes`; for one area all four are its value."""
    expected: float
    tolerance: float
    cited: str
    """Where the figure is published, so that anyone can look it up."""
    codes: tuple[str, ...] = ()
    """Area codes that it is about; empty means every area of the file. Looked at only when all are there."""
    of: Literal["value", "numerator", "denominator"] = "value"
    """Which column: a publisher's total of a rate is a sum of its numerators or denominators."""
    place: str = ""
    """What the codes together are called, e.g. "Thanet"; empty lists the codes."""


@dataclass(frozen=True)
class Source:
    """One published file: where it comes from, what it must hold, and how it is read."""

    id: str
    title: str
    publisher: str
    url: str
    attribution: str
    period: str
    geography: Geography
    file_name: str
    """Glob pattern of the file as published or kept, e.g. "iod/iod2025_file7_*.csv"."""
    indicators: tuple[str, ...]
    """Ids of the indicators that the file yields, each in the catalogue; the frame holds just these."""
    areas_expected: int | None
    """How many areas a whole file has; None where any number will do."""
    read: Callable[[Path], pd.DataFrame]
    references: tuple[ReferenceTotal, ...] = ()
    licence: str = OPEN_GOVERNMENT_LICENCE
    note: str = ""
    """What a reader must know about the copy at hand, e.g. that it was rebuilt from its published parts."""


@dataclass(frozen=True)
class Figure:
    """One indicator for every row of a file: arrays of equal length, NaN where absent."""

    indicator_id: str
    value: Numbers
    numerator: Numbers | None = None
    denominator: Numbers | None = None
    absent: Absent = "missing"
    """The status of a row without a value: why it is blank."""
    period: str = ""
    """Where it differs from the rest of the file, e.g. the year of an index's denominators."""


def count(indicator_id: str, counts: Numbers, absent: Absent = "missing", period: str = "") -> Figure:
    """Return a count of people or households: value and numerator are both the count."""
    return Figure(indicator_id, counts, numerator=counts, absent=absent, period=period)


def score(
    indicator_id: str, values: Numbers, people: Numbers | None = None, absent: Absent = "missing"
) -> Figure:
    """Return a published score, or rate without its numerator; `people` weight it where the file has them."""
    return Figure(indicator_id, values, denominator=people, absent=absent)


def rate(indicator_id: str, numerators: Numbers, denominators: Numbers, absent: Absent = "missing") -> Figure:
    """Return a proportion with its counts; nobody in the denominator makes the value absent, never 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.where(denominators > 0, numerators / denominators, np.nan)
    return Figure(indicator_id, values, numerators, denominators, absent)


def rank(indicator_id: str, ranks: Numbers) -> Figure:
    """Return ranks, 1 being the most deprived: they stay with their small area and are never averaged."""
    return Figure(indicator_id, ranks)


def tidy(
    table: Table, codes: pd.Series, geography: Geography, period: str | pd.Series, figures: Sequence[Figure]
) -> pd.DataFrame:
    """Stack figures into the tidy frame, one row for each figure and row of the table.

    `codes`, and `period` where rows differ in it, are aligned with the rows of the table. The text columns
    are categories (1.3 million rows of File 7 in well under a second); ROW comes last.
    """
    times = len(figures)
    values = _stack(table, [figure.value for figure in figures])
    if isinstance(period, str):
        periods = _each([figure.period or period for figure in figures], len(codes))
    else:
        periods = _tiled(pd.Categorical(period), times)
    columns = {
        "indicator_id": _each([figure.indicator_id for figure in figures], len(codes)),
        "geography": _each([geography], len(values)),
        "basis": _each(["published"], len(values)),
        "period": periods,
        "area_code": _tiled(pd.Categorical(codes), times),
        "numerator": _stack(table, [figure.numerator for figure in figures]),
        "denominator": _stack(table, [figure.denominator for figure in figures]),
        "value": values,
        "status": _statuses(figures, values),
        ROW: np.tile(table.rows, times),
    }
    return pd.DataFrame(columns, copy=False)


def _stack(table: Table, columns: Sequence[Numbers | None]) -> Numbers:
    absent = np.full(len(table.rows), np.nan)
    return np.concatenate([absent if column is None else column for column in columns])


def _each(labels: list[str], length: int) -> pd.Categorical:
    categories = list(dict.fromkeys(labels))
    codes = [categories.index(label) for label in labels]
    return pd.Categorical.from_codes(np.repeat(codes, length), categories=categories)


def _tiled(column: pd.Categorical, times: int) -> pd.Categorical:
    return pd.Categorical.from_codes(np.tile(column.codes, times), dtype=column.dtype)


def _statuses(figures: Sequence[Figure], values: Numbers) -> pd.Categorical:
    labels = ["present", "missing", "suppressed"]
    if_absent = np.repeat([labels.index(figure.absent) for figure in figures], len(values) // len(figures))
    return pd.Categorical.from_codes(np.where(np.isnan(values), if_absent, 0), categories=labels)
