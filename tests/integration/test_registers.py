"""The registers of flags and initiatives, as pages and commands use them."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from etl.pipeline import load_flags, load_initiatives
from sipmap.areas.gaps import gap_matrix, need_by_contrast
from sipmap.errors import ConflictError, EntryError, InputFileError, UnknownCodeError
from sipmap.export.registers import flags_csv, initiatives_csv
from sipmap.knowledge import flag_register as flags
from sipmap.knowledge import initiative_register as initiatives
from sipmap.store import audit, read, revisions
from sipmap.store.audit import Writer
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.initiatives import INITIATIVE_COLUMNS
from tests.integration.store_frames import areas, load

OFFICER = Writer("officer.one", "officer")
TODAY = date(2026, 6, 1)
FLAG = {
    "uid": "",
    "subject_kind": "ward",
    "subject": "E05990001",
    "theme": "transport",
    "statement": "The last bus leaves at six.",
    "strength": "moderate",
    "evidence": "Three community groups.",
    "source_title": "Notes of a meeting",
    "source_url": "",
    "author_role": "Community warden",
    "recorded_on": "2026-04-30",
    "review_by": "2027-04-30",
    "is_public": "yes",
}
INITIATIVE = {
    "name": "Minibus",
    "provider": "A made-up trust",
    "themes": "transport; skills",
    "support_needs": "basic-skills",
    "areas": "E05990001; isle",
    "starts_on": "2026-01-01",
    "is_historic": "no",
    "known_on": "2026-05-01",
    "source_title": "Notes",
}


@pytest.fixture
def engine(database: Engine) -> Engine:
    """Three wards, the last two on an isle."""
    place = pd.DataFrame(
        {"id": ["isle"], "name": ["Isle"], "kind": ["island"], "longitude": [0.5], "latitude": [51.0]}
    )
    members = pd.DataFrame({"place_id": "isle", "area_code": ["E05990001", "E05990002"]})
    load(database, {"area": areas(3), "place": place, "place_area": members})
    return database


def add(engine: Engine, **changes: str) -> str:
    return flags.add_flag(engine, FLAG | changes, OFFICER, today=TODAY)


def uids(found: list) -> list[str]:
    return [entry["uid"] for entry in found]


def test_a_flag_gets_a_name_of_its_own(engine: Engine):
    assert add(engine) == "e05990001-transport-2026"
    assert add(engine) == "e05990001-transport-2026-2"
    assert add(engine, uid="buses") == "buses"
    with pytest.raises(ConflictError, match="There is a flag buses already"):
        add(engine, uid="buses")


def test_flags_are_found_by_ward_place_theme_and_state(engine: Engine):
    add(engine, uid="ward")
    add(engine, uid="isle", subject_kind="place", subject="isle", recorded_on="2026-05-01", theme="skills")
    add(engine, uid="apart", subject="E05990000", review_by="2026-05-31", is_public="no")
    listed = flags.list_flags
    assert uids(listed(engine, TODAY)) == ["isle", "apart", "ward"]
    assert uids(listed(engine, TODAY, ward="E05990001")) == ["isle", "ward"]
    assert uids(listed(engine, TODAY, ward="E05990002")) == ["isle"]
    assert uids(listed(engine, TODAY, place="isle")) == ["isle", "ward"]
    assert uids(listed(engine, TODAY, theme="transport")) == ["apart", "ward"]
    assert uids(listed(engine, TODAY, states=("needs review",))) == ["apart"]
    assert uids(listed(engine, TODAY, public=False)) == ["apart"]
    assert uids(flags.shown_flags(engine, TODAY)) == ["isle", "ward"]
    assert uids(flags.shown_flags(engine, date(2027, 5, 1))) == []


def test_a_flag_past_its_date_needs_review_and_comes_back_when_reviewed(engine: Engine):
    uid = add(engine)
    later = date(2027, 5, 1)
    assert flags.list_flags(engine, later)[0]["state"] == "needs review"
    with pytest.raises(EntryError, match="review_by 2027-05-01 does not lie ahead"):
        flags.review_flag(engine, uid, "2027-05-01", OFFICER, on=1, why="asked again", today=later)
    with pytest.raises(EntryError, match="why is blank"):
        flags.review_flag(engine, uid, "2028-05-01", OFFICER, on=1, why=" ", today=later)
    assert flags.review_flag(engine, uid, "2028-05-01", OFFICER, on=1, why="asked again", today=later) == 2
    assert flags.list_flags(engine, later)[0]["state"] == "current"
    _, events = flags.flag_history(engine, uid)
    assert (events[-1].action, events[-1].detail["why"]) == ("flag reviewed", "asked again")
    assert (events[-1].actor, events[-1].role) == ("officer.one", "officer")


def test_amending_supersedes_and_tells_the_second_officer(engine: Engine):
    uid = add(engine)
    change = {"statement": "The last bus leaves at seven."}
    assert flags.amend_flag(engine, uid, change, OFFICER, on=1, why="new timetable", today=TODAY) == 2
    with pytest.raises(ConflictError, match="Somebody else has changed the flag"):
        flags.amend_flag(engine, uid, {"theme": "skills"}, OFFICER, on=1, why="slip", today=TODAY)
    with pytest.raises(EntryError) as refused:
        flags.amend_flag(engine, uid, {"theme": "nonsense"}, OFFICER, on=2, why="slip", today=TODAY)
    assert refused.value.faults == {"theme": 'there is no theme "nonsense"'}
    kept, _ = flags.flag_history(engine, uid)
    assert [entry["statement"] for entry in kept] == [FLAG["statement"], change["statement"]]
    with pytest.raises(UnknownCodeError, match="A flag has no column colour"):
        flags.amend_flag(engine, uid, {"colour": "red"}, OFFICER, on=2, why="x", today=TODAY)


def test_a_withdrawn_flag_is_in_the_register_alone(engine: Engine):
    uid = add(engine)
    flags.withdraw_flag(engine, uid, OFFICER, on=1, why="a mistake")
    assert flags.list_flags(engine, TODAY) == []
    assert uids(flags.list_flags(engine, TODAY, states=("withdrawn",))) == [uid]
    with pytest.raises(EntryError, match="was withdrawn; reply to another"):
        flags.reply_to_flag(engine, uid, "No", "Member", OFFICER)


def test_a_flag_is_replied_to(engine: Engine):
    uid = add(engine)
    first = flags.reply_to_flag(engine, uid, "There is a later one.", "Member", OFFICER, today=TODAY)
    second = flags.reply_to_flag(engine, uid, "Not on Sundays.", "Resident", OFFICER, today=TODAY)
    assert [r["uid"] for r in flags.replies(engine, [uid])[uid]] == [first, second]
    flags.withdraw_reply(engine, first, OFFICER, why="asked to")
    assert [r["statement"] for r in flags.replies(engine, [uid])[uid]] == ["Not on Sundays."]
    with pytest.raises(EntryError, match="statement holds HTML or script"):
        flags.reply_to_flag(engine, uid, "<img src=x>", "Resident", OFFICER)
    with pytest.raises(UnknownCodeError):
        flags.reply_to_flag(engine, "nonsense", "Yes", "Resident", OFFICER)


def test_flags_that_go_out_come_back_the_same(engine: Engine, tmp_path):
    add(engine, uid="plain")
    add(
        engine,
        uid="awkward",
        statement='=SUM(A1), "quoted", Ôl-y-Bryn',
        source_url="https://example.org/a?b=1",
    )
    add(engine, uid="private", is_public="no", author_role="-")
    before, head = flags.list_flags(engine, TODAY), audit.verify_chain(engine).head
    file = tmp_path / "flags.csv"
    file.write_bytes(flags_csv(before))
    assert b"'=SUM" in file.read_bytes()
    assert list(next(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))) == list(FLAG_COLUMNS)
    changes = load_flags(engine, file, lambda _: None, OFFICER)
    assert (changes.added, changes.changed, changes.unchanged) == (0, 0, 3)
    assert (flags.list_flags(engine, TODAY), audit.verify_chain(engine).head) == (before, head)


def test_initiatives_that_go_out_come_back_the_same(engine: Engine, tmp_path):
    initiatives.add_initiative(engine, INITIATIVE, OFFICER, today=TODAY)
    historic = {"uid": "old", "is_historic": "yes", "themes": "", "support_needs": "", "note": "-1 bus"}
    initiatives.add_initiative(engine, INITIATIVE | historic, OFFICER, today=TODAY)
    before = initiatives.list_initiatives(engine, TODAY)
    file = tmp_path / "initiatives.csv"
    file.write_bytes(initiatives_csv(before))
    assert list(next(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))) == list(
        INITIATIVE_COLUMNS
    )
    changes = load_initiatives(engine, file, lambda _: None, OFFICER)
    assert (changes.added, changes.changed, changes.unchanged) == (0, 0, 2)
    assert initiatives.list_initiatives(engine, TODAY) == before


def test_a_file_with_a_wrong_row_changes_nothing(engine: Engine, tmp_path):
    add(engine, uid="known")
    rows = flags.list_flags(engine, TODAY)
    wrong = [rows[0] | {"statement": "Another."}, rows[0] | {"uid": "second", "subject": "E05999999"}]
    (tmp_path / "flags.csv").write_bytes(flags_csv(wrong))
    with pytest.raises(InputFileError, match='row 3: there is no ward "E05999999"'):
        load_flags(engine, tmp_path / "flags.csv", lambda _: None, OFFICER)
    assert flags.list_flags(engine, TODAY) == rows
    assert audit.verify_chain(engine).count == 1


def test_ten_thousand_flags_at_once_are_all_on_the_trail(engine: Engine):
    one = flags.flags.parsed(FLAG)
    rows = [one | {"uid": f"flag-{number}"} for number in range(10_000)]
    revisions.append(engine, flags.FLAGS, rows, OFFICER)
    trail = audit.verify_chain(engine)
    assert (trail.count, trail.is_whole) == (10_000, True)
    assert len(read.flags(engine)) == 10_000


def test_initiatives_are_found_by_ward_theme_need_and_state(engine: Engine):
    def put(uid: str, **changes: str) -> None:
        initiatives.add_initiative(
            engine, INITIATIVE | {"uid": uid, "name": uid} | changes, OFFICER, today=TODAY
        )

    put("bus")
    put("planned", starts_on="2026-07-01", areas="E05990000")
    put("ended", ends_on="2026-05-31", support_needs="")
    put("old", is_historic="yes", themes="skills")
    listed = initiatives.list_initiatives
    assert uids(listed(engine, TODAY)) == ["bus", "ended", "old", "planned"]
    assert uids(listed(engine, TODAY, ward="E05990000")) == ["planned"]
    assert uids(listed(engine, TODAY, ward="E05990002")) == ["bus", "ended", "old"]
    assert uids(listed(engine, TODAY, theme="transport")) == ["bus", "ended", "planned"]
    assert uids(listed(engine, TODAY, need="basic-skills")) == ["bus", "old", "planned"]
    assert uids(listed(engine, TODAY, states=("current",))) == ["bus"]
    served = initiatives.provision(engine, TODAY)
    assert served[["uid", "area_code", "theme"]].to_numpy().tolist() == [
        ["bus", code, theme] for code in ("E05990001", "E05990002") for theme in ("transport", "skills")
    ]
    assert initiatives.provision_for_needs(engine, TODAY)["need"].tolist() == ["basic-skills"] * 2
    contrasts = pd.DataFrame({"area_code": ["E05990000", "E05990001"], "theme": "transport", "contrast": 1.5})
    assert gap_matrix(need_by_contrast(contrasts), served)["standing"].tolist() == ["gap", "provision"]


def test_an_initiative_is_amended_and_withdrawn(engine: Engine):
    uid = initiatives.add_initiative(engine, INITIATIVE, OFFICER, today=TODAY)
    assert uid == "minibus"
    ended = {"ends_on": "2026-05-31"}
    assert initiatives.amend_initiative(engine, uid, ended, OFFICER, on=1, why="no driver", today=TODAY) == 2
    assert initiatives.initiative_of(engine, uid)["ends_on"] == date(2026, 5, 31)
    with pytest.raises(ConflictError):
        initiatives.withdraw_initiative(engine, uid, OFFICER, on=1, why="x")
    initiatives.withdraw_initiative(engine, uid, OFFICER, on=2, why="x")
    assert initiatives.list_initiatives(engine, TODAY) == []
    kept, events = initiatives.initiative_history(engine, uid)
    assert [entry["revision"] for entry in kept] == [1, 2, 3]
    assert [event.action for event in events] == [
        "initiative recorded",
        "initiative amended",
        "initiative withdrawn",
    ]
