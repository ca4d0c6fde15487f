"""Flags, initiatives and decisions from the command line, on each database."""

import csv
import getpass
import hashlib
import io
import json
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from sipmap.store.audit import canonical
from sipmap.store.engine import make_engine, reading, writing
from tests.integration.conftest import Done, Sipmap

ROOT = Path(__file__).resolve().parents[2]
SHEERNESS, CLIFTONVILLE_WEST = "E05009560", "E05005088"
FLAG = {
    "subject_kind": "ward",
    "subject": SHEERNESS,
    "theme": "transport",
    "statement": "The last bus leaves at six, before shifts end.",
    "strength": "moderate",
    "evidence": "Three community groups, apart from each other.",
    "source_title": "Notes of a meeting, spring 2026",
    "author_role": "Community warden",
    "recorded_on": "2026-04-30",
    "review_by": "2099-04-30",
    "is_public": "yes",
}


def options(row: dict[str, str]) -> list[str]:
    return [part for name, value in row.items() for part in ("--set", f"{name}={value}")]


def good(done: Done) -> Done:
    assert done.returncode == 0, done.stderr
    return done


def refused(done: Done) -> str:
    assert done.returncode == 2, done.stdout
    sentence = done.stderr.strip()
    assert sentence.startswith("sipmap: ")
    assert "\n" not in sentence
    return sentence


def listed(sipmap: Sipmap, url: str, *arguments: str) -> list[dict]:
    return json.loads(good(sipmap(url, *arguments, "--format", "json")).stdout)


def test_a_flag_from_first_word_to_withdrawal(sipmap: Sipmap, own_url: str):
    done = good(sipmap(own_url, "flags", "add", *options(FLAG)))
    assert "flag e05009560-transport-2026: recorded" in done.stderr
    uid = "e05009560-transport-2026"
    of_ward = listed(sipmap, own_url, "flags", "list", "--ward", SHEERNESS)
    assert [(f["uid"], f["state"]) for f in of_ward] == [
        (uid, "current"),
        ("isle-of-sheppey-transport-2008", "needs review"),
    ]
    change = ("--set", "strength=strong", "--why", "counted")
    good(sipmap(own_url, "flags", "amend", uid, *change))
    assert "Somebody else has changed the flag" in refused(
        sipmap(own_url, "flags", "amend", uid, *change, "--revision", "1")
    )
    good(sipmap(own_url, "flags", "review", uid, "--until", "2099-12-31", "--why", "asked again"))
    good(sipmap(own_url, "flags", "reply", uid, "--text", "One more at eight.", "--role", "Bus company"))
    shown = good(sipmap(own_url, "flags", "show", uid)).stdout
    for words in ("strong", "2099-12-31", "flag reviewed (revision 3)", "One more at eight.", "asked again"):
        assert words in shown
    assert getpass.getuser() in shown
    good(sipmap(own_url, "flags", "withdraw-reply", f"{uid}-reply", "--why", "they asked"))
    good(sipmap(own_url, "flags", "withdraw", uid, "--why", "a new timetable"))
    assert len(listed(sipmap, own_url, "flags", "list", "--ward", SHEERNESS)) == 1
    withdrawn = listed(sipmap, own_url, "flags", "list", "--state", "withdrawn")
    assert [(f["uid"], f["revision"]) for f in withdrawn] == [(uid, 4)]
    trail = good(sipmap(own_url, "decision", "trail")).stdout
    assert "The chain is whole.\nEvery entry is as it was written." in trail


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"subject": "E05999999"}, 'there is no ward "E05999999"'),
        ({"review_by": "2026-04-29"}, "lies before recorded_on"),
        ({"source_url": "nowhere"}, "is not a whole http or https address"),
        ({"statement": "<script>alert(1)</script>"}, "holds HTML or script"),
        ({"statement": ""}, "statement is blank"),
        ({"colour": "red"}, "A flag has no column colour"),
    ],
)
def test_a_flag_that_cannot_be_taken(sipmap: Sipmap, embedded_url: str, change: dict, said: str):
    assert said in refused(sipmap(embedded_url, "flags", "add", *options(FLAG | change)))


def test_typing_errors_are_one_sentence(sipmap: Sipmap, embedded_url: str):
    for arguments in (
        ("flags", "list", "--state", "stale"),
        ("flags", "add", "--set", "theme"),
        ("flags", "add", "--set", "theme=a", "--set", "theme=b"),
        ("flags", "show", "nonsense"),
        ("initiatives", "withdraw", "nonsense", "--why", "x"),
        ("initiatives", "list", "--state", "stale"),
        ("decision", "open", "nonsense"),
        ("decision", "list", "--status", "lost"),
        ("decision", "import", "nothing.json", "--name", "x"),
        ("decision", "save", "--name", "x", "--equality", "@nothing.txt"),
        ("flags", "export", "-o", "no-such-folder/flags.csv"),
        ("flags", "import", "nothing.csv"),
    ):
        assert refused(sipmap(embedded_url, *arguments))


