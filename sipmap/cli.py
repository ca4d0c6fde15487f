"""The command line: parse, call, report. A user's error is one sentence and exit code 2."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import pandas as pd
import typer
from flask import Flask
from pydantic import ValidationError

from sipmap import desk
from sipmap.catalogue import (
    indicators,
    parse_weight,
    profile,
)
from sipmap.catalogue.own import template as own_template
from sipmap.commands import areas as area_commands
from sipmap.commands import brief as brief_commands
from sipmap.commands import (
    decision,
    explaining,
    export,
    find,
    flags,
    hotspots,
    initiatives,
    listing,
    shortlists,
    stating,
)
from sipmap.commands.opening import OPENED, Format, connected, open_database, say
from sipmap.commands.stating import Area, ProfileName, Weights, opened_ranking
from sipmap.commands.writing import give, give_table, os_writer
from sipmap.desk.backtest import run_backtest
from sipmap.desk.stated import stated_varied
from sipmap.doctor import examine
from sipmap.errors import EXIT_USER_ERROR, SipmapError
from sipmap.export.csvtext import csv_bytes
from sipmap.export.ranking import cut, range_in_words, ranking_export, with_certainty
from sipmap.export.shortlist import records, shortlist_export
from sipmap.export.table import text_table
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.settings import Settings
from sipmap.words import backtest as backtest_words

EXIT_INTERRUPTED = 130

app = typer.Typer(
    help="Choose where a council's help for people furthest from work should go, and show why there.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Top = Annotated[int | None, typer.Option("--top", min=1, help="Only the first so many ranks.")]
Size = Annotated[
    int | None,
    typer.Option(
        "--size", min=1, help="N of the first N whose chance is given; else --top, else the profile's."
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="SOURCE",
        help="Hold a source of uncertainty still: sampling, weights, apportionment, summary or method; "
        "may be given again.",
    ),
]

BACKTEST_YEAR = 2002


def _ranked(
    area: str,
    profile_name: str,
    weights: dict[str, float],
    size: int | None,
    without: list[str] | None = None,
) -> tuple[desk.RankingInputs, RankUncertainty]:
    """Return what a ranking is made of, and how sure it is of its first `size`, by default the profile's."""
    varied = stated_varied(without)
    engine, inputs = opened_ranking(area, profile_name)
    layout = desk.ranking_layout(engine, inputs)
    return inputs, desk.list_certainty(layout, inputs, size or inputs.profile.size, weights, varied=varied)


@app.command()
def rank(
    area: Area = "kent",
    profile: ProfileName = "sip-today",
    weight: Weights = None,
    top: Top = None,
    *,
    size: Size = None,
    without: Without = None,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Rank an area's wards by a profile: rank and its range, code, ward, district, score and its parts."""
    weights = dict(parse_weight(w) for w in weight or [])
    inputs, certainty = _ranked(area, profile, weights, size or top, without)
    if format is Format.csv:
        sys.stdout.buffer.write(ranking_export(inputs, indicators(), weights, top, certainty=certainty).csv)
        return
    ranking = cut(with_certainty(inputs.ranking(weights), certainty), top)
    if format is Format.json:
        typer.echo(json.dumps(listing.records(ranking, inputs.profile), ensure_ascii=False, indent=1))
        return
    typer.echo(text_table(listing.table(ranking, inputs.profile, certainty.size)))
    say(f"Rank 1 is most need, among the wards of {inputs.comparison.label}. The parts add up to the score.")
    say(range_in_words(inputs, indicators(), certainty))


@app.command()
def load(
    what: Annotated[
        str, typer.Argument(help="A source's id (see `sipmap sources`), own, all, flags or snapshot.")
    ],
    path: Annotated[
        str | None, typer.Argument(help="The file or its address (https://...); for `all`, the folder.")
    ] = None,
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only where there are no figures yet.")
    ] = False,
    catalogue: Annotated[
        Path | None,
        typer.Option(help="For own: the entry that says what the figures are, or the folder it is in."),
    ] = None,
    template: Annotated[bool, typer.Option("--template", help="For own: print an entry to fill in.")] = False,
) -> None:
    """Load figures: all or nothing, into a new release that takes over when it is whole.

    Published ones by their source's id; the council's own, a CSV and a catalogue entry, by `own`.
    """
    if template:
        typer.echo(own_template(), nl=False)
        return
    from etl import address, own, pipeline, snapshot  # noqa: PLC0415 - geopandas only where figures are loaded

    settings = Settings()
    engine = connected(settings)
    if what == "snapshot":
        (snapshot.ensure_release if if_empty else snapshot.restore)(engine, say)
        return
    if path is None:
        raise SipmapError(f"Say where it is: `sipmap load {what} PATH`.")
    if what == "all":
        if address.is_address(path):
            raise SipmapError("`all` loads a folder; load a file from its address by its source's id.")
        pipeline.load_folder(engine, Path(path), say)
        return
    if what == "own":
        snapshot.ensure_release(engine, say)
        own.load_own(engine, path, catalogue or settings.catalogue, say)
        return
    if what != "flags":
        snapshot.ensure_release(engine, say)
        pipeline.load_source(engine, what, path, say)
        return
    pipeline.load_flags(engine, path, say, os_writer())


@app.command()
def sources(format: Annotated[Format, typer.Option("--format")] = Format.table) -> None:
    """List the published sources: what each is, its period, its licence, and the file in use."""
    from etl.sources import registry  # noqa: PLC0415

    held = desk.sources_in_use(open_database(Settings()))
    lacking = [
        {name: getattr(s, name) for name in ("title", "publisher", "period", "licence", "attribution", "url")}
        | {"source_id": s.id}
        for s in registry().values()
        if s.id not in set(held["source_id"])
    ]
    frame = pd.concat([held, pd.DataFrame(lacking)], ignore_index=True).sort_values("source_id")
    if format is Format.json:
        typer.echo(frame.to_json(orient="records", indent=1, date_format="iso", force_ascii=False))
    elif format is Format.csv:
        sys.stdout.buffer.write(csv_bytes(frame))
    else:
        typer.echo(text_table(frame[["source_id", "period", "publisher", "file_name", "title"]]))


