"""What stands around every page: header with navigation, footer with attribution, the spoken region."""

import dash
from dash import dcc, html

from sipmap.web import ids

PAGES = (("/", "Map and ranking"), ("/data-and-methods", "Data and methods"))
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def frame(attributions: list[str]) -> html.Div:
    """Return the app's layout around the page; `attributions` are the publishers' own lines, each once."""
    return html.Div(
        [
            html.A("Skip to the main content", href=f"#{ids.MAIN}", className="skip"),
            _header(),
            html.Main(dash.page_container, id=ids.MAIN, tabIndex=-1),
            html.Div(id="live", className="visually-hidden", **{"aria-live": "polite", "role": "status"}),
            _footer(attributions),
        ],
        className="app",
    )


def _header() -> html.Header:
    links = [html.Li(dcc.Link(name, href=path, className="nav-link")) for path, name in PAGES]
    return html.Header(
        [
            html.Div([html.Span("sipmap", className="product"), html.Span("where help should go", className="strap")]),
            html.Nav(html.Ul(links), **{"aria-label": "Pages"}),
        ],
        className="site-header",
    )


def _footer(attributions: list[str]) -> html.Footer:
    return html.Footer(
        [
            html.P(
                [
                    "Contains public sector information licensed under the ",
                    html.A("Open Government Licence v3.0", href=LICENCE, rel="license"),
                    ".",
                ]
            ),
            html.Ul([html.Li(line) for line in attributions], className="attributions"),
        ],
        className="site-footer",
    )
