"""The ward's page in pieces: what is read first, pictures with their words, tables that stack on a phone."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from sipmap.desk.claimants import Trend
from sipmap.desk.wardreport import LocalReport, WardReport
from sipmap.desk.wardshared import county_set
from sipmap.export.brief.ward import stand_strip
from sipmap.export.wardcard import Told
from sipmap.figures.svg import data_uri
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import csv_link, linked
from sipmap.web.components.stacked import section, table
from sipmap.web.components.terms import words_used
from sipmap.web.components.ward import trend_section, warning
from sipmap.words import wardpage as words
from sipmap.words.flags import ABSENT, FlagWords, awaiting, day
from sipmap.words.numbers import whole
from sipmap.words.provision import NO_PROOF, STATES

PATH = "/ward"
MAP_PATH, PLACE_PATH = "/maps/ward.svg", "/maps/ward-place.svg"


def ward_link(name: str, code: str) -> dcc.Link:
    """Return a link to a ward's page."""
    return dcc.Link(name, href=f"{PATH}/{code}")


def area_of(report: WardReport) -> str:
    """Return the comparison set of the ward's county, as addresses name it; "" elsewhere in England."""
    found = county_set(report.county_code)
    return "" if found is None else found.id


def actions(report: WardReport, compare: Sequence[str]) -> html.Div:
    """Return what can be done with the page: print it, take it away, go on from it."""
    asked = urlencode({"ward": report.code})
    files = [
        html.Button("Print", type="button", className="ward-print", hidden=True),
        html.A("PDF", href=f"/brief/ward.pdf?{asked}", className="button", download=""),
        html.A("Word", href=f"/brief/ward.docx?{asked}", className="button", download=""),
        html.Button("Copy link", type="button", className="ward-copy", hidden=True),
    ]
    return html.Div(
        [html.Div(files, className="actions"), _onward(report, compare)], className="ward-actions"
    )


def _onward(report: WardReport, compare: Sequence[str]) -> html.Nav:
    links = [("On the map of England", f"/?{urlencode({'area': 'england', 'ward': report.code})}")]
    if report.local is not None:
        area = {"area": area_of(report), "ward": report.code}
        links = [
            ("On the map", f"/?{urlencode(area)}"),
            ("What holds people back", f"/areas?{urlencode(area)}"),
            ("Compare with a ward alike", f"/compare?wards={','.join(compare)}"),
            ("Local knowledge", f"/local-knowledge?{urlencode({'ward': report.code})}"),
        ]
    links.append(("Find another ward", "/find"))
    items = [html.Li(dcc.Link(said, href=href)) for said, href in links]
    return html.Nav(html.Ul(items), className="onward", **aria(label="From here"))


def standing(report: WardReport, card: Told) -> html.Section:
    """Return where the ward stands, with a strip of its county's wards."""
    drawn = stand_strip(report)
    strip = [html.Img(src=data_uri(drawn.svg), alt=drawn.alt, className="strip")] if drawn else []
    *near, england = card.standing
    said = [*(html.Li(line) for line in near), html.Li(england, className="hint" if near else None)]
    lines = html.Ul(said, className="statement")
    cares = [warning(card.warning)] if card.warning else []
    used = words_used("range", "certain, likely, borderline, unlikely", ("score (of a ward)", "need score"))
    return section("Where it stands", "standing", [lines, *strip, used, *cares])


def standing_out(report: WardReport, card: Told) -> html.Section:
    """Return what stands out against the county, worse and better."""
    return section(
        "What stands out",
        "stands-out",
        [
            words_used("stands out", "level"),
            html.H3(f"Worse than in {report.county}"),
            _outs(card.worst),
            html.H3(f"Better than in {report.county}"),
            _outs(card.best),
        ],
    )


def _outs(found: Sequence[tuple[str, str]]) -> html.Ul:
    return html.Ul([html.Li([said, html.Span(how, className="hint far")]) for said, how in found])


def trend(found: Trend, said: str, county: str, code: str) -> html.Section:
    """Return the claimants by year."""
    made = trend_section(found.svg, found.alt, found.years, county, code)
    return section("Claimants", "claimants", [html.P(said), *(made.children or [])[1:]])


def inside(report: WardReport, card: Told, release_id: int, *, is_drawn: bool) -> html.Section:
    """Return the small areas inside, on a map and in a table with the same numbers."""
    asked = urlencode({"ward": report.code, "release": release_id})
    pictures: list[Any] = []
    if is_drawn:
        pictures = [
            html.Img(
                src=f"{MAP_PATH}?{asked}",
                alt=f"Map of the {len(card.small)} small areas in {report.name}, numbered as in the table. "
                "A darker or stronger shade is more deprived in England.",
                className="ward-map",
            ),
            html.Img(
                src=f"{PLACE_PATH}?{asked}",
                alt=f"Small map: where {report.name} lies in {report.district}.",
                className="ward-place",
            ),
        ]
    rows = [(str(n), *row) for n, row in enumerate(card.small, start=1)]
    heads = ("No.", "Small area (LSOA)", "In England on IMD 2025", "Residents here", "Of the ward")
    shown = table(
        heads, rows, "Small areas, most deprived first; 1st and decile 1 are most deprived", (0, 2, 3, 4)
    )
    return section(
        "Inside the ward",
        "inside",
        [
            html.P(card.pocket),
            words_used("LSOA", "worst decile"),
            linked(csv_link("ward-lsoas", "the small areas", urlencode({"ward": report.code}))),
            html.Div(
                [html.Div([html.Div(pictures, className="ward-pictures"), *_shades(pictures)]), shown],
                className="beside",
            ),
        ],
        "wide",
    )


