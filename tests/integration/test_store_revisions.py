"""Revisions and the audit trail: nobody's words are lost, every write is on the trail, the chain is whole."""

import threading
from datetime import date
from itertools import pairwise

import pytest
from sqlalchemy import Engine, select, text

from sipmap.errors import ConflictError, UnknownCodeError
from sipmap.store import audit, revisions
from sipmap.store.audit import Entry, Writer
from sipmap.store.engine import reading, writing
from sipmap.store.flags import FLAGS, REPLIES
from sipmap.store.initiatives import INITIATIVES
from sipmap.store.tables import Flag

OFFICER = Writer("officer.one", "officer")
WRITERS = 20


def flag(uid: str = "buses", **changes) -> dict:
    row = {
        "uid": uid,
        "subject_kind": "ward",
        "subject": "E05990001",
        "theme": "transport",
        "statement": "0",
        "strength": "weak",
        "evidence": "hearsay",
        "source_title": "Notes",
        "source_url": "",
        "author_role": "Community warden",
        "recorded_on": date(2026, 4, 30),
        "review_by": date(2027, 4, 30),
        "is_public": True,
    }
    return row | changes


def initiative(uid: str = "minibus") -> dict:
    return {
        "uid": uid,
        "name": "Minibus",
        "provider": "A made-up trust",
        "themes": ["transport"],
        "support_needs": [],
        "areas": ["E05990001"],
        "starts_on": None,
        "ends_on": None,
        "funding": "",
        "is_historic": False,
        "known_on": date(2026, 1, 1),
        "note": "",
        "source_title": "Notes",
        "source_url": "",
    }


def at_once(work, count: int = WRITERS) -> None:
    """Run `work(number)` in so many threads at once; a failure in any is a failure."""
    failures: list[BaseException] = []
    start = threading.Barrier(count)

    def run(number: int) -> None:
        try:
            start.wait()
            work(number)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_an_amendment_is_made_on_the_revision_that_was_seen(database: Engine):
    revisions.add(database, FLAGS, flag(), OFFICER)
    assert (
        revisions.follow(database, FLAGS, "buses", {"statement": "1"}, on=1, writer=OFFICER, why="news") == 2
    )
    sentence = (
        r"Somebody else has changed the flag buses since you opened it: it is at revision 2, and yours was "
        r"made on revision 1; look at it as it is now and make your change again, none of it was saved\."
    )
    with pytest.raises(ConflictError, match=sentence):
        revisions.follow(database, FLAGS, "buses", {"statement": "2"}, on=1, writer=OFFICER)
    assert [row["statement"] for row in revisions.history(database, FLAGS, "buses")] == ["0", "1"]
    assert [e.action for e in audit.events_of(database, "flag", "buses")] == ["flag recorded", "flag amended"]
    assert audit.events(database)[1].detail["why"] == "news"


def test_an_amendment_that_changes_nothing_is_no_revision(database: Engine):
    revisions.add(database, INITIATIVES, initiative(), OFFICER)
    same = {"themes": ["transport"], "known_on": date(2026, 1, 1)}
    assert revisions.follow(database, INITIATIVES, "minibus", same, on=1, writer=OFFICER) == 1
    assert len(audit.events(database)) == 1


def test_an_id_is_taken_once(database: Engine):
    revisions.add(database, FLAGS, flag(), OFFICER)
    with pytest.raises(ConflictError, match="There is a flag buses already"):
        revisions.add(database, FLAGS, flag(), OFFICER)
    with pytest.raises(UnknownCodeError, match="No initiative has the id nonsense"):
        revisions.follow(database, INITIATIVES, "nonsense", {}, on=1, writer=OFFICER)


def test_no_amendment_is_lost_among_many_writers(database: Engine):
    """Twenty officers add 1 to the number in the same flag; each who is told of another tries again."""
    revisions.add(database, FLAGS, flag(), OFFICER)
    told = []

    def count_up(number: int) -> None:
        while True:
            seen = revisions.entry(database, FLAGS, "buses")
            change = {"statement": str(int(seen["statement"]) + 1)}
            try:
                revisions.follow(
                    database,
                    FLAGS,
                    "buses",
                    change,
                    on=seen["revision"],
                    writer=Writer(f"officer {number}", "officer"),
                )
                return
            except ConflictError:
                told.append(number)

    at_once(count_up)
    assert revisions.entry(database, FLAGS, "buses")["statement"] == str(WRITERS)
    assert [r["revision"] for r in revisions.history(database, FLAGS, "buses")] == list(range(1, WRITERS + 2))
    trail = audit.verify_chain(database)
    assert (trail.count, trail.is_whole) == (WRITERS + 1, True)
    actors = {e.actor for e in audit.events(database)}
    assert len(actors) == WRITERS + 1
    assert told, "nobody met anybody: the test shows nothing"


