"""A target area in plain words: who lives there, what is specific, its themes with their evidence."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html

from sipmap.export.areacard import Card, ThemeCard
from sipmap.web.components.attributes import aria
from sipmap.web.components.ward import warning
from sipmap.words.flags import FlagWords, awaiting


def area_card(
    shown: Card, mark: str, wards: Sequence[tuple[str, str]] = (), *, with_expired: bool
) -> html.Article:
    """Return a card, its number that of the map, with ways to the pages of its wards (code and name)."""
    name = f"area-{mark}"
    return html.Article(
        [
            html.H2([html.Span(mark, className="mark", **aria(hidden="true")), shown.name], id=name),
            *card_body(shown, with_expired=with_expired),
            *([html.P(["Pages of its wards: ", *ward_links(wards), "."])] if wards else []),
        ],
        className="area-card",
        **aria(labelledby=name),
    )


def ward_links(wards: Sequence[tuple[str, str]]) -> list[Any]:
    """Return links to wards' pages (code and name), with commas between them."""
    links = [dcc.Link(name, href=f"/ward/{code}") for code, name in wards]
    return [part for link in links for part in (", ", link)][1:]


def card_body(shown: Card, *, with_expired: bool) -> list[Any]:
    """Return what a card says below its heading.

    `with_expired` shows flags past their review date, which are no longer for the public.
    """
    return [
        html.P(shown.opening.removeprefix(f"{shown.name}. ")),
        html.P(shown.people, className="lead"),
        *([html.P(shown.has)] if shown.has else []),
        html.H3("What is specific here"),
        html.Ul([html.Li(said) for said in shown.specific], className="statement"),
        *[warning(said) for said in shown.warnings],
        *_local(shown, with_expired=with_expired),
        *_wards(shown),
        html.Details(
            [
                html.Summary("Every theme with its evidence"),
                *[_theme(theme) for theme in shown.themes],
            ]
        ),
    ]


def _local(shown: Card, *, with_expired: bool) -> list[Any]:
    """Return what local people recorded, each statement beside what is measured of its theme."""
    said: list[Any] = []
    for theme in shown.themes:
        flags = _flags(theme, with_expired=with_expired)
        if flags:
            said += [
                html.H4(theme.label),
                html.Ul([html.Li(line) for line in theme.evidence[:1]], className="statement"),
                html.Ul([html.Li(_flag(flag), className="entry") for flag in flags], className="entries"),
            ]
    held = sum(len(t.flags) - len(_flags(t, with_expired=with_expired)) for t in shown.themes)
    if held:
        said.append(html.P(awaiting(held), className="hint"))
    return [html.H3("Local knowledge beside the figures"), *said] if said else []


def _flags(theme: ThemeCard, *, with_expired: bool) -> list[FlagWords]:
    return [flag for flag in theme.flags if with_expired or not flag.state]


def _wards(shown: Card) -> list[html.Details]:
    if not shown.wards:
        return []
    lines = html.Ul([html.Li(said) for said in shown.wards])
    return [html.Details([html.Summary(f"{shown.themes[0].label}, ward by ward"), lines])]


def _theme(theme: ThemeCard) -> html.Section:
    evidence = [html.Ul([html.Li(line) for line in theme.evidence])] if theme.evidence else []
    return html.Section(
        [
            html.H4(theme.label),
            html.Ul([html.Li(said) for said in theme.sentences], className="statement"),
            *evidence,
            html.P(theme.missing, className="hint"),
        ]
    )


def _flag(flag: FlagWords) -> list[Any]:
    origin: list[Any] = [flag.origin]
    if flag.state:
        origin += [" ", html.Span("needs review", className="state due"), " ", flag.state]
    return [html.P(flag.statement, className="statement"), html.P(origin, className="signed")]
