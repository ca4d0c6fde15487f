"""What moves the ranks near the cut, and the joint sets: worked out when the reader asks."""

from dash import html

from sipmap.desk.doubt import Doubt
from sipmap.desk.form import Typed
from sipmap.export.doubt import drivers_sentence, joint_sentence, joint_set, main_source, shares
from sipmap.export.shortlist import ShortlistAccount
from sipmap.web.components.attributes import aria
from sipmap.web.components.captions import caption
from sipmap.web.components.choose_form import PATH
from sipmap.web.components.export_link import csv_link, headed
from sipmap.words import doubt as words
from sipmap.words.certainty import SOURCE_WORDS, span
from sipmap.words.numbers import NO_FIGURE, whole

HEADING = "doubt"
ASK = "Work out which choice moves them most"
LEAVE = "Leave this out"


def doubt_section(account: ShortlistAccount, found: Doubt | None, form: Typed) -> html.Section:
    """Return both answers or, where they were not asked for, the link that asks: the address holds it."""
    heading = html.H2(words.TITLE, id=HEADING, tabIndex=-1)
    if found is None:
        link = html.A(ASK, href=f"{PATH}?{form.address(doubt='1')}#{HEADING}", id="ask-doubt")
        return html.Section([heading, html.P([link, ", and what chance in the counts alone leaves open."])])
    said = [drivers_sentence(found), joint_sentence(found, account.names)]
    query = form.address(ask="", doubt="")
    return html.Section(
        [
            headed(
                heading,
                csv_link("rank-drivers", "sources", query),
                csv_link("near-cut", "wards near the cut", query),
            ),
            html.Ul([html.Li(sentence) for sentence in said], className="statement"),
            *_sources(found),
            html.Details([html.Summary("Ward by ward near the cut"), _wards(account, found)]),
            html.P(html.A(LEAVE, href=f"{PATH}?{form.address(doubt='')}")),
        ]
    )


def _sources(found: Doubt) -> list[html.Div | html.P]:
    """Return a table of the sources, the strongest first; nothing where none can vary."""
    ordered = sorted(shares(found).items(), key=lambda item: -item[1][1])
    if not ordered:
        return []
    rows = [
        [_capital(SOURCE_WORDS[source]), words.share(first), words.share(total)]
        for source, (first, total) in ordered
    ]
    heads = ["Source", _capital(words.ALONE), _capital(words.WITH_OTHERS)]
    meaning = html.P(words.MEANING, className="hint")
    return [_scrolled(_table("What moves the ranks", heads, rows, {0}), HEADING), meaning]


def _wards(account: ShortlistAccount, found: Doubt) -> html.Div:
    """Return the wards near the cut: rank, range, joint set, and what moves each most."""
    wards = account.certainty.frame.loc[list(found.near)].to_dict("index")
    rows = []
    for code, ward in wards.items():
        source, held = main_source(found, str(code)), joint_set(found, str(code))
        rows.append(
            [
                account.names[str(code)],
                whole(int(ward["rank"])),
                span(int(ward["low"]), int(ward["high"])),
                *([] if found.joint is None else _joint_cells(held)),
                "nothing" if source is None else SOURCE_WORDS[source],
            ]
        )
    heads = ["Ward", "Rank", "Range"]
    if found.joint is not None:
        heads += ["By chance alone, jointly", f"May be in the first {whole(found.size)}"]
    title, said = "near-cut", "The wards nearest to the cut"
    return html.Div(
        [
            html.H3(said, id=title, className="visually-hidden"),
            _scrolled(_table(said, [*heads, "Moved most by"], rows, {0, len(heads)}), title),
        ]
    )


def _joint_cells(held: tuple[int, int, bool] | None) -> list[str]:
    if held is None:
        return [NO_FIGURE, NO_FIGURE]
    low, high, may_be = held
    return [span(low, high), "yes" if may_be else "no"]


def _table(said: str, heads: list[str], rows: list[list[str]], in_words: set[int]) -> html.Table:
    """Return a table whose first column names the row; columns in words to the left, others to the right."""
    kinds = ["words" if i in in_words else "num" for i in range(len(heads))]
    head = [html.Th(said, scope="col", className=kind) for said, kind in zip(heads, kinds, strict=True)]
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(html.Td(cell, className=kind) for cell, kind in zip(row[1:], kinds[1:], strict=True)),
            ]
        )
        for row in rows
    ]
    return html.Table([caption(said), html.Thead(html.Tr(head)), html.Tbody(body)], className="doubt-table")


def _scrolled(table: html.Table, name: str) -> html.Div:
    return html.Div(table, className="scroll-box", tabIndex=0, role="region", **aria(labelledby=name))


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
