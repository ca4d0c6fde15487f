"""Data and methods: every formula with its publication; every source with its date, licence and checks."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from dash import dcc, html

from sipmap.errors import SipmapError
from sipmap.store import read
from sipmap.web.components.attributes import aria
from sipmap.web.components.export_link import csv_link, headed
from sipmap.web.components.methods import contents, methods_section
from sipmap.web.components.states import problem
from sipmap.web.data import Figures
from sipmap.web.pages import back_test
from sipmap.words.certainty import DEFINITIONS
from sipmap.words.flags import day
from sipmap.words.numbers import whole

PATH, TITLE = "/data-and-methods", "Data and methods"
LATEST_REPORTS = 200


def page(figures: Figures) -> html.Div:
    """Return the page, or what to do where there are no figures."""
    try:
        release = figures.release()
        sources = figures.sources(release)
        reports = read.load_reports(figures.engine, LATEST_REPORTS)
    except SipmapError as error:
        return problem(error)
    files = sources.drop_duplicates(["source_id", "file_name", "sha256"]).sort_values(["publisher", "title"])
    activated = day(release.activated_at.date()) if release.activated_at else "not yet"
    return html.Div(
        [
            html.H1(TITLE),
            html.P(
                f"Every figure here comes from {len(files)} published files; "
                f"this release ({release.label}) has been in use since {activated}.",
                className="opening",
            ),
            _contents(files),
            *_methods(),
            *_certainty(),
            html.P(["The choice of 2002 tried again: ", dcc.Link(back_test.TITLE, href=back_test.PATH), "."]),
            *methods_section(),
            headed(html.H2("Sources", id="sources"), csv_link("sources", "every file")),
            html.P("Each with its period, licence and checksum, and what was checked when it was loaded."),
            *_sources(files, reports),
        ],
        className="prose data-methods",
    )


def _contents(files: pd.DataFrame) -> html.Nav:
    """Return a list of what is on the page, each a link to it."""
    methods = [html.Li(html.A(title, href=f"#{anchor}")) for anchor, title in contents()]
    first = zip(*(files.drop_duplicates("source_id")[c] for c in ("title", "source_id")), strict=True)
    sources = [html.Li(html.A(title, href=f"#source-{source_id}")) for title, source_id in first]
    return html.Nav(
        html.Ul(
            [
                html.Li(html.A("Methods in short", href="#short")),
                html.Li(html.A("How sure a rank is", href="#how-sure")),
                html.Li([html.A("Methods and formulas", href="#methods"), html.Ul(methods)]),
                html.Li(
                    [
                        html.A("Sources", href="#sources"),
                        html.Details([html.Summary(f"All {len(sources)} sources"), html.Ul(sources)]),
                    ]
                ),
            ]
        ),
        className="contents",
        **aria(label="On this page"),
    )


def _certainty() -> list[html.H2 | html.P | html.Dl]:
    """Define the range and the four words."""
    items = [piece for term, text in DEFINITIONS for piece in (html.Dt(term), html.Dd(text))]
    note = (
        "Wards are ranked; the figures behind the ranks are not exact. So each rank has a range, and each "
        "ward a word for how sure its place in the list is."
    )
    return [html.H2("How sure a rank is", id="how-sure"), html.P(note), html.Dl(items)]


def _methods() -> list[html.H2 | html.P | html.Ul]:
    points = (
        "Rank 1 is most need, everywhere, and a rank says what it is among.",
        "Small areas are brought to wards by postcode share: counts are shared out and summed, and rates are "
        "divided last. Published scores are means weighted by the index\u2019s own people. Such values are "
        "estimates.",
        "England ranks use best fit instead: each small area counts in one ward only.",
        "A need score is a weighted sum of its parts. Where a profile standardises, each part is counted in "
        "standard deviations from the mean of Kent\u2019s wards, fixed when figures are loaded.",
        "A figure that is missing stays missing: it is never taken for 0, and a ward without it is unranked.",
        "Claimant counts before, within and after the roll-out of Universal Credit (2015 to 2019) and the "
        "pandemic (2020 and 2021) are not compared.",
    )
    return [html.H2("Methods in short", id="short"), html.Ul([html.Li(p) for p in points])]


def _sources(files: pd.DataFrame, reports: pd.DataFrame) -> list[html.Section]:
    """Return every file; the first of a source bears the source's anchor."""
    is_first = ~files["source_id"].duplicated()
    rows: Iterable[Any] = files.itertuples()
    return [
        _source(row, reports, f"source-{row.source_id}" if first else f"file-{row.sha256[:12]}")
        for row, first in zip(rows, is_first, strict=True)
    ]


def _source(row: Any, reports: pd.DataFrame, anchor: str) -> html.Section:  # noqa: ANN401 - of itertuples
    facts = [
        ("Publisher", row.publisher),
        ("Period", row.period),
        ("File", f"{row.file_name} ({whole(row.byte_size)} bytes), retrieved {day(row.retrieved)}"),
        *([("Where", html.A(row.url, href=row.url, rel="external"))] if row.url else []),
        ("Licence", row.licence),
        ("Attribution", row.attribution),
        ("SHA-256", html.Code(row.sha256)),
    ]
    if row.note:
        facts.append(("Note", row.note))
    checks = _checks(reports, row.source_id)
    if checks:
        lines = html.Ul([html.Li(line) for line in checks])
        facts.append(("Checks when loaded", html.Details([html.Summary("Show the checks"), lines])))
    items = [piece for name, value in facts for piece in (html.Dt(name), html.Dd(value))]
    return html.Section([html.H3(row.title), html.Dl(items)], className="source", id=anchor)


def _checks(reports: pd.DataFrame, source_id: str) -> list[str]:
    """Return the latest report of a source's load in words, a line a check; none where there is no report."""
    of_source = reports[(reports["source_id"] == source_id) & (reports["outcome"] != "refused")]
    if of_source.empty:
        return []
    report = of_source.iloc[0]["report"]
    return [f"{_words(key)}: {_value(value)}" for key, value in report.items() if _is_plain(value)]


def _words(key: str) -> str:
    return key.replace("_", " ")


def _is_plain(value: object) -> bool:
    return isinstance(value, int | float | str) or (isinstance(value, dict | list) and bool(value))


def _value(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_value(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_value(v) for v in value)
    return f"{value:,}" if isinstance(value, int) else str(value)
