"""Every page in every state is for everyone: each is visited once, and each test asks one thing of all.

What a visit looks at is in survey.py and looks.js; the states are in states.py.
"""

from collections.abc import Callable, Iterator
from functools import cache

import pytest
from playwright.sync_api import BrowserContext

from sipmap.store.engine import make_engine, migrate
from sipmap.web.components.frame import ABOUT, PAGES
from tests.dashboards import dashboard
from tests.journeys.conftest import Visit, served
from tests.journeys.states import STATES, State
from tests.journeys.survey import Looked, look

pytestmark = pytest.mark.browser

WIDE = (1440, 900)
EVERY = pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
Look = Callable[[State], Looked]


@pytest.fixture(scope="module")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard whose database holds tables and no figures."""
    url = f"sqlite:///{tmp_path_factory.mktemp('nothing') / 'sipmap.sqlite'}"
    engine = make_engine(url)
    migrate(engine)
    engine.dispose()
    with dashboard(url) as app, served(app) as address:
        yield address


@pytest.fixture(scope="module")
def looked(context: BrowserContext, address: str, empty_address: str) -> Look:
    """Look at a state, once for all the tests that ask of it."""

    @cache
    def once(state: State) -> Looked:
        visit = Visit(context, {"snapshot": address, "empty": empty_address}[state.server], WIDE)
        try:
            return look(visit, state)
        finally:
            visit.page.close()

    return once


def test_the_list_of_states_has_every_page():
    paths = {state.path.partition("?")[0] for state in STATES}
    assert {path for path, _ in (*PAGES, *ABOUT)} <= paths


@EVERY
def test_axe_finds_no_violation_at_1440_and_at_360_pixels(looked, state):
    assert looked(state).axe == []


@EVERY
def test_a_screen_reader_finds_order_landmarks_tables_and_names(looked, state):
    assert (looked(state).reading, looked(state).unnamed) == ([], [])


@EVERY
def test_text_twice_as_large_narrow_screens_and_wider_spacing_lose_nothing(looked, state):
    found = looked(state)
    assert {name: faults for name, faults in found.sideways.items() if faults} == {}
    assert {name: faults for name, faults in found.cut_off.items() if faults} == {}
    assert found.lost_words == []


@EVERY
def test_controls_are_large_enough_on_a_phone(looked, state):
    assert looked(state).small == []


def test_no_page_asks_another_host_for_anything_or_errs(looked):
    strangers = {state.name: looked(state).strangers for state in STATES if looked(state).strangers}
    assert strangers == {}
    errors = {state.name: looked(state).errors for state in STATES if looked(state).errors}
    assert errors == {}
