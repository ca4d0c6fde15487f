"""The page for an address that no page has."""

from dash import dcc, html


def page() -> html.Div:
    """Return what to do instead."""
    return html.Div(
        [
            html.H1("There is no page at this address"),
            html.P(["Go to ", dcc.Link("Map and ranking", href="/"), " instead."]),
        ],
        className="state-page",
    )
