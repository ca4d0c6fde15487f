"""Flags: what may be written, and in which state a flag is. Pure; the rules in words: docs/REGISTERS.md."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from sipmap.knowledge.checks import (
    Fault,
    Row,
    address_faults,
    choice_faults,
    day_faults,
    future_faults,
    is_yes,
    order_faults,
    quote,
    text_faults,
    uid_faults,
    yes_no_faults,
)
from sipmap.knowledge.known import Known
from sipmap.store.flags import FLAG_COLUMNS

STRENGTHS = ("weak", "moderate", "strong")
MAY_BE_BLANK = ("source_url",)
DAYS = ("recorded_on", "review_by")

State = Literal["current", "needs review", "withdrawn"]
STATES: tuple[State, ...] = ("current", "needs review", "withdrawn")


def faults(row: Row, known: Known) -> Iterator[Fault]:
    """Yield what is wrong with a flag as it was written: a text for each of FLAG_COLUMNS."""
    yield from text_faults(row, MAY_BE_BLANK)
    yield from uid_faults(row["uid"])
    subjects = {"ward": known.wards, "place": known.places}.get(row["subject_kind"])
    if subjects is None:
        yield from choice_faults(row, "subject_kind", ("ward", "place"))
    elif row["subject"] not in subjects:
        yield Fault("subject", f"there is no {row['subject_kind']} {quote(row['subject'])}")
    if row["theme"] not in known.themes:
        yield Fault("theme", f"there is no theme {quote(row['theme'])}")
    yield from choice_faults(row, "strength", STRENGTHS)
    yield from address_faults(row, "source_url")
    yield from yes_no_faults(row, "is_public")
    yield from day_faults(row, DAYS)
    yield from future_faults(row, "recorded_on", known.today)
    yield from order_faults(row, "recorded_on", "review_by")


def parsed(row: Row) -> dict[str, Any]:
    """Return the values of a flag without faults: days as `datetime.date`, `is_public` as bool."""
    values: dict[str, Any] = {column: row[column].strip() for column in FLAG_COLUMNS}
    values |= {column: date.fromisoformat(values[column]) for column in DAYS}
    return values | {"is_public": is_yes(values["is_public"])}


def written(flag: Mapping[str, Any]) -> dict[str, str]:
    """Return a flag's values as somebody would write them: the other way round from `parsed`."""
    return {
        column: ("yes" if flag[column] else "no") if column == "is_public" else str(flag[column])
        for column in FLAG_COLUMNS
    }


def state(flag: Mapping[str, Any], today: date) -> State:
    """Return a flag's state: past its review date it needs review, and leaves the public pages."""
    if flag["is_withdrawn"]:
        return "withdrawn"
    return "needs review" if flag["review_by"] < today else "current"


def is_shown(flag: Mapping[str, Any], today: date) -> bool:
    """Whether a flag may stand on a public page: public, not withdrawn, not past its review date."""
    return bool(flag["is_public"]) and state(flag, today) == "current"


def reply_faults(row: Row) -> Iterator[Fault]:
    """Yield what is wrong with a reply: `statement` and `author_role`, both texts."""
    yield from text_faults(row, ())
