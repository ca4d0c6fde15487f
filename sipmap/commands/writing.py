"""Who writes from the command line, and what commands that write share."""

import getpass
import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from sipmap.commands.opening import Format, say
from sipmap.errors import SipmapError
from sipmap.export.csvtext import csv_bytes
from sipmap.export.csvw import Export
from sipmap.export.registers import plain_records
from sipmap.export.table import text_table
from sipmap.store.audit import Event, Writer

As = Annotated[Format, typer.Option("--format", help="How it is printed.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="File to write; else it is printed.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept on the audit trail.")]
Revision = Annotated[
    int | None,
    typer.Option("--revision", min=1, help="The revision you looked at; the latest unless given."),
]
Column = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="COLUMN=TEXT", help="A column and its text; may be given again."),
]


def os_writer() -> Writer:
    """Return the account of the operating system, as administrator."""
    try:
        return Writer(getpass.getuser(), "administrator")
    except (OSError, KeyError, ImportError):  # an account without a name, as in some containers
        return Writer(f"account {os.getuid() if hasattr(os, 'getuid') else 'unknown'}", "administrator")


def columns_set(texts: Iterable[str] | None) -> dict[str, str]:
    """Read `COLUMN=TEXT` options; a column given twice is an error."""
    found: dict[str, str] = {}
    for text in texts or ():
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise SipmapError(f"'{text}' is not of the form COLUMN=TEXT; write it so, in quotes.")
        if name.strip() in found:
            raise SipmapError(f"The column {name.strip()} is given twice; give it once.")
        found[name.strip()] = value.strip()
    return found


def give(content: bytes, output: Path | None) -> None:
    """Print, or write a file."""
    if output is None:
        sys.stdout.buffer.write(content)
        return
    check_folder(output)
    output.write_bytes(content)
    say(f"wrote {output}")


def give_table(made: Export, output: Path) -> None:
    """Write a table with its description beside it, under its own name where `output` is a folder."""
    named = made.renamed(output.name) if not output.is_dir() else made
    folder = output if output.is_dir() else output.parent
    check_folder(folder / named.file_name)
    (folder / named.file_name).write_bytes(named.csv)
    (folder / named.metadata_name).write_bytes(named.metadata)
    say(f"wrote {folder / named.file_name} and {named.metadata_name}")


def check_folder(file: Path) -> None:
    """Raise SipmapError where the folder of a file that is to be written is not there."""
    if not file.parent.is_dir():
        raise SipmapError(f"There is no folder {file.parent}; make it first, or choose another with -o.")


def print_json(value: object) -> None:
    """Print plain values as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_entries(entries: list[dict[str, Any]], columns: Mapping[str, str], form: Format, none: str) -> None:
    """Print a register's entries: some columns under short headings, or all of them."""
    if form is Format.json:
        print_json(plain_records(entries))
        return
    if form is Format.csv:
        frame = pd.DataFrame(plain_records(entries))
        sys.stdout.buffer.write(csv_bytes(frame))
        return
    if not entries:
        say(none)
        return
    rows = [{heading: _cell(entry[name]) for name, heading in columns.items()} for entry in entries]
    typer.echo(text_table(pd.DataFrame(rows, columns=list(columns.values()))))


def print_history(revisions: list[dict[str, Any]], events: list[Event]) -> None:
    """Print every revision of an entry, the last in full, and what was done to it."""
    last = plain_records(revisions)[-1]
    for name, value in last.items():
        typer.echo(f"{name:<14} {_cell(value)}")
    typer.echo("")
    for event in events:
        why = f": {event.detail['why']}" if event.detail.get("why") else ""
        revision = event.detail.get("revision", "")
        typer.echo(f"{event.at:%Y-%m-%d %H:%M} UTC  {event.action} (revision {revision}), {event.actor}{why}")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
