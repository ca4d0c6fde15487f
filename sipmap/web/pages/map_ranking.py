"""Map and ranking, the officer's bench.

The map and the table follow the weights in the browser; the sentences, the panel and the coverage come from
the server, which is told what is shown by its address.
"""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dash import ClientsideFunction, Dash, Input, Output, dcc, html, no_update
from flask import request

from sipmap.desk.ranking import NATIONAL
from sipmap.errors import SipmapError
from sipmap.figures.classes import METHOD_WORDS
from sipmap.geography import COMPARISON_SETS
from sipmap.store.read import ReleaseRecord
from sipmap.web import ids
from sipmap.web.answer import coverage_children, look_up, opening, overlap_sentence, panel_children
from sipmap.web.auth import SignIn
from sipmap.web.components import choose_form
from sipmap.web.components.attributes import aria
from sipmap.web.components.controls import controls
from sipmap.web.components.map import map_section
from sipmap.web.components.ranking import ranking_section
from sipmap.web.components.states import notes, problem
from sipmap.web.components.ward import empty
from sipmap.web.data import Figures, release_key
from sipmap.web.mapfiles import ADDRESS as PICTURE
from sipmap.web.state import MOST_SELECTED, NEED, PageState, fitting_profiles, parse

PATH, TITLE = "/", "Map and ranking"
EXPORT_PATH = "/export/ranking.csv"
COMPARE_PATH = "/compare"
MOST_NAMED = 5
"""Codes that one note names."""
WARD_LAYER, DISTRICT_LAYER = "wards-kent-and-medway", "districts-kent-and-medway"
ENGLAND_LAYER = "wards-england"


def page(figures: Figures, query: dict[str, str]) -> html.Div:
    """Return the page for an address; a page that says what to do where there are no figures."""
    try:
        release = figures.release()
        state, lines = parse(query)
        state, more = _in_release(figures, release, state)
        return _bench(figures, release, state, lines + more)
    except SipmapError as error:
        return problem(error)


def _in_release(figures: Figures, release: ReleaseRecord, state: PageState) -> tuple[PageState, list[str]]:
    """Leave out what the release does not hold, with a note for each."""
    changes: dict[str, Any] = {}
    lines = []
    if state.show != NEED and state.show not in figures.shown(release, state.area):
        of_all = " for all of England" if state.area == NATIONAL else ""
        lines.append(
            f"\u2018{state.show}\u2019 has no ward figures here{of_all}; "
            "the need score is on the map instead."
        )
        changes["show"] = NEED
    label = COMPARISON_SETS[state.area].label
    if state.ward is not None or state.wards:
        known = set(figures.inputs(release, COMPARISON_SETS[state.area], state.profile).areas["code"])
        if state.ward is not None and state.ward not in known:
            lines.append(
                f"\u2018{state.ward}\u2019 is not a ward of {label} in these figures; no ward is chosen."
            )
            changes["ward"] = None
        strangers = [code for code in state.wards if code not in known]
        if strangers:
            lines.append(
                f"Left out of the selection, not being wards of {label} in these figures: "
                f"{', '.join(strangers[:MOST_NAMED])}{' and others' if len(strangers) > MOST_NAMED else ''}."
            )
            changes["wards"] = tuple(code for code in state.wards if code in known)
            changes["only"] = state.only and bool(changes["wards"])
    return PageState(**{**vars(state), **changes}), lines


