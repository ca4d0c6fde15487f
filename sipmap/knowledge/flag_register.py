"""The flags register: list, filter, add, amend, review, reply, withdraw. Rules: `sipmap.knowledge.flags`.

What is wrong with an entry is an EntryError, whose `faults` a form can show by column; a colleague's change
meanwhile is a ConflictError; a uid or code that is not there an UnknownCodeError.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from sipmap.errors import EntryError, UnknownCodeError
from sipmap.knowledge import flags
from sipmap.knowledge.checks import Fault, Row, day, quote, reason_faults, refuse_faults
from sipmap.knowledge.flags import State
from sipmap.knowledge.known import known_now
from sipmap.knowledge.uids import new_uid
from sipmap.store import read, revisions
from sipmap.store.audit import Event, Writer, events_of
from sipmap.store.flags import FLAG_COLUMNS, FLAGS, REPLIES

Entry = dict[str, Any]
ON_RECORD: tuple[State, ...] = ("current", "needs review")
SHOWN: tuple[State, ...] = ("current",)


def list_flags(
    engine: Engine,
    today: date,
    *,
    theme: str = "",
    ward: str = "",
    place: str = "",
    states: Collection[State] = ON_RECORD,
    public: bool | None = None,
) -> list[Entry]:
    """Return flags as last revised that meet each of the conditions given, the latest recorded first.

    Each has FLAG_COLUMNS, `revision` and `state`. A ward's flags are its own and those of the places it lies
    in; a place's are its own and those of its wards.
    """
    found = [
        entry | {"state": flags.state(entry, today)}
        for entry in revisions.entries(engine, FLAGS, withdrawn="withdrawn" in states)
        if (not theme or entry["theme"] == theme) and (public is None or entry["is_public"] == public)
    ]
    if ward or place:
        subjects = _subjects(engine, ward, place)
        found = [entry for entry in found if (entry["subject_kind"], entry["subject"]) in subjects]
    found = [entry for entry in found if entry["state"] in states]
    return sorted(found, key=lambda entry: (-entry["recorded_on"].toordinal(), entry["uid"]))


def _subjects(engine: Engine, ward: str, place: str) -> set[tuple[str, str]]:
    active = read.active_release(engine)
    members = read.places(engine, active.id)[1] if active else None
    pairs = [] if members is None else list(zip(members["place_id"], members["area_code"], strict=True))
    subjects: set[tuple[str, str]] = set()
    if ward:
        subjects |= {("ward", ward)} | {("place", p) for p, code in pairs if code == ward}
    if place:
        subjects |= {("place", place)} | {("ward", code) for p, code in pairs if p == place}
    return subjects


def shown_flags(engine: Engine, today: date, *, ward: str = "", place: str = "") -> list[Entry]:
    """Return the flags that a public page may show: public and not past their review date."""
    return list_flags(engine, today, ward=ward, place=place, states=SHOWN, public=True)


def add_flag(engine: Engine, row: Row, writer: Writer, *, today: date | None = None) -> str:
    """Record a new flag from texts by FLAG_COLUMNS, and return its uid; where `uid` is blank one is made.

    Raises EntryError for what is wrong with it, ConflictError where the uid is taken.
    """
    known = known_now(engine, today)
    given = _complete(row)
    if not given["uid"]:
        taken = [entry["uid"] for entry in revisions.entries(engine, FLAGS, withdrawn=True)]
        given["uid"] = new_uid(f"{given['subject']}-{given['theme']}-{given['recorded_on'][:4]}", taken)
    refuse_faults("flag", flags.faults(given, known))
    revisions.add(engine, FLAGS, flags.parsed(given), writer)
    return given["uid"]


def amend_flag(
    engine: Engine, uid: str, changes: Row, writer: Writer, *, on: int, why: str, today: date | None = None
) -> int:
    """Supersede revision `on` of a flag with some columns written anew; return the number of the revision.

    Raises EntryError, UnknownCodeError, or ConflictError where somebody else has made a later revision.
    """
    before = revisions.entry(engine, FLAGS, uid)
    given = _complete(flags.written(before) | {k: v for k, v in changes.items() if k != "uid"})
    refuse_faults("flag", [*flags.faults(given, known_now(engine, today)), *reason_faults(why)])
    values = flags.parsed(given) | {"is_withdrawn": False}
    return revisions.follow(engine, FLAGS, uid, values, on=on, writer=writer, why=why)


def review_flag(
    engine: Engine, uid: str, review_by: str, writer: Writer, *, on: int, why: str, today: date | None = None
) -> int:
    """Say that a flag was looked at again and holds until a day that lies ahead; return the revision."""
    until, now = day(review_by.strip()), today or date.today()
    wrong = []
    if until is None:
        problem = f"review_by is {quote(review_by)} where it must be a day such as 2026-04-30"
        wrong.append(Fault("review_by", problem))
    elif until <= now:
        wrong.append(Fault("review_by", f"review_by {until} does not lie ahead"))
    refuse_faults("review", [*wrong, *reason_faults(why)])
    changes = {"review_by": until}
    return revisions.follow(engine, FLAGS, uid, changes, on=on, writer=writer, action="reviewed", why=why)


def withdraw_flag(engine: Engine, uid: str, writer: Writer, *, on: int, why: str) -> int:
    """Take a flag off every page but the register's own; return the number of the revision."""
    refuse_faults("withdrawal", reason_faults(why))
    changes = {"is_withdrawn": True}
    return revisions.follow(engine, FLAGS, uid, changes, on=on, writer=writer, action="withdrawn", why=why)


