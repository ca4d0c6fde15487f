"""`sipmap initiatives`: the register of what is being done where, and for whom."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from sipmap.commands.opening import Format, connected, open_database, say
from sipmap.commands.writing import (
    As,
    Column,
    Output,
    Revision,
    Why,
    columns_set,
    give,
    os_writer,
    print_entries,
    print_history,
    print_json,
)
from sipmap.errors import SipmapError
from sipmap.export.registers import initiatives_csv, plain_records
from sipmap.knowledge import initiative_register as register
from sipmap.knowledge.initiatives import STATES, State
from sipmap.settings import Settings

app = typer.Typer(
    help="Initiatives: what is being done, or once was, where and for whom (docs/REGISTERS.md).",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="The initiative's id.")]
SHOWN = {
    "uid": "id",
    "state": "state",
    "name": "name",
    "provider": "provider",
    "themes": "themes",
    "support_needs": "support needs",
    "areas": "areas",
    "known_on": "known on",
    "revision": "revision",
}


def _states(given: list[str] | None) -> tuple[State, ...]:
    strange = sorted(set(given or ()) - set(STATES))
    if strange:
        raise SipmapError(f"There is no state '{strange[0]}'; use one of {', '.join(STATES)}.")
    return tuple(state for state in STATES if state in given) if given else register.ON_RECORD


@app.command("list")
def list_(
    theme: Annotated[str, typer.Option(help="Only those that serve this theme.")] = "",
    need: Annotated[str, typer.Option(help="Only those that serve this support need.")] = "",
    ward: Annotated[str, typer.Option(help="Only those that cover the ward of this code.")] = "",
    state: Annotated[
        list[str] | None,
        typer.Option(
            help="planned, current, ended, historic or withdrawn; may be given again. All but withdrawn else."
        ),
    ] = None,
    *,
    format: As = Format.table,
) -> None:
    """List initiatives by name; only current ones count as provision."""
    found = register.list_initiatives(
        open_database(Settings()),
        date.today(),
        theme=theme,
        need=need,
        ward=ward.strip().upper(),
        states=_states(state),
    )
    print_entries(found, SHOWN, format, "No initiative is recorded there. There may be one all the same.")


@app.command()
def show(initiative: Id, format: As = Format.table) -> None:
    """Show one initiative and everything that was done to its entry."""
    revisions, events = register.initiative_history(open_database(Settings()), initiative)
    if format is Format.json:
        print_json(plain_records(revisions))
        return
    print_history(revisions, events)


@app.command()
def add(columns: Column = None) -> None:
    """Record an initiative, its columns given with --set; an id is made where `uid` is not given."""
    uid = register.add_initiative(open_database(Settings()), columns_set(columns), os_writer())
    say(f"initiative {uid}: recorded")


@app.command()
def amend(initiative: Id, why: Why, columns: Column = None, revision: Revision = None) -> None:
    """Supersede an entry's last revision with some columns written anew; the former one is kept."""
    engine = open_database(Settings())
    on = revision or register.initiative_of(engine, initiative)["revision"]
    made = register.amend_initiative(engine, initiative, columns_set(columns), os_writer(), on=on, why=why)
    changed = f"revision {made}" if made != on else "nothing has changed"
    say(f"initiative {initiative}: {changed}")


@app.command()
def withdraw(initiative: Id, why: Why, revision: Revision = None) -> None:
    """Take an initiative off the pages; it stays in the register."""
    engine = open_database(Settings())
    on = revision or register.initiative_of(engine, initiative)["revision"]
    register.withdraw_initiative(engine, initiative, os_writer(), on=on, why=why)
    say(f"initiative {initiative}: withdrawn")


@app.command("import")
def import_(
    path: Annotated[str, typer.Argument(help="The CSV or its address (https://...).")],
) -> None:
    """Take initiatives from a CSV, all or none of them."""
    from etl import pipeline  # noqa: PLC0415 - geopandas only where figures are loaded
    from etl.address import is_address  # noqa: PLC0415

    engine = connected(Settings())
    pipeline.load_initiatives(engine, path if is_address(path) else Path(path), say, os_writer())


@app.command()
def export(output: Output = None) -> None:
    """Write the initiatives that are not withdrawn as CSV, as they can be imported."""
    engine = open_database(Settings())
    found = register.list_initiatives(engine, date.today())
    give(initiatives_csv(sorted(found, key=lambda entry: entry["uid"])), output)
