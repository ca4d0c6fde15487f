"""The pages and their addresses, and where an app keeps what they read.

Dash's registry of pages is one for the process, so each page asks for the app that it is in.
"""

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import dash
from dash import html
from flask import current_app, request

from sipmap.web.auth import Person
from sipmap.web.pages import (
    accessibility,
    areas,
    back_test,
    choose,
    compare,
    data_methods,
    decisions,
    find,
    initiatives,
    local_knowledge,
    map_ranking,
    not_found,
    ward,
    words,
)

EXTENSION = "sipmap"
"""Where an app keeps its readers, by Flask's own custom."""
CONTACT = "sipmap-contact"
CHOICES, AREAS, SIGN_IN = "sipmap-choices", "sipmap-areas", "sipmap-sign-in"
FINDER, WARDS = "sipmap-finder", "sipmap-wards"


class _Module(Protocol):
    PATH: str
    TITLE: str


class _Page(NamedTuple):
    """A page: its module, what it is in a sentence, and how it is laid out for a query."""

    module: _Module
    description: str
    layout: Callable[[dict[str, str]], html.Div]


PAGES = (
    _Page(
        map_ranking,
        "Wards in order of need, on a map and in a table: move the weights and see what changes.",
        lambda query: map_ranking.page(_held(EXTENSION), query),
    ),
    _Page(
        choose,
        "A list of wards under stated rules, what each rule costs, what would bring in another.",
        lambda query: choose.page(_held(CHOICES), query, _person()),
    ),
    _Page(
        back_test,
        "The choice of 2002 tried again under different rules of spread.",
        lambda _: back_test.page(_held(CHOICES)),
    ),
    _Page(
        areas,
        "Where target wards lie together, what holds each area back, and on what evidence.",
        lambda query: areas.page(_held(AREAS), query, _person()),
    ),
    _Page(
        local_knowledge,
        "What people who know a place have recorded, with its source and date.",
        lambda query: local_knowledge.page(_held(EXTENSION), query, _person()),
    ),
    _Page(
        decisions,
        "Lists of wards on record, each with all that it follows from.",
        lambda query: decisions.page(_held(EXTENSION), query, _person()),
    ),
    _Page(
        initiatives,
        "What is being done where and for whom, and where there is need and nothing on record.",
        lambda query: initiatives.page(_held(AREAS), query, _person()),
    ),
    _Page(
        data_methods,
        "Every source of the figures with its date, licence and checks, and every formula.",
        lambda _: data_methods.page(_held(EXTENSION)),
    ),
    _Page(
        find,
        "Wards by name, former name, place, district, postcode or code.",
        lambda query: find.page(_held(FINDER), query),
    ),
    _Page(
        compare,
        "Two to four wards or target areas side by side, each figure with its interval.",
        lambda query: compare.page(_held(WARDS), _held(FINDER), query),
    ),
    _Page(words, "What each word means here.", lambda _: words.page()),
    _Page(
        accessibility,
        "What was tested and how, what does not work, and whom to tell.",
        lambda _: accessibility.page(_held(CONTACT)),
    ),
)


def register_pages() -> None:
    """Tell Dash of every page."""
    register: Callable[..., None] = dash.register_page
    for module, description, layout in PAGES:
        register(
            module.PATH.strip("/") or "map",
            path=module.PATH,
            title=_titled(module.TITLE),
            description=description,
            layout=_of_query(layout),
        )
    register(
        "ward",
        path_template=ward.PATH,
        title=lambda code="", **_: ward.title(_held(WARDS), code),
        description="One ward: its people, where it stands, what stands out, what is being done there.",
        layout=lambda code="", **_: ward.page(_held(WARDS), _held(FINDER), code or "", _person()),
    )
    register("not_found_404", title=_titled("No such page"), layout=lambda **_: not_found.page())


def _of_query(layout: Callable[[dict[str, str]], html.Div]) -> Callable[..., html.Div]:
    """Return what Dash calls with the address's query by name, whatever the names are."""
    return lambda **query: layout(query)


def _titled(title: str) -> str:
    return f"{title} \u2013 sipmap"


def _held(name: str) -> Any:  # noqa: ANN401 - whatever the app keeps there
    return current_app.extensions[name]


def _person() -> Person:
    """Return who asks for the page."""
    person: Person = _held(SIGN_IN).person(request)
    return person
