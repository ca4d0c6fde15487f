"""The dashboard over a database, its connections closed afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from dash import Dash

from sipmap.settings import Settings
from sipmap.web import create_app
from sipmap.web.site import EXTENSION


@contextmanager
def dashboard(url: str, **settings: object) -> Iterator[Dash]:
    app = create_app(Settings.model_validate({"database_url": url, **settings}))
    try:
        yield app
    finally:
        app.server.extensions[EXTENSION].engine.dispose()
