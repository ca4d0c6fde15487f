"""A register's CSV given as text, as somebody sends it from a page: taken whole or not at all."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from sipmap.errors import EntryError
from sipmap.knowledge.checks import Check, Fault, Row, first_faults

SHOWN_ROWS = 10
_RUNS_IN_A_SPREADSHEET = ("'=", "'+", "'-", "'@", "'\uff1d", "'\uff0b", "'\uff0d", "'\uff20")
"""How our own files begin a text that a spreadsheet would run (`sipmap.export.csvtext`)."""


def checked_rows(text: str, columns: Sequence[str], check: Check, *, field: str) -> list[dict[str, str]]:
    """Read rows of a CSV and check each.

    Parameters
    ----------
    text : str
        With a header row; rows are told by their line, the header being line 1.
    columns : sequence of str
        Those that the header must have.
    check : callable
        Row to its faults.
    field : str
        The form's field that held the text.

    Raises
    ------
    EntryError
        No such CSV, or rows with faults: up to ten are named, none is taken.
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True)
    try:
        given = list(reader)
    except csv.Error as error:
        raise _refused(field, f"it is not a CSV ({error})") from None
    absent = [c for c in columns if c not in (reader.fieldnames or [])]
    if absent:
        raise _refused(field, f"its first row lacks the column {absent[0]}; it needs {', '.join(columns)}")
    if not given:
        raise _refused(field, "it has no row below its heading")
    rows = [{column: _cell(row.get(column)) for column in columns} for row in given]
    wrong = wrong_rows(rows, range(2, len(rows) + 2), check)
    if wrong:
        raise _refused(field, in_words(wrong))
    return rows


def wrong_rows(rows: Sequence[Row], lines: Iterable[int], check: Check) -> dict[int, Fault]:
    """Return what is wrong first in each row that is wrong, by its line in the file."""
    found = zip(lines, first_faults(rows, check), strict=True)
    return {int(line): fault for line, fault in found if fault is not None}


def in_words(wrong: Mapping[int, Fault]) -> str:
    """Name the wrong rows of a file, ten of them at most."""
    said = [f"row {line} ({fault.problem})" for line, fault in wrong.items()]
    more = f" and {len(wrong) - SHOWN_ROWS:,} more" if len(wrong) > SHOWN_ROWS else ""
    count = "1 row is wrong" if len(wrong) == 1 else f"{len(wrong):,} rows are wrong"
    return f"{count}: {', '.join(said[:SHOWN_ROWS])}{more}"


def without_mark(cell: str) -> str:
    """Take off the mark by which our own files keep a spreadsheet from running a text."""
    return cell[1:] if cell.startswith(_RUNS_IN_A_SPREADSHEET) else cell


def _cell(text: str | None) -> str:
    return without_mark((text or "").strip())


def _refused(field: str, problem: str) -> EntryError:
    return EntryError(
        f"The file cannot be taken: {problem}. Mend it and send it again, nothing was saved.",
        {field: problem},
    )
