"""Registers that people edit: a row is never changed, only followed by a later revision.

An amendment names the revision that it is made on. Where somebody else has made a further one meanwhile, it
is refused, so that nobody's words are lost; and every write leaves its event in the audit trail.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from sipmap.errors import ConflictError, UnknownCodeError
from sipmap.store.audit import Entry, Writer, canonical, checksum, events_with, record, registering
from sipmap.store.tables import Flag, FlagReply, Initiative
from sipmap.store.transactions import reading

Row = dict[str, Any]
HELD = ("revision", "is_withdrawn")
"""What a register keeps of a row beside what people write."""


@dataclass(frozen=True)
class Register:
    """A table of revisions, and what people write in it."""

    name: str
    """As the audit trail and messages call one entry."""
    model: type[Flag] | type[FlagReply] | type[Initiative]
    columns: tuple[str, ...]
    """What an entry says, its `uid` first, in the order of files and frames."""
    listing: str
    """How to find what there is."""

    @property
    def key(self) -> str:
        """What the trail's events call it."""
        return self.name.replace(" ", "_")


@dataclass(frozen=True)
class Changes:
    """How many entries were new, changed (a further revision) and already there as given."""

    added: int
    changed: int
    unchanged: int


def append(
    engine: Engine, register: Register, rows: Sequence[Mapping[str, Any]], writer: Writer, why: str = ""
) -> Changes:
    """Record entries in one transaction: a new uid as revision 1, a changed one as its next revision.

    An entry that was withdrawn and is given again comes back as a revision.
    """
    with registering(engine) as connection:
        known = latest(connection, register)
        made: list[tuple[str, Row]] = []
        for given in rows:
            before = known.get(given["uid"])
            now = {name: given[name] for name in register.columns}
            if before is None:
                made.append(("recorded", now | {"revision": 1, "is_withdrawn": False}))
            elif before != before | now | {"is_withdrawn": False}:
                made.append(("amended", now | {"revision": before["revision"] + 1, "is_withdrawn": False}))
        _write(connection, register, made, writer, why)
    added = sum(action == "recorded" for action, _ in made)
    return Changes(added, len(made) - added, len(rows) - len(made))


def add(engine: Engine, register: Register, row: Mapping[str, Any], writer: Writer, why: str = "") -> None:
    """Record one new entry; raises ConflictError where its uid is taken."""
    with registering(engine) as connection:
        if row["uid"] in latest(connection, register, row["uid"]):
            raise ConflictError(
                f"There is a {register.name} {row['uid']} already; amend it, or give the new one another id."
            )
        now = {name: row[name] for name in register.columns} | {"revision": 1, "is_withdrawn": False}
        _write(connection, register, [("recorded", now)], writer, why)


def follow(
    engine: Engine,
    register: Register,
    uid: str,
    changes: Mapping[str, Any],
    *,
    on: int,
    writer: Writer,
    action: str = "amended",
    why: str = "",
) -> int:
    """Make the revision that follows revision `on` of an entry, and return its number.

    `changes` are columns of the register, or `is_withdrawn`. Where nothing would change there is no new
    revision, and `on` is returned.

    Raises
    ------
    UnknownCodeError
        There is no such entry.
    ConflictError
        Somebody else has made a later revision.
    """
    with registering(engine) as connection:
        before = _one(latest(connection, register, uid), register, uid)
        if before["revision"] != on:
            raise ConflictError(
                f"Somebody else has changed the {register.name} {uid} since you opened it: it is at revision "
                f"{before['revision']}, and yours was made on revision {on}; look at it as it is now and "
                "make your change again, none of it was saved."
            )
        now = before | dict(changes)
        if now == before:
            return on
        now["revision"] = on + 1
        _write(connection, register, [(action, now)], writer, why)
        return on + 1


def withdraw(engine: Engine, register: Register, uids: Iterable[str], writer: Writer, why: str = "") -> None:
    """Withdraw entries as they are now, in one transaction, by a further revision of each.

    Raises UnknownCodeError for a uid that was never recorded; then none is withdrawn.
    """
    with registering(engine) as connection:
        known = latest(connection, register)
        made = []
        for uid in dict.fromkeys(uids):
            before = _one(known, register, uid)
            if not before["is_withdrawn"]:
                now = before | {"revision": before["revision"] + 1, "is_withdrawn": True}
                made.append(("withdrawn", now))
        _write(connection, register, made, writer, why)


