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


def routed(app: Dash, path: str = "/", search: str = "", headers: dict[str, str] | None = None):
    """Ask an app for a page, as Dash's own script does."""
    content, store = ("_pages_content", "children"), ("_pages_store", "data")
    inputs = [("pathname", path), ("search", search)]
    return app.server.test_client().post(
        "/_dash-update-component",
        json={
            "output": "..{}...{}..".format(*(".".join(pair) for pair in (content, store))),
            "outputs": [{"id": name, "property": of} for name, of in (content, store)],
            "inputs": [{"id": "_pages_location", "property": of, "value": value} for of, value in inputs],
            "changedPropIds": ["_pages_location.pathname"],
        },
        headers=headers,
    )
