"""The ward panel: people first, then standing, what the score is made of, trend, knowledge, sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from sipmap.figures.bars import HEIGHT, WIDTH, bar, scale
from sipmap.figures.svg import data_uri
from sipmap.web import ids
from sipmap.web.components.attributes import data
from sipmap.web.components.captions import caption
from sipmap.web.components.export_link import asking, csv_link, linked
from sipmap.words.flags import ABSENT, FlagWords, awaiting


@dataclass(frozen=True)
class PartRow:
    """One part of a score, in words: its label, its own figure, what it adds (NaN where missing)."""

    label: str
    figure: str
    share: str
    adds: str
    contribution: float


@dataclass(frozen=True)
class SourceRow:
    """Where one figure comes from: what, which file, how it came to the ward."""

    figure: str
    title: str
    publisher: str
    period: str
    how: str


def certainty_lines(code: str) -> list[html.P]:
    """Return the lines on how sure a ward's rank is, which the browser fills for the ward they name."""
    return [
        html.P(id=ids.WARD_CERTAINTY, **data(ward=code)),
        html.P(id=ids.WARD_VARIED, className="hint"),
    ]


def empty() -> list[html.H2 | html.P]:
    """Return what the panel says before a ward is chosen."""
    return [
        html.H2("Ward", id="ward-heading", tabIndex=-1),
        html.P("Choose a ward in the table or on the map to read its figures here."),
    ]


def heading(name: str, place: str) -> html.Hgroup:
    """Return the ward's name over its district and county."""
    return html.Hgroup([html.H2(name, id="ward-heading", tabIndex=-1), html.P(place, className="place")])


def warning(text: str) -> html.Div:
    """Return a warning, told by its word and not by colour alone."""
    return html.Div([html.Strong("Take care. "), text], className="warning", role="note")


def page_link(code: str) -> html.P:
    """Return the way to the ward's own page."""
    return html.P(html.A("This ward\u2019s page, to read, print or share", href=f"/ward/{code}"))


def barriers_link(href: str) -> html.P:
    """Return the way to what holds people back in the ward."""
    return html.P(html.A("What holds people back here, and support needs", href=href))


def parts_table(rows: Sequence[PartRow], total: str, note: str, query: str = "") -> html.Section:
    """Return the parts that add up to the score, with bars on one scale.

    `query` asks for the same as a file: a ward and a ranking.
    """
    ends = scale([row.contribution for row in rows])
    body = [
        html.Tr(
            [
                html.Th([row.label, html.Span(row.share, className="hint")], scope="row"),
                html.Td(row.figure, className="num"),
                html.Td(row.adds, className="num"),
                html.Td(_bar(row.contribution, ends), className="bar"),
            ]
        )
        for row in rows
    ]
    foot = html.Tr(
        [html.Th("Need score", scope="row"), html.Td(), html.Td(total, className="num"), html.Td()]
    )
    head = html.Tr(
        [
            html.Th("Part", scope="col"),
            html.Th("Here", scope="col", className="num"),
            html.Th("Adds", scope="col", className="num"),
            html.Td(),
        ]
    )
    table = html.Table(
        [
            caption("What the score is made of"),
            html.Thead(head),
            html.Tbody(body),
            html.Tfoot(foot),
        ],
        className="parts",
    )
    file = [linked(csv_link("score-parts", "what the score is made of", query))] if query else []
    return section("What the score is made of", [table, html.P(note, className="hint"), *file])


def _bar(contribution: float, ends: tuple[float, float]) -> html.Img:
    return html.Img(src=data_uri(bar(contribution, ends)), alt="", width=int(WIDTH), height=int(HEIGHT))


def trend_section(
    svg: str, alt: str, years: Sequence[tuple[str, str, str]], county: str, code: str
) -> html.Section:
    """Return the claimant trend, with the same figures as a table; `years` holds year, ward, county."""
    if not svg:
        return section("Claimants", [html.P("There is no figure of claimants for this ward.")])
    rows = [
        html.Tr([html.Th(y, scope="row"), html.Td(w, className="num"), html.Td(c, className="num")])
        for y, w, c in years
    ]
    head = html.Tr(
        [
            html.Th("Year", scope="col"),
            html.Th("Here", scope="col", className="num"),
            html.Th(county, scope="col", className="num"),
        ]
    )
    return section(
        "Claimants, average month of each year",
        [
            html.Img(src=data_uri(svg), alt=alt, className="trend"),
            html.P(
                "Share of residents aged 16 to 64. Who is counted changed as Universal Credit was rolled out "
                "(2015 to 2019), and 2020 and 2021 are the pandemic: years before, within and after the "
                "shaded bands cannot be compared.",
                className="hint",
            ),
            html.Details(
                [
                    html.Summary("The same as a table"),
                    html.Table([caption("Claimants by year"), html.Thead(head), html.Tbody(rows)]),
                ]
            ),
            linked(csv_link("claimant-trend", "claimants by year", asking([("ward", code)]))),
        ],
    )


def flags_section(flags: Sequence[FlagWords], *, with_expired: bool) -> html.Section:
    """Return local knowledge, beside the figures and apart from them.

    `with_expired` shows what is past its review date, which is no longer for the public.
    """
    kept = [flag for flag in flags if with_expired or not flag.state]
    held = [html.P(awaiting(len(flags) - len(kept)), className="hint")] if len(kept) < len(flags) else []
    shown: list[html.Div | html.P] = [_flag(flag) for flag in kept]
    if not shown:
        shown = [html.P(ABSENT)]
    return section("Local knowledge", [*shown, *held])


def _flag(flag: FlagWords) -> html.Div:
    children = [html.H4(flag.heading), html.P(flag.statement), html.P(flag.origin, className="hint")]
    if flag.state:
        children.insert(1, html.P([html.Span("Needs review", className="badge"), " ", flag.state]))
    return html.Div(children, className="flag")


def sources_section(rows: Sequence[SourceRow]) -> html.Section:
    """Return where each figure comes from."""
    items = [
        html.Li([html.Strong(r.figure), f": {r.title}, {r.publisher} ({r.period}); {r.how}."]) for r in rows
    ]
    link = html.A("Data and methods", href="/data-and-methods")
    return section(
        "Sources",
        [
            html.Details([html.Summary(f"Where these {len(rows)} figures come from"), html.Ul(items)]),
            html.P([link, " has every file."]),
        ],
    )


def section(title: str, children: Sequence[Any]) -> html.Section:
    """Return a section of the panel under its heading."""
    return html.Section([html.H3(title), *children])
