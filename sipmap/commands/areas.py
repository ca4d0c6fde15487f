"""Target areas, what holds a ward back, and its support needs: `sipmap areas`, `barriers` and `needs`."""

import json
from datetime import date
from typing import Annotated

import typer
from sqlalchemy import Engine

from sipmap import desk
from sipmap.catalogue import with_weights
from sipmap.commands.opening import Format, open_database, say
from sipmap.commands.stating import opened_ranking
from sipmap.desk.areareport import AreaReport, AreasReport
from sipmap.desk.areas import areas_report, check_ward, read_setting, ward_report
from sipmap.desk.decisions import release_named, stated_of
from sipmap.desk.evidence_read import county_evidence
from sipmap.desk.needs import ward_needs
from sipmap.errors import ProfileError, SipmapError
from sipmap.export.areacard import Card, ThemeCard, card
from sipmap.export.areas import area_record, areas_record, cards, need_sentences, needs_record
from sipmap.knowledge.decision_register import open_decision
from sipmap.settings import Settings
from sipmap.words import areas as words
from sipmap.words.certainty import span
from sipmap.words.flags import FlagWords
from sipmap.words.numbers import ordinal

Area = Annotated[str, typer.Option("--area", help="kent, medway or kent-and-medway.")]
ProfileName = Annotated[str, typer.Option("--profile", help="A profile's id, or the path of a profile file.")]
Code = Annotated[str, typer.Argument(help="A ward's code.")]


def _format(form: Format) -> Format:
    if form is Format.csv:
        raise SipmapError("These results are not one table; use --format table or json.")
    return form


def areas(
    area: Area = "kent",
    profile: ProfileName = "sip-today",
    *,
    top: Annotated[int | None, typer.Option("--top", min=1, help="The first so many wards.")] = None,
    decision: Annotated[
        str | None,
        typer.Option(
            "--decision", metavar="ID", help="The wards of a decision, on its own area and release."
        ),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="CODE=NAME", help="Name the area that holds a ward; may be given again."
        ),
    ] = None,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Show where target wards lie together and what is specific about each area, on what evidence."""
    form, names = _format(format), parse_names(name or [])
    if decision and top:
        raise ProfileError("--top and --decision both say which wards are meant; give one of them.")
    targets: list[str] = []
    if decision:
        engine, inputs, targets = _decided(decision)
    else:
        engine, inputs = opened_ranking(area, profile)
    report = areas_report(engine, inputs, today=date.today(), top=top, targets=targets, names=names)
    if form is Format.json:
        _print_json(areas_record(report))
        return
    typer.echo(
        "\n\n".join(_area_text(a, c, report) for a, c in zip(report.areas, cards(report), strict=True))
    )
    for line in (words.RULE, words.INTERVALS):
        say(line)


def barriers(
    code: Code,
    area: Area = "kent",
    profile: ProfileName = "sip-today",
    *,
    format: Annotated[Format, typer.Option("--format")] = Format.table,
) -> None:
    """Show what holds people back in one ward: each theme against the county and other high-need wards."""
    form, ward = _format(format), code.strip().upper()
    engine, inputs = opened_ranking(area, profile)
    check_ward(inputs, ward)
    setting = read_setting(engine, inputs, inputs.profile.size, date.today())
    report = ward_report(setting, ward)
    told = card(
        report,
        county=inputs.comparison.label,
        profile=inputs.profile.label,
        size=setting.size,
        top=inputs.profile.size,
    )
    if form is Format.json:
        _print_json(area_record(report, told))
        return
    blocks = [_head(report, told, inputs.profile.label), *(_theme_text(t) for t in told.themes)]
    typer.echo("\n\n".join(blocks))
    for line in (words.RULE, words.INTERVALS):
        say(line)


def needs(
    code: Code, area: Area = "kent", *, format: Annotated[Format, typer.Option("--format")] = Format.table
) -> None:
    """Show what stands for each of nine support needs in a ward, or where the council's own would come."""
    form, ward = _format(format), code.strip().upper()
    engine, inputs = opened_ranking(area, "sip-today")
    check_ward(inputs, ward)
    evidence = county_evidence(engine, inputs.release, inputs.comparison)
    reports, name = ward_needs(evidence, ward), evidence.names[ward]
    if form is Format.json:
        _print_json(needs_record(ward, name, reports, inputs.comparison.label))
        return
    blocks = [
        [f"{r.need.label}", *(f"  {line}" for line in need_sentences(r, name, inputs.comparison.label))]
        for r in reports
    ]
    typer.echo("\n\n".join([f"{name}: support needs", *("\n".join(block) for block in blocks)]))


