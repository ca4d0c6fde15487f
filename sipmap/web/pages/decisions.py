"""Decisions: lists on record, each with all that it follows from; verified, published, set side by side."""

from collections.abc import Collection
from typing import Any

from dash import dcc, html

from sipmap.desk.decisions import verify_decision
from sipmap.desk.form import Query
from sipmap.errors import RecordChangedError, SipmapError, UnknownCodeError
from sipmap.export.brief.files import FORMS
from sipmap.knowledge import decision_register as register
from sipmap.knowledge.decisions import Decision, compare
from sipmap.store.decisions import DecisionRow
from sipmap.web.auth import Person
from sipmap.web.components.choose_form import PATH as CHOOSE
from sipmap.web.components.decision import (
    entry_item,
    reasons,
    side_by_side,
    status_line,
    verified,
    wards_table,
)
from sipmap.web.components.decision_forms import COMPARE, compare_form, publish_form
from sipmap.web.components.export_link import asking, csv_link, headed, linked, map_link
from sipmap.web.components.history import what_was_done
from sipmap.web.components.states import problem
from sipmap.web.components.terms import words_used
from sipmap.web.data import Figures
from sipmap.web.decision_acts import PATH, shown
from sipmap.web.restated import address_of
from sipmap.words import decisions as words

__all__ = ["EXPORT_PATH", "PATH", "TITLE", "allowed", "check_seen", "page"]

TITLE = "Decisions"
TERMS = ("range", "certain, likely, borderline, unlikely", "pin, exclusion", "verify", "override")
EXPORT_PATH = "/export/decision"
KINDS = {"json": "the whole record as JSON", "txt": "the whole record as text"}
BRIEF_PATH = "/brief/decision"
BRIEFINGS = {form.id: form.label for form in FORMS.values()}
NOT_STATED = (
    "Choose cannot show it again: its profile came from a file, or has changed since. "
    "Verify works it out from its own record."
)
NOT_TWO = "Two decisions are compared, no more and no fewer; choose a first and a second."
SIGN_IN = "Officers who are signed in put a list on record on the page Choose."


def page(figures: Figures, query: Query, person: Person) -> html.Div:
    """Return the list of decisions, or the one or two that the address names."""
    try:
        seen = allowed(figures, person)
        if query.get("decision"):
            return _one(figures, seen, _last(query, "decision"), person, verify=bool(query.get("verify")))
        if query.get(COMPARE):
            return _two(figures, seen, _pair(query))
        return _list(list(seen.values()), person)
    except (UnknownCodeError, RecordChangedError) as error:
        back = dcc.Link("All decisions", href=PATH)
        return html.Div(
            [html.H1(TITLE), html.P(str(error), id="opening"), html.P(back)], className="register"
        )
    except SipmapError as error:
        return problem(error)


def allowed(figures: Figures, person: Person) -> dict[str, DecisionRow]:
    """Return the decisions that somebody may see, by uid: what was never published is for officers."""
    find = register.list_decisions if person.writes else register.published_decisions
    return {row.uid: row for row in find(figures.engine)}


def check_seen(seen: Collection[str], uid: str) -> None:
    """Raise UnknownCodeError where a decision may not be seen, in the same words as where there is none."""
    if uid not in seen:
        raise UnknownCodeError(f"No decision \u2018{uid}\u2019 is on this page; it may await publication.")


def _opened(figures: Figures, seen: Collection[str], uid: str) -> Decision:
    check_seen(seen, uid)
    return register.open_decision(figures.engine, uid)


def _last(query: Query, name: str) -> str:
    given = query[name]
    return given if isinstance(given, str) else given[-1]


def _pair(query: Query) -> tuple[str, str]:
    given = query[COMPARE]
    uids = [u.strip() for u in (given if isinstance(given, str) else ",".join(given)).split(",") if u.strip()]
    if len(uids) != 2:
        raise UnknownCodeError(NOT_TWO)
    return uids[0], uids[1]


