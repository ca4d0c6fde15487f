"""create_app: one Dash app over one database; nothing is read or connected at import."""

from collections.abc import Callable

import dash
from dash import Dash

from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.store.engine import make_engine
from sipmap.web.components.frame import frame, register_navigation
from sipmap.web.compress import compress_responses
from sipmap.web.data import Figures
from sipmap.web.headers import guard
from sipmap.web.pages import data_methods, map_ranking, not_found
from sipmap.web.paths import assets_folder
from sipmap.web.routes import add_routes

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
    _register_pages(figures)
    register_navigation(app)
    map_ranking.register(app, figures)
    add_routes(app.server, figures)
    compress_responses(app.server)
    guard(app)
    app.layout = lambda: frame(_attributions(figures))
    return app


def _register_pages(figures: Figures) -> None:
    register: Callable[..., None] = dash.register_page
    register(
        "map_ranking",
        path=map_ranking.PATH,
        title=f"{map_ranking.TITLE} \u2013 sipmap",
        layout=lambda **query: map_ranking.page(figures, query),
    )
    register(
        "data_methods",
        path=data_methods.PATH,
        title=f"{data_methods.TITLE} \u2013 sipmap",
        layout=lambda **_: data_methods.page(figures),
    )
    register("not_found_404", title="No such page \u2013 sipmap", layout=lambda **_: not_found.page())


def _attributions(figures: Figures) -> list[str]:
    """Return the publishers' own lines, each once; none where the figures cannot be reached."""
    try:
        return sorted(set(figures.sources(figures.release())["attribution"]))
    except SipmapError:
        return []
