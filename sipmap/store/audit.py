"""The audit trail: who wrote what, when; each event carries the hash of the one before.

Whoever writes to a register holds its lock, so that events follow one another and the chain never forks. A
chain shows that an event was changed, put in or taken out; that the last ones were cut off shows only to
someone who kept a later hash (docs/REGISTERS.md).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, insert, select, text

from sipmap.store.tables import AuditEvent
from sipmap.store.transactions import reading, writing

REGISTER_LOCK = 7_310_003
"""Key of the advisory lock; any number that no other program on the database uses."""
BEFORE_THE_FIRST = ""
"""What the first event carries as the hash of the one before."""
_SIGNED = ("at", "actor", "role", "action", "detail", "previous_hash")


@dataclass(frozen=True)
class Writer:
    """Who writes: the account, and the role in which it does so."""

    actor: str
    role: str
    """officer, administrator, or program for what sipmap itself does."""


PROGRAM = Writer("sipmap", "program")


@dataclass(frozen=True)
class Entry:
    """What was done, and to what."""

    action: str
    detail: Mapping[str, object]
    """Plain values: what JSON can hold without loss."""


@dataclass(frozen=True)
class Event:
    """One event of the trail; `at` is in UTC."""

    id: int
    at: datetime
    actor: str
    role: str
    action: str
    detail: dict[str, Any]
    previous_hash: str
    hash: str

    @property
    def holds(self) -> bool:
        """Whether its hash is that of what it says."""
        return self.hash == _hash({name: getattr(self, name) for name in _SIGNED})


@dataclass(frozen=True)
class Trail:
    """What became of the chain."""

    count: int
    head: str
    """The last event's hash: kept elsewhere, it shows later that nothing was cut off."""
    broken_at: int | None
    """Id of the first event that does not follow from the one before; None where all do."""

    @property
    def is_whole(self) -> bool:
        """Whether every event follows from the one before."""
        return self.broken_at is None


def canonical(value: object) -> str:
    """Return plain values as JSON in one way only: sorted keys, no blanks, UTF-8's own letters.

    Raises ValueError for a number that is not finite, TypeError for what JSON cannot hold.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def checksum(content: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(content.encode()).hexdigest()


@contextmanager
def registering(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction, alone among the writers of registers and of the trail.

    On SQLite every writer is alone (BEGIN IMMEDIATE); PostgreSQL takes an advisory lock until the commit.
    """
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": REGISTER_LOCK})
        yield connection


def record(connection: Connection, writer: Writer, entries: Sequence[Entry]) -> None:
    """Append events to the trail within the caller's transaction, which `registering` gave."""
    if not entries:
        return
    previous = connection.scalar(select(AuditEvent.hash).order_by(AuditEvent.id.desc()).limit(1))
    at, rows = datetime.now(UTC), []
    for entry in entries:
        signed = {
            "at": at,
            "actor": writer.actor,
            "role": writer.role,
            "action": entry.action,
            "detail": dict(entry.detail),
            "previous_hash": previous or BEFORE_THE_FIRST,
        }
        previous = _hash(signed)
        rows.append(signed | {"hash": previous})
    connection.execute(insert(AuditEvent), rows)


def events(engine: Engine) -> list[Event]:
    """Return the whole trail, the first event first."""
    with reading(engine) as connection:
        return list(_events(connection))


def events_of(engine: Engine, register: str, uid: str) -> list[Event]:
    """Return what was done to one entry of a register ("flag", "initiative", "decision"), in order."""
    of_entry = (
        AuditEvent.detail["register"].as_string() == register,
        AuditEvent.detail["uid"].as_string() == uid,
    )
    with reading(engine) as connection:
        return list(_events(connection, *of_entry))


def events_named(engine: Engine, action: str) -> list[Event]:
    """Return every event of one action, such as "decision published", in order."""
    with reading(engine) as connection:
        return list(_events(connection, AuditEvent.action == action))


def events_with(connection: Connection, register: str) -> Iterator[Event]:
    """Yield the events of one register, in order."""
    return _events(connection, AuditEvent.detail["register"].as_string() == register)


def verify_chain(engine: Engine) -> Trail:
    """Work every hash out again and say where the chain breaks, if it does."""
    with reading(engine) as connection:
        return _verified(_events(connection))


def _verified(found: Iterator[Event]) -> Trail:
    head, count, broken = BEFORE_THE_FIRST, 0, None
    for event in found:
        count += 1
        if broken is None and (event.previous_hash != head or not event.holds):
            broken = event.id
        head = event.hash
    return Trail(count, head, broken)


def _events(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Event]:
    columns = (AuditEvent.id, *(getattr(AuditEvent, name) for name in _SIGNED), AuditEvent.hash)
    for row in connection.execute(select(*columns).where(*conditions).order_by(AuditEvent.id)):
        yield Event(*row)


def _hash(signed: Mapping[str, Any]) -> str:
    at = signed["at"].astimezone(UTC).isoformat(timespec="microseconds")
    return checksum(canonical({**signed, "at": at}))
