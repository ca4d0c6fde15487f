"""What is being done: the register of initiatives, and need set against it."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dash import dcc, html

from sipmap.catalogue import themes
from sipmap.catalogue.barriers import support_needs
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.knowledge import initiative_register as register
from sipmap.knowledge.initiatives import STATES, State
from sipmap.web.areadesk import AreaDesk
from sipmap.web.auth import Person
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import asking, export_path
from sipmap.web.components.fields import by_district, ward_select
from sipmap.web.components.history import what_was_done
from sipmap.web.components.initiatives import account, add_forms, change_forms, entry_item
from sipmap.web.components.need_provision import OPTIONS as GAP_OPTIONS
from sipmap.web.components.need_provision import need_against_provision
from sipmap.web.components.states import problem
from sipmap.web.components.write_form import choice
from sipmap.web.data import Figures
from sipmap.web.initiative_acts import PATH
from sipmap.web.names import Names
from sipmap.words.numbers import whole
from sipmap.words.provision import ABOUT, NO_PROOF, opening

__all__ = ["PATH", "TITLE", "page"]

TITLE = "What is being done"
FILTERS = ("theme", "need", "ward", "state")
SIGN_IN = "Officers who are signed in can add to this register."
Query = Mapping[str, str]


def page(desk: AreaDesk, query: Query, person: Person) -> html.Div:
    """Return the register with need set against it, or one initiative where the address names it."""
    try:
        names = Names(desk.figures)
        if query.get("initiative"):
            return _one(desk.figures, names, query["initiative"], person)
        return _register(desk, names, query, person)
    except UnknownCodeError as error:
        back = html.P(dcc.Link("All that is being done", href=PATH))
        return html.Div([html.H1(TITLE), html.P(str(error)), back], className="register")
    except SipmapError as error:
        return problem(error)


def _register(desk: AreaDesk, names: Names, query: Query, person: Person) -> html.Div:
    found = _found(desk.figures, query, person)
    entries = [entry_item(entry, names) for entry in found]
    kept = asking([(name, query.get(name, "")) for name in FILTERS])
    said = f"{whole(len(found))} {'initiative' if len(found) == 1 else 'initiatives'}"
    return html.Div(
        [
            html.H1(TITLE),
            html.P(opening(Counter(e["state"] for e in found)), id="opening", className="opening"),
            html.P([ABOUT, " ", html.A("Gaps and overlaps", href="#gaps"), " stand below it."]),
            _filters(names, query, person),
            html.Div(
                [
                    html.H2(said),
                    html.A(
                        "Download CSV", href=export_path("initiatives", kept), className="button", download=""
                    ),
                ],
                className="section-head",
            ),
            html.Ul(entries, className="entries") if entries else html.P(f"Nothing fits. {NO_PROOF}"),
            *(add_forms(names) if person.writes else [html.P(SIGN_IN, className="hint")]),
            *need_against_provision(desk, query, kept={name: query.get(name, "") for name in FILTERS}),
        ],
        className="register",
    )


def _states_for(person: Person) -> tuple[State, ...]:
    """Return the states that somebody may see: what was withdrawn is for officers."""
    return STATES if person.writes else register.ON_RECORD


def _found(figures: Figures, query: Query, person: Person) -> list[dict[str, Any]]:
    asked = tuple(s for s in _states_for(person) if s == query.get("state", ""))
    return register.list_initiatives(
        figures.engine,
        datetime.now(UTC).date(),
        theme=query.get("theme", ""),
        need=query.get("need", ""),
        ward=query.get("ward", ""),
        states=asked or register.ON_RECORD,
    )


def _filters(names: Names, query: Query, person: Person) -> html.Form:
    known = [("", "All themes"), *((t.id, t.label) for t in themes().values())]
    needs = [("", "All support needs"), *((n.id, n.label) for n in support_needs().values())]
    states = [("", "On record"), *((s, s.capitalize()) for s in _states_for(person))]
    kept = [dcc.Input(type="hidden", name=name, value=query[name]) for name in GAP_OPTIONS if query.get(name)]
    return html.Form(
        [
            choice("theme", "Theme", known, query.get("theme", "")),
            choice("need", "Support need", needs, query.get("need", "")),
            html.Label(
                [
                    html.Span("Ward", className="label"),
                    ward_select(
                        "ward", by_district(names.wards), query.get("ward", ""), "initiative-filters"
                    ),
                ],
                className="field",
            ),
            choice("state", "State", states, query.get("state", "")),
            *kept,
            html.Button("Show", type="submit"),
        ],
        id="initiative-filters",
        method="GET",
        action=PATH,
        className="filters",
        **aria(label="Which initiatives"),
    )


def _one(figures: Figures, names: Names, uid: str, person: Person) -> html.Div:
    today = datetime.now(UTC).date()
    held = {e["uid"]: e for e in register.list_initiatives(figures.engine, today, states=_states_for(person))}
    if uid not in held:
        raise UnknownCodeError(f"No initiative \u2018{uid}\u2019 is on this page.")
    entry = held[uid]
    return html.Div(
        [
            html.H1(entry["name"]),
            *account(entry, names),
            *(change_forms(entry, names, person) if person.writes else []),
            *(what_was_done(register.initiative_history(figures.engine, uid)[1]) if person.writes else []),
            html.P(dcc.Link("All that is being done", href=PATH)),
        ],
        className="register",
    )
