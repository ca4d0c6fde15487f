"""The dashboard over a small made-up database, without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from dash import Dash

from sipmap.store.engine import make_engine
from sipmap.web.data import Figures
from tests.dashboards import dashboard
from tests.web import synthetic


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('web') / 'made-up.sqlite'}"
    synthetic.build(url).dispose()
    return url


@pytest.fixture(scope="session")
def figures(database_url: str) -> Iterator[Figures]:
    engine = make_engine(database_url)
    yield Figures(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Dash]:
    with dashboard(database_url) as app:
        yield app


@pytest.fixture
def client(app: Dash):
    return app.server.test_client()


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Dash]:
    """An app whose database holds tables and no figures."""
    from sipmap.store.engine import migrate

    url = f"sqlite:///{tmp_path / 'empty.sqlite'}"
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    with dashboard(url) as app:
        yield app
