"""Access: axe at two widths and in both schemes, reflow, text twice as large, contrast; first-load bytes."""

from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEPPEY_EAST = "E05009562"
PAGES = (
    f"/?ward={SHEPPEY_EAST}",
    "/?profile=imd-2025&show=claimant-rate&area=mars",
    "/data-and-methods",
    "/areas",
    f"/areas?ward={SHEPPEY_EAST}",
    f"/ward/{SHEPPEY_EAST}",
    f"/compare?wards={SHEPPEY_EAST},E05014459",
    "/local-knowledge",
    "/local-knowledge?flag=isle-of-sheppey-transport-2008",
    "/initiatives",
    "/initiatives?initiative=margate-task-force-2010",
    "/decisions",
    f"/brief/ward.html?ward={SHEPPEY_EAST}",
    "/brief/shortlist.html?size=5",
    "/nowhere",
)
WIDE, PHONE, NARROW = (1440, 900), (360, 740), (320, 640)
FIRST_LOAD_BYTES = 800_000
LEAST_TARGET_PX = 24


def opened(visit, path):
    if path.startswith("/?"):
        return visit.open(path)
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("h1")
    return visit.page


@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True)
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(visit, path, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    page = opened(visit, path)
    violations = Axe().run(page).response["violations"]
    found = [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations]
    assert found == []


@pytest.mark.parametrize("visit", [WIDE, PHONE, NARROW], indirect=True)
@pytest.mark.parametrize("path", PAGES[:-1])
def test_nothing_is_wider_than_the_screen(visit, path):
    page = opened(visit, path)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


CUT_OFF = """() => Array.from(document.querySelectorAll('main *, header *, footer *'))
  .filter(e => !e.closest('.leaflet-container, .visually-hidden, select, svg') && e.id !== 'map-keys'
    && getComputedStyle(e).overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("visit", [(1280, 900)], indirect=True)
def test_text_twice_as_large_loses_nothing(visit):
    page = visit.open(f"/?ward={SHEPPEY_EAST}")
    parts = ("header", "#opening", ".controls", "#legend", ".aside", "footer")
    said = [page.locator(part).first.inner_text().split() for part in parts]
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert page.evaluate(CUT_OFF) == []
    assert [page.locator(part).first.inner_text().split() for part in parts] == said


@pytest.mark.parametrize("visit", [WIDE, PHONE], indirect=True)
def test_targets_are_large_enough(visit):
    page = visit.open(f"/?ward={SHEPPEY_EAST}")
    small = page.evaluate(
        """least => Array.from(document.querySelectorAll(
            'button, select, input, summary, .button, .nav-link'))
          .filter(e => e.checkVisibility())
          .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
          .filter(([, box]) => box.width && Math.min(box.height, box.width) < least)
          .map(([text]) => text)""",
        LEAST_TARGET_PX,
    )
    assert small == []


CONTRAST = """() => {
  const value = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const light = (hex) => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(value(a)), light(value(b))].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  const classes = [1, 2, 3, 4, 5].map(n => `--class-5-${n}`);
  return { outline: Math.min(...classes.map(c => ratio(c, '--map-outline'))),
           steps: Math.min(...classes.slice(1).map((c, i) => ratio(c, classes[i]))),
           focus: ratio('--focus', '--page'), casing: ratio('--focus', '--ring-casing'),
           ring: ratio('--ring-chosen', '--ring-casing'), dot: ratio('--dot', '--dot-line') }; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_wards_and_rings_can_be_told_apart(visit, scheme):
    visit.page.emulate_media(color_scheme=scheme)
    ratios = visit.open().evaluate(CONTRAST)
    assert ratios["outline"] >= 3
    assert min(ratios["focus"], ratios["casing"], ratios["ring"], ratios["dot"]) >= 3
    assert ratios["steps"] > 1.2, "neighbouring classes differ in lightness, so they differ for everyone"


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
