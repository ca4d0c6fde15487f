"""Reading and writing: the two ways to hold a connection, the same on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from sipmap.store.faults import explained

READS_ONLY = "sipmap_reads_only"
"""Execution option: this connection only reads."""


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Give a connection that can only read, and that waits for no writer.

    Raises DatabaseError or BusyError, one sentence each, where the database fails.
    """
    options = {READS_ONLY: True, "postgresql_readonly": True}
    with explained(engine), engine.connect() as connection:
        yield connection.execution_options(**options)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Give a connection in one transaction: committed at the end, rolled back on any exception.

    Raises DatabaseError or BusyError, one sentence each, where the database fails.
    """
    with explained(engine), engine.begin() as connection:
        yield connection
