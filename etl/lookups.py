"""Read the lookup tables of editions.toml: text columns under our own names, or one clear sentence."""

import io
from pathlib import Path

import pandas as pd

from boundaries.editions import Edition
from etl.csvtext import read_text
from sipmap.errors import InputFileError


def read_lookup(path: Path, edition: Edition, *, keys: tuple[str, ...] = ("code",)) -> pd.DataFrame:
    """Return the edition's columns as text, stripped, under our names.

    `keys` are the columns that together name a row. Raises InputFileError for a file that is missing, empty,
    cut short, not a UTF-8 CSV, lacks a column or a cell, repeats a row, or has another number of rows than
    the edition expects.
    """
    again = f"download it again from {edition.url}"
    text = read_text(path, edition.url)
    headings = pd.read_csv(io.StringIO(text), nrows=0).columns
    if missing := [h for h in edition.columns.values() if h not in headings]:
        raise InputFileError(
            path, f"the column {missing[0]} is missing", f"use the file as published ({again})"
        )
    try:
        table = pd.read_csv(
            io.StringIO(text), usecols=list(edition.columns.values()), dtype="str", keep_default_na=False
        )
    except pd.errors.ParserError as error:
        raise InputFileError(path, f"its rows do not fit its headings ({error})", again) from None
    table = table.rename(columns={heading: ours for ours, heading in edition.columns.items()})
    table = table[list(edition.columns)].apply(lambda column: column.fillna("").str.strip())
    blank = table.eq("").any(axis=1).to_numpy()
    if blank.any():
        raise InputFileError(path, "a cell is blank or the row is cut short", again, row=_line(blank))
    twice = table.duplicated(list(keys)).to_numpy()
    if twice.any():
        problem = f"{' '.join(table.loc[twice, list(keys)].iloc[0])} stands here for the second time"
        raise InputFileError(path, problem, "keep one row for each", row=_line(twice))
    if edition.areas_expected is not None and len(table) != edition.areas_expected:
        problem = f"it holds {len(table):,} rows where {edition.areas_expected:,} are expected"
        raise InputFileError(path, problem, f"use the whole file ({again})")
    return table


def _line(wrong: "pd.Series") -> int:
    """Return the line of the file of the first wrong row: the heading is line 1."""
    return int(wrong.argmax()) + 2
