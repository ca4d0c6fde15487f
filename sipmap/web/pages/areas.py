"""Areas: where target wards lie together, what is specific about each, and on what evidence."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from dash import dcc, html

from sipmap.areas.barriers import nearest_size
from sipmap.desk.areareport import AreaReport, AreasReport
from sipmap.desk.hotspots import IndicatorHotSpots
from sipmap.desk.needs import NeedReport
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.export.areas import mapped, need_sentences
from sipmap.export.hotspots import sentences
from sipmap.geography import COMPARISON_SETS
from sipmap.web.areadesk import AreaDesk, as_card
from sipmap.web.asked import Asked, asked_for
from sipmap.web.auth import Person
from sipmap.web.components.area_card import area_card, card_body, ward_links
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import csv_link, headed, linked, map_link
from sipmap.web.components.states import notes, problem
from sipmap.web.components.terms import words_used
from sipmap.web.components.write_form import choice, line
from sipmap.web.state import WITHIN_COUNTY, mapped_profiles
from sipmap.words.areaoverview import overview
from sipmap.words.areas import INTERVALS, RULE
from sipmap.words.numbers import whole

PATH, TITLE = "/areas", "Areas"
MAP_PATH = "/maps/areas.svg"
SPOTS = ("claimant-rate", "iod2025-employment-rate")
Query = Mapping[str, str]


def page(desk: AreaDesk, query: Query, person: Person) -> html.Div:
    """Return the page for an address; a page that says what to do where there are no figures."""
    asked = asked_for(query)
    today = datetime.now(UTC).date()
    try:
        release = desk.figures.release()
        if asked.ward:
            report = desk.ward(release, asked.wanted, asked.ward, today)
            needs = desk.support_needs(release, asked.wanted, asked.ward)
            return _one_ward(report, needs, asked, person)
        spots = [desk.hot_spots(release, asked.wanted.comparison, i) for i in SPOTS if query.get("spots")]
        return _laid_out(desk.report(release, asked.wanted, today), asked, person, spots)
    except UnknownCodeError as error:
        asked.notes.append(f"{error} The areas are shown instead.")
        return _laid_out(desk.report(release, asked.wanted, today), asked, person)
    except SipmapError as error:
        return problem(error)


def picture(desk: AreaDesk, query: Query, today: date) -> str:
    """Return the map of an address as SVG."""
    asked = asked_for(query)
    release = desk.figures.release()
    report = desk.report(release, asked.wanted, today)
    return desk.map(release, asked.wanted.comparison, mapped(report), _alt(report, asked))


def _laid_out(
    report: AreasReport, asked: Asked, person: Person, spots: Sequence[IndicatorHotSpots] = ()
) -> html.Div:
    shown = [as_card(area, report.size, asked.wanted) for area in report.areas]
    links = [html.Li(html.A(c.name, href=f"#area-{n}")) for n, c in enumerate(shown, start=1)]
    named = [[(w.code, w.name) for w in area.wards] for area in report.areas]
    cards = enumerate(zip(shown, named, strict=True), start=1)
    made = [area_card(c, str(n), wards, with_expired=person.writes) for n, (c, wards) in cards]
    return html.Div(
        [
            html.H1(TITLE),
            html.P(_opening(report, asked), id="opening", className="opening"),
            notes(asked.notes),
            _controls(asked),
            headed(
                html.H2("Where they lie"),
                csv_link("areas", "areas", asked.address()),
                csv_link("area-wards", "their wards", asked.address()),
                csv_link("area-themes", "every theme with its evidence", asked.address()),
                map_link("areas", "areas", asked.address()),
            ),
            words_used("target ward, target area", "barrier", "area-specific, firm", "high-need wards"),
            html.Div(
                [
                    html.Img(
                        src=f"{MAP_PATH}?{asked.address()}&release={report.release.id}",
                        alt=_alt(report, asked),
                        className="area-map",
                    ),
                    html.Nav(html.Ol(links), **aria(label="Areas on the map")),
                ],
                className="map-and-list",
            ),
            *_how(),
            html.Div(made, className="area-cards"),
            _hot_spots(asked, spots),
        ],
        className="areas",
    )


def _hot_spots(asked: Asked, found: Sequence[IndicatorHotSpots]) -> html.Section:
    """Return where high rates lie together, where that was asked for, since it takes a while; else a link."""
    if found:
        said = [sentences(one) for one in found]
        lines = [line for one in said for line in one[:-2]] + said[0][-2:]
        area = asked.wanted.comparison.id
        files = [
            csv_link("hot-spots", one.indicator.short, f"area={area}&indicator={one.indicator.id}")
            for one in found
        ]
        body: list[Any] = [linked(*files), html.Ul([html.Li(line) for line in lines], className="statement")]
    else:
        link = html.A("Show hot spots", href=f"{PATH}?{asked.address()}&spots=1#hot-spots")
        body = [html.P(["Where high rates lie together more than chance would put them. ", link])]
    return html.Section(
        [
            html.H2("Hot spots", id="hot-spots"),
            words_used("hot spot, cold spot", "false discovery rate"),
            *body,
        ]
    )


def _one_ward(report: AreaReport, needs: Sequence[NeedReport], asked: Asked, person: Person) -> html.Div:
    shown = as_card(report, nearest_size(asked.wanted.top), asked.wanted)
    query = f"{asked.address()}&ward={report.area.id}"
    return html.Div(
        [
            html.H1("What holds people back here"),
            linked(csv_link("ward-barriers", "every theme with its evidence", query)),
            html.Article(
                [html.H2(shown.name), *card_body(shown, with_expired=person.writes)], className="area-card"
            ),
            _support_needs(needs, shown.name, asked.label, query),
            html.P(
                [
                    "All that is known of the ward: ",
                    *ward_links([(w.code, w.name) for w in report.wards]),
                    ".",
                ]
            ),
            *_how(),
            html.P(dcc.Link("All areas", href=f"{PATH}?{asked.address()}")),
        ],
        className="areas",
    )


def _support_needs(needs: Sequence[NeedReport], name: str, county: str, query: str) -> html.Section:
    """Say what stands for each group of people whom the programme helps, or that nothing open does."""
    said: list[Any] = []
    for one in needs:
        lines = html.Ul([html.Li(line) for line in need_sentences(one, name, county)], className="statement")
        said += [html.H3(one.need.label), lines]
    head = headed(html.H2("Support needs"), csv_link("ward-needs", "support needs", query))
    return html.Section([head, *said], className="area-card")


def _how() -> list[html.Details]:
    rules = [html.P(RULE, className="hint"), html.P(INTERVALS, className="hint")]
    return [html.Details([html.Summary("What \u2018specific\u2019 means, and the ranges"), *rules])]


def _opening(report: AreasReport, asked: Asked) -> str:
    firm = [
        (one.area.name, [t.theme.label for t in one.themes if t.finding and t.finding.is_firm])
        for one in report.areas
    ]
    return overview(firm, len(report.targets), asked.label)


def _alt(report: AreasReport, asked: Asked) -> str:
    areas = ", ".join(f"{n} {one.area.name}" for n, one in enumerate(report.areas, start=1))
    return (
        f"Map of {asked.label}: the areas of the first {whole(asked.wanted.top)} wards, numbered: {areas}. "
        "Each is described below under its number."
    )


def _controls(asked: Asked) -> html.Form:
    comparison, profile, top = asked.wanted
    areas = [(a, COMPARISON_SETS[a].label) for a in WITHIN_COUNTY]
    profiles = [(p.id, p.label) for p in mapped_profiles().values()]
    return html.Form(
        [
            choice("area", "Wards in", areas, comparison.id),
            choice("profile", "Need by profile", profiles, profile.id),
            line("top", "First wards", top),
            html.Button("Show the areas", type="submit", className="primary"),
        ],
        method="GET",
        action=PATH,
        className="filters",
        **aria(label="Which areas"),
    )