def test_flags_leave_and_come_back_as_they_ship(sipmap: Sipmap, own_url: str, tmp_path: Path):
    good(sipmap(own_url, "flags", "export", "-o", "flags.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "flags.csv").read_text(encoding="utf-8-sig"))))
    shipped = (ROOT / "etl" / "flags" / "kent.csv").read_text(encoding="utf-8")
    by_uid = {row["uid"]: row for row in csv.DictReader(io.StringIO(shipped))}
    assert {row["uid"]: row for row in rows} == by_uid
    done = good(sipmap(own_url, "flags", "import", tmp_path / "flags.csv"))
    assert "0 added, 0 changed, 3 already there" in done.stderr


def test_initiatives_ship_as_history_and_new_ones_count_where_they_are(
    sipmap: Sipmap, own_url: str, tmp_path: Path
):
    assert {i["state"] for i in listed(sipmap, own_url, "initiatives", "list")} == {"historic"}
    here = listed(sipmap, own_url, "initiatives", "list", "--ward", CLIFTONVILLE_WEST)
    assert [i["name"] for i in here] == ["Margate Task Force", "Thanet's Gateway Plus"]
    row = {
        "name": "Work club",
        "provider": "A made-up trust",
        "themes": "worklessness; skills",
        "areas": "E07000114",
        "is_historic": "no",
        "known_on": "2026-01-01",
        "source_title": "Notes",
    }
    good(sipmap(own_url, "initiatives", "add", *options(row)))
    of_skills = listed(
        sipmap, own_url, "initiatives", "list", "--ward", CLIFTONVILLE_WEST, "--theme", "skills"
    )
    assert [(i["uid"], i["state"]) for i in of_skills] == [("work-club", "current")]
    good(sipmap(own_url, "initiatives", "amend", "work-club", "--set", "funding=A grant", "--why", "x"))
    assert "A grant" in good(sipmap(own_url, "initiatives", "show", "work-club")).stdout
    good(sipmap(own_url, "initiatives", "export", "-o", "initiatives.csv"))
    done = good(sipmap(own_url, "initiatives", "import", tmp_path / "initiatives.csv"))
    assert "0 added, 0 changed, 4 already there" in done.stderr
    good(sipmap(own_url, "initiatives", "withdraw", "work-club", "--why", "a trial"))
    assert len(listed(sipmap, own_url, "initiatives", "list")) == 3
    unknown = row | {"areas": "E07999999"}
    assert 'no ward, district or place "E07999999"' in refused(
        sipmap(own_url, "initiatives", "add", *options(unknown))
    )


STATED = (
    "--min-per-district",
    "1",
    "--pin",
    "E05009562:prisons hide its need",
    "--weight",
    "claimant-rate=0.3",
)


def test_a_decision_from_the_list_to_the_file_for_a_request(sipmap: Sipmap, own_url: str, tmp_path: Path):
    (tmp_path / "equality.txt").write_text("Assessment 12.\nNo group is left out.", encoding="utf-8")
    said = ("--name", "SIP wards", "--decided-by", "Policy officer", "--equality", "@equality.txt")
    first = good(sipmap(own_url, "decision", "save", *said, *STATED)).stdout.strip()
    good(sipmap(own_url, "shortlist", *STATED, "--size", "20", "--format", "json", "-o", "list.json"))
    replaced = ("--supersedes", first, "--why", "fewer wards")
    second = good(
        sipmap(own_url, "decision", "import", "list.json", "--name", "Fewer", *replaced)
    ).stdout.strip()
    both = listed(sipmap, own_url, "decision", "list")
    assert [(d["id"], d["status"]) for d in both] == [(second, "draft"), (first, "superseded")]
    told = listed(sipmap, own_url, "decision", "compare", first, second)
    assert (len(told["both"]), len(told["only_first"]), told["only_second"]) == (20, 4, [])
    assert told["stated"] == [{"what": "size", "first": 24, "second": 20}]
    good(sipmap(own_url, "decision", "publish", second, "--why", "Cabinet, 3 June"))
    for uid in (first, second):
        assert "the list comes out the same" in good(sipmap(own_url, "decision", "verify", uid)).stdout
    opened = good(sipmap(own_url, "decision", "open", first)).stdout
    for words in ("SIP wards (superseded): 24 wards of Kent", "prisons hide its need", "Policy officer"):
        assert words in opened
    good(sipmap(own_url, "decision", "export", first, "-o", "record.json"))
    whole = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(canonical(whole["record"]).encode()).hexdigest() == whole["sha256"]
    assert [e["action"] for e in whole["audit_events"]] == ["decision saved", "decision superseded"]
    assert whole["audit_events"][0]["detail"]["sha256"] == whole["sha256"]
    assert whole["audit_trail"]["is_whole"]
    assert whole["verified"] == {"is_equal": True, "differences": []}
    assert all(source["licence"] and source["publisher"] for source in whole["sources"])
    text_file = good(sipmap(own_url, "decision", "export", first, "--format", "text")).stdout
    for words in ("No group is left out.", "Open Government Licence", "(range ", "Pin of Sheppey East"):
        assert words in text_file


def test_a_decision_that_was_changed_is_refused(sipmap: Sipmap, own_url: str):
    uid = good(sipmap(own_url, "decision", "save", "--name", "SIP", "--size", "3")).stdout.strip()
    engine = make_engine(own_url)
    on = " ON decision" if engine.dialect.name == "postgresql" else ""
    with writing(engine) as connection:
        connection.execute(text(f"DROP TRIGGER decision_update{on}"))
        connection.execute(
            text("UPDATE decision SET record = replace(record, 'Cliftonville', 'Cliftonvilla')")
        )
    engine.dispose()
    for command in ("verify", "open", "export"):
        assert "is not as it was saved" in refused(sipmap(own_url, "decision", command, uid))


def test_figures_that_were_changed_make_verify_fail(sipmap: Sipmap, own_url: str):
    uid = good(sipmap(own_url, "decision", "save", "--name", "SIP", "--size", "3")).stdout.strip()
    engine = make_engine(own_url)
    with writing(engine) as connection:
        change = "UPDATE observation SET value = 0.01 WHERE geography = 'ward' AND area_code = :code"
        connection.execute(text(change + " AND value IS NOT NULL"), {"code": CLIFTONVILLE_WEST})
    engine.dispose()
    done = sipmap(own_url, "decision", "verify", uid)
    assert done.returncode == 1
    assert "Cliftonville West (E05005088) was on the list and is not now." in done.stdout


def test_a_shortlist_file_that_no_longer_comes_out_is_refused(
    sipmap: Sipmap, embedded_url: str, tmp_path: Path
):
    good(sipmap(embedded_url, "shortlist", "--size", "5", "--format", "json", "-o", "list.json"))
    found = json.loads((tmp_path / "list.json").read_text(encoding="utf-8"))
    found["wards"][0]["ward_code"] = "E05009999"
    (tmp_path / "other.json").write_text(json.dumps(found), encoding="utf-8")
    sentence = refused(sipmap(embedded_url, "decision", "import", "other.json", "--name", "x"))
    assert "its list does not come out on its release" in sentence
    for content in ("[]", "{}", '{"wards": [], "stated": null, "release": 1}', "not JSON"):
        (tmp_path / "other.json").write_text(content, encoding="utf-8")
        refused(sipmap(embedded_url, "decision", "import", "other.json", "--name", "x"))


@pytest.mark.postgis
def test_the_application_s_own_role_writes_registers_and_can_change_nothing(postgis_cluster, postgis_url):
    """The roles that docs/REGISTERS.md recommends, as it writes them."""
    name = str(make_url(postgis_url).database)
    grants = (ROOT / "docs" / "REGISTERS.md").read_text(encoding="utf-8")
    grants = grants.partition("```sql\n")[2].partition("```")[0]
    postgis_cluster.psql(name, grants)
    engine = make_engine(postgis_cluster.url(name, user="sipmap_app"))
    from sipmap.store import audit, revisions
    from sipmap.store.flags import FLAGS
    from tests.integration.test_store_revisions import OFFICER, flag

    revisions.add(engine, FLAGS, flag(), OFFICER)
    assert audit.verify_chain(engine).count == 1
    for statement in (
        "UPDATE audit_event SET actor = 'x'",
        "DELETE FROM audit_event",
        "DROP TRIGGER audit_event_change ON audit_event",
        "UPDATE flag SET statement = 'x'",
        "UPDATE decision SET record = 'x'",
        "DELETE FROM decision",
    ):
        with pytest.raises(Exception, match=r"lacks a right|must be owner"), writing(engine) as connection:
            connection.execute(text(statement))
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit_event")) == 1
    engine.dispose()
    postgis_cluster.psql(name, "DROP OWNED BY sipmap_app; DROP ROLE sipmap_app; DROP ROLE sipmap_owner")
