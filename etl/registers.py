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
from sipmap.knowledge.checks import Fault, Row
from sipmap.knowledge.filetext import in_words, without_mark, wrong_rows
from sipmap.knowledge.known import Known
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.initiatives import INITIATIVE_COLUMNS


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
    texts = {column: [without_mark(cell) for cell in table.text(column)] for column in columns}
    rows = [dict(zip(columns, cells, strict=True)) for cells in zip(*texts.values(), strict=True)]
    wrong = wrong_rows(rows, table.rows, check)
    if wrong:
        raise _refusal(path, what, wrong)
    return rows


def _refusal(path: Path, what: str, wrong: Mapping[int, Fault]) -> InputFileError:
    """Return the error for wrong rows: the row itself where there is one, else up to ten of them."""
    remedy = f"mend it as docs/REGISTERS.md says and load the file again, since none of its {what} was taken"
    if len(wrong) == 1:
        ((row, fault),) = wrong.items()
        return InputFileError(path, fault.problem, remedy, row=row)
    return InputFileError(path, in_words(wrong), remedy.replace("mend it", "mend them"))