@app.command()
def doctor() -> None:
    """Say what is installed, which database and release are in use, and what is wrong."""
    from etl.snapshot import snapshot_hash  # noqa: PLC0415
    from etl.sources import registry  # noqa: PLC0415

    found = examine(Settings(), set(registry()), snapshot_hash())
    width = max(len(what) for what, _ in found.lines)
    for what, value in found.lines:
        typer.echo(f"{what:<{width}}  {value}")
    for problem in found.problems:
        typer.echo(f"{'problem':<{width}}  {problem}")
    if not found.problems:
        typer.echo(f"{'problem':<{width}}  none")
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to serve on; loopback unless set.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port; 8050 unless set.")] = None,
) -> None:
    """Serve the dashboard on this machine and print its address."""
    from sipmap.web.serving import serve as run  # noqa: PLC0415

    given = {k: v for k, v in {"host": host, "port": port}.items() if v is not None}
    settings = Settings().model_copy(update=given)
    with OPENED:
        open_database(settings)
    run(settings, say)


@app.command()
def shortlist(
    area: Area = "kent",
    profile: ProfileName = "sip-today",
    weight: Weights = None,
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
    without: Without = None,
    drivers: Annotated[
        bool, typer.Option("--drivers", help="Say which choice moves the ranks near the cut (not in CSV).")
    ] = False,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; for csv a folder will do.")
    ] = None,
) -> None:
    """Choose the wards of most need under stated rules, exactly, and say what each rule costs."""
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
    varied = stated_varied(without)
    engine, inputs = opened_ranking(area, profile)
    account = shortlists.make_shortlist(
        engine,
        inputs,
        stated.rules,
        size=stated.size,
        objective=stated.objective,
        weights=stated.weights,
        varied=varied,
    )
    if output is not None and format is Format.csv:
        give_table(shortlist_export(account), output)
        return
    found = shortlists.shortlist_doubt(engine, account) if drivers and format is not Format.csv else None
    give(shortlists.written(account, format.value, found), output)


@app.command()
def explain(
    code: Annotated[str, typer.Argument(help="A ward's code.")],
    area: Area = "kent",
    profile: ProfileName = "sip-today",
    weight: Weights = None,
    *,
    beside: Annotated[str | None, typer.Option("--with", help="Another ward's code, to compare.")] = None,
    size: Annotated[int | None, typer.Option(min=1, help="Length of the shortlist.")] = None,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Say why a ward scores what it scores, and what would bring it on to the list."""
    weights = dict(parse_weight(w) for w in weight or [])
    engine, inputs = opened_ranking(area, profile)
    found = explaining.explain_ward(engine, inputs, code, other=beside, size=size, weights=weights)
    if format is Format.json:
        typer.echo(json.dumps(found.record, ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(found.sentences))


app.add_typer(flags.app, name="flags")
app.add_typer(initiatives.app, name="initiatives")
app.add_typer(decision.app, name="decision")

app.command(name="find")(find.find_wards)

for command in (area_commands.areas, area_commands.barriers, area_commands.needs, hotspots.hotspots):
    app.command()(command)
app.command()(export.export)
app.command()(brief_commands.brief)


@app.command()
def backtest(
    year: Annotated[int, typer.Argument(help="2002, the one choice that is on record.")],
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Try the choice of 2002 again under different rules of spread."""
    if year != BACKTEST_YEAR:
        raise SipmapError(f"There is no record of a choice in {year}; run `sipmap backtest {BACKTEST_YEAR}`.")
    found = run_backtest(open_database(Settings()), profile("sip-2002"))
    sentences = backtest_words.backtest(found)
    if format is Format.json:
        record = {"wards": found.wards, "outcomes": records(found.outcomes), "sentences": sentences}
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    typer.echo("\n".join(sentences))


def make_server() -> Flask:
    """Return the WSGI application for gunicorn or waitress, its database filled where it was empty.

    What an operator can mend is one sentence on standard error and exit code 2, as from the command line.
    """
    from sipmap.web import create_app  # noqa: PLC0415
    from sipmap.web.bounded import settle  # noqa: PLC0415
    from sipmap.web.serving import refuse_open_writing, work_ahead  # noqa: PLC0415

    try:
        settings = Settings()
        refuse_open_writing(settings)
        # Workers may be forked from here: no connection stays open.
        with OPENED:
            open_database(settings)
        server: Flask = create_app(settings).server
        work_ahead(server)
        settle()
    except (SipmapError, ValidationError) as error:
        _end_with(error)
    return server


def _end_with(error: SipmapError | ValidationError) -> NoReturn:
    """Say in one sentence what is wrong, and end."""
    said = settings_sentence(error) if isinstance(error, ValidationError) else str(error)
    typer.echo(f"sipmap: {said}", err=True)
    sys.exit(EXIT_USER_ERROR)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a person's error is one sentence on standard error and exit code 2."""
    try:
        with OPENED:
            app(arguments)
    except (SipmapError, ValidationError) as error:
        _end_with(error)
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)


def settings_sentence(error: ValidationError) -> str:
    """Say which setting cannot be used, in one sentence."""
    first = error.errors()[0]
    name = "SIPMAP_" + "_".join(map(str, first["loc"])).upper()
    return f"{name} cannot be used as it is set: {first['msg'].lower()}; correct it or leave it out."
