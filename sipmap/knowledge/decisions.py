"""Decisions: what a record holds, whether it is as it was saved, and what two of them differ in. Pure.

A record is plain values, written as canonical JSON: id, name, saved (at, role), equality_duty, release (id,
label, datasets with their content hashes), stated (area, profile, weights, rules, size, objective,
held_still), overrides (ward_code, ward, kind, why, who, when), result (wards in order).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sipmap.errors import RecordChangedError
from sipmap.knowledge.checks import Fault, text_faults
from sipmap.store.audit import Event, canonical, checksum
from sipmap.store.decisions import DecisionRow

FORMAT = 1
STATUSES = ("draft", "published", "superseded")
LONGEST_NAME = 120
LONGEST_EQUALITY = 10_000
"""Characters: an equality analysis may need pages, which the field can name instead."""
SAVED = "decision saved"
PUBLISHED = "decision published"
SUPERSEDED = "decision superseded"

Record = dict[str, Any]


@dataclass(frozen=True)
class Decision:
    """A decision whose record is as it was saved."""

    uid: str
    name: str
    status: str
    release_id: int
    created_at: datetime
    supersedes: str | None
    sha256: str
    record: Record

    @property
    def ward_codes(self) -> list[str]:
        """The wards on the list, in order."""
        return [ward["ward_code"] for ward in self.record["result"]["wards"]]

    @property
    def size(self) -> int:
        """How many wards were asked for."""
        return int(self.record["stated"]["size"])


def opened(row: DecisionRow, trail: Iterable[Event]) -> Decision:
    """Return a stored decision; raises RecordChangedError where it is not, to the byte, as it was saved.

    `trail` are the decision's events: the one of its saving holds the checksum that the record must have.
    """
    on_trail = [event for event in trail if event.action == SAVED]
    if len(on_trail) != 1 or not on_trail[0].holds:
        raise _changed(row, "the audit trail does not hold the one event of its saving")
    wanted = on_trail[0].detail.get("sha256")
    if checksum(row.record) != wanted or row.sha256 != wanted:
        raise _changed(row, f"its checksum is not {str(wanted)[:12]}..., which the audit trail holds")
    record: Record = json.loads(row.record)
    if canonical(record) != row.record or (record["id"], record["name"], record["release"]["id"]) != (
        row.uid,
        row.name,
        row.release_id,
    ):
        raise _changed(row, "its name, release or form is not that of its record")
    return Decision(
        row.uid, row.name, row.status, row.release_id, row.created_at, row.supersedes, row.sha256, record
    )


def _changed(row: DecisionRow, what: str) -> RecordChangedError:
    return RecordChangedError(
        f"The decision {row.uid} is not as it was saved: {what}; restore it from a copy of the database."
    )


def faults(name: str, equality_duty: str) -> list[Fault]:
    """Return what is wrong with what somebody writes to a decision; the equality duty may take many lines."""
    found = list(text_faults({"name": name}, ()))
    if len(name) > LONGEST_NAME:
        found.append(Fault("name", f"name is longer than {LONGEST_NAME} characters"))
    if len(equality_duty) > LONGEST_EQUALITY:
        problem = f"equality_duty is longer than {LONGEST_EQUALITY:,} characters"
        found.append(Fault("equality_duty", problem))
    for line in equality_duty.splitlines():
        for fault in text_faults({"equality_duty": line[:1_000]}, ("equality_duty",)):
            found.append(fault)
            break
    return found


def override_faults(given: Iterable[Record]) -> list[Fault]:
    """Return what is wrong with the reasons for pins and exclusions, and with the role that gave them."""
    return [f for o in given for f in text_faults({"reason": o["why"], "role": o["who"]}, ())]


def overrides(
    rules: Mapping[str, Any], of_profile: Mapping[str, Any], names: Mapping[str, str], who: str, when: str
) -> list[Record]:
    """Return the wards that are in or out whatever their score: who said so, when and why.

    `rules` and `of_profile` are the rules used and those of the profile itself, whose pins and exclusions say
    so; `who` is a role in words, `when` a day.
    """
    found = []
    for key, kind in (("pinned", "pin"), ("excluded", "exclusion")):
        for code, why in sorted(rules[key].items()):
            is_own = of_profile[key].get(code) == why
            found.append(
                {
                    "ward_code": code,
                    "ward": names.get(code, ""),
                    "kind": kind,
                    "why": why,
                    "who": "the profile" if is_own else who,
                    "when": when,
                }
            )
    return found


@dataclass(frozen=True)
class Comparison:
    """What two decisions share and differ in."""

    both: list[str]
    """Codes of wards in both, in the order of the first."""
    only_first: list[str]
    only_second: list[str]
    stated: list[tuple[str, object, object]]
    """What was stated otherwise: a dotted name, the first's, the second's; None where one lacks it."""
    names: dict[str, str]
    """Names of the wards by code."""


def compare(first: Record, second: Record) -> Comparison:
    """Set two records side by side."""
    one, other = (_wards(record) for record in (first, second))
    told = [
        (name, before, after)
        for name, before, after in differing(_said(first), _said(second))
        if not name.startswith("profile.description")
    ]
    return Comparison(
        both=[code for code in one if code in other],
        only_first=[code for code in one if code not in other],
        only_second=[code for code in other if code not in one],
        stated=told,
        names=other | one,
    )


def _wards(record: Record) -> dict[str, str]:
    return {ward["ward_code"]: ward["ward"] for ward in record["result"]["wards"]}


def _said(record: Record) -> Record:
    datasets = {d["source_id"]: d["content_hash"] for d in record["release"]["datasets"]}
    return {**record["stated"], "release": {"label": record["release"]["label"], "datasets": datasets}}


def differing(first: object, second: object, name: str = "") -> list[tuple[str, object, object]]:
    """Return where two plain values differ, by dotted names; lists of equal length are taken apart."""
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        pairs = [(str(key), first.get(key), second.get(key)) for key in dict.fromkeys([*first, *second])]
    elif isinstance(first, Sequence) and isinstance(second, Sequence) and not isinstance(first, str):
        if isinstance(second, str) or len(first) != len(second):
            return [(name, first, second)]
        pairs = [(str(place), a, b) for place, (a, b) in enumerate(zip(first, second, strict=True), start=1)]
    else:
        return [] if first == second else [(name, first, second)]
    return [found for key, a, b in pairs for found in differing(a, b, f"{name}.{key}" if name else key)]
