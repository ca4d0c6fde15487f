"""Local-knowledge flags as sentences: what was said, by whom, when, and whether it needs review."""

from dataclasses import dataclass
from datetime import date

ABSENT = "No local knowledge is recorded for this ward. That is not evidence that there is no need."


ABOUT = (
    "These are dated statements by people who know a place, each with its source. They stand beside measured "
    "figures and never change them. Past its review date a statement leaves the public pages until somebody "
    "has looked at it again."
)


def register_opening(count: int, due: int) -> str:
    """Say how much is on record, and how much of it awaits review."""
    if count == 0:
        return "No local knowledge is on record here."
    said = "1 statement of local knowledge is" if count == 1 else f"{count} statements of local knowledge are"
    waits = f"; {due} await{'s' if due == 1 else ''} review" if due else ""
    return f"{said} on record{waits}."


@dataclass(frozen=True)
class FlagWords:
    """A flag for a reader: its heading, its statement, where it comes from, and its state today."""

    heading: str
    statement: str
    origin: str
    state: str
    """"" where it is current."""


def awaiting(count: int) -> str:
    """Say that flags past their review date are held back from the public."""
    if count == 1:
        return "One statement of local knowledge awaits review and is not shown."
    return f"{count} statements of local knowledge await review and are not shown."


def day(value: date) -> str:
    """Return e.g. "1 September 2008"."""
    return f"{value.day} {value:%B %Y}"


def flag(
    *,
    theme: str,
    subject: str,
    statement: str,
    source_title: str,
    author_role: str,
    recorded_on: date,
    review_by: date,
    today: date,
) -> FlagWords:
    """Return the words of a flag; one past its review date says that it needs review."""
    state = f"Its review was due by {day(review_by)}." if review_by < today else ""
    return FlagWords(
        heading=f"{theme}: {subject}",
        statement=statement,
        origin=f"{author_role}, {day(recorded_on)}. Source: {source_title}.",
        state=state,
    )
