"""Initiatives: what may be written, and whether one is under way. Pure; docs/REGISTERS.md says the rules."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Literal

from sipmap.knowledge.checks import (
    Fault,
    Row,
    address_faults,
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
from sipmap.store.initiatives import INITIATIVE_COLUMNS

LISTS = ("themes", "support_needs", "areas")
DAYS = ("starts_on", "ends_on", "known_on")
FLAGS = ("is_historic",)
MAY_BE_BLANK = ("themes", "support_needs", "starts_on", "ends_on", "funding", "note", "source_url")
SEPARATOR = ";"

State = Literal["planned", "current", "ended", "historic", "withdrawn"]
STATES: tuple[State, ...] = ("planned", "current", "ended", "historic", "withdrawn")


def faults(row: Row, known: Known) -> Iterator[Fault]:
    """Yield what is wrong with an initiative as it was written: a text for each of INITIATIVE_COLUMNS."""
    yield from text_faults(row, MAY_BE_BLANK)
    yield from uid_faults(row["uid"])
    yield from _unknown(row, "themes", known.themes, "theme")
    yield from _unknown(row, "support_needs", known.support_needs, "support need")
    areas = {*known.wards, *known.districts, *known.places}
    yield from _unknown(row, "areas", areas, "ward, district or place")
    yield from yes_no_faults(row, "is_historic")
    if row["is_historic"].lower() == "no" and not (row["themes"].strip() or row["support_needs"].strip()):
        problem = (
            "neither themes nor support_needs says what it serves, which only a historic one may leave open"
        )
        yield Fault("themes", problem)
    yield from address_faults(row, "source_url")
    yield from day_faults(row, DAYS)
    yield from future_faults(row, "known_on", known.today)
    yield from order_faults(row, "starts_on", "ends_on")


def _unknown(row: Row, column: str, known: Collection[str], what: str) -> Iterator[Fault]:
    given = several(row[column])
    for item in given:
        if item not in known:
            yield Fault(column, f"there is no {what} {quote(item)}")
    if len(set(given)) < len(given):
        yield Fault(column, f"{column} names one twice")


def several(cell: str) -> list[str]:
    """Return what a cell lists, separated by semicolons."""
    return [item.strip() for item in cell.split(SEPARATOR) if item.strip()]


def parsed(row: Row) -> dict[str, Any]:
    """Return the values of an initiative without faults: lists, days as `datetime.date` or None, a bool."""
    values: dict[str, Any] = {column: row[column].strip() for column in INITIATIVE_COLUMNS}
    values |= {column: several(values[column]) for column in LISTS}
    values |= {column: date.fromisoformat(values[column]) if values[column] else None for column in DAYS}
    return values | {column: is_yes(values[column]) for column in FLAGS}


def written(initiative: Mapping[str, Any]) -> dict[str, str]:
    """Return an initiative's values as somebody would write them: the other way round from `parsed`."""
    return {column: _cell(initiative[column]) for column in INITIATIVE_COLUMNS}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return f"{SEPARATOR} ".join(value)
    return "" if value is None else str(value)


def state(initiative: Mapping[str, Any], today: date) -> State:
    """Return whether an initiative is under way today, as far as the register knows."""
    if initiative["is_withdrawn"]:
        return "withdrawn"
    if initiative["is_historic"]:
        return "historic"
    if initiative["ends_on"] and initiative["ends_on"] < today:
        return "ended"
    return "planned" if initiative["starts_on"] and initiative["starts_on"] > today else "current"
