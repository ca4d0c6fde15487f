"""create_app: one Dash app over one database; nothing is read or connected at import."""

from dash import Dash

from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.store.engine import make_engine
from sipmap.web.acts import ACTS
from sipmap.web.areadesk import AreaDesk
from sipmap.web.auth import SignIn
from sipmap.web.bounded import give_back_between, use_plain_strings
from sipmap.web.briefs import add_briefs
from sipmap.web.choosing import Choices
from sipmap.web.components.frame import frame, register_navigation
from sipmap.web.compress import compress_responses
from sipmap.web.data import Figures
from sipmap.web.decisionfiles import add_decision_files
from sipmap.web.exporting import add_exports
from sipmap.web.finding import Finder, add_go_route
from sipmap.web.headers import guard
from sipmap.web.mapfiles import add_map_files
from sipmap.web.pages import map_ranking
from sipmap.web.paths import assets_folder
from sipmap.web.pictures import add_pictures
from sipmap.web.remembered import remember_pages
from sipmap.web.routes import add_routes
from sipmap.web.site import (
    AREAS,
    CHOICES,
    CONTACT,
    EXTENSION,
    FINDER,
    SIGN_IN,
    WARDS,
    register_pages,
)
from sipmap.web.warddesk import WardDesk
from sipmap.web.writing import add_writing

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
    engine = make_engine(settings.database_url)
    figures, sign_in = Figures(engine), SignIn(settings)
    choices, finder, area_desk = Choices(figures), Finder(figures), AreaDesk(figures)
    wards = WardDesk(area_desk)
    app.server.extensions |= {
        EXTENSION: figures,
        CHOICES: choices,
        AREAS: area_desk,
        SIGN_IN: sign_in,
        FINDER: finder,
        CONTACT: settings.contact,
        WARDS: wards,
    }
    register_pages()
    register_navigation(app)
    map_ranking.register(app, figures, sign_in)
    add_routes(app.server, figures)
    add_exports(app.server, choices, area_desk, sign_in)
    add_go_route(app.server, finder)
    add_pictures(app.server, area_desk, wards)
    add_map_files(app.server, figures)
    add_decision_files(app.server, figures, sign_in)
    add_briefs(app.server, choices, sign_in, lambda code, day: wards.report(figures.release(), code, day))
    add_writing(app.server, engine, sign_in, ACTS)
    remember_pages(app.server, engine, sign_in)
    compress_responses(app.server)
    use_plain_strings()
    give_back_between(app.server)
    guard(app)
    app.layout = lambda: frame(_attributions(figures))
    return app


def _attributions(figures: Figures) -> list[str]:
    """Return the publishers' own lines, each once; none where the figures cannot be reached."""
    try:
        return sorted(set(figures.sources(figures.release())["attribution"]))
    except SipmapError:
        return []
