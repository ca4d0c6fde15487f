"""What stands around every page: header with navigation, footer with attribution, the spoken region."""

import dash
from dash import ClientsideFunction, Dash, Input, Output, dcc, html

from sipmap.web import ids
from sipmap.web.components.attributes import aria
from sipmap.web.components.find_form import header_form

PAGES = (
    ("/", "Map and ranking"),
    ("/choose", "Choose"),
    ("/areas", "Areas"),
    ("/compare", "Compare"),
    ("/local-knowledge", "Local knowledge"),
    ("/initiatives", "What is being done"),
    ("/decisions", "Decisions"),
    ("/data-and-methods", "Data and methods"),
)
ABOUT = (
    ("/words", "Words"),
    ("/data-and-methods", "Data and methods"),
    ("/accessibility", "Accessibility statement"),
)
"""What the footer links to."""
ON_ITS_WAY = "This page is on its way; reload it if it does not come within a minute."
LOST = (
    "The server did not answer. What you see and what you typed stays: check the connection, then try again "
    "or reload the page."
)
LOCATION = "_pages_location"
"""Dash's own name for the address, where it serves pages."""
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def frame(attributions: list[str]) -> html.Div:
    """Return the app's layout around the page; `attributions` are the publishers' own lines, each once."""
    return html.Div(
        [
            html.A("Skip to the main content", href=f"#{ids.MAIN}", className="skip"),
            _header(),
            html.Main(
                [
                    html.P(LOST, id="lost", className="trouble", role="alert", hidden=True),
                    html.P(ON_ITS_WAY, className="on-its-way", role="status"),
                    dash.page_container,
                ],
                id=ids.MAIN,
                tabIndex=-1,
            ),
            html.Div(id="live", className="visually-hidden", role="status", **aria(live="polite")),
            _footer(attributions),
            html.Span(id=ids.ARRIVED, hidden=True),
        ],
        className="app",
    )


def register_navigation(app: Dash) -> None:
    """Mark the page in use in the navigation, and move the focus to a page that was gone to."""
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("sipmap", "moved"),
        Output(ids.ARRIVED, "children"),
        Input(LOCATION, "pathname"),
    )


def _header() -> html.Header:
    links = [html.Li(dcc.Link(name, href=path, className="nav-link")) for path, name in PAGES]
    return html.Header(
        [
            html.Div(
                [
                    html.Span("sipmap", className="product"),
                    html.Span("where help should go", className="strap"),
                ]
            ),
            header_form(),
            html.Nav(html.Ul(links), **aria(label="Pages")),
        ],
        className="site-header",
    )


def _footer(attributions: list[str]) -> html.Footer:
    about = [html.Li(dcc.Link(name, href=path)) for path, name in ABOUT]
    return html.Footer(
        [
            html.Ul(about, className="about"),
            html.P(
                [
                    "Contains public sector information licensed under the ",
                    html.A("Open Government Licence v3.0", href=LICENCE, rel="license"),
                    ".",
                ]
            ),
            html.Details(
                [
                    html.Summary("Whose figures and boundaries these are"),
                    html.Ul([html.Li(line) for line in attributions], className="attributions"),
                ],
                hidden=not attributions,
            ),
        ],
        className="site-footer",
    )
