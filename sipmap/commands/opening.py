"""What every command begins with: the database opened, its result's form, and a word to the keyboard."""

from contextlib import ExitStack
from enum import StrEnum

import typer
from sqlalchemy import Engine

from sipmap.settings import Settings
from sipmap.store.engine import make_engine

OPENED = ExitStack()
"""What the command at work has opened; `cli.main` closes it as the command ends."""


class Format(StrEnum):
    """How a result is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def say(step: str) -> None:
    """Tell the person at the keyboard what is going on, beside the result and not in it."""
    typer.echo(step, err=True)


def open_database(settings: Settings) -> Engine:
    """Connect, and fill an empty database from the snapshot so that every command has figures."""
    from etl.snapshot import ensure_release  # noqa: PLC0415 - only what a command needs is imported

    engine = connected(settings)
    ensure_release(engine, say)
    return engine


def connected(settings: Settings) -> Engine:
    """Return an engine that the end of the command closes."""
    engine = make_engine(settings.database_url)
    OPENED.callback(engine.dispose)
    return engine
