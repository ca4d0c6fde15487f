"""The tables: migrated, guarded by triggers, spatial on PostGIS; and databases that are not ours to use."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import shapely
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, delete, insert, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from sipmap.errors import DatabaseError
from sipmap.store import migrate as migration
from sipmap.store import read, write
from sipmap.store.engine import (
    check_version,
    current_revision,
    head_revision,
    make_engine,
    migrate,
    reading,
    writing,
)
from sipmap.store.tables import Area, AuditEvent, Base, Dataset, Flag, Observation
from tests.integration.store_frames import areas, contents, counts, load, observations

ROOT = Path(__file__).resolve().parents[2]


def test_migrating_again_does_nothing(database: Engine):
    load(database, {"observation": observations()})
    before = counts(database)
    migrate(database)
    check_version(database)
    assert current_revision(database) == head_revision()
    assert counts(database) == before


def test_the_migrations_make_what_the_models_declare(database: Engine):
    ours = set(Base.metadata.tables)

    def is_ours(_object: object, name: str | None, kind: str, *_: object) -> bool:
        # PostGIS brings spatial_ref_sys; the version table is alembic's.
        return kind != "table" or name in ours

    with reading(database) as connection:
        options = {"include_object": is_ours, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)
        # Geometry's own type is compared by hand below: reflection gives GeoAlchemy2's.
        differences = [d for d in compare_metadata(context, Base.metadata) if "geometry" not in repr(d)]
        assert ours <= set(inspect(connection).get_table_names())
    assert differences == []


@pytest.mark.postgis
def test_text_compares_by_code_point_on_postgresql(postgis_url: str):
    engine = make_engine(postgis_url)
    query = """SELECT count(*) FROM information_schema.columns WHERE table_name = ANY(:ours)
               AND data_type = 'character varying' AND collation_name IS DISTINCT FROM 'C'"""
    with reading(engine) as connection:
        assert connection.scalar(text(query), {"ours": list(Base.metadata.tables)}) == 0
    engine.dispose()


def _audit_event(number: int) -> dict[str, object]:
    return {
        "at": datetime(2025, 11, 3, tzinfo=UTC),
        "actor": "officer",
        "role": "administrator",
        "action": "load",
        "detail": {"number": number},
        "previous_hash": "",
        "hash": hashlib.sha256(str(number).encode()).hexdigest(),
    }


@pytest.fixture
def audited(database: Engine) -> Engine:
    """A database with two audit events."""
    with writing(database) as connection:
        connection.execute(insert(AuditEvent), [_audit_event(1), _audit_event(2)])
    return database


@pytest.mark.parametrize(
    "change", [update(AuditEvent).values(actor="somebody else"), delete(AuditEvent).where(AuditEvent.id == 1)]
)
def test_the_audit_trail_only_grows(audited: Engine, change):
    with pytest.raises(DBAPIError, match="append-only"), writing(audited) as connection:
        connection.execute(change)
    with writing(audited) as connection:
        connection.execute(insert(AuditEvent), [_audit_event(3)])
        assert list(connection.scalars(select(AuditEvent.actor))) == ["officer"] * 3


def test_an_audit_event_cannot_be_replaced_or_truncated(audited: Engine):
    way = {
        "sqlite": "INSERT OR REPLACE INTO audit_event SELECT id, at, 'somebody else', role, action, detail, "
        "previous_hash, hash FROM audit_event WHERE id = 1",
        "postgresql": "TRUNCATE audit_event",
    }[audited.dialect.name]
    with pytest.raises(DBAPIError, match="append-only"), writing(audited) as connection:
        connection.execute(text(way))


def test_observations_go_with_their_dataset(database: Engine):
    load(database, {"observation": observations(), "area": areas()}, content_hash="one")
    load(database, {"observation": observations(5)}, content_hash="two")
    with writing(database) as connection:
        connection.execute(text("DELETE FROM release_dataset WHERE dataset_id = 1"))
        connection.execute(delete(Dataset).where(Dataset.id == 1))
    assert counts(database)["observation"] == 5
    assert counts(database)["area"] == 0


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (Observation, {"status": "guessed", "value": 1.0}),
        (Observation, {"status": "present", "value": None}),
        (Observation, {"status": "missing", "value": 1.0}),
        (Observation, {"basis": "hearsay", "value": 1.0, "status": "present"}),
    ],
)
def test_the_database_itself_refuses_a_figure_that_contradicts_itself(database: Engine, model, row):
    figure = {
        "dataset_id": 1,
        "indicator_id": "i",
        "geography": "ward",
        "basis": "published",
        "period": "2025",
        "area_code": "E05990001",
    }
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(insert(model).values(**(figure | row)))


def test_a_flag_is_not_reviewed_before_it_is_recorded(database: Engine):
    flag = dict.fromkeys(
        ("uid", "subject", "theme", "statement", "strength", "evidence", "source_title", "author_role"), "x"
    )
    dates = {"recorded_on": date(2025, 1, 2), "review_by": date(2025, 1, 1)}
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(
            insert(Flag).values(**flag, **dates, revision=1, subject_kind="ward", is_public=True)
        )


# PostGIS


@pytest.fixture
def postgis(postgis_url: str):
    """A PostGIS database with 400 wards side by side."""
    engine = make_engine(postgis_url)
    load(engine, {"area": areas(400)})
    yield engine
    engine.dispose()


@pytest.mark.postgis
def test_postgis_measures_the_geometry(postgis: Engine):
    with reading(postgis) as connection:
        row = connection.execute(
            text("SELECT ST_SRID(geometry), ST_Area(geometry), west, north FROM area ORDER BY code LIMIT 1")
        ).one()
    assert tuple(row) == (27700, 2_000_000.0, 500_000.0, 152_000.0)


@pytest.mark.postgis
def test_a_box_is_found_through_the_gist_index(postgis: Engine):
    query = "SELECT code FROM area WHERE geometry && ST_MakeEnvelope(500100, 150100, 500200, 150200, 27700)"
    with reading(postgis) as connection:
        plan = "\n".join(connection.scalars(text(f"EXPLAIN {query}")))
        found = connection.scalars(text(query)).all()
    assert "ix_area_geometry" in plan
    assert found == ["E05990000"]


@pytest.mark.postgis
def test_postgis_refuses_geometry_of_another_grid(postgis: Engine):
    with pytest.raises(DBAPIError, match="SRID"), writing(postgis) as connection:
        connection.execute(text("UPDATE area SET geometry = ST_SetSRID(geometry, 4326)"))


def test_geometry_travels_through_the_column_type_too(database: Engine):
    load(database, {"area": areas(1, geometry=None)})
    wkb = shapely.to_wkb(shapely.Point(500_000, 150_000))
    with writing(database) as connection:
        connection.execute(update(Area).values(geometry=wkb))
        assert connection.scalar(select(Area.geometry)) == wkb
        connection.execute(update(Area).values(geometry=None))
        assert connection.scalar(select(Area.geometry)) is None


# Migrations still to come, tried on a filled database

_LATER = """
from alembic import op
import sqlalchemy as sa

