"""`sipmap export`: every table of the dashboard as a file, byte for byte what its address gives."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from sipmap.catalogue import Profile, parse_weight, profiles
from sipmap.commands import stating
from sipmap.commands.opening import open_database, say
from sipmap.commands.stating import chosen_profile
from sipmap.commands.writing import check_folder, give_table
from sipmap.desk import comparison_set
from sipmap.desk.form import WEIGHT_PREFIX
from sipmap.errors import SipmapError
from sipmap.export.geopackage import geopackage
from sipmap.export.named import Named, Readings, entries, entry, read_request
from sipmap.export.named.request import RULES
from sipmap.settings import Settings

DEFAULT = "ranking"
OPTIONS = {
    "weights": "--weight", "least": "--min-per-district", "most": "--max-per-district", "cap": "--cap-people",
    "first": "--top",
}  # fmt: skip
"""Statements whose option has another name."""

Name = Annotated[str, typer.Argument(help="Which table; `--list` names them.")]
Text = str | None
Texts = list[str] | None


def export(
    name: Name = DEFAULT,
    *,
    list_: Annotated[bool, typer.Option("--list", help="List the tables and what states each.")] = False,
    area: Annotated[Text, typer.Option(help="kent (else), medway, kent-and-medway or england.")] = None,
    profile: Annotated[Text, typer.Option(help="A profile's id or file; sip-today unless given.")] = None,
    weight: stating.Weights = None,
    top: Annotated[int | None, typer.Option(min=1, help="Only the first so many ranks.")] = None,
    size: Annotated[
        int | None, typer.Option(min=1, help="How many wards on the list, or N of the first N.")
    ] = None,
    without: Annotated[Texts, typer.Option(help="A source of uncertainty to be held still.")] = None,
    objective: stating.Aim = None,
    min_per_district: stating.LeastPerDistrict = None,
    max_per_district: stating.MostPerDistrict = None,
    floor: stating.Floor = None,
    pin: stating.Pins = None,
    exclude: stating.Exclusions = None,
    group: stating.Groups = None,
    cap_people: stating.MostPeople = None,
    touching: stating.Touching = None,
    ward: Annotated[Text, typer.Option(help="The code of the ward that the table is about.")] = None,
    wards: Annotated[Text, typer.Option(metavar="CODE,CODE", help="Only these wards.")] = None,
    areas: Annotated[Text, typer.Option(metavar="ID,ID", help="Only these target areas.")] = None,
    indicator: Annotated[Text, typer.Option(help="An indicator's id.")] = None,
    period: Annotated[Text, typer.Option(help="An indicator's period; the newest unless given.")] = None,
    rows: Annotated[Text, typer.Option(help="areas or wards, of need against provision.")] = None,
    by: Annotated[Text, typer.Option(help="theme or support-need, of need against provision.")] = None,
    decision: Annotated[Texts, typer.Option(help="A decision's id; twice where two are compared.")] = None,
    theme: Annotated[Text, typer.Option(help="Only this theme, of a register.")] = None,
    need: Annotated[Text, typer.Option(help="Only this support need, of initiatives.")] = None,
    place: Annotated[Text, typer.Option(help="Only this place, of local knowledge.")] = None,
    state: Annotated[Text, typer.Option(help="Only this state, of a register.")] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Folder or file to write; FILE.gpkg for a GeoPackage.")
    ] = Path(),
) -> None:
    """Write a table of the dashboard as CSV with its metadata beside it, or as a GeoPackage for QGIS.

    Without a name, the ranking.
    """
    if list_:
        typer.echo(listed())
        return
    wanted = entry(name)
    stated = {
        "area": [comparison_set(area).id] if area else None,
        "profile": [profile] if profile else None,
        "weights": weight,
        "first": _one(top),
        "size": _one(size),
        "without": without,
        "objective": [objective.value] if objective else None,
        "least": _one(min_per_district),
        "most": _one(max_per_district),
        "floor": _one(floor),
        "pin": pin,
        "exclude": exclude,
        "group": group,
        "cap": _one(cap_people),
        "touching": _one(touching),
        "ward": _one(ward),
        "wards": _one(wards),
        "areas": _one(areas),
        "indicator": _one(indicator),
        "period": _one(period),
        "rows": _one(rows),
        "by": _one(by),
        "decision": decision,
        "theme": _one(theme),
        "need": _one(need),
        "place": _one(place),
        "state": _one(state),
    }
    write(wanted, {what: texts for what, texts in stated.items() if texts}, output)


def write(wanted: Named, stated: Mapping[str, Sequence[str]], output: Path) -> None:
    """Make what is stated and write it."""
    for what in stated:
        if what not in wanted.takes:
            told = ", ".join(_option(known) for known in wanted.takes) or "nothing"
            raise SipmapError(f"The table '{wanted.name}' is not stated by {_option(what)}; it takes {told}.")
    if not output.is_dir():
        check_folder(output)
    query, known = _query(stated)
    readings = Readings(open_database(Settings()))
    _ = readings.release  # the council's own indicators are known from here on
    asked = read_request(query, today=datetime.now(UTC).date(), officer=True, known=known)
    made = wanted.make(readings, asked)
    if output.suffix == ".gpkg":
        output.write_bytes(geopackage(readings, made))
        say(f"wrote {output}")
        return
    give_table(made, output)


def listed() -> str:
    """Return every table with what it holds and the options that state it."""
    lines = []
    for one in entries().values():
        options = " ".join(_option(what) for what in one.takes)
        if set(RULES) <= set(one.takes):
            options = "stated as for `sipmap shortlist`"
        lines.append(f"{one.name:<24} {one.what}.")
        lines += [f"{'':<24} {options}"] if options else []
    return "\n".join(lines)


def _query(stated: Mapping[str, Sequence[str]]) -> tuple[dict[str, list[str]], Mapping[str, Profile]]:
    """Return what the options state as an address would, and the profiles that it may name."""
    query = {what: list(texts) for what, texts in stated.items() if what not in ("weights", "profile")}
    for text in stated.get("weights", ()):
        part, _ = parse_weight(text)
        query[f"{WEIGHT_PREFIX}{part}"] = [text.rpartition("=")[2].strip()]
    if "profile" not in stated:
        return query, profiles()
    chosen = chosen_profile(stated["profile"][0])
    return query | {"profile": [chosen.id]}, {**profiles(), chosen.id: chosen}


def _option(what: str) -> str:
    return OPTIONS.get(what, f"--{what}")


def _one(value: object) -> list[str] | None:
    return None if value is None else [str(value)]
