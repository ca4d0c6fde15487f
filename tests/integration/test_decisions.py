"""Decisions: saved to the byte, verified on their own release, superseded and never edited."""

import json
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from sipmap import desk
from sipmap.catalogue import Rules, indicators, profile
from sipmap.desk.decisions import Stated, decision_wards, shortlist_decision, stated_of, verify_decision
from sipmap.errors import ConflictError, EntryError, NoReleaseError, RecordChangedError, UnknownCodeError
from sipmap.geography import COMPARISON_SETS
from sipmap.knowledge import decision_register as register
from sipmap.knowledge.decisions import compare
from sipmap.store import audit, read, write
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine, writing
from tests.integration.store_frames import load, observations
from tests.integration.test_store_revisions import WRITERS, at_once

OFFICER = Writer("officer.one", "officer")
SHEPPEY_EAST = "E05009562"
STATED = Stated(
    area="kent",
    profile=profile("sip-today"),
    rules=Rules(min_per_district=1, pinned={SHEPPEY_EAST: "its prisons hide its need"}),
    size=24,
    objective="need-score",
    weights={"claimant-rate": 0.3},
)


def made(release_id: int = 1, **stated) -> dict:
    """What a decision keeps of a list, made up."""
    wards = [{"ward_code": "E05990001", "ward": "Ward 1"}]
    return {
        "release": {"id": release_id, "label": "Test", "datasets": []},
        "stated": {"size": 1, **stated},
        "overrides": [],
        "result": {"wards": wards},
    }


def save(engine: Engine, name: str = "SIP", **changes) -> str:
    given = {"made": made(), "equality_duty": "", "writer": OFFICER} | changes
    return register.save_decision(engine, given.pop("made"), name=name, **given)


@pytest.fixture
def small(database: Engine) -> Engine:
    """A database with a small release to name."""
    load(database, {"observation": observations()})
    return database


@pytest.fixture
def own(own_url: str):
    """A copy of the snapshot's database with one decision in it, and its id."""
    engine = make_engine(own_url)
    release = desk.active_release(engine)
    record = shortlist_decision(engine, release, STATED, who="Policy officer", when=date(2026, 6, 1))
    uid = save(engine, "SIP wards", made=record, equality_duty="Assessment 12:\nno group is left out.")
    yield engine, uid
    engine.dispose()


def newer_data(engine: Engine) -> int:
    """Load a release with other claimant figures, and sweep away whatever nobody names."""
    former = desk.active_release(engine)
    held = read.datasets(engine, former.id)
    ours = [i.id for i in indicators().values() if i.source == "ons_claimant_count"]
    figures = read.observations(engine, former.id, indicators=ours)
    is_odd = figures["area_code"].str[-1].isin(list("13579"))
    figures["value"] = figures["value"].where(~is_odd, figures["value"] * 1.5)
    scales = [read.standardisation(engine, former.id, reference) for reference in COMPARISON_SETS]
    with write.Loading(engine, "newer", "load") as loading:
        loading.dataset("ons_claimant_count", "newer", [], {"observation": figures})
        loading.keep([int(i) for i in held.loc[held["source_id"] != "ons_claimant_count", "id"]])
        loading.standardisation(pd.concat(scales, ignore_index=True))
        release_id = loading.activate()
    write.remove_unused(engine, keep=0)
    return release_id


def test_a_decision_is_verified_also_after_newer_data(own: tuple[Engine, str]):
    engine, uid = own
    assert verify_decision(engine, uid).differences == ()
    first = register.open_decision(engine, uid)
    newer = newer_data(engine)
    found = verify_decision(engine, uid)
    assert (found.is_equal, found.differences, found.trail.is_whole) == (True, (), True)
    assert found.decision.release_id == first.release_id != newer
    release = desk.active_release(engine)
    again = shortlist_decision(engine, release, STATED, who="Policy officer", when=date(2027, 6, 1))
    assert again["result"] != first.record["result"]
    second = register.open_decision(engine, save(engine, "SIP wards", made=again))
    told = compare(first.record, second.record)
    assert [what for what, _, _ in told.stated] == ["release.label", "release.datasets.ons_claimant_count"]
    assert {*told.both, *told.only_first} == set(first.ward_codes)


def test_a_record_says_all_that_the_list_follows_from(own: tuple[Engine, str]):
    engine, uid = own
    decision = register.open_decision(engine, uid)
    record = decision.record
    assert stated_of(record["stated"]) == STATED
    assert decision_wards(engine, uid) == [w["ward_code"] for w in record["result"]["wards"]]
    assert len(decision.ward_codes) == 24
    assert all(w["low"] <= w["rank"] <= w["high"] for w in record["result"]["wards"])
    assert record["overrides"] == [
        {
            "ward_code": SHEPPEY_EAST,
            "ward": "Sheppey East",
            "kind": "pin",
            "why": "its prisons hide its need",
            "who": "Policy officer",
            "when": "2026-06-01",
        }
    ]
    held = read.datasets(engine, decision.release_id)
    assert {d["content_hash"] for d in record["release"]["datasets"]} == set(held["content_hash"])
    assert record["equality_duty"] == "Assessment 12:\nno group is left out."


def test_figures_that_were_changed_show(own: tuple[Engine, str]):
    engine, uid = own
    with writing(engine) as connection:
        changed = "UPDATE observation SET value = value * 2 WHERE indicator_id = 'iod2025-income-rate' "
        connection.execute(text(changed + "AND area_code = 'E05009560' AND geography = 'ward'"))
    differences = verify_decision(engine, uid).differences
    assert differences
    assert any("Sheerness" in said for said in differences)


