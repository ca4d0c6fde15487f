"""A decision as one file, whole: for a Freedom of Information request, as JSON or as text to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sipmap.desk.decisions import verify_decision
from sipmap.knowledge.decision_register import decision_events
from sipmap.knowledge.decisions import Decision
from sipmap.store import read
from sipmap.store.audit import Event, Trail
from sipmap.words import decisions as words

HOW_TO_CHECK = (
    "The record's checksum is the SHA-256 of the record as JSON with sorted keys, no blanks between them, in "
    "UTF-8. Each event carries the hash of the event before it in the whole audit trail."
)
WITHOUT_ACCOUNTS = "Accounts of staff are left out of this file; the hashes are of the events with them."
SOURCE_COLUMNS = (
    "source_id", "title", "publisher", "period", "licence", "attribution", "url", "retrieved", "file_name",
    "sha256",
)  # fmt: skip


@dataclass(frozen=True)
class DecisionFile:
    """All that is on record about a decision."""

    decision: Decision
    events: Sequence[Event]
    sources: pd.DataFrame
    """`store.read.sources` of the decision's release."""
    trail: Trail
    differences: Sequence[str] | None = None
    """What working it out again came to, where that was asked."""
    with_accounts: bool = True
    """Whether the events name the accounts of staff: for officers, who look through it before it leaves."""

    def as_json(self) -> bytes:
        """Return it as JSON."""
        return (json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n").encode()

    def record(self) -> dict[str, object]:
        """Return it as plain values."""
        found = self.decision
        checked = None if self.differences is None else {"is_equal": not self.differences,
                                                         "differences": list(self.differences)}  # fmt: skip
        return {
            "id": found.uid,
            "status": found.status,
            "supersedes": found.supersedes,
            "in_words": words.opening(found.record, found.status),
            "record": found.record,
            "sha256": found.sha256,
            "how_to_check": self._how_to_check(),
            "verified": checked,
            "audit_events": [self._event(event) for event in self.events],
            "audit_trail": {
                "events": self.trail.count,
                "head": self.trail.head,
                "is_whole": self.trail.is_whole,
            },
            "sources": self._sources(),
        }

    def as_text(self) -> bytes:
        """Return it as text that can be read from the top."""
        record = self.decision.record
        saved = record["saved"]
        told = [
            [words.opening(record, self.decision.status)],
            [f"Saved on {saved['at']} in the role {saved['role']}; id {self.decision.uid}."],
            [] if self.differences is None else words.verified(self.differences),
            ["BY WHAT", *words.stated(record)],
            ["WARDS", *words.wards(record)],
            ["PINS AND EXCLUSIONS", *(words.overrides(record) or ["None."])],
            ["PUBLIC SECTOR EQUALITY DUTY", words.equality(record)],
            ["WHAT WAS DONE", *(event_in_words(e, with_account=self.with_accounts) for e in self.events)],
            ["SOURCES", *(_source_in_words(source) for source in self._sources())],
            ["CHECKSUM", self.decision.sha256, self._how_to_check(),
             f"Head of the audit trail: {self.trail.head}"],
        ]  # fmt: skip
        return ("\n\n".join("\n".join(block) for block in told if block) + "\n").encode()

    def _how_to_check(self) -> str:
        return HOW_TO_CHECK if self.with_accounts else f"{HOW_TO_CHECK} {WITHOUT_ACCOUNTS}"

    def _event(self, event: Event) -> dict[str, Any]:
        return {
            "at": event.at.isoformat(),
            "actor": event.actor if self.with_accounts else None,
            "role": event.role,
            "action": event.action,
            "detail": event.detail,
            "previous_hash": event.previous_hash,
            "hash": event.hash,
        }

    def _sources(self) -> list[dict[str, str]]:
        held = self.sources.drop_duplicates(["source_id", "sha256"]).sort_values(["source_id", "file_name"])
        return [
            {str(key): str(value) for key, value in row.items()}
            for row in held[list(SOURCE_COLUMNS)].to_dict("records")
        ]


def decision_file(engine: Engine, uid: str, *, with_accounts: bool = True) -> DecisionFile:
    """Return all that is on record about a decision, worked out again as it is read.

    Raises UnknownCodeError, or RecordChangedError where the record is not, to the byte, as it was saved.
    """
    checked = verify_decision(engine, uid)
    return DecisionFile(
        checked.decision,
        decision_events(engine, uid),
        read.sources(engine, checked.decision.release_id),
        checked.trail,
        checked.differences,
        with_accounts,
    )


def event_in_words(event: Event, *, with_account: bool = True) -> str:
    """Say when what was done, in which role, by which account unless that is left out, and why."""
    who = f"{event.actor} ({event.role})" if with_account else event.role
    why = f": {event.detail['why']}" if event.detail.get("why") else ""
    return f"{event.at:%Y-%m-%d %H:%M} UTC, {who}: {event.action}{why}"


def _source_in_words(source: Mapping[str, str]) -> str:
    return (
        f"{source['title']} ({source['publisher']}, {source['period']}). {source['licence']}. {source['url']}"
    )
