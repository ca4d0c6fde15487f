"""create_app: one Dash app over one database; nothing is read or connected at import."""

from collections.abc import Callable

import dash
from dash import Dash
from flask import current_app

from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.store.engine import make_engine
from sipmap.web.choosing import Choices, add_shortlist_route
from sipmap.web.components.frame import frame, register_navigation
from sipmap.web.compress import compress_responses
from sipmap.web.data import Figures
from sipmap.web.headers import guard
from sipmap.web.pages import back_test, choose, data_methods, map_ranking, not_found
from sipmap.web.paths import assets_folder
from sipmap.web.routes import add_routes

EXTENSION = "sipmap"
"""Where an app keeps its readers, by Flask's own custom."""
CHOICES = "sipmap-choices"

INDEX = """<!DOCTYPE html>
<html lang="en-GB">
<head>
{%metas%}
<meta name="color-scheme" content="light dark">
<title>{%title%}</title>
<link rel="icon" href="data:,">
{%css%}
</head>
<body>
{%app_entry%}
<noscript><p>This page works out its ranking in the browser and needs JavaScript.</p></noscript>
{%config%}{%scripts%}{%renderer%}
</body>
</html>"""


def create_app(settings: Settings) -> Dash:
    """Return the dashboard; `.server` is its WSGI application. Connects at the first request."""
    app = Dash(
        "sipmap",
        assets_folder=str(assets_folder()),
        use_pages=True,
        pages_folder="",
        serve_locally=True,
        suppress_callback_exceptions=True,
        index_string=INDEX,
        title="sipmap",
        update_title="",
        add_log_handler=False,
    )
    figures = Figures(make_engine(settings.database_url))
    choices = Choices(figures)
    app.server.extensions[EXTENSION] = figures
    app.server.extensions[CHOICES] = choices
    _register_pages()
    register_navigation(app)
    map_ranking.register(app, figures)
    add_routes(app.server, figures)
    add_shortlist_route(app.server, choices)
    compress_responses(app.server)
    guard(app)
    app.layout = lambda: frame(_attributions(figures))
    return app


def _register_pages() -> None:
    """Register the pages; Dash's registry is one for the process, so each page asks which app it is in."""
    register: Callable[..., None] = dash.register_page
    register(
        "map_ranking",
        path=map_ranking.PATH,
        title=f"{map_ranking.TITLE} \u2013 sipmap",
        description="Wards in order of need, on a map and in a table: move the weights and see what changes.",
        layout=lambda **query: map_ranking.page(_figures(), query),
    )
    register(
        "choose",
        path=choose.PATH,
        title=f"{choose.TITLE} \u2013 sipmap",
        description="A list of wards under stated rules, what each rule costs, what would bring in another.",
        layout=lambda **query: choose.page(_choices(), query),
    )
    register(
        "back_test",
        path=back_test.PATH,
        title=f"{back_test.TITLE} \u2013 sipmap",
        description="The choice of 2002 tried again under different rules of spread.",
        layout=lambda **_: back_test.page(_choices()),
    )
    register(
        "data_methods",
        path=data_methods.PATH,
        title=f"{data_methods.TITLE} \u2013 sipmap",
        description="Every source of the figures with its date, licence and checks; methods in short.",
        layout=lambda **_: data_methods.page(_figures()),
    )
    title = "No such page \u2013 sipmap"
    register("not_found_404", title=title, layout=lambda **_: not_found.page())


def _figures() -> Figures:
    figures: Figures = current_app.extensions[EXTENSION]
    return figures


def _choices() -> Choices:
    choices: Choices = current_app.extensions[CHOICES]
    return choices


def _attributions(figures: Figures) -> list[str]:
    """Return the publishers' own lines, each once; none where the figures cannot be reached."""
    try:
        return sorted(set(figures.sources(figures.release())["attribution"]))
    except SipmapError:
        return []
