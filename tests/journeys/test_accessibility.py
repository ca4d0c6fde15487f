"""Order, focus and the colours of marks on the map page; first-load bytes. Every page: test_everyone.py."""

from itertools import pairwise

import pytest

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEPPEY_EAST = "E05009562"
WIDE, PHONE = (1440, 900), (360, 740)
FIRST_LOAD_BYTES = 800_000


CONTRAST = """() => {
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const light = (hex) => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(value(a)), light(value(b))].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  return { focus: ratio('--focus', '--page'), casing: ratio('--focus', '--ring-casing'),
           ring: ratio('--ring-chosen', '--ring-casing'), dot: ratio('--dot', '--dot-line') }; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_rings_and_dots_stand_out_from_what_is_below_them(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    ratios = visit.open().evaluate(CONTRAST)
    assert min(ratios.values()) >= 3


def test_the_page_reads_in_order_with_its_landmarks(visit):
    page = visit.open(f"/?ward={SHEPPEY_EAST}")
    headings = page.eval_on_selector_all("h1, h2, h3, h4", "n => n.map(e => [e.tagName, e.textContent])")
    levels = [int(tag[1]) for tag, _ in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    order = [text for _, text in headings]
    assert order.index("Ranking") < order.index("Map") < order.index("Sheppey East")
    for landmark in ("header", "nav", "main", "footer"):
        assert page.locator(landmark).count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main content"


def test_another_page_moves_the_focus_and_is_named(visit):
    page = visit.open()
    page.get_by_role("link", name="Data and methods").first.click()
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Data and methods'")
    assert page.evaluate("document.activeElement.id") == "main"
    page.wait_for_function("() => document.title.startsWith('Data and methods')")
    assert page.locator('[aria-current="page"]').inner_text() == "Data and methods"
    page.get_by_role("link", name="Map and ranking").click()
    page.wait_for_selector(".ranking tbody tr.in-list")
    page.wait_for_selector('path[role="option"][aria-label]')
    assert page.locator('.leaflet-container [tabindex="0"]').count() == 1


def test_the_first_load_stays_within_its_budget(browser, address):
    newcomer = browser.new_context()
    visit = Visit(newcomer, address, WIDE)
    session = newcomer.new_cdp_session(visit.page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visit.open()
    newcomer.close()
    assert 200_000 < sum(sizes) <= FIRST_LOAD_BYTES
