"""Sections under their headings, and tables whose rows become blocks on a narrow screen (assets/ward.css)."""

from collections.abc import Sequence
from typing import Any

from dash import html

from sipmap.web.components.attributes import aria, data

Row = Sequence[str]


def section(title: str, name: str, children: Sequence[Any], kind: str = "") -> html.Section:
    """Return a section of the page under its heading."""
    head = html.H2(title, id=name)
    return html.Section([head, *children], className=f"ward-section {kind}".strip(), **aria(labelledby=name))


def table(heads: Row, rows: Sequence[Row], caption: str, numbers: Sequence[int]) -> html.Table:
    """Return a table whose rows become blocks on a narrow screen; `numbers` are its columns of numbers."""
    head = [
        html.Th(said, scope="col", className="num" if n in numbers else None) for n, said in enumerate(heads)
    ]
    body = [
        html.Tr([_cell(n, said, heads[n], n in numbers, heads) for n, said in enumerate(row)]) for row in rows
    ]
    return html.Table(
        [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)], className="stack-table"
    )


def _cell(n: int, said: str, label: str, is_number: bool, heads: Row) -> html.Th | html.Td:
    kind = "num" if is_number else None
    names = 1 if heads[0] == "No." else 0
    if n == names:
        return html.Th(said, scope="row", className=kind)
    return html.Td(said, className=kind, **data(label=label))
