"""`sipmap flags`: the register of local knowledge."""

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
from sipmap.export.registers import flags_csv, plain_records
from sipmap.knowledge import flag_register as register
from sipmap.knowledge.flags import STATES, State
from sipmap.settings import Settings

app = typer.Typer(
    help="Local-knowledge flags: dated, sourced statements about a ward or place (docs/REGISTERS.md).",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="The flag's id.")]
SHOWN = {
    "uid": "id",
    "state": "state",
    "subject": "subject",
    "theme": "theme",
    "strength": "strength",
    "recorded_on": "recorded",
    "review_by": "review by",
    "revision": "revision",
    "statement": "statement",
}


def _states(given: list[str] | None) -> tuple[State, ...]:
    strange = sorted(set(given or ()) - set(STATES))
    if strange:
        raise SipmapError(f"There is no state '{strange[0]}'; use one of {', '.join(STATES)}.")
    return tuple(state for state in STATES if state in given) if given else register.ON_RECORD


@app.command("list")
def list_(
    theme: Annotated[str, typer.Option(help="Only this theme.")] = "",
    ward: Annotated[
        str, typer.Option(help="A ward's code: its flags and those of the places it is in.")
    ] = "",
    place: Annotated[str, typer.Option(help="A place's id: its flags and those of its wards.")] = "",
    state: Annotated[
        list[str] | None,
        typer.Option(help="current, needs review or withdrawn; may be given again. All but withdrawn else."),
    ] = None,
    *,
    public: Annotated[
        bool | None, typer.Option("--public/--not-public", help="Only those that may be public, or may not.")
    ] = None,
    format: As = Format.table,
) -> None:
    """List flags, the latest first; one past its review date needs review and is off the public pages."""
    found = register.list_flags(
        open_database(Settings()),
        date.today(),
        theme=theme,
        ward=ward.strip().upper(),
        place=place,
        states=_states(state),
        public=public,
    )
    print_entries(found, SHOWN, format, "No flag is recorded there. That is not evidence of no need.")


@app.command()
def show(flag: Id, format: As = Format.table) -> None:
    """Show one flag, its replies, and everything that was done to it."""
    engine = open_database(Settings())
    revisions, events = register.flag_history(engine, flag)
    replies = register.replies(engine, [flag])[flag]
    if format is Format.json:
        print_json({"revisions": plain_records(revisions), "replies": plain_records(replies)})
        return
    print_history(revisions, events)
    for reply in replies:
        typer.echo(
            f"Reply {reply['uid']}: {reply['statement']} ({reply['author_role']}, {reply['replied_on']})"
        )


@app.command()
def add(columns: Column = None) -> None:
    """Record a flag, its columns given with --set; an id is made where `uid` is not given."""
    uid = register.add_flag(open_database(Settings()), columns_set(columns), os_writer())
    say(f"flag {uid}: recorded")


@app.command()
def amend(flag: Id, why: Why, columns: Column = None, revision: Revision = None) -> None:
    """Supersede a flag's last revision with some columns written anew; the former one is kept."""
    engine = open_database(Settings())
    on = revision or register.flag_of(engine, flag)["revision"]
    made = register.amend_flag(engine, flag, columns_set(columns), os_writer(), on=on, why=why)
    say(f"flag {flag}: revision {made}" if made != on else f"flag {flag}: nothing has changed")


@app.command()
def review(
    flag: Id,
    until: Annotated[str, typer.Option(help="The day by which to look again, such as 2027-04-30.")],
    why: Why,
    revision: Revision = None,
) -> None:
    """Say that a flag was looked at again and holds until another day."""
    engine = open_database(Settings())
    on = revision or register.flag_of(engine, flag)["revision"]
    made = register.review_flag(engine, flag, until, os_writer(), on=on, why=why)
    say(f"flag {flag}: revision {made}, review by {until}")


@app.command()
def withdraw(flag: Id, why: Why, revision: Revision = None) -> None:
    """Take a flag off the pages; it stays in the register."""
    engine = open_database(Settings())
    on = revision or register.flag_of(engine, flag)["revision"]
    register.withdraw_flag(engine, flag, os_writer(), on=on, why=why)
    say(f"flag {flag}: withdrawn")


@app.command()
def reply(
    flag: Id,
    text: Annotated[str, typer.Option(help="What is answered, in plain text.")],
    role: Annotated[str, typer.Option(help="The role of whoever answers, not a name.")],
) -> None:
    """Record a reply to a flag."""
    uid = register.reply_to_flag(open_database(Settings()), flag, text, role, os_writer())
    say(f"flag {flag}: reply {uid} recorded")


@app.command()
def withdraw_reply(answer: Annotated[str, typer.Argument(help="The reply's id.")], why: Why) -> None:
    """Take a reply off the pages; it is kept."""
    register.withdraw_reply(open_database(Settings()), answer, os_writer(), why=why)
    say(f"reply {answer}: withdrawn")


@app.command("import")
def import_(
    path: Annotated[str, typer.Argument(help="The CSV or its address (https://...).")],
) -> None:
    """Take flags from a CSV, all or none of them."""
    from etl import pipeline  # noqa: PLC0415 - geopandas only where figures are loaded
    from etl.address import is_address  # noqa: PLC0415

    engine = connected(Settings())
    pipeline.load_flags(engine, path if is_address(path) else Path(path), say, os_writer())


@app.command()
def export(output: Output = None) -> None:
    """Write the flags that are not withdrawn as CSV, as they can be imported."""
    engine = open_database(Settings())
    found = register.list_flags(engine, date.today())
    give(flags_csv(sorted(found, key=lambda flag: flag["uid"])), output)
