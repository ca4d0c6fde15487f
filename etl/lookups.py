"""Read the lookup tables of editions.toml: text columns under our own names, or one clear sentence."""

import csv
import io
from pathlib import Path

import pandas as pd

from boundaries.editions import Edition
from etl.csvtext import read_text
from sipmap.errors import InputFileError

LINE = "line"
"""The index of a lookup: the line of the file on which each row ends, the heading being line 1."""


def read_lookup(path: Path, edition: Edition, *, keys: tuple[str, ...] = ("code",)) -> pd.DataFrame:
    """Return the edition's columns as text, stripped, under our names, indexed by LINE.

    `keys` are the columns that together name a row. Raises InputFileError for a file that is missing, empty,
    cut short, not a UTF-8 CSV, lacks a column or a cell, repeats a row, or has another number of rows than
    the edition expects.
    """
    table = _read(path, edition)
    blank = table.index[table.eq("").any(axis=1)]
    if len(blank):
        raise InputFileError(path, "a cell is blank", _again(edition), row=int(blank[0]))
    twice = table.index[table.duplicated(list(keys))]
    if len(twice):
        named = " ".join(table.loc[twice[0], list(keys)])
        problem = f"{named} stands here for the second time"
        raise InputFileError(path, problem, "keep one row for each", row=int(twice[0]))
    if edition.areas_expected is not None and len(table) != edition.areas_expected:
        problem = f"it holds {len(table):,} rows where {edition.areas_expected:,} are expected"
        raise InputFileError(path, problem, f"use the whole file: {_again(edition)}")
    return table


def _read(path: Path, edition: Edition) -> pd.DataFrame:
    lines = csv.reader(io.StringIO(read_text(path, edition.url), newline=""), strict=True)
    try:
        headings = next(lines)
        if missing := [h for h in edition.columns.values() if h not in headings]:
            problem = f"the column {missing[0]} is missing"
            raise InputFileError(path, problem, f"use the file as published: {_again(edition)}")
        places = [headings.index(heading) for heading in edition.columns.values()]
        rows, index = [], []
        for row in lines:
            if not row:
                continue
            if len(row) != len(headings):
                problem = (
                    f"there are {len(row)} cells under {len(headings)} headings: the row is cut or run on"
                )
                raise InputFileError(path, problem, _again(edition), row=lines.line_num)
            rows.append([row[place].strip() for place in places])
            index.append(lines.line_num)
    except csv.Error:
        problem = "a quoted cell is not closed or not separated: the file is cut short or damaged"
        raise InputFileError(path, problem, _again(edition), row=lines.line_num) from None
    return pd.DataFrame(rows, columns=list(edition.columns), index=pd.Index(index, name=LINE), dtype="str")


def _again(edition: Edition) -> str:
    return f"download it again from {edition.url}"
