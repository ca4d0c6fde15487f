"""Local-knowledge flags from a CSV (docs/FLAGS.md): dated, sourced statements about a ward or a place.

Not a source of observations: flags stand beside measured figures and are never mixed with them. A file is
taken whole or not at all, and what is wrong is told for up to ten rows at once.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pandas as pd

from etl.csvtable import read_csv
from sipmap.errors import InputFileError

COLUMNS = (
    "uid",
    "subject_kind",
    "subject",
    "theme",
    "statement",
    "strength",
    "evidence",
    "source_title",
    "source_url",
    "author_role",
    "recorded_on",
    "review_by",
    "is_public",
)
STRENGTHS = ("weak", "moderate", "strong")
SHOWN_ROWS = 10
SHOWN_LENGTH = 60
LONGEST_CELL = 1_000
"""Characters: a flag is a statement with its source, not a report."""

_MAY_BE_BLANK = "source_url"
_UID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKUP = re.compile(r"<[a-z/!?]|javascript:", re.IGNORECASE)
_YES_NO = {"yes": True, "no": False}

Row = Mapping[str, str]


@dataclass(frozen=True)
class _FlagFile:
    """What the CSV reader asks of a source: what the file is called and where a good copy is."""

    title: str = "a file of local-knowledge flags"
    url: str = "where you keep it (docs/FLAGS.md describes its columns)"
    areas_expected: None = None


@dataclass(frozen=True)
class _Known:
    """What a flag may be about, and the day after which it cannot have been recorded."""

    subjects: Mapping[str, Collection[str]]
    themes: Collection[str]
    today: date


def read_flags(
    path: Path,
    known_wards: Collection[str],
    known_places: Collection[str],
    known_themes: Collection[str],
    *,
    today: date | None = None,
) -> pd.DataFrame:
    """Read flags, all or nothing.

    Parameters
    ----------
    path : Path
        The CSV, with the columns that docs/FLAGS.md describes.
    known_wards, known_places, known_themes : collection of str
        Ward codes, place ids and theme ids that flags may name.
    today : date, optional
        The day after which nothing can have been recorded; the day of reading unless given.

    Returns
    -------
    DataFrame
        COLUMNS in order, one row for each flag in the file's order; `recorded_on` and `review_by` are
        `datetime.date`, `is_public` is bool, the rest is text ("" for no address).

    Raises
    ------
    InputFileError
        Where the file is no such CSV, or any row is wrong: one sentence with up to ten rows and what is wrong
        in each.
    """
    table = read_csv(path, _FlagFile(), COLUMNS)
    flags = pd.DataFrame({column: table.text(column) for column in COLUMNS}).astype(object)
    known = _Known({"ward": known_wards, "place": known_places}, known_themes, today or date.today())
    rows = [{str(column): str(cell) for column, cell in row.items()} for row in flags.to_dict("records")]
    wrong = {
        int(line): fault
        for line, fault in zip(table.rows, _first_faults(rows, known), strict=True)
        if fault is not None
    }
    if wrong:
        raise _refusal(path, wrong)
    for column in ("recorded_on", "review_by"):
        flags[column] = [date.fromisoformat(cell) for cell in flags[column]]
    flags["is_public"] = [_YES_NO[cell.lower()] for cell in flags["is_public"]]
    return flags


def _first_faults(rows: list[dict[str, str]], known: _Known) -> Iterator[str | None]:
    """Yield what is wrong first in each row, None where nothing is."""
    seen: set[str] = set()
    for row in rows:
        repeated = f"the uid {_quote(row['uid'])} stands twice" if row["uid"] in seen else None
        seen.add(row["uid"])
        yield next(_faults(row, known), repeated)


def _faults(row: Row, known: _Known) -> Iterator[str]:
    yield from _text_faults(row)
    if not _UID.fullmatch(row["uid"]):
        yield f"the uid {_quote(row['uid'])} is not made of small letters, digits and single dashes"
    subjects = known.subjects.get(row["subject_kind"])
    if subjects is None:
        yield f"subject_kind is {_quote(row['subject_kind'])} where it must be ward or place"
    elif row["subject"] not in subjects:
        yield f"there is no {row['subject_kind']} {_quote(row['subject'])}"
    if row["theme"] not in known.themes:
        yield f"there is no theme {_quote(row['theme'])}"
    if row["strength"] not in STRENGTHS:
        yield f"strength is {_quote(row['strength'])} where it must be weak, moderate or strong"
    if row["source_url"] and not _is_web_address(row["source_url"]):
        yield f"source_url {_quote(row['source_url'])} is not a whole http or https address"
    if row["is_public"].lower() not in _YES_NO:
        yield f"is_public is {_quote(row['is_public'])} where it must be yes or no"
    yield from _date_faults(row, known.today)


def _text_faults(row: Row) -> Iterator[str]:
    for column, cell in row.items():
        if not cell and column != _MAY_BE_BLANK:
            yield f"{column} is blank"
        elif _MARKUP.search(cell):
            yield f"{column} holds HTML or script ({_quote(cell)}) where it must be plain text"
        elif not cell.isprintable():
            yield f"{column} holds a line break or a character that cannot be seen"
        elif len(cell) > LONGEST_CELL:
            yield f"{column} is {len(cell):,} characters long, more than {LONGEST_CELL:,}"


def _date_faults(row: Row, today: date) -> Iterator[str]:
    recorded, review = _day(row["recorded_on"]), _day(row["review_by"])
    for column, day in (("recorded_on", recorded), ("review_by", review)):
        if day is None:
            yield f"{column} is {_quote(row[column])} where it must be a day such as 2026-04-30"
    if recorded and recorded > today:
        yield f"recorded_on {recorded} lies in the future"
    if recorded and review and review < recorded:
        yield f"review_by {review} lies before recorded_on {recorded}"


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        return None


def _is_web_address(cell: str) -> bool:
    try:
        parts = urlsplit(cell)
    except ValueError:
        return False
    is_plain = not re.search(r"[\s\"'<>\\]", cell)
    return is_plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _quote(cell: str) -> str:
    shown = cell if len(cell) <= SHOWN_LENGTH else cell[: SHOWN_LENGTH - 3] + "..."
    return f'"{shown}"'


def _refusal(path: Path, wrong: Mapping[int, str]) -> InputFileError:
    """Return the error for wrong rows: the row itself where there is one, else up to ten of them."""
    remedy = "mend it as docs/FLAGS.md says and load the file again, since none of its flags was taken"
    if len(wrong) == 1:
        ((row, fault),) = wrong.items()
        return InputFileError(path, fault, remedy, row=row)
    shown = ", ".join(f"row {row} ({fault})" for row, fault in list(wrong.items())[:SHOWN_ROWS])
    others = f" and {len(wrong) - SHOWN_ROWS:,} more" if len(wrong) > SHOWN_ROWS else ""
    problem = f"{len(wrong):,} rows are wrong: {shown}{others}"
    return InputFileError(path, problem, remedy.replace("mend it", "mend them"))
