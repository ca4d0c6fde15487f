"""The wards of a list by each ward summary of the Index of Multiple Deprivation, side by side."""

import pandas as pd
from dash import html

from sipmap.export.agreement import summary_sentences
from sipmap.export.shortlist import ShortlistAccount
from sipmap.web.components.attributes import aria
from sipmap.web.components.captions import caption
from sipmap.web.components.export_link import csv_link, headed
from sipmap.words import agreement as words
from sipmap.words.numbers import NO_FIGURE, first_wards, whole

HEADING = "summaries"


def summaries_section(account: ShortlistAccount, query: str) -> list[html.Section]:
    """Return sentences of agreement and each ward's ranks; nothing where the release has no summaries.

    `query` is what the address of the list holds.
    """
    ranks, codes = account.summaries, account.shortlist.codes
    if ranks is None:
        return []
    said = [html.Li(sentence) for sentence in summary_sentences(ranks, codes)]
    return [
        html.Section(
            [
                headed(html.H2(words.TITLE, id=HEADING), csv_link("ward-summaries", "every ward", query)),
                html.Ul(said, className="statement"),
                html.P(words.CAPTION.format(area=account.inputs.comparison.label), className="hint"),
                html.Div(
                    _table(account, ranks),
                    className="scroll-box",
                    tabIndex=0,
                    role="region",
                    **aria(labelledby=HEADING),
                ),
                html.Details([html.Summary("What each summary is"), _definitions(ranks)]),
            ]
        )
    ]


def _table(account: ShortlistAccount, ranks: pd.DataFrame) -> html.Table:
    size = account.shortlist.size
    heads = ["Ward", *(_capital(words.LABELS[str(name)]) for name in ranks), f"In the {first_wards(size)} by"]
    is_shared = ranks.apply(lambda column: column.duplicated(keep=False)).to_dict("index")
    rows = []
    for code, own in ranks.reindex(account.shortlist.codes).to_dict("index").items():
        known = {name: int(rank) for name, rank in own.items() if not pd.isna(rank)}
        shown = [
            words.shown_rank(known[name], is_shared=bool(is_shared[code][name]))
            if name in known
            else NO_FIGURE
            for name in own
        ]
        shown.append(f"{whole(sum(rank <= size for rank in known.values()))} of {whole(len(known))}")
        cells = [html.Td(cell, className="num") for cell in shown]
        rows.append(html.Tr([html.Th(account.names[str(code)], scope="row"), *cells]))
    head = [html.Th(said, scope="col", className="num" if said != "Ward" else "") for said in heads]
    return html.Table(
        [
            caption("Each ward of the list, summarised in several ways"),
            html.Thead(html.Tr(head)),
            html.Tbody(rows),
        ],
        className="summary-table",
    )


def _definitions(ranks: pd.DataFrame) -> html.Dl:
    pairs = [
        (html.Dt(_capital(words.LABELS[str(name)])), html.Dd(f"{_capital(words.WHAT[str(name)])}."))
        for name in ranks
    ]
    return html.Dl([piece for pair in pairs for piece in pair])


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
