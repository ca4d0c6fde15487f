"""Find: what a text may mean, grouped and counted, each ward with why it was found."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from sipmap.desk.finding import Answer, Group, Hit
from sipmap.errors import SipmapError
from sipmap.web.components.find_form import FIND_PATH, GO_PATH, page_form, position_section
from sipmap.web.components.states import notes, problem
from sipmap.web.finding import OUTSIDE, UNCLEAR, Finder, ward_path
from sipmap.words import finding as words
from sipmap.words.numbers import whole

PATH, TITLE = FIND_PATH, "Find a ward"
EXAMPLES = ("Sheerness", "Isle of Sheppey", "Thanet", "ME12", "E05009560")
POSITIONS = {OUTSIDE: words.PLACED_OUTSIDE, UNCLEAR: words.NOT_PLACED}


def page(finder: Finder, query: Mapping[str, str]) -> html.Div:
    """Return the page for an address; a page that says what to do where there are no figures."""
    typed = query.get("q") or ""
    lines = [POSITIONS[query["position"]]] if query.get("position") in POSITIONS else []
    try:
        answer = finder.answer(typed)
    except SipmapError as error:
        return problem(error)
    shown = _results(answer) if answer.text else _empty()
    return html.Div(
        [html.H1(TITLE), *shown[:1], notes(lines), page_form(typed), position_section(), *shown[1:]],
        className="find prose",
    )


def _empty() -> list[Any]:
    links = [html.Li(html.A(e, href=f"{GO_PATH}?{urlencode({'q': e})}")) for e in EXAMPLES]
    return [
        html.P(f"Type what you know. {words.TYPE}", className="opening", id="opening"),
        html.H2("For example"),
        html.Ul(links, className="examples"),
    ]


def _results(answer: Answer) -> list[Any]:
    groups = [(group.heading, group.total) for group in answer.groups]
    said = answer.note if answer.note and not groups else words.counted(answer.text, groups)
    note = [html.P(answer.note)] if answer.note and groups else []
    opening = html.P(said, className="opening", id="opening")
    if not groups:
        return [opening, *_nothing(answer)]
    return [opening, *note, *[_group(group, n) for n, group in enumerate(answer.groups)]]


def _nothing(answer: Answer) -> list[Any]:
    """Say what to do where nothing was found."""
    links = [html.Li(_search(name)) for name in answer.suggestions]
    return [
        html.P(words.nothing(answer.suggestions)),
        *([html.Ul(links, className="examples")] if links else []),
    ]


def _group(group: Group, number: int) -> html.Section:
    shown = len(group.hits)
    more = (
        f"The first {shown} of {whole(group.total)}: type more of the name, or its district, to see others."
    )
    return html.Section(
        [
            html.H2(f"{group.heading}: {whole(group.total)}", id=f"group-{number}"),
            html.Ul([_hit(hit) for hit in group.hits], className="hits"),
            *([html.P(more, className="hint")] if group.total > shown else []),
        ]
    )


def _hit(hit: Hit) -> html.Li:
    said = ", ".join(part for part in (hit.ward.district, hit.why) if part)
    if not hit.ward.is_at_hand:
        said += "; index figures only"
    return html.Li(
        [dcc.Link(hit.ward.name, href=ward_path(hit.ward.code)), html.Span(said, className="hint")]
    )


def _search(name: str) -> html.A:
    return html.A(name, href=f"{GO_PATH}?{urlencode({'q': name})}")
