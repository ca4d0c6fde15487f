"""Decisions as rows: saved once, to the byte; only their status moves on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sipmap.store.tables import Decision, Release

_COLUMNS = ("uid", "release_id", "name", "status", "record", "sha256", "created_at", "supersedes")


@dataclass(frozen=True)
class DecisionRow:
    """A decision as it is stored."""

    uid: str
    release_id: int
    name: str
    status: str
    """draft, published or superseded"""
    record: str
    """Canonical JSON (`audit.canonical`)."""
    sha256: str
    created_at: datetime
    supersedes: str | None
    """Uid of the decision that this one takes the place of."""


def decision_rows(connection: Connection) -> list[DecisionRow]:
    """Return every decision, the latest first."""
    query = select(*(getattr(Decision, name) for name in _COLUMNS)).order_by(Decision.id.desc())
    return [DecisionRow(*row) for row in connection.execute(query)]


def decision_row(connection: Connection, uid: str) -> DecisionRow | None:
    """Return one decision, or None where there is none of that id."""
    query = select(*(getattr(Decision, name) for name in _COLUMNS)).where(Decision.uid == uid)
    row = connection.execute(query).one_or_none()
    return DecisionRow(*row) if row else None


def insert_decision(connection: Connection, row: Mapping[str, Any]) -> None:
    """Store a decision: every column of DecisionRow."""
    connection.execute(insert(Decision).values(**row))


def set_decision_status(connection: Connection, uid: str, status: str) -> None:
    """Move a decision's status on."""
    connection.execute(update(Decision).where(Decision.uid == uid).values(status=status))


def holds_release(connection: Connection, release_id: int) -> bool:
    """Whether a release is still there to be named."""
    return connection.scalar(select(Release.id).where(Release.id == release_id)) is not None
