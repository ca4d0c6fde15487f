"""The register of initiatives: list, filter, add, amend, withdraw. Rules: `sipmap.knowledge.initiatives`.

Errors are those of the flags register.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sipmap.errors import UnknownCodeError
from sipmap.knowledge import initiatives
from sipmap.knowledge.checks import Row, reason_faults, refuse_faults
from sipmap.knowledge.initiatives import STATES, State
from sipmap.knowledge.known import known_now
from sipmap.knowledge.uids import new_uid
from sipmap.store import read, revisions
from sipmap.store.audit import Event, Writer, events_of
from sipmap.store.initiatives import INITIATIVE_COLUMNS, INITIATIVES

Entry = dict[str, Any]
ON_RECORD = tuple(state for state in STATES if state != "withdrawn")
UNDER_WAY: tuple[State, ...] = ("current",)


def list_initiatives(
    engine: Engine,
    today: date,
    *,
    theme: str = "",
    need: str = "",
    ward: str = "",
    states: Collection[State] = ON_RECORD,
) -> list[Entry]:
    """Return initiatives as last revised that meet each of the conditions given, by name.

    Each has INITIATIVE_COLUMNS, `revision` and `state`. A ward's are all that cover it: by its code, its
    district or a place it lies in.
    """
    found = [
        entry | {"state": initiatives.state(entry, today)}
        for entry in revisions.entries(engine, INITIATIVES, withdrawn="withdrawn" in states)
        if (not theme or theme in entry["themes"]) and (not need or need in entry["support_needs"])
    ]
    found = [entry for entry in found if entry["state"] in states]
    if ward:
        covered = wards_covered(engine, found)
        found = [entry for entry in found if ward in covered[entry["uid"]]]
    return sorted(found, key=lambda entry: (entry["name"].casefold(), entry["uid"]))


def wards_covered(engine: Engine, entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Return the codes of the wards that each initiative covers in the release in use, by uid."""
    active = read.active_release(engine)
    if active is None:
        return {entry["uid"]: frozenset(entry["areas"]) for entry in entries}
    wards = read.areas(engine, active.id, "ward")
    members = read.places(engine, active.id)[1]
    within: dict[str, frozenset[str]] = {code: frozenset([code]) for code in wards["code"]}
    within |= {str(d): frozenset(codes) for d, codes in wards.groupby("district_code")["code"]}
    within |= {str(p): frozenset(codes) for p, codes in members.groupby("place_id")["area_code"]}
    return {e["uid"]: frozenset().union(*(within.get(a, frozenset()) for a in e["areas"])) for e in entries}


def provision(engine: Engine, today: date) -> pd.DataFrame:
    """Return what is being done today, for `sipmap.areas.gaps`: one row for each initiative, ward and theme.

    Returns
    -------
    DataFrame
        uid, name, provider, area_code, theme.
    """
    return _served(engine, today, "themes", "theme")


def provision_for_needs(engine: Engine, today: date) -> pd.DataFrame:
    """Return the same by support need: uid, name, provider, area_code, need."""
    return _served(engine, today, "support_needs", "need")


def _served(engine: Engine, today: date, listed: str, one: str) -> pd.DataFrame:
    current = list_initiatives(engine, today, states=UNDER_WAY)
    covered = wards_covered(engine, current)
    rows = [
        (entry["uid"], entry["name"], entry["provider"], code, served)
        for entry in current
        for code in sorted(covered[entry["uid"]])
        for served in entry[listed]
    ]
    return pd.DataFrame(rows, columns=["uid", "name", "provider", "area_code", one], dtype="str")


def add_initiative(engine: Engine, row: Row, writer: Writer, *, today: date | None = None) -> str:
    """Record a new initiative from texts by INITIATIVE_COLUMNS, and return its uid; a blank one is made.

    Raises EntryError for what is wrong with it, ConflictError where the uid is taken.
    """
    given = _complete(row)
    if not given["uid"]:
        taken = [entry["uid"] for entry in revisions.entries(engine, INITIATIVES, withdrawn=True)]
        given["uid"] = new_uid(given["name"], taken)
    refuse_faults("initiative", initiatives.faults(given, known_now(engine, today)))
    revisions.add(engine, INITIATIVES, initiatives.parsed(given), writer)
    return given["uid"]


def amend_initiative(
    engine: Engine, uid: str, changes: Row, writer: Writer, *, on: int, why: str, today: date | None = None
) -> int:
    """Supersede revision `on` of an initiative with some columns written anew; return the new revision.

    Raises EntryError, UnknownCodeError, or ConflictError where somebody else has made a later revision.
    """
    before = revisions.entry(engine, INITIATIVES, uid)
    given = _complete(initiatives.written(before) | {k: v for k, v in changes.items() if k != "uid"})
    faults = [*initiatives.faults(given, known_now(engine, today)), *reason_faults(why)]
    refuse_faults("initiative", faults)
    values = initiatives.parsed(given) | {"is_withdrawn": False}
    return revisions.follow(engine, INITIATIVES, uid, values, on=on, writer=writer, why=why)


def withdraw_initiative(engine: Engine, uid: str, writer: Writer, *, on: int, why: str) -> int:
    """Take an initiative off every page but the register's own; return the number of the revision."""
    refuse_faults("withdrawal", reason_faults(why))
    gone = {"is_withdrawn": True}
    return revisions.follow(engine, INITIATIVES, uid, gone, on=on, writer=writer, action="withdrawn", why=why)


def initiative_history(engine: Engine, uid: str) -> tuple[list[Entry], list[Event]]:
    """Return every revision of an initiative and the events of its trail, the first first."""
    return revisions.history(engine, INITIATIVES, uid), events_of(engine, INITIATIVES.name, uid)


def initiative_of(engine: Engine, uid: str) -> Entry:
    """Return an initiative as last revised, withdrawn or not; raises UnknownCodeError where there is none."""
    return revisions.entry(engine, INITIATIVES, uid)


def _complete(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with every column, blank where it was not given; UnknownCodeError for a strange one."""
    strange = sorted(set(row) - set(INITIATIVE_COLUMNS))
    if strange:
        columns = ", ".join(INITIATIVE_COLUMNS)
        raise UnknownCodeError(f"An initiative has no column {strange[0]}; it has {columns}.")
    return {column: str(row.get(column, "")).strip() for column in INITIATIVE_COLUMNS}
