"""Bring a database's tables to this version (alembic, without an ini file), or say why that cannot be."""

import threading

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from sipmap.errors import DatabaseError
from sipmap.store.faults import CHOOSE, NOT_PREPARED, explained, where
from sipmap.store.tables import Base
from sipmap.store.transactions import reading, writing

VERSION_TABLE = "sipmap_version"
"""Not alembic's usual name, so that a database shared with another program is not mistaken for ours."""
MIGRATION_LOCK = 7_310_002
_one_at_a_time = threading.Lock()  # alembic's context is one per process


def head_revision() -> str:
    """Return the revision of this version's tables."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def current_revision(engine: Engine) -> str | None:
    """Return the revision of the database's tables, or None where it has none of ours."""
    with reading(engine) as connection:
        return _current(connection)


def migrate(engine: Engine) -> None:
    """Make the tables or bring them to this version; does nothing where they are.

    Raises DatabaseError when the database cannot be reached or written, is newer than this code, holds
    another program's tables under our names, or lacks PostGIS.
    """
    with _one_at_a_time:
        if current_revision(engine) == head_revision():
            return
        if engine.dialect.name == "sqlite":
            _migrate_sqlite(engine)
        else:
            _migrate_postgresql(engine)


def check_version(engine: Engine) -> None:
    """Raise DatabaseError unless the database holds exactly this version's tables; changes nothing."""
    current = current_revision(engine)
    if current is not None:
        _refuse_newer(engine, current)
    if current != head_revision():
        raise DatabaseError(NOT_PREPARED.format(where=where(engine.url)))


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", "sipmap.store:migrations")
    config.attributes["connection"] = connection
    return config


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))  # noqa: S608
    return found


def _migrate_sqlite(engine: Engine) -> None:
    with explained(engine), engine.connect() as connection:
        # A batch migration drops and remakes tables: with foreign keys on, that would empty their
        # children. The pragma counts only outside a transaction, so it is set before SQLAlchemy begins.
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                _upgrade(engine, connection)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise DatabaseError(
                        f"{where(engine.url)} holds rows of {broken[0]} that point to nothing, so its tables "
                        "were left as they are; restore a copy."
                    )
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _migrate_postgresql(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        _need_postgis(engine, connection)
        _upgrade(engine, connection)


def _upgrade(engine: Engine, connection: Connection) -> None:
    current = _current(connection)
    if current is None:
        _refuse_strangers(engine, connection)
    else:
        _refuse_newer(engine, current)
    command.upgrade(_config(connection), "head")


def _need_postgis(engine: Engine, connection: Connection) -> None:
    if connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'")):
        return
    known = connection.scalar(text("SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"))
    may = connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
    if not known:
        raise DatabaseError(f"{where(engine.url)} has no PostGIS installed; install PostGIS 3 on its server.")
    if not may:
        raise DatabaseError(
            f"{where(engine.url)} has PostGIS switched off; have its administrator run "
            "`CREATE EXTENSION postgis` in it."
        )
    connection.execute(text("CREATE EXTENSION postgis"))


def _refuse_newer(engine: Engine, current: str) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if current not in known:
        raise DatabaseError(
            f"{where(engine.url)} was made by a newer sipmap (tables of version {current}); "
            f"update sipmap or {CHOOSE}."
        )


def _refuse_strangers(engine: Engine, connection: Connection) -> None:
    strangers = sorted(set(inspect(connection).get_table_names()) & set(Base.metadata.tables))
    if strangers:
        raise DatabaseError(
            f"{where(engine.url)} already holds a table named {strangers[0]} that sipmap did not make; "
            f"{CHOOSE}."
        )