revision, down_revision = "9001", "{head}"


def upgrade():
    # On SQLite each of these copies the table, drops it and renames the copy.
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "auto"
    for name in ("dataset", "audit_event", "release"):
        with op.batch_alter_table(name, recreate=recreate) as batch:
            batch.add_column(sa.Column("remark", sa.String(), server_default=""))
    {end}
"""


@pytest.fixture
def later_migration(tmp_path: Path, monkeypatch):
    """Add to ours a migration that remakes three tables, two with children; `end` is its last line."""
    config = migration._config
    here = Path(migration.__file__).parent / "migrations" / "versions"

    def with_later(connection=None) -> Config:
        made = config(connection)
        made.set_main_option("path_separator", "os")
        made.set_main_option("version_locations", f"{here}{os.pathsep}{tmp_path}")
        return made

    def add(end: str) -> None:
        (tmp_path / "9001_later.py").write_text(_LATER.format(head=head_revision(), end=end))
        monkeypatch.setattr(migration, "_config", with_later)

    return add


def test_a_later_migration_keeps_rows_and_triggers(audited: Engine, later_migration):
    load(audited, {"observation": observations(), "area": areas()})
    write.save_report(audited, "test_source", "refused", {})
    before, triggers = counts(audited), _triggers(audited)
    later_migration("pass")
    migrate(audited)
    assert current_revision(audited) == "9001"
    assert counts(audited) == before
    assert len(triggers) >= 3
    assert _triggers(audited) == triggers
    _foreign_keys_hold(audited)


def test_a_migration_that_fails_changes_nothing(database: Engine, later_migration):
    load(database, {"observation": observations()})
    before, triggers, revision = contents(database), _triggers(database), head_revision()
    later_migration("raise RuntimeError('half way')")
    with pytest.raises(RuntimeError, match="half way"):
        migrate(database)
    assert current_revision(database) == revision
    assert (contents(database), _triggers(database)) == (before, triggers)
    _foreign_keys_hold(database)


def test_a_migration_that_would_leave_rows_pointing_to_nothing_is_undone(sqlite_url: str, later_migration):
    engine = make_engine(sqlite_url)
    load(engine, {"observation": observations(), "area": areas()})
    before = contents(engine)
    later_migration("op.execute('DELETE FROM dataset')")
    assert "that point to nothing, so its tables were left as they are" in _refused(migrate, engine)
    assert contents(engine) == before
    engine.dispose()


def _foreign_keys_hold(engine: Engine) -> None:
    with writing(engine) as connection, pytest.raises(IntegrityError):
        connection.execute(text("INSERT INTO release_dataset VALUES (1, 77)"))


def _triggers(engine: Engine) -> set[str]:
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[engine.dialect.name]
    with reading(engine) as connection:
        return set(connection.scalars(text(query)))


# Databases that are not ours to use


def _refused(action, engine: Engine) -> str:
    with pytest.raises(DatabaseError) as refusal:
        action(engine)
    return str(refusal.value)


def test_a_newer_database_is_left_alone(database: Engine):
    with writing(database) as connection:
        connection.execute(text("UPDATE sipmap_version SET version_num = '0999'"))
    for action in (migrate, check_version):
        sentence = _refused(action, database)
        assert "made by a newer sipmap (tables of version 0999); update sipmap" in sentence
    assert current_revision(database) == "0999"


def test_an_empty_database_is_not_this_version_s(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path}/new.sqlite")
    sentence = _refused(check_version, engine)
    assert sentence.endswith("does not hold this version's tables; run `sipmap load snapshot` to make them.")
    assert _refused(read.active_release, engine) == sentence
    engine.dispose()


def test_another_program_s_tables_are_left_alone(tmp_path: Path):
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE place (name TEXT)")
    other.close()
    engine = make_engine(f"sqlite:///{file}")
    assert "already holds a table named place that sipmap did not make" in _refused(migrate, engine)
    with reading(engine) as connection:
        assert inspect(connection).get_table_names() == ["place"]
    engine.dispose()


@pytest.mark.postgis
def test_without_postgis_and_without_the_right_to_add_it(postgis_cluster):
    name = postgis_cluster.create()
    postgis_cluster.psql(name, "CREATE ROLE plain LOGIN; GRANT ALL ON SCHEMA public TO plain")
    engine = make_engine(postgis_cluster.url(name, user="plain"))
    assert "have its administrator run `CREATE EXTENSION postgis`" in _refused(migrate, engine)
    postgis_cluster.psql(name, "CREATE EXTENSION postgis")
    migrate(engine)
    check_version(engine)
    engine.dispose()
    postgis_cluster.drop(name)


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite"
        return
    cluster = request.getfixturevalue("postgis_cluster")
    name = cluster.create()
    yield cluster.url(name)
    cluster.drop(name)


def test_several_processes_may_migrate_at_once(empty_url: str):
    """As the workers of a web server do when they start."""
    script = "import sys; from sipmap.store.engine import *; migrate(make_engine(sys.argv[1]))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", script, empty_url], cwd=ROOT, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [(process.communicate()[1], process.returncode) for process in started] == [("", 0)] * 3
    engine = make_engine(empty_url)
    check_version(engine)
    engine.dispose()
