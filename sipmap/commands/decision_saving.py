"""`sipmap decision save` and `import`: a shortlist put on record, from its options or from its file."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy import Engine

from sipmap import desk
from sipmap.commands import stating
from sipmap.commands.opening import open_database, say
from sipmap.commands.writing import os_writer
from sipmap.desk.decisions import Stated, release_named, shortlist_decision, stated_of
from sipmap.errors import InputFileError
from sipmap.knowledge.decision_register import save_decision
from sipmap.settings import Settings
from sipmap.store import read

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


def import_shortlist(
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
    uid = save_decision(
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
