"""The ranking's place on the page. The table is the browser's: it sorts with every move of a weight."""

from dash import html

from sipmap.web import ids
from sipmap.web.components.attributes import aria
from sipmap.web.components.terms import words_used
from sipmap.words.ward import APPORTIONED

DEPRIVED = "residents of working age who are employment deprived by IoD 2025"


def ranking_section(export_href: str, choose_href: str) -> html.Section:
    """Return the section that the browser fills.

    `export_href` gives the same ranking as a file, `choose_href` a list of the same wards under rules.
    """
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Ranking", id="ranking-heading"),
                    html.Div(
                        [
                            html.A(
                                "Choose under rules", href=choose_href, id=ids.CHOOSE_LINK, className="button"
                            ),
                            html.A(
                                "Download CSV",
                                href=export_href,
                                id=ids.CSV_LINK,
                                className="button",
                                download="",
                            ),
                        ],
                        className="actions",
                    ),
                ],
                className="section-head",
            ),
            html.Div(
                [
                    html.Label("Find a ward or district", htmlFor="filter"),
                    html.Span(id="filter-box"),
                    html.Span(id="filter-count", className="hint", role="status"),
                ],
                className="filter",
            ),
            html.Div("Loading the ranking.", id=ids.RANKING, className="table-box"),
            words_used("rank, decile", "range", ("score (of a ward)", "need score"), "people in need"),
            html.P(
                [html.Span(id="chosen-name"), " ", html.A("Read its figures", href="#ward-heading")],
                id="chosen-line",
                className="chosen-line",
                hidden=True,
            ),
            html.P(
                [
                    f"People in need are kept out of work: {DEPRIVED}, ",
                    html.Span(APPORTIONED, id="how-made"),
                    ".",
                ],
                className="hint",
            ),
        ],
        className="ranking-section",
        **aria(labelledby="ranking-heading"),
    )
