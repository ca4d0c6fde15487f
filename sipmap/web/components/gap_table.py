"""The matrix of need against provision, its gaps and overlaps told in words, never by colour alone."""

from typing import Any

from dash import html

from sipmap.desk.provision import GapTable
from sipmap.web.components.attributes import aria
from sipmap.words.provision import MARKS, gap_sentence, mark, overlap_sentence

BORDERED = ("gap", "overlap")
"""What stands out in the table: by its word, its weight and its border."""


def gap_table(table: GapTable, caption: str, rows_are: str) -> html.Div:
    """Return the matrix in a box of its own that scrolls; `rows_are` heads its first column."""
    cells = {(c["area_code"], c["theme"]): c for c in table.cells.to_dict("records")}
    head = [html.Th(rows_are, scope="col"), *(html.Th(label, scope="col") for _, label in table.columns)]
    body = [
        html.Tr(
            [
                html.Th(row.name, scope="row"),
                *(_cell(cells[row.code, column]) for column, _ in table.columns),
            ]
        )
        for row in table.rows
    ]
    made = html.Table(
        [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)], className="matrix"
    )
    return html.Div(made, className="matrix-box", tabIndex=0, role="region", **aria(label=caption))


def _cell(cell: dict[Any, Any]) -> html.Td:
    standing = cell["standing"]
    style = standing if standing in BORDERED else ""
    return html.Td(mark(standing, len(cell["providers"])), className=style)


def marks() -> html.Details:
    """Return what each mark means."""
    pairs = [part for said, meaning in MARKS.items() for part in (html.Dt(said), html.Dd(f"{meaning}."))]
    return html.Details([html.Summary("What the marks mean"), html.Dl(pairs, className="facts")])


def gaps_told(table: GapTable) -> list[str]:
    """Return a sentence for each row that has gaps."""
    labels, gaps = dict(table.columns), table.cells[table.cells["is_gap"]]
    by_row = {
        row.code: [labels[theme] for theme in gaps.loc[gaps["area_code"] == row.code, "theme"]]
        for row in table.rows
    }
    return [gap_sentence(row.name, by_row[row.code]) for row in table.rows if by_row[row.code]]


def overlaps_told(table: GapTable) -> list[str]:
    """Return a sentence for each overlap."""
    labels, rows = dict(table.columns), {row.code: row.name for row in table.rows}
    return [
        overlap_sentence(rows[c["area_code"]], labels[c["theme"]], c["providers"])
        for c in table.cells[table.cells["is_overlap"]].to_dict("records")
    ]
