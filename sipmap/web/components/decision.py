"""A decision on a page: its wards, its reasons, its trail, and two of them side by side."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dash import dcc, html

from sipmap.desk.stated import stated_varied
from sipmap.knowledge.decisions import SUPERSEDED, Comparison, Decision
from sipmap.store.audit import Event
from sipmap.store.decisions import DecisionRow
from sipmap.web.components.attributes import aria, data
from sipmap.web.components.captions import caption
from sipmap.web.components.ward_page import ward_link
from sipmap.web.decision_acts import shown
from sipmap.words import decisions as words
from sipmap.words.certainty import held, span
from sipmap.words.flags import day
from sipmap.words.numbers import first_wards, whole

HEADINGS = (
    ("Rank", "num"), ("Range", "num range"), ("Ward", "ward"), ("District", "district"), ("How sure", ""),
    ("Why it is on the list", "why"),
)  # fmt: skip
NOT_RANKED = "not ranked"


def entry_item(row: DecisionRow) -> html.Li:
    """Return a decision in the list, a link to its own page."""
    taken = f" It takes the place of {row.supersedes}." if row.supersedes else ""
    return html.Li(
        [
            html.H3(dcc.Link(row.name, href=shown(row.uid))),
            html.P(
                [
                    html.Span(words.STATUS[row.status], className=_state(row.status)),
                    f" Saved {day(row.created_at.date())} on release {row.release_id}; id {row.uid}.{taken}",
                ],
                className="signed",
            ),
        ],
        className="entry",
    )


def status_line(decision: Decision, events: Iterable[Event], seen: Collection[str]) -> html.P:
    """Say of which status a decision is, and what it replaced or was replaced by.

    `seen` are the uids that the reader may open.
    """
    said: list[Any] = [html.Span(words.STATUS[decision.status], className=_state(decision.status)), " "]
    by = next((e.detail.get("by") for e in events if e.action == SUPERSEDED), None)
    if by and by in seen:
        said += [html.Span(["In its place: ", dcc.Link(by, href=shown(by)), ". "])]
    before = decision.supersedes
    if before:
        name = dcc.Link(before, href=shown(before)) if before in seen else before
        said += [html.Span(["It takes the place of ", name, ". "])]
    saved = decision.record["saved"]
    said += [f"Saved {day(decision.created_at.date())} in the role {saved['role']}; id {decision.uid}."]
    return html.P(said)


def _state(status: str) -> str:
    return "state due" if status == "draft" else "state"


def wards_table(decision: Decision) -> html.Div:
    """Return the wards in order, each rank with its range; on a narrow screen each row becomes a block."""
    head = [html.Th(said, scope="col", role="columnheader", className=kind) for said, kind in HEADINGS]
    rows = [_row(ward, decision.record) for ward in decision.record["result"]["wards"]]
    still = held(stated_varied(decision.record["stated"]["held_still"]))
    caption = [
        "Range: the ranks of nine draws in ten.",
        f"How sure: whether need puts the ward among the {first_wards(decision.size)}.",
        *([f"{still}."] if still else []),
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(" ".join(caption)),
                html.Thead(html.Tr(head, role="row"), role="rowgroup"),
                html.Tbody(rows, role="rowgroup"),
            ],
            role="table",
            className="list-table",
        ),
        className="list-box",
    )


def _row(ward: Mapping[str, Any], record: Mapping[str, Any]) -> html.Tr:
    is_ranked = ward["rank"] is not None and ward["low"] is not None
    cells = (
        str(ward["rank"]) if is_ranked else NOT_RANKED,
        span(ward["low"], ward["high"]) if is_ranked else NOT_RANKED,
        ward_link(ward["ward"], ward["ward_code"]),
        ward["district"],
        html.Span(ward["word"], className=f"word {ward['word']}") if is_ranked else NOT_RANKED,
        words.why(ward, record),
    )
    made = []
    for (heading, kind), cell in zip(HEADINGS, cells, strict=True):
        named = {"className": kind, **data(label=heading)}
        is_name = heading == "Ward"
        made.append(
            html.Th(cell, scope="row", role="rowheader", **named)
            if is_name
            else html.Td(cell, role="cell", **named)
        )
    return html.Tr(made, role="row", **data(ward=ward["ward_code"]))


def reasons(decision: Decision) -> list[Any]:
    """Return the pins and exclusions with who, when and why, and what the equality duty brought up."""
    said = words.overrides(decision.record)
    duty = words.equality(decision.record).splitlines()
    return [
        html.H2("Pins and exclusions"),
        html.Ul([html.Li(s) for s in said]) if said else html.P(words.NO_OVERRIDE),
        html.H2("Public sector equality duty"),
        *[html.P(text) for text in duty if text.strip()],
    ]


def verified(differences: Sequence[str]) -> html.Div:
    """Say whether the list comes out the same."""
    first, *rest = words.verified(differences)
    return html.Div(
        [html.P(html.Strong(first)), *([html.Ul([html.Li(s) for s in rest])] if rest else [])],
        id="verified",
        className="form-state" if not differences else "form-state wrong",
        role="status",
    )


def side_by_side(found: Comparison, first: str, second: str) -> list[Any]:
    """Return what two decisions share and differ in; `first` and `second` are their names."""
    return [
        *_codes(f"In both: {_wards(found.both)}", found.both, found.names),
        *_codes(f"Only in {first}: {_wards(found.only_first)}", found.only_first, found.names),
        *_codes(f"Only in {second}: {_wards(found.only_second)}", found.only_second, found.names),
        html.H2("Stated otherwise", id="otherwise"),
        _otherwise(found, first, second)
        if found.stated
        else html.P("Both were stated alike, on the same data."),
    ]


def _wards(codes: Sequence[str]) -> str:
    return "1 ward" if len(codes) == 1 else f"{whole(len(codes))} wards"


def _codes(title: str, codes: Sequence[str], names: Mapping[str, str]) -> list[Any]:
    listed = html.Ul([html.Li(names[code]) for code in codes], className="columns")
    return [html.H2(title), listed if codes else html.P("None.")]


def _otherwise(found: Comparison, first: str, second: str) -> html.Div:
    rows = [
        html.Tr(
            [
                html.Th(words.stated_name(name, found.names), scope="row"),
                html.Td(words.stated_value(name, one)),
                html.Td(words.stated_value(name, other)),
            ]
        )
        for name, one, other in found.stated
    ]
    head = html.Tr([html.Th(said, scope="col") for said in ("What", first, second)])
    return html.Div(
        html.Table([caption("Stated otherwise"), html.Thead(head), html.Tbody(rows)]),
        className="scroll-box",
        tabIndex=0,
        role="region",
        **aria(labelledby="otherwise"),
    )
