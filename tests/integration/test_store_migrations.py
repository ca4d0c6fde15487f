"""Each migration on tables that are filled: no row, check, key or trigger is lost."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from sipmap.store import migrate as migration
from sipmap.store import triggers, write
from sipmap.store.engine import current_revision, head_revision, make_engine, migrate, reading, writing
from sipmap.store.tables import Decision, Initiative
from tests.integration.store_frames import areas, load, observations

NOW = datetime(2025, 11, 3, 9, 30, tzinfo=UTC)
RECORD = {"wards": ["E05990001"], "name": "Sîp", "score": 1.5}
CANONICAL = '{"name":"Sîp","score":1.5,"wards":["E05990001"]}'
COUNTED = ("area", "audit_event", "dataset", "decision", "flag", "initiative", "load_report", "observation",
           "release", "release_dataset", "source_file")  # fmt: skip


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def first(request: pytest.FixtureRequest, tmp_path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database of the first tables, every register in it filled."""
    url = f"sqlite:///{tmp_path}/first.sqlite"
    if request.param == "postgis":
        cluster = request.getfixturevalue("postgis_cluster")
        url = cluster.url(name := cluster.create())
        cluster.psql(name, "CREATE EXTENSION postgis")
    engine = make_engine(url)
    with monkeypatch.context() as then, writing(engine) as connection:
        for kind in ("_SQLITE", "_POSTGRESQL"):
            then.setattr(triggers, kind, tuple(t for t in getattr(triggers, kind) if "decision" not in t))
        command.upgrade(migration._config(connection), "0001")
    load(engine, {"observation": observations(), "area": areas()})
    write.save_report(engine, "test_source", "refused", {})
    _fill(engine)
    yield engine
    engine.dispose()
    if request.param == "postgis":
        cluster.drop(name)


def _fill(engine: Engine) -> None:
    flag = dict.fromkeys(
        ("uid", "subject", "theme", "statement", "strength", "evidence", "source_title", "author_role"), "x"
    )
    initiative = {"name": "Bus", "provider": "Someone", "themes": '["transport"]', "areas": '["E05990001"]',
                  "funding": "", "source_title": "x", "source_url": ""}  # fmt: skip
    day = date(2024, 3, 1)
    rows = [
        ("flag", flag | {"revision": 1, "subject_kind": "ward", "source_url": "", "recorded_on": day,
                         "review_by": day, "is_public": True, "is_withdrawn": False}),
        ("initiative", initiative | {"uid": "ended", "revision": 1, "starts_on": None, "ends_on": day}),
        ("initiative", initiative | {"uid": "begun", "revision": 1, "starts_on": day, "ends_on": None}),
        ("decision", {"uid": "first", "release_id": 1, "name": "First", "status": "draft", "created_at": NOW,
                      "record": json.dumps(RECORD, indent=2), "supersedes": None}),
        ("audit_event", {"at": NOW, "actor": "a", "role": "r", "action": "b", "detail": "{}",
                         "previous_hash": "", "hash": "h"}),
    ]  # fmt: skip
    with writing(engine) as connection:
        for table, row in rows:
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)


def _counts(engine: Engine) -> dict[str, int]:
    with reading(engine) as connection:
        return {t: connection.scalar(text(f"SELECT count(*) FROM {t}")) or 0 for t in COUNTED}


def _triggers(engine: Engine) -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with reading(engine) as connection:
        return set(connection.scalars(text(query)))


def test_the_second_migration_keeps_every_row_and_trigger(first: Engine):
    before, had = _counts(first), _triggers(first)
    assert all(before.values())
    migrate(first)
    assert current_revision(first) == head_revision()
    assert _counts(first) == before
    assert had < _triggers(first)


def test_the_second_migration_brings_rows_to_the_new_form(first: Engine):
    migrate(first)
    with reading(first) as connection:
        record, digest = connection.execute(select(Decision.record, Decision.sha256)).one()
        known = dict(connection.execute(select(Initiative.uid, Initiative.known_on)).all())
        themes, needs = connection.execute(select(Initiative.themes, Initiative.support_needs)).all()[0]
    assert record == CANONICAL
    assert digest == hashlib.sha256(CANONICAL.encode()).hexdigest()
    assert known == {"ended": date(2024, 3, 1), "begun": date(2024, 3, 1)}
    assert (themes, needs) == (["transport"], [])


def test_what_the_second_migration_remakes_keeps_its_rules(first: Engine):
    migrate(first)
    with pytest.raises(IntegrityError), writing(first) as connection:
        connection.execute(update(Decision).values(status="forgotten"))
    with pytest.raises(IntegrityError), writing(first) as connection:
        connection.execute(text("DELETE FROM release"))
    with pytest.raises(DBAPIError, match="never edited"), writing(first) as connection:
        connection.execute(update(Decision).values(record="{}"))
    with pytest.raises(DBAPIError, match="never edited"), writing(first) as connection:
        connection.execute(text("DELETE FROM decision"))
    with writing(first) as connection:
        connection.execute(update(Decision).values(status="published"))
    names = {c["name"] for c in inspect(first).get_unique_constraints("decision")}
    assert names == {"uq_decision_uid"}
