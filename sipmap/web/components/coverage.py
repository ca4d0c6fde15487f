"""What the first wards cover and what they leave outside."""

from typing import Any

import pandas as pd
from dash import html

from sipmap.web.components.export_link import csv_link, linked
from sipmap.words import overview
from sipmap.words.numbers import first_wards

SHOWN_POCKETS = 10


def coverage_section(
    size: int,
    area: str,
    covered: pd.DataFrame,
    outside: pd.DataFrame,
    wards: str = "",
    *,
    part: str = "",
    query: str = "",
) -> list[Any]:
    """Return the statement.

    Parameters
    ----------
    size : int
        How many wards the list has.
    area : str
        Label of the comparison set.
    covered : DataFrame
        From `scoring.coverage.coverage`.
    outside : DataFrame
        From `scoring.coverage.pockets`, with `ward` and `small_area` names.
    wards : str
        What the wards are called, unless they are the first so many.
    part : str
        The part of the area whose neighbourhoods are held, where that is not all of it.
    query : str
        What the address of the same list holds, for its files.
    """
    wards = wards or first_wards(size)
    sentences = overview.coverage(wards, area, covered)
    small_areas = outside.drop_duplicates("code")
    pockets = overview.pockets(len(small_areas), float(outside["residents"].sum()), part)
    return [
        html.H2(f"What the {wards} {'covers' if size == 1 else 'cover'}", id="coverage-heading"),
        html.Ul([html.Li(s) for s in sentences], className="statement"),
        html.P(pockets),
        linked(
            csv_link("coverage", "what the list covers", query),
            csv_link("pockets", "neighbourhoods outside the list", query),
        ),
        *_pocket_list(small_areas),
    ]


def _pocket_list(outside: pd.DataFrame) -> list[html.Details]:
    if outside.empty:
        return []
    rows = [
        html.Li(overview.pocket({str(k): v for k, v in row.items()}))
        for row in outside.head(SHOWN_POCKETS).to_dict("records")
    ]
    more = len(outside) - SHOWN_POCKETS
    if more > 0:
        rows.append(html.Li(f"and {more} more"))
    note = "IMD 2025, rank among England\u2019s 33,755 small areas; 1 is most deprived."
    return [
        html.Details(
            [html.Summary("Name these neighbourhoods"), html.Ul(rows), html.P(note, className="hint")]
        )
    ]
