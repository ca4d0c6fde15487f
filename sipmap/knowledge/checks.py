"""What holds for every text that people write for a register: plain, on one line, not too long."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from sipmap.errors import EntryError

LONGEST_CELL = 1_000
"""Characters: an entry is a statement with its source, not a report."""
LONGEST_UID = 80
SHOWN_LENGTH = 60

_UID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MARKUP = re.compile(r"<[a-z/!?]|(java|vb)script:|data:text/html", re.IGNORECASE)
_YES_NO = {"yes": True, "no": False}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one column of an entry."""

    column: str
    problem: str
    """In words that stand alone, without a full stop."""


Check = Callable[[Row], Iterator[Fault]]


def text_faults(row: Row, may_be_blank: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong with an entry's cells as text."""
    for column, cell in row.items():
        if not cell.strip():
            if column not in may_be_blank:
                yield Fault(column, f"{column} is blank")
        elif _MARKUP.search(cell):
            yield Fault(column, f"{column} holds HTML or script ({quote(cell)}) where it must be plain text")
        elif not cell.isprintable():
            yield Fault(column, f"{column} holds a line break or a character that cannot be seen")
        elif len(cell) > LONGEST_CELL:
            yield Fault(column, f"{column} is {len(cell):,} characters long, more than {LONGEST_CELL:,}")


def reason_faults(why: str) -> Iterator[Fault]:
    """Yield what is wrong with the reason for a change: there must be one."""
    yield from text_faults({"why": why}, ())


def uid_faults(uid: str) -> Iterator[Fault]:
    """Yield what is wrong with an entry's own name."""
    if not _UID.fullmatch(uid):
        problem = f"the uid {quote(uid)} is not made of small letters, digits and single dashes"
        yield Fault("uid", problem)
    elif len(uid) > LONGEST_UID:
        yield Fault("uid", f"the uid {quote(uid)} is longer than {LONGEST_UID} characters")


def day_faults(row: Row, columns: Iterable[str]) -> Iterator[Fault]:
    """Yield the columns, blank ones left out, that are no day."""
    for column in columns:
        if row[column] and day(row[column]) is None:
            yield Fault(column, f"{column} is {quote(row[column])} where it must be a day such as 2026-04-30")


def order_faults(row: Row, earlier: str, later: str) -> Iterator[Fault]:
    """Yield a fault where one day lies before another that it must follow; either may be absent."""
    first, second = day(row[earlier]), day(row[later])
    if first and second and second < first:
        yield Fault(later, f"{later} {second} lies before {earlier} {first}")


def future_faults(row: Row, column: str, today: date) -> Iterator[Fault]:
    """Yield a fault where something is said to be known from a day that is still to come."""
    found = day(row[column])
    if found and found > today:
        yield Fault(column, f"{column} {found} lies in the future")


def choice_faults(row: Row, column: str, known: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault where a cell is not one of a few words."""
    words = list(known)
    if row[column] not in words:
        choice = " or ".join((", ".join(words[:-1]), words[-1]))
        yield Fault(column, f"{column} is {quote(row[column])} where it must be {choice}")


def yes_no_faults(row: Row, column: str) -> Iterator[Fault]:
    """Yield a fault where a cell is neither yes nor no."""
    if row[column].lower() not in _YES_NO:
        yield Fault(column, f"{column} is {quote(row[column])} where it must be yes or no")


def address_faults(row: Row, column: str) -> Iterator[Fault]:
    """Yield a fault where a cell is neither blank nor a web address."""
    if row[column] and not is_web_address(row[column]):
        yield Fault(column, f"{column} {quote(row[column])} is not a whole http or https address")


def first_faults(rows: Iterable[Row], check: Check) -> Iterator[Fault | None]:
    """Yield what is wrong first in each entry of a file, None where nothing is; a uid may stand once."""
    seen: set[str] = set()
    for row in rows:
        repeated = Fault("uid", f"the uid {quote(row['uid'])} stands twice") if row["uid"] in seen else None
        seen.add(row["uid"])
        yield next(check(row), repeated)


def refuse_faults(what: str, faults: Iterable[Fault]) -> None:
    """Raise EntryError, one sentence, where an entry has faults; it keeps the first of each column."""
    found: dict[str, str] = {}
    for fault in faults:
        found.setdefault(fault.column, fault.problem)
    if found:
        raise EntryError(
            f"The {what} cannot be taken: {'; '.join(found.values())}. Correct it, nothing was saved.", found
        )


def is_yes(cell: str) -> bool:
    """Return what a checked yes or no says."""
    return _YES_NO[cell.lower()]


def day(cell: str) -> date | None:
    """Return a day written as 2026-04-30, or None where the cell is no such day."""
    try:
        return date.fromisoformat(cell) if _DATE.fullmatch(cell) else None
    except ValueError:
        return None


def is_web_address(cell: str) -> bool:
    """Whether a cell is a whole http or https address that can stand in a page, without a user's name."""
    try:
        parts = urlsplit(cell)
    except ValueError:
        return False
    is_plain = not re.search(r"[\s\"'<>\\]", cell)
    return is_plain and parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def quote(cell: str) -> str:
    """Return a cell in quotation marks, cut where it is long."""
    shown = cell if len(cell) <= SHOWN_LENGTH else cell[: SHOWN_LENGTH - 3] + "..."
    return f'"{shown}"'
