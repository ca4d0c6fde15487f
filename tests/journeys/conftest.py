"""A real browser on the real snapshot: Chromium, the dashboard on a free loopback port, no network."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from dash import Dash
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from sqlalchemy import make_url
from werkzeug.serving import make_server

from etl.snapshot import ensure_release
from sipmap.store.engine import make_engine
from tests.dashboards import dashboard

CHROMIUM = Path(os.environ.get("SIPMAP_TEST_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 45_000


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The embedded default, as a person gets it: made from the snapshot."""
    url = f"sqlite:///{tmp_path_factory.mktemp('journeys') / 'sipmap.sqlite'}"
    engine = make_engine(url)
    ensure_release(engine, lambda _: None)
    engine.dispose()
    return url


@pytest.fixture(scope="session")
def app(database_url: str) -> Iterator[Dash]:
    with dashboard(database_url) as app:
        yield app


@contextmanager
def served(app: Dash) -> Iterator[str]:
    """Serve a dashboard on a free loopback port and give its address."""
    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(app: Dash) -> Iterator[str]:
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def own_url(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A copy of the database that the tests of one file may write to."""
    file = tmp_path_factory.mktemp("own") / "sipmap.sqlite"
    source = str(make_url(database_url).database)
    with closing(sqlite3.connect(source)) as held, closing(sqlite3.connect(file)) as own:
        held.backup(own)
    return f"sqlite:///{file}"


@pytest.fixture(scope="module")
def own_address(own_url: str) -> Iterator[str]:
    with dashboard(own_url) as app, served(app) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        message = f"no browser at {CHROMIUM}; apt-get install chromium"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=FLAGS)
        yield launched
        launched.close()


class Visit:
    """One visit of a page that records whatever goes wrong: other hosts, errors, failed requests."""

    def __init__(self, context: BrowserContext, address: str, size: tuple[int, int]) -> None:
        self.address = address
        self.strangers: list[str] = []
        self.errors: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_viewport_size({"width": size[0], "height": size[1]})
        self.page.set_default_timeout(WAIT_MS)
        self.page.route("**/*", self._guard)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on(
            "response", lambda r: self.errors.append(f"{r.status} {r.url}") if r.status >= 400 else None
        )

    def _guard(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

    def open(self, path: str = "/") -> Page:
        """Open a page and wait until its ranking, its map and the server's words are there."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(".ranking tbody tr.in-list")
        self.page.wait_for_selector('path[role="option"][aria-label]')
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the server has answered what is shown now, ranges too."""
        self.page.wait_for_function(
            "() => document.getElementById('coverage-heading')"
            " && !document.getElementById('ward-panel').hasAttribute('aria-busy')"
            " && sipmap.certainty.isSettled()"
        )


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One visitor, whose browser keeps what it may: pages hold no state but their address."""
    made = browser.new_context(reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A new page of 1440 x 900, or of the size that the test gives as the fixture's parameter."""
    visited = Visit(context, address, getattr(request, "param", (1440, 900)))
    yield visited
    visited.page.close()
    assert visited.strangers == []
    assert visited.errors == []