def parse_names(texts: list[str]) -> dict[str, str]:
    """Read `CODE=NAME`s; ProfileError where one has no code or no name, or a code stands twice."""
    found: dict[str, str] = {}
    for text in texts:
        code, mark, name = text.partition("=")
        key = code.strip().upper()
        if not (mark and key and name.strip()):
            raise ProfileError(
                f"'{text}' is not of the form CODE=NAME; write it like 'E05009560=The island'."
            )
        if key in found:
            raise ProfileError(f"The ward {key} is given two names; keep one.")
        found[key] = name.strip()
    return found


def _decided(uid: str) -> tuple[Engine, desk.RankingInputs, list[str]]:
    """Return what a decision was made from, on its own release, and the wards that it chose."""
    engine = open_database(Settings())
    found = open_decision(engine, uid)
    stated = stated_of(found.record["stated"])
    release, comparison = release_named(engine, found.release_id), desk.comparison_set(stated.area)
    chosen = with_weights(stated.profile, stated.weights)
    return engine, desk.ranking_inputs(engine, release, comparison, chosen), found.ward_codes


def _head(report: AreaReport, told: Card, profile_label: str) -> str:
    """Say who lives there, what it has, what is specific there, and where its wards stand."""
    lines = [told.opening, *filter(None, (told.people, told.has)), *told.specific, *told.wards]
    ranked = [
        f"{w.name} {ordinal(w.rank)} (range {span(w.low, w.high)}){'' if w.is_member else ', context'}"
        for w in report.wards
        if w.rank is not None and w.low is not None and w.high is not None
    ]
    lines.append(
        f"Places by the profile \N{LEFT SINGLE QUOTATION MARK}{profile_label}"
        f"\N{RIGHT SINGLE QUOTATION MARK}: {'; '.join(ranked)}."
    )
    lines += [f"Take care. {warning}" for warning in told.warnings]
    lines += [_flag(f) for f in told.flags]
    return "\n".join([lines[0], *(f"  {line}" for line in lines[1:])])


def _area_text(area: AreaReport, told: Card, report: AreasReport) -> str:
    """Lay out an area: its head, then the themes that are specific or flagged; JSON tells them all."""
    shown = [
        t
        for t, of in zip(told.themes, area.themes, strict=True)
        if t.flags or (of.finding is not None and of.finding.specific_at)
    ]
    head = _head(area, told, report.profile.label)
    codes = f"  Wards: {', '.join(area.area.members)}"
    if area.area.context:
        codes += f"; context: {', '.join(area.area.context)}"
    return "\n".join([head, codes, *(_indented(_theme_text(t)) for t in shown)])


def _theme_text(theme: ThemeCard) -> str:
    lines = [*theme.sentences, *theme.evidence, *(_flag(f) for f in theme.flags), theme.missing]
    return "\n".join([theme.label, *(f"  {line}" for line in lines)])


def _flag(flag: FlagWords) -> str:
    said = f"Flag. {flag.heading}. {flag.statement} {flag.origin} {flag.state}"
    return said.strip()


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.splitlines())


def _print_json(record: dict[str, object]) -> None:
    typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