def _bench(figures: Figures, release: ReleaseRecord, state: PageState, lines: list[str]) -> html.Div:
    shown = look_up(figures, release, state)
    layers = figures.layers(release)
    asked = urlencode({"area": state.area, "profile": state.profile.id})
    urls = {name: f"/layers/{name}.{layer_hash}.json" for name, layer_hash in layers.items()}
    return html.Div(
        [
            html.H1(TITLE),
            html.P(opening(shown), id=ids.OPENING, className="opening"),
            html.P("Working out ranges.", id=ids.CONTENDERS, className="contenders"),
            notes(lines),
            html.Div(id="trouble", className="trouble", role="alert", hidden=True),
            html.Div(id="changed", className="notes", role="status", hidden=True),
            controls(figures.shown(release)),
            html.Div(
                [
                    ranking_section(f"{EXPORT_PATH}?{asked}", f"{choose_form.PATH}?{asked}"),
                    map_section(
                        urls[WARD_LAYER],
                        urls.get(DISTRICT_LAYER),
                        (f"{PICTURE}.svg?{asked}", f"{PICTURE}.png?{asked}"),
                    ),
                    _aside(),
                ],
                className="bench",
            ),
            dcc.Store(id=ids.STATE),
            dcc.Store(id=ids.CONFIG, data=_config(figures, release, state)),
            html.Span(id=ids.STARTED, hidden=True),
            html.Span(id=ids.ANSWERED, hidden=True),
        ]
    )


def _aside() -> html.Div:
    return html.Div(
        [
            html.Section(empty(), id=ids.PANEL, className="panel", **aria(labelledby="ward-heading")),
            html.Section(id=ids.COVERAGE, className="coverage", **aria(labelledby="coverage-heading")),
        ],
        className="aside",
    )


def _config(figures: Figures, release: ReleaseRecord, state: PageState) -> dict[str, Any]:
    """Return what the browser starts from."""
    key = release_key(release)
    return {
        "state": {
            "area": state.area,
            "profile": state.profile.id,
            "weights": state.weights,
            "show": state.show,
            "ward": state.ward,
            "top": state.top,
            "classes": str(state.classes),
            "wards": list(state.wards),
            "only": state.only,
            "names": state.names,
        },
        "stateId": ids.STATE,
        "rankingPath": f"/data/ranking.{{area}}.{{profile}}.{key}.json",
        "indicatorPath": f"/data/indicator.{{id}}.{key}.json",
        "england": _england(figures, release, key),
        "certaintyPath": f"/data/certainty.json?release={key}",
        "exportPath": EXPORT_PATH,
        "choosePath": choose_form.PATH,
        "comparePath": COMPARE_PATH,
        "picturePath": PICTURE,
        "methods": METHOD_WORDS,
        "mostSelected": MOST_SELECTED,
        "places": figures.named_places(release),
    }


def _england(figures: Figures, release: ReleaseRecord, key: str) -> dict[str, Any]:
    """Return what the browser needs when it changes to England: where its figures are, and which it has."""
    layers = figures.layers(release)
    shape = f"/layers/{ENGLAND_LAYER}.{layers[ENGLAND_LAYER]}.json" if ENGLAND_LAYER in layers else None
    return {
        "layer": shape,
        "indicatorPath": f"/data/england/indicator.{{id}}.{key}.json",
        "profiles": fitting_profiles(NATIONAL),
        "shown": list(figures.shown(release, NATIONAL)),
    }


def register(app: Dash, figures: Figures, sign_in: SignIn) -> None:
    """Add the callbacks: the browser starts when the layout arrives; the server answers a changed address."""
    # Each has an output, since Dash does not make the first call of a callback that has none.
    start, answered = ClientsideFunction("sipmap", "start"), ClientsideFunction("sipmap", "answered")
    for function, output, heard in (
        (start, Output(ids.STARTED, "children"), Input(ids.CONFIG, "data")),
        (answered, Output(ids.ANSWERED, "children"), Input(ids.PANEL, "children")),
    ):
        app.clientside_callback(function, output, heard)  # type: ignore[no-untyped-call]

    @app.callback(
        Output(ids.OPENING, "children"),
        Output(ids.PANEL, "children"),
        Output(ids.COVERAGE, "children"),
        Output(ids.OVERLAP, "children"),
        Input(ids.STATE, "data"),
        prevent_initial_call=True,
    )
    def answer(query: str | None) -> Any:  # noqa: ANN401 - components, or Dash's mark for no change
        if not query:
            return no_update
        shown = look_up(figures, figures.release(), parse(dict(parse_qsl(query)))[0])
        today = datetime.now(UTC).date()
        panel = panel_children(shown, today, with_expired=sign_in.person(request).writes)
        return opening(shown), panel, coverage_children(shown), overlap_sentence(shown)