def edit(engine: Engine, statement: str, **values: object) -> None:
    """Change a decision as only somebody can who owns the tables."""
    on = " ON decision" if engine.dialect.name == "postgresql" else ""
    with writing(engine) as connection:
        connection.execute(text(f"DROP TRIGGER decision_update{on}"))
        connection.execute(text(statement), values)


@pytest.mark.parametrize("also_the_checksum", [False, True])
def test_a_record_with_one_byte_changed_is_refused(small: Engine, *, also_the_checksum: bool):
    uid = save(small)
    kept = register.list_decisions(small)[0].record
    changed = kept.replace("Ward 1", "Ward 2")
    assert len(changed) == len(kept)
    digest = audit.checksum(changed if also_the_checksum else kept)
    edit(small, "UPDATE decision SET record = :record, sha256 = :digest", record=changed, digest=digest)
    for action in (register.open_decision, verify_decision, decision_wards):
        with pytest.raises(
            RecordChangedError, match=r"The decision sip-.* is not as it was saved: its checksum"
        ):
            action(small, uid)
    with pytest.raises(RecordChangedError):
        register.publish_decision(small, uid, OFFICER, why="Cabinet")
    assert register.list_decisions(small)[0].status == "draft"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET name = 'Another'",
        "UPDATE decision SET uid = 'another'",
        "UPDATE decision SET record = record || ' '",
    ],
)
def test_a_decision_under_another_name_is_refused(small: Engine, statement: str):
    save(small)
    edit(small, statement)
    with pytest.raises(RecordChangedError):
        register.open_decision(small, register.list_decisions(small)[0].uid)


def test_a_decision_is_published_and_superseded_and_all_is_on_the_trail(small: Engine):
    first = save(small)
    register.publish_decision(small, first, OFFICER, why="Cabinet, 3 June")
    second = save(small, supersedes=first, why="newer figures")
    statuses = {row.uid: row.status for row in register.list_decisions(small)}
    assert statuses == {first: "published", second: "draft"}
    register.publish_decision(small, second, OFFICER, why="Cabinet, 3 July")
    statuses = {row.uid: row.status for row in register.list_decisions(small)}
    assert statuses == {first: "superseded", second: "published"}
    assert [row.uid for row in register.list_decisions(small, ("published",))] == [second]
    actions = [event.action for event in register.decision_events(small, first)]
    assert actions == ["decision saved", "decision published", "decision superseded"]
    assert register.decision_events(small, first)[-1].detail["by"] == second
    with pytest.raises(ConflictError, match=f"The decision {first} is superseded already by {second}"):
        save(small, supersedes=first, why="again")
    with pytest.raises(ConflictError, match="is published already"):
        register.publish_decision(small, second, OFFICER, why="again")


def test_a_draft_is_superseded_at_once(small: Engine):
    first = save(small)
    second = save(small, supersedes=first, why="a slip")
    statuses = {row.uid: row.status for row in register.list_decisions(small)}
    assert statuses == {first: "superseded", second: "draft"}


def test_what_cannot_be_saved(small: Engine):
    for name, equality in (
        (" ", ""),
        ("<b>", ""),
        ("x" * 121, ""),
        ("SIP", "<script>"),
        ("SIP", "x" * 10_001),
    ):
        with pytest.raises(EntryError, match="The decision cannot be taken"):
            save(small, name, equality_duty=equality)
    with pytest.raises(EntryError, match="why is blank"):
        save(small, supersedes="x")
    with pytest.raises(UnknownCodeError, match="No decision has the id nonsense"):
        save(small, supersedes="nonsense", why="x")
    with pytest.raises(NoReleaseError):
        save(small, made=made(77))
    assert register.list_decisions(small) == []
    assert audit.verify_chain(small).count == 0


def test_many_at_once_save_decisions_of_the_same_name(small: Engine):
    at_once(lambda number: save(small, writer=Writer(f"officer {number}", "officer")))
    saved = register.list_decisions(small)
    assert len({row.uid for row in saved}) == WRITERS
    assert all(register.open_decision(small, row.uid) for row in saved)
    assert audit.verify_chain(small) == audit.Trail(WRITERS, audit.events(small)[-1].hash, None)


def test_of_many_who_supersede_the_same_decision_one_does(small: Engine):
    first = save(small)
    told = []

    def supersede(number: int) -> None:
        try:
            save(small, supersedes=first, why="mine", writer=Writer(f"officer {number}", "officer"))
        except ConflictError as error:
            told.append(str(error))

    at_once(supersede)
    assert len(told) == WRITERS - 1
    assert len(register.list_decisions(small)) == 2
    assert audit.verify_chain(small).count == 3


def test_a_release_that_a_decision_names_is_kept(small: Engine):
    uid = save(small)
    for number in range(3):
        load(small, {"observation": observations(number + 4)}, content_hash=f"newer {number}")
    write.remove_unused(small, keep=0)
    held = {release.id for release in read.releases(small)}
    assert register.open_decision(small, uid).release_id in held
    assert len(held) == 2


def test_a_record_is_the_same_bytes_wherever_it_is_kept(small: Engine):
    save(small, "Ôl-y-Bryn", equality_duty="Zoë's note", made=made(weights={"b": 0.1, "a": 1e-7}))
    row = register.list_decisions(small)[0]
    assert row.record == audit.canonical(json.loads(row.record))
    assert '"weights":{"a":1e-07,"b":0.1}' in row.record
    assert "Ôl-y-Bryn" in row.record
