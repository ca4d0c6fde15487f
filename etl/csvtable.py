"""Read a published CSV file strictly: the right one, whole, with known headings, or one clear sentence."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NoReturn, Protocol

import numpy as np

from etl.csvheading import find_columns
from etl.csvtext import read_text
from etl.table import Table
from sipmap.errors import InputFileError

if TYPE_CHECKING:
    from pathlib import Path

    from etl.sources.base import Source


class CsvLines(Protocol):
    """What `csv.reader` returns (its class has no public name in Python 3.11)."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...
    def __next__(self) -> list[str]: ...


def read_csv(path: Path, source: Source, columns: Sequence[str], *, heading_line: int = 1) -> Table:
    """Read the asked columns of a comma-separated UTF-8 file (with or without a byte-order mark).

    `columns` are headings as published; others in the file are left alone. `heading_line` is the line of the
    headings where notes stand above them. Raises InputFileError for anything that is not this file, whole.
    """
    lines = csv.reader(io.StringIO(read_text(path, source.url), newline=""), strict=True)
    try:
        for _ in range(heading_line - 1):
            next(lines, None)
        headings = next(lines, [])
        places = find_columns(path, source, headings, columns)
        pick = itemgetter(*places) if len(places) > 1 else lambda row: (row[places[0]],)
        picked, rows = _read_rows(path, lines, len(headings), pick)
    except csv.Error as error:
        problem = f"a quoted cell is not closed or not separated ({error})"
        remedy = f"the file is cut short or damaged: download it again from {source.url}"
        raise InputFileError(path, problem, remedy, row=lines.line_num) from None
    if not rows:
        raise InputFileError(
            path, "there are headings but no rows below", f"download it again from {source.url}"
        )
    texts = dict(zip(columns, zip(*picked, strict=True), strict=True))
    return Table(path, source, texts, np.array(rows, dtype=np.int64))


def _read_rows(
    path: Path,
    lines: CsvLines,
    width: int,
    pick: Callable[[list[str]], tuple[str, ...]],
) -> tuple[list[tuple[str, ...]], list[int]]:
    picked, rows = [], []
    for row_cells in lines:
        if len(row_cells) == width:
            picked.append(pick(row_cells))
            rows.append(lines.line_num)
        elif row_cells:
            _refuse_width(path, lines, len(row_cells), width)
    return picked, rows


def _refuse_width(path: Path, lines: CsvLines, found: int, width: int) -> NoReturn:
    row, is_last = lines.line_num, next(lines, None) is None
    if found > width:
        problem = f"there are {found} cells where the headings are {width}"
        remedy = "look for a comma inside a number, or quote text that holds a comma"
    elif is_last:
        problem = f"the last line is cut off: {found} cells of {width}"
        remedy = "the file is cut short: download it again"
    else:
        problem, remedy = f"there are {found} cells where the headings are {width}", "put the lost cells back"
    raise InputFileError(path, problem, remedy, row=row)