def test_many_writers_of_different_registers_leave_one_chain(database: Engine):
    def write(number: int) -> None:
        writer = Writer(f"officer {number}", "officer")
        for turn in range(3):
            name = f"entry-{number}-{turn}"
            revisions.add(database, FLAGS, flag(name), writer)
            revisions.append(database, INITIATIVES, [initiative(name), initiative("shared")], writer)
        revisions.withdraw(database, FLAGS, [f"entry-{number}-0"], writer)

    at_once(write)
    found = audit.events(database)
    assert audit.verify_chain(database).is_whole
    assert len(found) == WRITERS * 7 + 1
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(found))
    with reading(database) as connection:
        rows = connection.execute(select(Flag.uid, Flag.revision)).all()
    on_trail = {(e.detail["uid"], e.detail["revision"]) for e in found if e.detail["register"] == "flag"}
    assert on_trail == {tuple(row) for row in rows}


def test_a_write_that_fails_leaves_no_event(database: Engine):
    with pytest.raises(ZeroDivisionError), audit.registering(database) as connection:  # noqa: PT012
        audit.record(connection, OFFICER, [Entry("tried", {})])
        raise ZeroDivisionError
    assert audit.verify_chain(database) == audit.Trail(0, "", None)


def test_a_reply_is_kept_when_it_is_withdrawn(database: Engine):
    reply = {"uid": "answer", "flag_uid": "buses", "statement": "There is one on Sundays.",
             "author_role": "Member for the ward", "replied_on": date(2026, 5, 1)}  # fmt: skip
    revisions.add(database, REPLIES, reply, OFFICER)
    revisions.withdraw(database, REPLIES, ["answer"], OFFICER, "given for another flag")
    assert revisions.entries(database, REPLIES) == []
    assert revisions.entries(database, REPLIES, withdrawn=True)[0]["statement"] == reply["statement"]
    assert [e.action for e in audit.events(database)] == ["flag reply recorded", "flag reply withdrawn"]


@pytest.fixture
def tampered(database: Engine):
    """Three events, and a way to change them that the database's own guard would refuse."""
    for uid in ("one", "two", "three"):
        revisions.add(database, FLAGS, flag(uid), OFFICER)

    def change(statement: str) -> audit.Trail:
        on = " ON audit_event" if database.dialect.name == "postgresql" else ""
        with writing(database) as connection:
            for name in ("update", "delete", "change"):
                connection.execute(text(f"DROP TRIGGER IF EXISTS audit_event_{name}{on}"))
            connection.execute(text(statement))
        return audit.verify_chain(database)

    return change


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_event SET actor = 'somebody else' WHERE id = 2", 2),
        ("UPDATE audit_event SET role = 'administrator' WHERE id = 1", 1),
        ("DELETE FROM audit_event WHERE id = 2", 3),
        ("DELETE FROM audit_event WHERE id = 1", 2),
        ("UPDATE audit_event SET hash = 'x' WHERE id = 3", 3),
    ],
)
def test_a_changed_or_removed_event_shows(tampered, statement: str, broken_at: int):
    trail = tampered(statement)
    assert trail.broken_at == broken_at
    assert not trail.is_whole


def test_what_was_cut_off_shows_to_whoever_kept_the_head(database: Engine, tampered):
    head = audit.verify_chain(database).head
    assert tampered("DELETE FROM audit_event WHERE id = 3").head != head


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE flag SET statement = 'x' WHERE uid = 'two'", [("two", 1)]),
        ("UPDATE flag SET is_withdrawn = NOT is_withdrawn WHERE uid = 'one'", [("one", 1), ("one", 2)]),
        ("DELETE FROM flag WHERE uid = 'three'", [("three", 1)]),
        ("UPDATE flag SET uid = 'four' WHERE uid = 'three'", [("four", 1), ("three", 1)]),
    ],
)
def test_a_row_changed_past_the_register_shows(database: Engine, statement: str, found: list):
    for uid in ("one", "two", "three"):
        revisions.add(database, FLAGS, flag(uid), OFFICER)
    revisions.withdraw(database, FLAGS, ["one"], OFFICER)
    revisions.add(database, INITIATIVES, initiative(), OFFICER)
    assert [revisions.unlike_the_trail(database, r) for r in (FLAGS, REPLIES, INITIATIVES)] == [[], [], []]
    with writing(database) as connection:
        connection.execute(text(statement))
    assert revisions.unlike_the_trail(database, FLAGS) == found