def _list(rows: list[DecisionRow], person: Person) -> html.Div:
    hint = html.P(["Decisions begin on the page ", dcc.Link("Choose", href=CHOOSE), "."], className="hint")
    return html.Div(
        [
            html.H1(TITLE),
            html.P(words.register_opening([r.status for r in rows]), id="opening", className="opening"),
            html.P(words.ABOUT),
            *(
                [
                    headed(html.H2("On record"), csv_link("decisions", "decisions on record")),
                    html.Ul(list(map(entry_item, rows)), className="entries"),
                ]
                if rows
                else []
            ),
            *([html.H2("Compare two"), compare_form(rows)] if len(rows) > 1 else []),
            hint if person.writes else html.P(SIGN_IN, className="hint"),
        ],
        className="register",
    )


def _one(
    figures: Figures, seen: dict[str, DecisionRow], uid: str, person: Person, *, verify: bool
) -> html.Div:
    decision = _opened(figures, seen, uid)
    events = register.decision_events(figures.engine, uid)
    is_draft = decision.status == "draft"
    return html.Div(
        [
            html.H1(decision.name),
            html.P(words.opening(decision.record, decision.status), id="opening", className="opening"),
            status_line(decision, events, seen),
            *([verified(verify_decision(figures.engine, uid).differences)] if verify else []),
            _actions(decision),
            html.Section(
                [
                    headed(
                        html.H2("The wards"),
                        csv_link("decision-wards", "wards", asking([("decision", uid)])),
                        map_link("decision-wards", "wards", asking([("decision", uid)])),
                    ),
                    words_used(*TERMS),
                    wards_table(decision),
                ]
            ),
            html.H2("By what"),
            html.Ul([html.Li(s) for s in words.stated(decision.record)]),
            _again(decision),
            *reasons(decision),
            *what_was_done(events, with_accounts=person.writes),
            *([html.H2("Publish"), publish_form(uid)] if is_draft and person.writes else []),
            html.P(dcc.Link("All decisions", href=PATH)),
        ],
        className="register",
    )


def _actions(decision: Decision) -> html.Ul:
    """Return what a reader can do with a decision: have it worked out again, take it away."""
    files = [
        html.A(f"Download {said}", href=f"{EXPORT_PATH}.{kind}?decision={decision.uid}", download="")
        for kind, said in KINDS.items()
    ]
    files += [
        html.A(
            f"Briefing: {said}",
            href=f"{BRIEF_PATH}.{kind}?id={decision.uid}",
            download=None if kind == "html" else "",
        )
        for kind, said in BRIEFINGS.items()
    ]
    again = html.A("Verify: work it out again", href=shown(decision.uid, verify="1"), className="button")
    return html.Ul([html.Li(a) for a in (again, *files)], className="actions")


def _again(decision: Decision) -> html.P:
    query = address_of(decision.record["stated"])
    if query is None:
        return html.P(NOT_STATED)
    link = html.A("Open Choose with the same statement", href=f"{CHOOSE}?{query}")
    return html.P([link, ", on the figures in use now."])


def _two(figures: Figures, seen: dict[str, DecisionRow], uids: tuple[str, str]) -> html.Div:
    first, second = (_opened(figures, seen, uid) for uid in uids)
    told: list[Any] = [
        html.Li([dcc.Link(d.uid, href=shown(d.uid)), ": ", words.opening(d.record, d.status)])
        for d in (first, second)
    ]
    names = (first.name, second.name) if first.name != second.name else (first.uid, second.uid)
    found = compare(first.record, second.record)
    return html.Div(
        [
            html.H1("Two decisions side by side"),
            html.P(words.shared(len(found.both), *names), id="opening", className="opening"),
            html.Ul(told),
            linked(csv_link("decisions-compared", "wards of both", asking([("decision", ",".join(uids))]))),
            *side_by_side(found, *names),
            html.H2("Compare others"),
            compare_form(list(seen.values()), first.uid, second.uid),
            html.P(dcc.Link("All decisions", href=PATH)),
        ],
        className="register",
    )
