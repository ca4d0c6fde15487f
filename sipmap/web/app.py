"""create_app: one Dash app over one database; nothing is read or connected at import."""

from collections.abc import Callable
from typing import Any

import dash
from dash import Dash
from flask import current_app, request

from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.store.engine import make_engine
from sipmap.web.acts import ACTS
from sipmap.web.areadesk import AreaDesk
from sipmap.web.auth import Person, SignIn
from sipmap.web.bounded import give_back_between, use_system_memory
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
from sipmap.web.pages import (
    accessibility,
    areas,
    back_test,
    choose,
    compare,
    data_methods,
    decisions,
    find,
    initiatives,
    local_knowledge,
    map_ranking,
    not_found,
    ward,
    words,
)
from sipmap.web.paths import assets_folder
from sipmap.web.pictures import add_pictures
from sipmap.web.remembered import remember_pages
from sipmap.web.routes import add_routes
from sipmap.web.warddesk import WardDesk
from sipmap.web.writing import add_writing

EXTENSION = "sipmap"
"""Where an app keeps its readers, by Flask's own custom."""
CONTACT = "sipmap-contact"
CHOICES, AREAS, SIGN_IN = "sipmap-choices", "sipmap-areas", "sipmap-sign-in"
FINDER, WARDS = "sipmap-finder", "sipmap-wards"

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
    choices = Choices(figures)
    app.server.extensions[EXTENSION] = figures
    app.server.extensions[CHOICES] = choices
    app.server.extensions[AREAS] = AreaDesk(figures)
    app.server.extensions[SIGN_IN] = sign_in
    app.server.extensions[FINDER] = Finder(figures)
    app.server.extensions[CONTACT] = settings.contact
    app.server.extensions[WARDS] = WardDesk(app.server.extensions[AREAS])
    _register_pages()
    register_navigation(app)
    map_ranking.register(app, figures, sign_in)
    add_routes(app.server, figures)
    add_exports(app.server, choices, app.server.extensions[AREAS], sign_in)
    add_go_route(app.server, app.server.extensions[FINDER])
    add_pictures(app.server, app.server.extensions[AREAS], app.server.extensions[WARDS])
    add_map_files(app.server, figures)
    add_decision_files(app.server, figures, sign_in)
    wards = app.server.extensions[WARDS]
    add_briefs(app.server, choices, sign_in, lambda code, day: wards.report(figures.release(), code, day))
    add_writing(app.server, engine, sign_in, ACTS)
    remember_pages(app.server, engine, sign_in)
    compress_responses(app.server)
    use_system_memory()
    give_back_between(app.server)
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
        layout=lambda **query: choose.page(_choices(), query, _person()),
    )
    register(
        "back_test",
        path=back_test.PATH,
        title=f"{back_test.TITLE} \u2013 sipmap",
        description="The choice of 2002 tried again under different rules of spread.",
        layout=lambda **_: back_test.page(_choices()),
    )
    register(
        "areas",
        path=areas.PATH,
        title=f"{areas.TITLE} \u2013 sipmap",
        description="Where target wards lie together, what holds each area back, and on what evidence.",
        layout=lambda **query: areas.page(_held(AREAS), query, _person()),
    )
    register(
        "local_knowledge",
        path=local_knowledge.PATH,
        title=f"{local_knowledge.TITLE} \u2013 sipmap",
        description="What people who know a place have recorded, with its source and date.",
        layout=lambda **query: local_knowledge.page(_figures(), query, _person()),
    )
    register(
        "decisions",
        path=decisions.PATH,
        title=f"{decisions.TITLE} \u2013 sipmap",
        description="Lists of wards on record, each with all that it follows from.",
        layout=lambda **query: decisions.page(_figures(), query, _person()),
    )
    register(
        "initiatives",
        path=initiatives.PATH,
        title=f"{initiatives.TITLE} \u2013 sipmap",
        description="What is being done where and for whom, and where there is need and nothing on record.",
        layout=lambda **query: initiatives.page(_held(AREAS), query, _person()),
    )
    register(
        "data_methods",
        path=data_methods.PATH,
        title=f"{data_methods.TITLE} \u2013 sipmap",
        description="Every source of the figures with its date, licence and checks; methods in short.",
        layout=lambda **_: data_methods.page(_figures()),
    )
    register(
        "find",
        path=find.PATH,
        title=f"{find.TITLE} \u2013 sipmap",
        description="Wards by name, former name, place, district, postcode or code.",
        layout=lambda **query: find.page(_held(FINDER), query),
    )
    register(
        "compare",
        path=compare.PATH,
        title=f"{compare.TITLE} \u2013 sipmap",
        description="Two to four wards or target areas side by side, each figure with its interval.",
        layout=lambda **query: compare.page(_held(WARDS), _held(FINDER), query),
    )
    register(
        "ward",
        path_template=ward.PATH,
        title=lambda code="", **_: ward.title(_held(WARDS), code),
        description="One ward: its people, where it stands, what stands out, what is being done there.",
        layout=lambda code="", **_: ward.page(_held(WARDS), _held(FINDER), code or "", _person()),
    )
    register(
        "words",
        path=words.PATH,
        title=f"{words.TITLE} \u2013 sipmap",
        description="What each word means here.",
        layout=lambda **_: words.page(),
    )
    register(
        "accessibility",
        path=accessibility.PATH,
        title=f"{accessibility.TITLE} \u2013 sipmap",
        description="What was tested and how, what does not work, and whom to tell.",
        layout=lambda **_: accessibility.page(_held(CONTACT)),
    )
    title = "No such page \u2013 sipmap"
    register("not_found_404", title=title, layout=lambda **_: not_found.page())


def _figures() -> Figures:
    figures: Figures = current_app.extensions[EXTENSION]
    return figures


def _choices() -> Choices:
    choices: Choices = current_app.extensions[CHOICES]
    return choices


def _held(name: str) -> Any:  # noqa: ANN401 - whatever the app keeps there
    return current_app.extensions[name]


def _person() -> Person:
    """Return who asks for the page."""
    sign_in: SignIn = current_app.extensions[SIGN_IN]
    return sign_in.person(request)


def _attributions(figures: Figures) -> list[str]:
    """Return the publishers' own lines, each once; none where the figures cannot be reached."""
    try:
        return sorted(set(figures.sources(figures.release())["attribution"]))
    except SipmapError:
        return []