def _shades(pictures: Sequence[Any]) -> list[html.P]:
    said = (
        "Numbers lead to the table. The deepest shade is the most deprived tenth of England, then deciles 2 "
        "and 3, 4 and 5, 6 and 7, 8 to 10."
    )
    return [html.P(said, className="hint")] if pictures else []


def rates(card: Told, asked: str = "") -> html.Section:
    """Return rates beside those around; `asked` is the query of a file of all the ward's figures."""
    numbers = tuple(range(1, len(card.claims_heading)))
    shown = table(card.claims_heading, card.claims, "Rates beside those around, with level and year", numbers)
    file = [linked(csv_link("compare", "every figure of the ward", asked))] if asked else []
    return section(
        "The figures", "figures", [shown, *file, html.P(words.NO_INTERVAL, className="hint")], "wide"
    )


def barriers(report: WardReport, card: Told, needs: Sequence[tuple[str, Sequence[str]]]) -> html.Section:
    """Return what holds people back, and what is known of each support need."""
    heads = ("Theme", "Here", report.county, "Standard deviations from it", "Beside high-need wards")
    shown = table(heads, card.barriers, f"Themes, the furthest worse than {report.county} first", (2, 3))
    told = [html.Ul([html.Li(said) for said in card.specific])] if card.specific else []
    listed = [part for label, lines in needs for part in (html.Dt(label), *(html.Dd(line) for line in lines))]
    more = html.Details([html.Summary("Support needs, and what stands for each"), html.Dl(listed)])
    asked = urlencode({"area": area_of(report), "ward": report.code})
    files = linked(
        csv_link("ward-barriers", "every theme with its evidence", asked),
        csv_link("ward-needs", "support needs", asked),
    )
    return section(
        "What holds people back",
        "barriers",
        [shown, files, words_used("contrast", "high-need wards", "area-specific, firm"), *told, more],
        "wide",
    )


def knowledge(local: LocalReport, *, with_expired: bool) -> html.Section:
    """Return local knowledge; `with_expired` shows what is past its review date."""
    kept = [flag for flag in local.flags if with_expired or not flag.state]
    held = len(local.flags) - len(kept)
    shown: list[Any] = [html.Ul([html.Li(_flag(f)) for f in kept], className="entries")] if kept else []
    if held:
        shown.append(html.P(awaiting(held), className="hint"))
    return section("Local knowledge", "local-knowledge", shown or [html.P(ABSENT)])


def _flag(flag: FlagWords) -> list[Any]:
    due = [html.Span("Needs review", className="badge"), " ", flag.state] if flag.state else []
    return [
        html.Strong(f"{flag.heading}. "),
        flag.statement,
        " ",
        html.Span(flag.origin, className="hint"),
        *due,
    ]


def initiatives(local: LocalReport) -> html.Section:
    """Return what is being done there, or once was."""
    if not local.initiatives:
        return section(
            "What is being done", "being-done", [html.P(f"No initiative is on record here. {NO_PROOF}")]
        )
    items = [
        html.Li(
            [
                html.Span(STATES[i.state].partition(":")[0], className="state"),
                " ",
                dcc.Link(i.name, href=f"/initiatives?{urlencode({'initiative': i.uid})}"),
                f", {i.provider}. ",
                html.Span(
                    " ".join(filter(None, (_serves(i.serves), f"As of {day(i.known_on)}."))), className="hint"
                ),
            ]
        )
        for i in local.initiatives
    ]
    return section("What is being done", "being-done", [html.Ul(items, className="entries")])


def _serves(labels: Sequence[str]) -> str:
    return f"For: {'; '.join(labels)}." if labels else ""


def alike(report: WardReport, local: LocalReport, card: Told) -> html.Section:
    """Return wards alike, each a link, with how far each is."""
    if not card.alike:
        return section("Wards alike", "alike", [html.P("Too few figures to say which wards are alike.")])
    items = [
        html.Li([ward_link(name, code), f", {district}: {far}. ", _beside(report.code, code, name)])
        for code, name, district, far in card.alike
    ]
    figures = ", ".join(i.short for i in local.likeness.figures)
    how = html.Details([html.Summary("How far is told"), html.P(f"{card.how_alike} They are: {figures}.")])
    lead = html.P(
        f"Of {whole(local.likeness.of)} other wards in Kent and Medway, the nearest by their figures:"
    )
    file = linked(csv_link("wards-alike", "all by how far they are", urlencode({"ward": report.code})))
    return section("Wards alike", "alike", [lead, html.Ul(items), file, how])


def _beside(code: str, other: str, name: str) -> dcc.Link:
    return dcc.Link(
        ["Compare", html.Span(f" with {name}", className="visually-hidden")],
        href=f"/compare?wards={code},{other}",
        className="hint",
    )
