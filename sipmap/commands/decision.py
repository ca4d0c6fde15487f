"""`sipmap decision`: shortlists on record, saved, compared, published and verified."""

from enum import StrEnum
from typing import Annotated

import pandas as pd
import typer

from sipmap.commands.brief import decision_briefing
from sipmap.commands.decision_saving import import_shortlist, save
from sipmap.commands.opening import Format, open_database, say
from sipmap.commands.writing import As, Output, give, os_writer, print_entries, print_json
from sipmap.desk.decisions import verify_decision
from sipmap.errors import SipmapError
from sipmap.export.decision import decision_file
from sipmap.export.table import text_table
from sipmap.knowledge import decision_register as register
from sipmap.knowledge.decisions import STATUSES, compare
from sipmap.settings import Settings
from sipmap.store.audit import verify_chain
from sipmap.store.flags import FLAGS, REPLIES
from sipmap.store.initiatives import INITIATIVES
from sipmap.store.revisions import unlike_the_trail
from sipmap.words import decisions as words

EXIT_DIFFERENT = 1

app = typer.Typer(
    help="Decisions: shortlists on record, which can be worked out again (docs/REGISTERS.md).",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="The decision's id.")]
SHOWN = {
    "id": "id",
    "status": "status",
    "name": "name",
    "release": "release",
    "saved": "saved",
    "supersedes": "supersedes",
}
WARDS = {
    "rank": "rank",
    "low": "from",
    "high": "to",
    "ward_code": "ward code",
    "ward": "ward",
    "district": "district",
    "word": "how sure",
    "score": "score",
    "why": "why",
}


class Form(StrEnum):
    """How a whole record is written."""

    json = "json"
    text = "text"


@app.command("list")
def list_(
    status: Annotated[str, typer.Option(help="Only draft, published or superseded ones.")] = "",
    *,
    format: As = Format.table,
) -> None:
    """List decisions, the latest first."""
    if status and status not in STATUSES:
        raise SipmapError(f"There is no status '{status}'; use one of {', '.join(STATUSES)}.")
    found = register.list_decisions(open_database(Settings()), (status,) if status else STATUSES)
    entries = [
        {
            "id": row.uid,
            "status": row.status,
            "name": row.name,
            "release": row.release_id,
            "saved": row.created_at.isoformat(timespec="minutes"),
            "supersedes": row.supersedes,
            "sha256": row.sha256,
        }
        for row in found
    ]
    print_entries(entries, SHOWN, format, "No decision is on record.")


app.command()(save)
app.command("add", help="The same as save.")(save)
app.command("import")(import_shortlist)
app.command("brief")(decision_briefing)


@app.command("open")
def open_(decision: Id, format: As = Format.table) -> None:
    """Show a decision: by what the wards were chosen, which, and who said what."""
    found = register.open_decision(open_database(Settings()), decision)
    if format is Format.json:
        print_json(found.record | {"status": found.status, "sha256": found.sha256})
        return
    if format is Format.csv:
        raise SipmapError("A decision is not one table; use --format table or json.")
    typer.echo(words.opening(found.record, found.status))
    typer.echo("\n".join(words.stated(found.record)))
    wards = pd.DataFrame(found.record["result"]["wards"], columns=list(WARDS))
    typer.echo(text_table(wards.rename(columns=WARDS)))
    typer.echo("\n".join([*words.overrides(found.record), words.equality(found.record)]))


@app.command("compare")
def compare_(
    first: Id, second: Annotated[str, typer.Argument(help="Another's id.")], format: As = Format.table
) -> None:
    """Set two decisions side by side: wards in both, in one alone, and what was stated otherwise."""
    engine = open_database(Settings())
    one, other = (register.open_decision(engine, uid) for uid in (first, second))
    found = compare(one.record, other.record)
    if format is Format.json:
        print_json(
            {
                "both": found.both,
                "only_first": found.only_first,
                "only_second": found.only_second,
                "stated": [{"what": n, "first": a, "second": b} for n, a, b in found.stated],
            }
        )
        return
    said = words.compared(found.both, found.only_first, found.only_second, found.stated, found.names)
    typer.echo("\n".join(said))


@app.command()
def publish(
    decision: Id, why: Annotated[str, typer.Option("--why", help="On what authority; kept on the trail.")]
) -> None:
    """Publish a draft; the published decision that it takes the place of is superseded."""
    register.publish_decision(open_database(Settings()), decision, os_writer(), why=why)
    say(f"decision {decision}: published")


@app.command()
def verify(decision: Id, format: As = Format.table) -> None:
    """Work a decision out again on its own release; exit code 1 where it does not come out the same."""
    found = verify_decision(open_database(Settings()), decision)
    if format is Format.json:
        print_json(
            {
                "id": decision,
                "is_equal": found.is_equal,
                "differences": list(found.differences),
                "release": found.decision.release_id,
                "sha256": found.decision.sha256,
            }
        )
    else:
        typer.echo("\n".join(words.verified(found.differences)))
    if not found.is_equal:
        raise typer.Exit(EXIT_DIFFERENT)


@app.command()
def export(
    decision: Id,
    output: Output = None,
    *,
    format: Annotated[Form, typer.Option("--format", help="How it is written.")] = Form.json,
) -> None:
    """Write the whole record into one file: what was decided, its trail, its sources and their licences."""
    file = decision_file(open_database(Settings()), decision)
    give(file.as_json() if format is Form.json else file.as_text(), output)


@app.command()
def trail() -> None:
    """Check the audit trail and every entry against it, and print its head; exit code 1 where one fails."""
    engine = open_database(Settings())
    found = verify_chain(engine)
    typer.echo(f"{found.count} events, head {found.head or 'none'}")
    if not found.is_whole:
        typer.echo(f"The chain does not hold together at event {found.broken_at}.")
        raise typer.Exit(EXIT_DIFFERENT)
    typer.echo("The chain is whole.")
    strange = [
        f"The {kept.name} {uid}, revision {revision}, is not what the trail says was written."
        for kept in (FLAGS, REPLIES, INITIATIVES)
        for uid, revision in unlike_the_trail(engine, kept)
    ]
    typer.echo("\n".join(strange or ["Every entry is as it was written."]))
    if strange:
        raise typer.Exit(EXIT_DIFFERENT)