def reply_to_flag(
    engine: Engine,
    flag_uid: str,
    statement: str,
    author_role: str,
    writer: Writer,
    *,
    today: date | None = None,
) -> str:
    """Record what somebody answers to a flag, and return the reply's uid."""
    if revisions.entry(engine, FLAGS, flag_uid)["is_withdrawn"]:
        raise EntryError(f"The flag {flag_uid} was withdrawn; reply to another.", {})
    given = {"statement": statement.strip(), "author_role": author_role.strip()}
    refuse_faults("reply", flags.reply_faults(given))
    taken = [entry["uid"] for entry in revisions.entries(engine, REPLIES, withdrawn=True)]
    uid = new_uid(f"{flag_uid[:50]}-reply", taken)
    reply = given | {"uid": uid, "flag_uid": flag_uid, "replied_on": today or date.today()}
    revisions.add(engine, REPLIES, reply, writer)
    return uid


def withdraw_reply(engine: Engine, uid: str, writer: Writer, *, why: str) -> None:
    """Take a reply off the pages; it is kept."""
    refuse_faults("withdrawal", reason_faults(why))
    revisions.withdraw(engine, REPLIES, [uid], writer, why)


def replies(engine: Engine, flag_uids: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the replies to some flags, by flag, the first first; without those withdrawn."""
    found: dict[str, list[Entry]] = {uid: [] for uid in flag_uids}
    for reply in sorted(revisions.entries(engine, REPLIES), key=lambda r: (r["replied_on"], r["uid"])):
        if reply["flag_uid"] in found:
            found[reply["flag_uid"]].append(reply)
    return found


def flag_history(engine: Engine, uid: str) -> tuple[list[Entry], list[Event]]:
    """Return every revision of a flag and the events of its trail, the first first."""
    return revisions.history(engine, FLAGS, uid), events_of(engine, FLAGS.name, uid)


def flag_of(engine: Engine, uid: str) -> Entry:
    """Return a flag as last revised, withdrawn or not; raises UnknownCodeError where there is none."""
    return revisions.entry(engine, FLAGS, uid)


def _complete(row: Mapping[str, str]) -> dict[str, str]:
    """Return a row with every column, blank where it was not given; UnknownCodeError for a strange one."""
    strange = sorted(set(row) - set(FLAG_COLUMNS))
    if strange:
        raise UnknownCodeError(f"A flag has no column {strange[0]}; it has {', '.join(FLAG_COLUMNS)}.")
    return {column: str(row.get(column, "")).strip() for column in FLAG_COLUMNS}
