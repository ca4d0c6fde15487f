"""Need set against provision, as the lower part of the page of initiatives."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dash import dcc, html

from sipmap.desk.provision import GapTable, gaps_by_support_need, gaps_by_theme
from sipmap.errors import SipmapError
from sipmap.geography import COMPARISON_SETS
from sipmap.knowledge import initiative_register as register
from sipmap.web.areadesk import AreaDesk
from sipmap.web.asked import Asked, asked_for
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import csv_link, linked
from sipmap.web.components.gap_table import gap_table, gaps_told, marks, overlaps_told
from sipmap.web.components.states import notes
from sipmap.web.components.write_form import choice, line
from sipmap.web.initiative_acts import PATH
from sipmap.web.state import WITHIN_COUNTY, mapped_profiles
from sipmap.words.provision import gap_count, need_rule, support_need_rule

OPTIONS = ("rows", "area", "profile", "top")
"""What an address may say of the matrix."""
ROWS = {"areas": "Target areas", "wards": "Wards one by one"}
PART = "gaps"


def need_against_provision(desk: AreaDesk, query: Mapping[str, str], kept: Mapping[str, str]) -> list[Any]:
    """Return the matrix with its sentences; `kept` is what else the address says, to be kept by the form."""
    asked = asked_for(query)
    rows = query.get("rows") or "areas"
    if rows not in ROWS:
        asked.notes.append(f"\u2018{rows}\u2019 is no kind of row here; target areas are shown.")
        rows = "areas"
    head = html.H2("Need against provision", id=PART, tabIndex=-1)
    try:
        needs = desk.needs_seen(desk.figures.release(), asked.wanted, by_ward=rows == "wards")
    except SipmapError as error:
        return [head, html.P(str(error))]
    engine, today = desk.figures.engine, datetime.now(UTC).date()
    by_theme = gaps_by_theme(needs, register.provision(engine, today))
    by_need = gaps_by_support_need(needs, register.provision_for_needs(engine, today))
    which = f"{ROWS[rows].lower()} of the first {asked.wanted.top} wards of {asked.label} by need"
    if rows == "wards":
        which = f"the first {asked.wanted.top} wards of {asked.label} by need"
    heading = "Ward" if rows == "wards" else "Area"

    def query_of(by: str) -> str:
        return f"{asked.address()}&rows={rows}&by={by}"

    with_gaps = by_theme.cells.groupby("area_code")["is_gap"].any().sum()
    return [
        head,
        html.P(gap_count(int(with_gaps), len(by_theme.rows), by_ward=rows == "wards"), id="gap-count"),
        html.P(need_rule(asked.label), className="hint"),
        notes(asked.notes),
        _controls(asked, rows, kept),
        linked(csv_link("need-against-provision", "need against provision by theme", query_of("theme"))),
        gap_table(by_theme, f"Need against provision by theme: {which}", heading),
        marks(),
        *_told(by_theme, "gaps-by-theme"),
        html.H3("By support need"),
        html.P(support_need_rule(), className="hint"),
        linked(csv_link("need-against-provision", "by support need", query_of("support-need"))),
        gap_table(by_need, f"Need against provision by support need: {which}", heading),
        *_told(by_need, "gaps-by-support-need", level=html.H4),
    ]


def _told(table: GapTable, name: str, level: type = html.H3) -> list[Any]:
    """Return the gaps and overlaps of a table as sentences."""
    parts = (
        ("Gaps", gaps_told(table), "None is seen."),
        ("Overlaps", overlaps_told(table), "None is on record."),
    )
    made: list[Any] = []
    for title, lines, none in parts:
        made.append(level(title))
        made.append(html.Ul([html.Li(said) for said in lines]) if lines else html.P(none))
    return [html.Div(made, id=name, className="told")]


def _controls(asked: Asked, rows: str, kept: Mapping[str, str]) -> html.Form:
    comparison, profile, top = asked.wanted
    areas = [(a, COMPARISON_SETS[a].label) for a in WITHIN_COUNTY]
    profiles = [(p.id, p.label) for p in mapped_profiles().values()]
    return html.Form(
        [
            choice("rows", "Rows", list(ROWS.items()), rows),
            choice("area", "Wards in", areas, comparison.id),
            choice("profile", "Need by profile", profiles, profile.id),
            line("top", "First wards", top),
            *(dcc.Input(type="hidden", name=name, value=value) for name, value in kept.items() if value),
            html.Button("Show the gaps", type="submit"),
        ],
        method="GET",
        action=f"{PATH}#{PART}",
        className="filters",
        **aria(label="Which areas or wards"),
    )
