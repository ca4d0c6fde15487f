"""One loader at a time: an advisory lock on PostgreSQL, a locked file beside a SQLite database.

Both are let go by the system when the process dies, so that a crash never leaves a database locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text

from sipmap.errors import BusyError, DatabaseError
from sipmap.store.faults import explained, where

LOAD_LOCK = 7_310_001
"""Key of the advisory lock; any number that no other program on the database uses."""
_BUSY = "Another load is under way on this database; wait for it to finish and try again."


@contextmanager
def load_lock(engine: Engine) -> Iterator[None]:
    """Hold the right to load; raises BusyError at once when another loader holds it."""
    held = _lock_file(engine) if engine.dialect.name == "sqlite" else _advisory_lock(engine)
    with held:
        yield


@contextmanager
def _lock_file(engine: Engine) -> Iterator[None]:
    lock = FileLock(f"{engine.url.database}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(_BUSY) from None
    except OSError as error:
        raise DatabaseError(
            f"{where(engine.url)} cannot be loaded into, because its folder cannot be written; "
            "check the folder's permissions."
        ) from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _advisory_lock(engine: Engine) -> Iterator[None]:
    # Autocommit: a transaction left open for the length of a load would hold back vacuum.
    with explained(engine), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": LOAD_LOCK}):
            raise BusyError(_BUSY)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": LOAD_LOCK})
