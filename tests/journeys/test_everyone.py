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
from tests.journeys.states import SHEPPEY_EAST, STATES, State
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


RING = """() => { const e = document.activeElement,
    box = e.getBoundingClientRect();
  return { kind: e.tagName.toLowerCase() + (e.tagName === 'INPUT' ? '.' + e.type : ''),
    html: e.outerHTML.slice(0, 110),
    isRinged: [e, e.closest('.dash-input-container') || e].map(o => getComputedStyle(o)).some(o =>
        (o.outlineStyle !== 'none' && parseFloat(o.outlineWidth) >= 2) || o.boxShadow !== 'none')
      || Array.from(document.querySelectorAll('path.ring[stroke="var(--focus)"]'))
        .some(drawn => drawn.getBBox().width > 0),
    at: [box.top, box.bottom, innerHeight, scrollY, document.querySelector('.table-box')?.scrollTop],
    isSeen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth }; }"""
MOST_STOPS, FRAMES_MS, MOST_FRAMES = 70, 150, 20


@pytest.mark.parametrize("visit", [(320, 640)], indirect=True)
def test_the_focus_is_seen_on_every_kind_of_control_on_a_narrow_screen(visit):
    kinds = set()
    page = visit.page
    for name in ("map", "choose", "local knowledge", "ward", "find: nothing asked"):
        state = next(state for state in STATES if state.name == name)
        page.goto(visit.address + state.path)
        page.wait_for_selector(state.ready)
        state.act(page)
        page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            found = page.evaluate(RING)
            if found["kind"] == "body":
                break
            for _ in range(MOST_FRAMES):  # the browser scrolls with the next frame, or one after it
                if found["isSeen"]:
                    break
                page.wait_for_timeout(FRAMES_MS)
                found = page.evaluate(RING)
            kinds.add(found["kind"])
            assert found["isRinged"], f"{name}: no ring on {found['html']}"
            assert found["isSeen"], f"{name}: out of sight: {found}"
    assert {"a", "button", "summary", "select", "textarea", "path", "input.range", "input.search"} <= kinds


DRAWN = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (colour) => colour.map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  const wards = Array.from(document.querySelectorAll('path[role="option"]:not(.is-context)'));
  const drawn = wards.map(e => getComputedStyle(e));
  const fills = Array.from(new Set(drawn.map(how => how.fill))).filter(f => f.startsWith('rgb')).map(rgb)
    .sort((a, b) => light(a) - light(b));
  const keys = Array.from(document.querySelectorAll('.class-key .swatch'), e => {
    const how = getComputedStyle(e); return (how.fill.startsWith('rgb') && e.tagName === 'rect'
      ? how.fill : how.backgroundColor); });
  const strokes = Array.from(new Set(drawn.map(how => how.stroke))).filter(s => s.startsWith('rgb')).map(rgb);
  return { fills: fills.length, keys: keys.map(rgb).every(k => fills.some(f => f.join() === k.join())),
    outline: Math.min(...strokes.flatMap(s => fills.map(f => ratio(s, f)))),
    steps: Math.min(...fills.slice(1).map((f, i) => ratio(f, fills[i]))) }; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", [5, 7])
def test_classes_can_be_told_apart_as_they_are_drawn(visit, scheme, number):
    visit.page.emulate_media(color_scheme=scheme)
    found = visit.open(f"/?classes=quantiles.{number}").evaluate(DRAWN)
    assert found["fills"] == number
    assert found["keys"], "the legend has the colours of the map"
    assert found["outline"] >= 3, "an outline parts any two wards"
    assert found["steps"] > 1.2, "neighbouring classes differ in lightness, so they differ for everyone"


MOVING = """() => Array.from(document.querySelectorAll('*')).filter(e => { const how = getComputedStyle(e);
  const longest = (text) => Math.max(...text.split(',').map(parseFloat));
  return longest(how.transitionDuration) > 0.01
    || (how.animationName !== 'none' && longest(how.animationDuration) > 0.01); })
  .map(e => e.outerHTML.slice(0, 100))"""


def test_nothing_moves_for_who_asks_for_less_motion(visit):
    assert visit.open(f"/?ward={SHEPPEY_EAST}").evaluate(MOVING) == []
    visit.page.locator("#zoom-in").click()
    assert visit.page.evaluate(MOVING) == [], "nor while the map zooms"
