"""The register of decisions: save, list, open, publish, supersede. A decision is never edited.

`sipmap.desk.decisions` makes the record of a shortlist and verifies it.
"""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from sipmap.errors import ConflictError, NoReleaseError, UnknownCodeError
from sipmap.knowledge.checks import reason_faults, refuse_faults
from sipmap.knowledge.decisions import (
    FORMAT,
    PUBLISHED,
    SAVED,
    STATUSES,
    SUPERSEDED,
    Decision,
    faults,
    opened,
    override_faults,
)
from sipmap.knowledge.uids import new_uid
from sipmap.store import decisions as rows
from sipmap.store.audit import (
    Entry,
    Event,
    Writer,
    canonical,
    checksum,
    events_named,
    events_of,
    record,
    registering,
)
from sipmap.store.decisions import DecisionRow
from sipmap.store.transactions import reading

REGISTER = "decision"


def save_decision(
    engine: Engine,
    made: Mapping[str, Any],
    *,
    name: str,
    equality_duty: str,
    writer: Writer,
    supersedes: str = "",
    why: str = "",
) -> str:
    """Save a shortlist's record as a draft and return its uid.

    Parameters
    ----------
    made : mapping
        `release`, `stated`, `overrides` and `result` of the record: from `desk.decisions.shortlist_decision`.
    name, equality_duty : str
        What it is called; what was considered under the public sector equality duty, "" where nothing was.
    supersedes : str
        Uid of the decision that this one takes the place of: a draft at once, a published one when this one
        is published. Needs `why`.

    Raises
    ------
    EntryError, UnknownCodeError
        A name, reason, role or text that cannot be taken; no such decision to supersede.
    ConflictError
        That decision has been superseded already, or another draft is there to do so.
    """
    name, equality_duty = name.strip(), equality_duty.strip()
    wrong = [*faults(name, equality_duty), *override_faults(made["overrides"])]
    refuse_faults("decision", [*wrong, *(reason_faults(why) if supersedes or why else ())])
    with registering(engine) as connection:
        known = rows.decision_rows(connection)
        if not rows.holds_release(connection, made["release"]["id"]):
            raise NoReleaseError("The figures of this list are no longer held; choose again on those in use.")
        now = datetime.now(UTC)
        uid = new_uid(f"{name}-{now:%Y}", {row.uid for row in known})
        entries = _make_room(connection, known, supersedes, uid, why)
        content = canonical(
            {
                **made,
                "format": FORMAT,
                "id": uid,
                "name": name,
                "saved": {"at": now.isoformat(timespec="seconds"), "role": writer.role},
                "equality_duty": equality_duty,
                "supersedes": supersedes or None,
            }
        )
        row = {
            "uid": uid,
            "release_id": made["release"]["id"],
            "name": name,
            "status": "draft",
            "record": content,
            "sha256": checksum(content),
            "created_at": now,
            "supersedes": supersedes or None,
        }
        rows.insert_decision(connection, row)
        saved = _entry(SAVED, uid, why, sha256=row["sha256"], supersedes=supersedes or None)
        record(connection, writer, [saved, *entries])
    return uid


def _make_room(
    connection: Connection, known: list[DecisionRow], supersedes: str, uid: str, why: str
) -> list[Entry]:
    """Supersede the draft that a new decision takes the place of; a published one waits for the new one."""
    if not supersedes:
        return []
    before = _found(next((row for row in known if row.uid == supersedes), None), supersedes)
    rival = next((r for r in known if r.supersedes == supersedes and r.status != "superseded"), None)
    if before.status == "superseded" or rival:
        by = f" by {rival.uid}" if rival else ""
        raise ConflictError(
            f"The decision {supersedes} is superseded already{by}; look at that one and supersede it instead."
        )
    if before.status == "published":
        return []
    rows.set_decision_status(connection, supersedes, "superseded")
    return [_entry(SUPERSEDED, supersedes, why, by=uid)]


def publish_decision(engine: Engine, uid: str, writer: Writer, *, why: str) -> None:
    """Publish a draft, once its record is seen to be as it was saved; what it supersedes is superseded.

    Raises EntryError without a reason, UnknownCodeError, RecordChangedError, or ConflictError where it is no
    draft any more or what it supersedes was superseded by another.
    """
    refuse_faults("publication", reason_faults(why))
    open_decision(engine, uid)
    with registering(engine) as connection:
        row = _found(rows.decision_row(connection, uid), uid)
        if row.status != "draft":
            raise ConflictError(f"The decision {uid} is {row.status} already; only a draft is published.")
        entries = [_entry(PUBLISHED, uid, why)]
        if row.supersedes:
            before = _found(rows.decision_row(connection, row.supersedes), row.supersedes)
            if before.status == "published":
                rows.set_decision_status(connection, before.uid, "superseded")
                entries.append(_entry(SUPERSEDED, before.uid, why, by=uid))
        rows.set_decision_status(connection, uid, "published")
        record(connection, writer, entries)


def list_decisions(engine: Engine, statuses: Collection[str] = STATUSES) -> list[DecisionRow]:
    """Return the decisions of some statuses, the latest first; drafts are for officers."""
    with reading(engine) as connection:
        return [row for row in rows.decision_rows(connection) if row.status in statuses]


def published_decisions(engine: Engine) -> list[DecisionRow]:
    """Return the decisions that anybody may see, the latest first: those published, also if superseded since.

    A draft that another draft took the place of is superseded too, and stays for officers.
    """
    published = {event.detail["uid"] for event in events_named(engine, PUBLISHED) if event.holds}
    return [row for row in list_decisions(engine) if row.uid in published and row.status != "draft"]


def open_decision(engine: Engine, uid: str) -> Decision:
    """Return a decision; raises UnknownCodeError, or RecordChangedError where a byte of it was changed."""
    with reading(engine) as connection:
        row = _found(rows.decision_row(connection, uid), uid)
    return opened(row, decision_events(engine, uid))


def decision_events(engine: Engine, uid: str) -> list[Event]:
    """Return the events of a decision's trail, the first first."""
    return events_of(engine, REGISTER, uid)


def _found(row: DecisionRow | None, uid: str) -> DecisionRow:
    if row is None:
        raise UnknownCodeError(f"No decision has the id {uid}; `sipmap decision list` lists them.")
    return row


def _entry(action: str, uid: str, why: str, **more: object) -> Entry:
    said = {key: value for key, value in {**more, "why": why}.items() if value}
    return Entry(action, {"register": REGISTER, "uid": uid, **said})