def history(engine: Engine, register: Register, uid: str) -> list[Row]:
    """Return every revision of an entry, the first first; raises UnknownCodeError where there is none."""
    query = select(*_columns(register)).where(register.model.uid == uid).order_by(register.model.revision)
    with reading(engine) as connection:
        rows = [dict(row) for row in connection.execute(query).mappings()]
    if not rows:
        raise _unknown(register, uid)
    return rows


def entry(engine: Engine, register: Register, uid: str) -> Row:
    """Return an entry as last revised, withdrawn or not; raises UnknownCodeError where there is none."""
    with reading(engine) as connection:
        return _one(latest(connection, register, uid), register, uid)


def entries(engine: Engine, register: Register, *, withdrawn: bool = False) -> list[Row]:
    """Return entries as last revised, by uid; without those withdrawn unless asked for."""
    with reading(engine) as connection:
        found = latest(connection, register)
    return [found[uid] for uid in sorted(found) if withdrawn or not found[uid]["is_withdrawn"]]


def unlike_the_trail(engine: Engine, register: Register) -> list[tuple[str, int]]:
    """Return uid and revision of each row that is not what the audit trail says was written.

    A row that was changed, put in past the registers, or taken out.
    """
    with reading(engine) as connection:
        rows = connection.execute(select(*_columns(register))).mappings()
        held = {(row["uid"], row["revision"]): dict(row) for row in rows}
        on_trail = {
            (e.detail["uid"], e.detail["revision"]): (e.detail["sha256"], e.detail["columns"])
            for e in events_with(connection, register.key)
        }
    wrong = [
        key
        for key in held.keys() & on_trail.keys()
        if _seal(register, held[key], on_trail[key][1]) != on_trail[key]
    ]
    return sorted([*wrong, *(held.keys() ^ on_trail.keys())])


def latest(connection: Connection, register: Register, uid: str | None = None) -> dict[str, Row]:
    """Return the latest revision of each entry, or of one, by uid, withdrawn ones too."""
    query = select(*_columns(register)).order_by(register.model.revision)
    if uid is not None:
        query = query.where(register.model.uid == uid)
    return {row["uid"]: dict(row) for row in connection.execute(query).mappings()}


def _columns(register: Register) -> list[Any]:
    return [getattr(register.model, name) for name in (*register.columns, *HELD)]


def _one(found: Mapping[str, Row], register: Register, uid: str) -> Row:
    if uid not in found:
        raise _unknown(register, uid)
    return found[uid]


def _unknown(register: Register, uid: str) -> UnknownCodeError:
    return UnknownCodeError(f"No {register.name} has the id {uid}; {register.listing} to find its id.")


def _write(
    connection: Connection, register: Register, made: Sequence[tuple[str, Row]], writer: Writer, why: str
) -> None:
    """Insert revisions and append their events."""
    if not made:
        return
    connection.execute(insert(register.model), [row for _, row in made])
    record(connection, writer, [_entry(register, action, row, why) for action, row in made])


def _entry(register: Register, action: str, row: Row, why: str) -> Entry:
    """Say what was done to which revision; its checksum shows later whether the row is still that one."""
    digest, count = _seal(register, row)
    detail = {
        "register": register.key,
        "uid": row["uid"],
        "revision": row["revision"],
        "sha256": digest,
        "columns": count,
    }
    return Entry(f"{register.name} {action}", detail | ({"why": why} if why else {}))


def _seal(register: Register, row: Row, count: int | None = None) -> tuple[str, int]:
    """Return the checksum of a row's first so many cells, and how many they are.

    The words themselves are not on the trail, which nobody could erase them from. A column that a later
    version adds goes last, and is not counted for rows written before.
    """
    cells = [row[name] for name in (*HELD, *register.columns)][:count]
    plain = [cell.isoformat() if isinstance(cell, date) else cell for cell in cells]
    return checksum(canonical(plain)), len(plain)
