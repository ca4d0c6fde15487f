"""The ward's page, the councillor's: people first, then where it stands and what is being done there."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote, urlencode

from dash import dcc, html

from sipmap.desk.wardreport import WardReport
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.export.areas import need_sentences
from sipmap.export.wardcard import told
from sipmap.store.read import ReleaseRecord
from sipmap.web.auth import Person
from sipmap.web.components import ward_page as pieces
from sipmap.web.components.states import notes, problem
from sipmap.web.finding import Finder
from sipmap.web.warddesk import WardDesk
from sipmap.words import wardpage as words

PATH, TITLE = "/ward/<code>", "Ward"
MOST_SUGGESTED = 8
MOST_SHOWN = 40
"""Characters of a code that is not known which are said back."""
Query = Mapping[str, str]


def page(desk: WardDesk, finder: Finder, code: str, person: Person) -> html.Div:
    """Return the page of a ward; for a code that is not known, the nearest wards and what to do."""
    code = unquote(code)  # Dash gives a part of a path as it stands in the address
    try:
        release = desk.figures.release()
        asked = code.strip().upper()
        lines: list[str] = []
        if not desk.name(release, asked):
            meant = finder.answer(code).sure
            if meant is None:
                return _unknown(desk, finder, release, code)
            lines = [
                f"\u2018{code[:MOST_SHOWN]}\u2019 is not a code of a ward; the ward that it means is shown."
            ]
            asked = meant
        return _laid_out(desk, release, desk.report(release, asked, today()), lines, person)
    except SipmapError as error:
        return problem(error)


def title(desk: WardDesk, code: str) -> str:
    """Return the title of a ward's page."""
    try:
        name = desk.name(desk.figures.release(), code.strip().upper())
    except SipmapError:
        name = ""
    return f"{name or TITLE} \u2013 sipmap"


def picture(desk: WardDesk, code: str, which: int) -> str:
    """Return the map of a ward's small areas (0) or its place in its district (1) as SVG.

    Raises UnknownCodeError where there is none to draw.
    """
    made = desk.maps(desk.figures.release(), code.strip().upper())[which]
    if not made:
        raise UnknownCodeError(f"There is no map of a ward {code[:MOST_SHOWN]}.")
    return made


def today() -> date:
    """Return the day by which flags and initiatives are told."""
    return datetime.now(UTC).date()


def _laid_out(
    desk: WardDesk, release: ReleaseRecord, report: WardReport, lines: list[str], person: Person
) -> html.Div:
    card, local = told(report), report.local
    head: list[Any] = [
        html.Hgroup(
            [html.H1(report.name), html.P(f"{report.where} \u00b7 ward {report.code}", className="place")]
        ),
        html.P(card.headline, id="opening", className="opening"),
        html.P(card.lives, className="lives"),
        notes(lines),
        pieces.actions(report, [report.code, *(a[0] for a in card.alike[:1])]),
        pieces.standing(report, card),
    ]
    if local is None:
        rest: list[Any] = [pieces.rates(card), html.P(words.BEST_FIT, className="hint")]
    else:
        needs = [(n.need.label, need_sentences(n, report.name, report.county)) for n in local.needs]
        rest = [
            pieces.standing_out(report, card),
            pieces.trend(local.trend, card.claimants, report.county, report.code),
            pieces.inside(report, card, release.id, is_drawn=bool(desk.maps(release, report.code)[0])),
            pieces.rates(card, urlencode({"area": pieces.area_of(report), "wards": report.code})),
            pieces.barriers(report, card, needs),
            pieces.knowledge(local, with_expired=person.writes),
            pieces.initiatives(local),
            pieces.alike(report, local, card),
        ]
    return html.Div([*head, html.Div(rest, className="ward-columns"), _foot(report)], className="ward-page")


def _foot(report: WardReport) -> html.P:
    how = "by postcode share" if report.local else "by best fit"
    return html.P(
        [
            f"Figures are estimated from small areas {how}, in the release "
            f"\u2018{report.release.label}\u2019. ",
            dcc.Link("Data and methods", href="/data-and-methods"),
            " names every file, formula and date.",
        ],
        className="hint",
    )


def _unknown(desk: WardDesk, finder: Finder, release: ReleaseRecord, code: str) -> html.Div:
    """Say that there is no such ward, and which ones are near."""
    shown = code.strip()[:MOST_SHOWN]
    former = desk.name_of_1998(release, shown.upper())
    was = (
        [html.P(f"It was the code of a ward of 1998, {former}, whose borders were others.")] if former else []
    )
    near = _near(desk, finder, release, former or code)
    items = [html.Li(pieces.ward_link(said, one)) for one, said in near]
    suggested = [html.P("Perhaps one of these was meant:"), html.Ul(items)] if items else []
    search = dcc.Link("Find a ward", href=f"/find?{urlencode({'q': former or shown})}")
    return html.Div(
        [
            html.H1("No such ward"),
            html.P(f"There is no ward \u2018{shown}\u2019 of 2025 in these figures.", id="opening"),
            *was,
            *suggested,
            html.P([search, " by name, former name, place, postcode or code."]),
        ],
        className="state-page",
    )


def _near(desk: WardDesk, finder: Finder, release: ReleaseRecord, code: str) -> list[tuple[str, str]]:
    found = [hit.ward for group in finder.answer(code).groups for hit in group.hits]
    if found:
        return [(w.code, f"{w.name}, {w.district}") for w in found[:MOST_SUGGESTED]]
    known = desk.names(release)
    near = get_close_matches(code.strip().upper(), known, n=MOST_SUGGESTED, cutoff=0.7)
    return [(one, known[one]) for one in near]
