"""Local knowledge: what people who know a place have recorded, how it may be found, added to and answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from dash import dcc, html

from sipmap.catalogue import themes
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.knowledge import flag_register as register
from sipmap.knowledge.flags import STATES, State
from sipmap.web.auth import Person
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import asking, export_path
from sipmap.web.components.fields import by_district, ward_select
from sipmap.web.components.flags import add_forms, change_forms, entry_item, heading, statement
from sipmap.web.components.flags import replies as answers_of
from sipmap.web.components.history import what_was_done
from sipmap.web.components.states import notes, problem
from sipmap.web.components.write_form import choice
from sipmap.web.data import Figures
from sipmap.web.flag_acts import PATH
from sipmap.web.names import Names
from sipmap.words.flags import ABOUT, register_opening
from sipmap.words.numbers import whole

__all__ = ["PATH", "TITLE", "page", "states_for"]

TITLE = "Local knowledge"
Query = Mapping[str, str]


def page(figures: Figures, query: Query, person: Person) -> html.Div:
    """Return the register, or one flag with its history where the address names it."""
    try:
        names = Names(figures)
        if query.get("flag"):
            return _one(figures, names, query["flag"], person)
        return _register(figures, names, query, person)
    except UnknownCodeError as error:
        return html.Div([html.H1(TITLE), html.P(str(error)), html.P(dcc.Link("All of it", href=PATH))])
    except SipmapError as error:
        return problem(error)


def _register(figures: Figures, names: Names, query: Query, person: Person) -> html.Div:
    today = datetime.now(UTC).date()
    found = _found(figures, query, person, today)
    replies = register.replies(figures.engine, [entry["uid"] for entry in found])
    due = sum(entry["state"] == "needs review" for entry in found)
    kept = asking([(name, query.get(name, "")) for name in ("theme", "ward", "place", "state")])
    entries = [entry_item(entry, names, replies[entry["uid"]]) for entry in found]
    return html.Div(
        [
            html.H1(TITLE),
            html.P(register_opening(len(found), due), id="opening", className="opening"),
            notes(_unknown(names, query)),
            html.P(ABOUT),
            _filters(names, query, person),
            html.Div(
                [
                    html.H2(f"{whole(len(found))} {'statement' if len(found) == 1 else 'statements'}"),
                    html.A("Download CSV", href=export_path("flags", kept), className="button", download=""),
                ],
                className="section-head",
            ),
            html.Ul(entries, className="entries") if entries else html.P(NONE),
            *(add_forms(names) if person.writes else [html.P(SIGN_IN, className="hint")]),
        ],
        className="register",
    )


def _unknown(names: Names, query: Query) -> list[str]:
    """Return a note for each filter whose value is none that there is."""
    known = {"theme": set(themes()), "place": set(names.places["id"]), "ward": set(names.wards["code"])}
    asked = [(name, query.get(name, "")) for name in known]
    return [
        f"There is no {name} \u2018{value}\u2019 here, so nothing fits it."
        for name, value in asked
        if value and value not in known[name]
    ]


NONE = "Nothing is recorded that fits. That nobody recorded a need is not evidence that there is none."
SIGN_IN = "Officers who are signed in can add to this register."


def states_for(person: Person) -> tuple[State, ...]:
    """Return the states that somebody may see: what awaits review or was withdrawn is for officers."""
    return STATES if person.writes else register.SHOWN


def _found(figures: Figures, query: Query, person: Person, today: date) -> list[dict[str, Any]]:
    asked = query.get("state", "")
    allowed = states_for(person)
    usual = tuple(s for s in allowed if s != "withdrawn")
    states = tuple(s for s in allowed if s == asked) or usual
    return register.list_flags(
        figures.engine,
        today,
        theme=query.get("theme", ""),
        ward=query.get("ward", ""),
        place=query.get("place", ""),
        states=states,
        public=None if person.writes else True,
    )


def _filters(names: Names, query: Query, person: Person) -> html.Form:
    known = [("", "All themes"), *((t.id, t.label) for t in themes().values())]
    places = [("", "All places"), *zip(names.places["id"], names.places["name"], strict=True)]
    states = [("", "On record"), *((s, s.capitalize()) for s in STATES)]
    return html.Form(
        [
            choice("theme", "Theme", known, query.get("theme", "")),
            choice("place", "Place", places, query.get("place", "")),
            html.Label(
                [
                    html.Span("Ward", className="label"),
                    ward_select("ward", by_district(names.wards), query.get("ward", ""), "flag-filters"),
                ],
                className="field",
            ),
            *([choice("state", "State", states, query.get("state", ""))] if person.writes else []),
            html.Button("Show", type="submit"),
        ],
        id="flag-filters",
        method="GET",
        action=PATH,
        className="filters",
        **aria(label="Which statements"),
    )


def _one(figures: Figures, names: Names, uid: str, person: Person) -> html.Div:
    today = datetime.now(UTC).date()
    states = states_for(person)
    public = None if person.writes else True
    held = {e["uid"]: e for e in register.list_flags(figures.engine, today, states=states, public=public)}
    if uid not in held:
        raise UnknownCodeError(f"No statement \u2018{uid}\u2019 is on this page; it may await review.")
    entry = held[uid]
    replies = register.replies(figures.engine, [uid])[uid]
    return html.Div(
        [
            html.H1(heading(entry, names)),
            *statement(entry),
            *answers_of(replies),
            *(change_forms(entry, person) if person.writes else []),
            *(what_was_done(register.flag_history(figures.engine, uid)[1]) if person.writes else []),
            html.P(dcc.Link("All local knowledge", href=PATH)),
        ],
        className="register",
    )
