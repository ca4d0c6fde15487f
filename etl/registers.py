"""Flags and initiatives from a CSV (docs/REGISTERS.md): a file is taken whole or not at all.

Neither is a source of observations: they stand beside measured figures and are never mixed with them. What
is wrong is told for up to ten rows at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from etl.csvtable import read_csv
from sipmap.errors import InputFileError
from sipmap.knowledge import flags, initiatives
from sipmap.knowledge.checks import Fault, Row, first_faults
from sipmap.knowledge.known import Known
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.initiatives import INITIATIVE_COLUMNS

SHOWN_ROWS = 10
_RUNS_IN_A_SPREADSHEET = ("'=", "'+", "'-", "'@")
"""How our own files begin a text that a spreadsheet would run (`sipmap.export.csvtext`)."""


@dataclass(frozen=True)
class _RegisterFile:
    """What the CSV reader asks of a source: what the file is called and where a good copy is."""

    title: str
    url: str = "where you keep it (docs/REGISTERS.md describes its columns)"
    areas_expected: None = None


def read_flags(path: Path, known: Known) -> pd.DataFrame:
    """Read flags, all or nothing.

    Parameters
    ----------
    path : Path
        The CSV, with the columns that docs/REGISTERS.md describes.
    known : Known
        What flags may name.

    Returns
    -------
    DataFrame
        FLAG_COLUMNS, one row for each flag in the file's order; `recorded_on` and `review_by` are
        `datetime.date`, `is_public` is bool, the rest is text ("" for no address).

    Raises
    ------
    InputFileError
        Where the file is no such CSV, or any row is wrong: one sentence with up to ten rows and what is wrong
        in each.
    """
    rows = _rows(path, "flags", FLAG_COLUMNS, lambda row: flags.faults(row, known))
    return pd.DataFrame([flags.parsed(row) for row in rows], columns=list(FLAG_COLUMNS), dtype=object)


def read_initiatives(path: Path, known: Known) -> list[dict[str, Any]]:
    """Read initiatives, all or nothing: values by INITIATIVE_COLUMNS, in the file's order.

    Raises InputFileError as `read_flags` does.
    """
    rows = _rows(path, "initiatives", INITIATIVE_COLUMNS, lambda row: initiatives.faults(row, known))
    return [initiatives.parsed(row) for row in rows]


def _rows(path: Path, what: str, columns: Sequence[str], check: Callable[[Row], Any]) -> list[dict[str, str]]:
    """Return a file's rows as text, none of them with a fault."""
    table = read_csv(path, _RegisterFile(f"a file of {what}"), columns)
    texts = {column: [_without_mark(cell) for cell in table.text(column)] for column in columns}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*texts.values(), strict=True)]
    found = zip(table.rows, first_faults(rows, check), strict=True)
    wrong = {int(line): fault for line, fault in found if fault is not None}
    if wrong:
        raise _refusal(path, what, wrong)
    return rows


def _without_mark(cell: str) -> str:
    return cell[1:] if cell.startswith(_RUNS_IN_A_SPREADSHEET) else cell


def _refusal(path: Path, what: str, wrong: Mapping[int, Fault]) -> InputFileError:
    """Return the error for wrong rows: the row itself where there is one, else up to ten of them."""
    remedy = f"mend it as docs/REGISTERS.md says and load the file again, since none of its {what} was taken"
    if len(wrong) == 1:
        ((row, fault),) = wrong.items()
        return InputFileError(path, fault.problem, remedy, row=row)
    shown = ", ".join(f"row {row} ({fault.problem})" for row, fault in list(wrong.items())[:SHOWN_ROWS])
    others = f" and {len(wrong) - SHOWN_ROWS:,} more" if len(wrong) > SHOWN_ROWS else ""
    problem = f"{len(wrong):,} rows are wrong: {shown}{others}"
    return InputFileError(path, problem, remedy.replace("mend it", "mend them"))
