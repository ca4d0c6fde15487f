"""A chosen list: its table, what its rules cost, other lists beside it, who is near, what it covers."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
from dash import dcc, html

from sipmap.export.shortlist import ShortlistAccount
from sipmap.web.components.attributes import aria, data
from sipmap.web.components.captions import caption
from sipmap.web.components.export_link import csv_link, headed
from sipmap.web.components.fields import FORM, are_many, by_district, ward_select
from sipmap.web.components.ward_page import ward_link
from sipmap.words import certainty as certainty_words
from sipmap.words.numbers import about, decimals, first_wards, is_figure, score_places, whole
from sipmap.words.shortlist import NO_RULE, NONE_OUTSIDE, OBJECTIVE_WORDS, listed

HEADINGS = (
    ("Rank", "num"),
    ("Range", "num"),
    ("Ward", ""),
    ("District", ""),
    ("How sure", ""),
    ("Need score", "num"),
    ("People in need", "num"),
    ("Why it is on the list", ""),
)
NOT_RANKED = "not ranked"


def wards_table(account: ShortlistAccount) -> html.Div:
    """Return the list as a table; on a narrow screen each row becomes a block, its cells named."""
    size = account.certainty.size
    ranges = certainty_words.caption(account.certainty.kind, account.certainty.varied)
    among = f"How sure: whether need puts the ward among the {first_wards(size)}."
    caption = f"{ranges}. {among} People in need are kept out of work; estimates."
    head = [html.Th(said, scope="col", role="columnheader", className=kind) for said, kind in HEADINGS]
    places = score_places(account.inputs.profile.standardise)
    rows = [_row({str(k): v for k, v in r.items()}, places) for r in account.wards().to_dict("records")]
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr(head, role="row"), role="rowgroup"),
                html.Tbody(rows, role="rowgroup"),
            ],
            role="table",
            className="list-table",
        ),
        className="list-box",
    )


def _row(ward: Mapping[str, Any], places: int) -> html.Tr:
    is_ranked = is_figure(ward["low"])
    span = certainty_words.span(int(ward["low"]), int(ward["high"])) if is_ranked else NOT_RANKED
    word = str(ward["word"]) if is_ranked else NOT_RANKED
    cells: tuple[Any, ...] = (
        str(int(ward["rank"])) if is_ranked else NOT_RANKED,
        span,
        ward_link(str(ward["name"]), str(ward["area_code"])),
        str(ward["district"]),
        html.Span(word, className=f"word {word}" if is_ranked else ""),
        decimals(ward["score"], places),
        about(ward["people_in_need"]),
        str(ward["why_in_words"]),
    )
    made = []
    for (heading, kind), cell in zip(HEADINGS, cells, strict=True):
        named = {"className": f"{kind} {_key(heading)}".strip(), **data(label=heading)}
        is_name = heading == "Ward"
        made.append(
            html.Th(cell, scope="row", role="rowheader", **named)
            if is_name
            else html.Td(cell, role="cell", **named)
        )
    return html.Tr(made, role="row", **data(ward=str(ward["area_code"])))


def _key(heading: str) -> str:
    return heading.split(maxsplit=1)[0].lower()


def costs(account: ShortlistAccount, query: str) -> html.Section:
    """Return what each rule costs; `query` is what the address of the list holds, here and below."""
    said = account.rules() or [NO_RULE]
    return _sentences("What each rule costs", "costs", said, link=csv_link("rule-costs", "rules", query))


def cautions(account: ShortlistAccount) -> list[html.Section]:
    """Return what to be warned of; nothing where there is nothing."""
    said = account.warnings()
    if not said:
        return []
    return [_sentences("Take care", "cautions", said, "notes")]


def beside(account: ShortlistAccount, query: str) -> html.Section:
    """Set the list beside that of need alone and that of the other objective, in words and figures."""
    lists = account.shortlist.lists
    other = next(said for aim, said in OBJECTIVE_WORDS.items() if aim != account.shortlist.objective)
    names = {"chosen": "This list", "need alone": "Without any rule", "other objective": f"By {other}"}
    heads = ("List", "Wards shared", "People in need", "Residents", "Sum of need scores")
    head = [html.Th(h, scope="col", className="num" if h != "List" else "") for h in heads]
    ours, rows, differ = lists["codes"]["chosen"], [], []
    for key, row in lists.to_dict("index").items():
        label = names[str(key)]
        figures = (whole(row["shared"]), about(row["people_in_need"]), about(row["people"]))
        shown = [html.Td(f, className="num") for f in (*figures, decimals(row["score"], 2))]
        rows.append(html.Tr([html.Th(label, scope="row"), *shown]))
        if key != "chosen" and set(row["codes"]) != set(ours):
            differ.append(html.Li(f"{label}: {_differ(row['codes'], ours, account.names)}"))
    return html.Section(
        [
            headed(html.H2("Beside other lists", id="beside"), csv_link("lists-beside", "lists", query)),
            html.Ul([html.Li(s) for s in account.beside()], className="statement"),
            html.Div(
                html.Table(
                    [caption("Beside other lists"), html.Thead(html.Tr(head)), html.Tbody(rows)],
                    className="beside-table",
                ),
                className="scroll-box",
                tabIndex=0,
                role="region",
                **aria(labelledby="beside"),
            ),
            *([html.Details([html.Summary("Which wards differ"), html.Ul(differ)])] if differ else []),
        ]
    )


def _differ(theirs: tuple[str, ...], ours: tuple[str, ...], names: Mapping[str, str]) -> str:
    gained = listed([names[c] for c in theirs if c not in ours]) or "none"
    lost = listed([names[c] for c in ours if c not in theirs]) or "none"
    return f"in place of {lost} it has {gained}."


def near(account: ShortlistAccount, query: str) -> html.Section:
    """Return the nearest wards outside, and what would bring each in."""
    said = account.near() or [NONE_OUTSIDE]
    return _sentences("Nearest outside", "near", said, link=csv_link("near-misses", "wards outside", query))


def why_not(account: ShortlistAccount, asked: str, query: str) -> html.Section:
    """Return the question "why not this ward?", which can be asked of any ward outside.

    It belongs to the form of the rules, so that what was typed there is asked with it; of England's wards it
    is a form of its own that states `query` again.
    """
    areas, codes = account.inputs.areas, set(account.shortlist.codes)
    wards = areas[~areas["code"].isin(codes)]
    options = by_district(wards)
    label = html.Label("A ward outside the list", htmlFor="ask")
    select = ward_select("ask", options, asked if asked in set(wards["code"]) else "", FORM)
    stated = [
        dcc.Input(type="hidden", name=name, value=value) for name, value in parse_qsl(query) if name != "ask"
    ]
    field = html.Div([label, select], className="field")
    send = "Say what would bring it in"
    question = (
        html.Form([*stated, field, html.Button(send, type="submit")], method="GET", className="ask")
        if are_many(options)
        else html.Div([field, html.Button(send, type="submit", form=FORM)], className="ask")
    )
    return html.Section([html.H2("Why not this ward?", id="why-not"), question])


def answer(account: ShortlistAccount, asked: str) -> list[html.P]:
    """Answer for the ward that was asked about; nothing where none was."""
    if not asked:
        return []
    if asked in account.shortlist.codes:
        row = account.wards().set_index("area_code").loc[asked]
        said = f"{row['name']} is on the list. {row['why_in_words']}"
    elif asked in account.names:
        said = account.outside(asked)
    else:
        said = f"There is no ward {asked} in {account.inputs.comparison.label}; choose one below."
    return [html.P([html.Strong("Why not this ward? "), said], id="answer", className="answer")]


def in_need(account: ShortlistAccount) -> float:
    """Return how many people in need live in the wards of the list, NaN where not known."""
    counted: pd.Series[float] = account.shortlist.chosen["people_in_need"]
    return float(counted.sum(min_count=1))


def _sentences(
    title: str, name: str, said: list[str], kind: str = "", link: html.A | None = None
) -> html.Section:
    lines = [html.Li(s) for s in said]
    heading = html.H2(title, id=name)
    head = heading if link is None else headed(heading, link)
    return html.Section([head, html.Ul(lines, className="statement")], className=kind)
