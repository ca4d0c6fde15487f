"""A decision as one file, whole: for a Freedom of Information request, as JSON or as text to read."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sipmap.knowledge.decisions import Decision
from sipmap.store.audit import Event, Trail
from sipmap.words import decisions as words

HOW_TO_CHECK = (
    "The record's checksum is the SHA-256 of the record as JSON with sorted keys, no blanks between them, in "
    "UTF-8. Each event carries the hash of the event before it in the whole audit trail."
)
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
            "how_to_check": HOW_TO_CHECK,
            "verified": checked,
            "audit_events": [_event(event) for event in self.events],
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
            ["WHAT WAS DONE", *(_event_in_words(event) for event in self.events)],
            ["SOURCES", *(_source_in_words(source) for source in self._sources())],
            ["CHECKSUM", self.decision.sha256, HOW_TO_CHECK, f"Head of the audit trail: {self.trail.head}"],
        ]
        return ("\n\n".join("\n".join(block) for block in told if block) + "\n").encode()

    def _sources(self) -> list[dict[str, str]]:
        held = self.sources.drop_duplicates(["source_id", "sha256"]).sort_values(["source_id", "file_name"])
        return [
            {str(key): str(value) for key, value in row.items()}
            for row in held[list(SOURCE_COLUMNS)].to_dict("records")
        ]


def _event(event: Event) -> dict[str, Any]:
    return {
        "at": event.at.isoformat(),
        "actor": event.actor,
        "role": event.role,
        "action": event.action,
        "detail": event.detail,
        "previous_hash": event.previous_hash,
        "hash": event.hash,
    }


def _event_in_words(event: Event) -> str:
    why = f": {event.detail['why']}" if event.detail.get("why") else ""
    return f"{event.at:%Y-%m-%d %H:%M} UTC, {event.actor} ({event.role}): {event.action}{why}"


def _source_in_words(source: Mapping[str, str]) -> str:
    return (
        f"{source['title']} ({source['publisher']}, {source['period']}). {source['licence']}. {source['url']}"
    )
