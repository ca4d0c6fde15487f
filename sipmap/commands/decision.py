"""`sipmap decision`: shortlists on record, saved, compared, published and verified."""

import json
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer
from sqlalchemy import Engine

from sipmap import desk
from sipmap.commands import stating
from sipmap.commands.opening import Format, open_database, say
from sipmap.commands.writing import As, Output, give, os_writer, print_entries, print_json
from sipmap.desk.decisions import Stated, release_named, shortlist_decision, stated_of, verify_decision
from sipmap.errors import InputFileError, SipmapError
from sipmap.export.decision import DecisionFile
from sipmap.export.table import text_table
from sipmap.knowledge import decision_register as register
from sipmap.knowledge.decisions import STATUSES, compare
from sipmap.settings import Settings
from sipmap.store import read
from sipmap.store.audit import verify_chain
from sipmap.words import decisions as words

EXIT_DIFFERENT = 1

app = typer.Typer(
    help="Decisions: shortlists on record, which can be worked out again (docs/REGISTERS.md).",
    no_args_is_help=True,
)
Id = Annotated[str, typer.Argument(help="The decision's id.")]
Name = Annotated[str, typer.Option("--name", help="What the decision is called.")]
Equality = Annotated[
    str,
    typer.Option(
        "--equality",
        help="What was considered under the equality duty: text, or @FILE to read it from a file.",
    ),
]
DecidedBy = Annotated[
    str, typer.Option("--decided-by", help="Role of whoever gave the reasons for pins and exclusions.")
]
Supersedes = Annotated[
    str, typer.Option("--supersedes", help="Id of the decision that it takes the place of.")
]
Reason = Annotated[str, typer.Option("--why", help="Why it supersedes another; kept on the audit trail.")]
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


@app.command()
def save(
    name: Name,
    area: stating.Area = "kent",
    profile: stating.ProfileName = "sip-today",
    weight: stating.Weights = None,
    *,
    size: stating.ListSize = None,
    objective: stating.Aim = None,
    min_per_district: stating.LeastPerDistrict = None,
    max_per_district: stating.MostPerDistrict = None,
    floor: stating.Floor = None,
    pin: stating.Pins = None,
    exclude: stating.Exclusions = None,
    group: stating.Groups = None,
    cap_people: stating.MostPeople = None,
    touching: stating.Touching = None,
    decided_by: DecidedBy = "administrator",
    equality: Equality = "",
    supersedes: Supersedes = "",
    why: Reason = "",
) -> None:
    """Save a shortlist as a draft decision, stated as for `sipmap shortlist`."""
    stated = stating.stated_list(
        area,
        profile,
        weights=weight,
        size=size,
        objective=objective,
        min_per_district=min_per_district,
        max_per_district=max_per_district,
        floor=floor,
        pins=pin,
        exclusions=exclude,
        groups=group,
        cap_people=cap_people,
        touching=touching,
    )
    engine = open_database(Settings())
    made = _made(engine, desk.active_release(engine), stated, decided_by)
    _saved(engine, made, name, equality=equality, supersedes=supersedes, why=why)


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="What `sipmap shortlist --format json -o FILE` wrote.")],
    name: Name,
    *,
    decided_by: DecidedBy = "administrator",
    equality: Equality = "",
    supersedes: Supersedes = "",
    why: Reason = "",
) -> None:
    """Save a shortlist from its file, where it still comes out the same on its own release."""
    given = _shortlist_file(path)
    engine = open_database(Settings())
    made = _made(engine, release_named(engine, given["release"]), stated_of(given["stated"]), decided_by)
    codes = [ward["ward_code"] for ward in made["result"]["wards"]]
    if codes != [ward["ward_code"] for ward in given["wards"]]:
        raise InputFileError(
            path, "its list does not come out on its release", "choose it again and save that"
        )
    _saved(engine, made, name, equality=equality, supersedes=supersedes, why=why)


def _shortlist_file(path: Path) -> dict[str, Any]:
    remedy = "give what `sipmap shortlist --format json -o FILE` wrote"
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputFileError(path, f"cannot be read ({error.strerror})", remedy) from None
    except ValueError:
        raise InputFileError(path, "it is not JSON in UTF-8", remedy) from None
    try:
        is_one = all(isinstance(ward["ward_code"], str) for ward in given["wards"]) and given["stated"]
        int(given["release"])
    except (KeyError, TypeError, ValueError):
        is_one = False
    if not is_one:
        raise InputFileError(path, "it is not a shortlist of this version", remedy)
    found: dict[str, Any] = given
    return found


def _made(engine: Engine, release: read.ReleaseRecord, stated: Stated, decided_by: str) -> dict[str, Any]:
    return shortlist_decision(engine, release, stated, who=decided_by, when=date.today())


def _saved(
    engine: Engine, made: dict[str, Any], name: str, *, equality: str, supersedes: str, why: str
) -> None:
    uid = register.save_decision(
        engine,
        made,
        name=name,
        equality_duty=_text(equality),
        writer=os_writer(),
        supersedes=supersedes,
        why=why,
    )
    say(f"decision {uid}: saved as a draft on release {made['release']['id']}")
    typer.echo(uid)


def _text(given: str) -> str:
    """Return a text, or what the file named behind an @ holds."""
    if not given.startswith("@"):
        return given
    path = Path(given[1:])
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InputFileError(
            path, "cannot be read as text in UTF-8", "check its name or give the text"
        ) from None


app.command("add", help="The same as save.")(save)


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
    engine = open_database(Settings())
    checked = verify_decision(engine, decision)
    file = DecisionFile(
        checked.decision,
        register.decision_events(engine, decision),
        read.sources(engine, checked.decision.release_id),
        checked.trail,
        checked.differences,
    )
    give(file.as_json() if format is Form.json else file.as_text(), output)


@app.command()
def trail() -> None:
    """Work the audit trail's chain out again and print its head; exit code 1 where it is broken."""
    found = verify_chain(open_database(Settings()))
    typer.echo(f"{found.count} events, head {found.head or 'none'}")
    if not found.is_whole:
        typer.echo(f"The chain does not hold together at event {found.broken_at}.")
        raise typer.Exit(EXIT_DIFFERENT)
    typer.echo("The chain is whole.")
