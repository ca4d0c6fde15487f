"""The engine: one way to reach either database, and who may write when.

On SQLite a transaction begins with BEGIN IMMEDIATE unless it is marked as reading: under the default
begin two writers can read the same value, and the second overwrites the first without an error.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from sipmap.errors import DatabaseError
from sipmap.store.faults import CHOOSE, where
from sipmap.store.lock import load_lock
from sipmap.store.migrate import check_version, current_revision, head_revision, migrate
from sipmap.store.transactions import READS_ONLY, reading, writing

__all__ = [
    "check_version",
    "current_revision",
    "head_revision",
    "load_lock",
    "make_engine",
    "migrate",
    "reading",
    "writing",
]

BUSY_TIMEOUT_MS = 30_000
CONNECT_TIMEOUT_S = 10
SQLITE_CACHE_KIB = 32_768
"""Page cache of each connection: a whole county's figures stay in memory."""
SQLITE_WAL_LIMIT_BYTES = 64 * 2**20
"""What the write-ahead file shrinks to after a load; SQLite would keep its largest size."""
_POSTGRESQL_NAMES = ("postgresql", "postgres", "postgresql+psycopg")


def make_engine(url: str) -> Engine:
    """Return an engine for `sqlite:///file` or `postgresql://...`; connects to nothing yet.

    The parent folder of a SQLite file is made. Raises DatabaseError for a URL that cannot be used.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(parsed)
    return create_engine(
        parsed,
        pool_pre_ping=True,
        connect_args={"connect_timeout": CONNECT_TIMEOUT_S, "application_name": "sipmap"},
    )


def _parse(text: str) -> URL:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        # The text may hold a password: it is not repeated.
        raise DatabaseError(
            "SIPMAP_DATABASE_URL is not a database address; write sqlite:///folder/file.sqlite "
            "or postgresql://user:password@host/name."
        ) from None
    if url.drivername in _POSTGRESQL_NAMES:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername not in ("sqlite", "sqlite+pysqlite"):
        raise DatabaseError(
            f"sipmap keeps its figures in SQLite or PostGIS, not in {url.drivername}; {CHOOSE}."
        )
    if url.database in (None, "", ":memory:"):
        raise DatabaseError("A SQLite database needs a file; write sqlite:///folder/file.sqlite.")
    return url.set(database=str(Path(str(url.database)).expanduser()))


def _sqlite_engine(url: URL) -> Engine:
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(
            f"{where(url)} cannot be made, because its folder cannot be written; {CHOOSE}."
        ) from error
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own object
    # Python's sqlite3 would begin transactions by itself, and only before some statements.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {SQLITE_WAL_LIMIT_BYTES}")
    connection.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KIB}")


def _begin_sqlite(connection: Connection) -> None:
    reads_only = bool(connection.get_execution_options().get(READS_ONLY))
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads_only else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
