"""The controls of the map page. The browser owns their values: it reads the address and writes it."""

from collections.abc import Mapping
from itertools import groupby

from dash import html

from sipmap.catalogue import profiles, themes
from sipmap.geography import COMPARISON_SETS
from sipmap.web import ids
from sipmap.web.components.attributes import aria
from sipmap.web.data import Shown
from sipmap.web.state import AREAS, NEED, mapped_profiles

WITHOUT_MAP = "wards of 1998, no map; on the command line"


def field(label: str, control: html.Select | html.Span, name: str) -> html.Div:
    """Return a label above its control."""
    return html.Div([html.Label(label, htmlFor=name), control], className="field")


def select(name: str, label: str, options: list[html.Option | html.Optgroup]) -> html.Div:
    """Return a native select with its label."""
    return field(label, html.Select(options, id=name, autoComplete="off"), name)


def controls(shown: Mapping[str, Shown]) -> html.Section:
    """Return the band of controls; `shown` holds the indicators that the map can show."""
    return html.Section(
        [
            html.H2("What is compared, and how", className="visually-hidden"),
            html.Div(
                [
                    select(
                        "area",
                        "Compare wards in",
                        [html.Option(COMPARISON_SETS[a].label, value=a) for a in AREAS],
                    ),
                    select("profile", "Rank by profile", _profiles()),
                    select("show", "Show on map", _indicators(shown)),
                    html.Div(
                        [
                            html.Label("Mark the first", htmlFor="top"),
                            html.Span(id="top-box", className="number-box"),
                        ],
                        className="field narrow",
                    ),
                ],
                className="fields",
            ),
            _weights(),
        ],
        className="controls",
        **aria(label="Controls"),
    )


def _profiles() -> list[html.Option | html.Optgroup]:
    mapped = mapped_profiles()
    without = [p for p in profiles().values() if p.id not in mapped]
    return [
        *[html.Option(p.label, value=p.id) for p in mapped.values()],
        *[html.Option(f"{p.label} ({WITHOUT_MAP})", value=p.id, disabled=True) for p in without],
    ]


def _indicators(shown: Mapping[str, Shown]) -> list[html.Option | html.Optgroup]:
    """Return the need score, then every indicator under its theme."""
    names = themes()
    order = list(names)
    found = sorted(shown.values(), key=lambda s: order.index(s.indicator.theme))
    groups = [
        html.Optgroup(
            [html.Option(s.indicator.label, value=s.indicator.id) for s in of_theme], label=names[theme].label
        )
        for theme, of_theme in groupby(found, key=lambda s: s.indicator.theme)
    ]
    return [html.Option("Need score", value=NEED), *groups]


def _weights() -> html.Details:
    return html.Details(
        [
            html.Summary("Weights, and each one\u2019s share of the score"),
            html.Div(id="sliders", className="sliders"),
            html.Button("Reset weights", id="reset-weights", type="button"),
            html.P([html.Span(id="profile-note"), " ", html.Span(id=ids.OVERLAP)], className="hint"),
        ],
        open=True,
        className="weights",
    )
