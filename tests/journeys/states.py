"""Every page of the dashboard and the states it can be in: one list, for every test that asks of them all."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Page

SHEERNESS, MARGATE_CENTRAL = "E05009560", "E05005093"
SHEPPEY_EAST = "E05009562"
LEEDS = "E05011390"
"""A ward outside Kent and Medway, of which the index alone is held."""
FOUR = ("E05009560", "E05005093", "E05009562", "E05005094")
SETTLED = (
    "() => document.getElementById('coverage-heading')"
    " && !document.getElementById('ward-panel').hasAttribute('aria-busy') && sipmap.certainty.isSettled()"
)


@dataclass(frozen=True)
class State:
    """A page at an address, after what a person did there."""

    name: str
    path: str
    act: Callable[[Page], None] = lambda _: None
    ready: str = "#_pages_content h1"
    server: str = "snapshot"
    """Which database it stands on: the snapshot, or one without figures."""
    status: int = 0
    """What the server answers on purpose, where that is an error."""


def settle(page: Page) -> None:
    """Wait until the map page has everything."""
    page.wait_for_selector(".ranking tbody tr.in-list")
    page.wait_for_function(SETTLED)


def _drawn(page: Page) -> None:
    page.wait_for_selector('path[role="option"][aria-label]')
    settle(page)


def _defined(page: Page) -> None:
    page.locator(".term-button").first.click()
    page.wait_for_selector(".definition:popover-open")


def _full_screen(page: Page) -> None:
    _drawn(page)
    page.locator("#full-screen").click()
    page.wait_for_selector("#map-section.is-full")


def _one_class(page: Page) -> None:
    _drawn(page)
    page.locator(".class-key").first.click()


def _all_zero(page: Page) -> None:
    _drawn(page)
    for slider in page.locator("#sliders input").all():
        slider.focus()
        page.keyboard.press("Home")


def _unfolded(page: Page) -> None:
    """Open whatever is folded away: forms, evidence, methods."""
    page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")
    page.wait_for_timeout(50)


def _refused(page: Page) -> None:
    _unfolded(page)
    form = page.locator("form[data-write]").first
    form.get_by_role("button").last.click()
    form.locator(".form-state.wrong").wait_for()


def _lost(page: Page) -> None:
    page.evaluate("document.getElementById('lost').hidden = false")


def _asked(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"


RULES = _asked(
    "/choose",
    least="1",
    pin=f"{SHEPPEY_EAST}:prisons hide its need",
    group="Isle of Sheppey=2",
    ask=SHEERNESS,
)
STATES = (
    State("map", _asked("/", ward=SHEPPEY_EAST), _drawn),
    State(
        "map: another set, an indicator", "/?area=kent-and-medway&profile=imd-2025&show=claimant-rate", _drawn
    ),
    State("map: stale address", "/?area=mars&w.claimant-rate=-3&ward=E05000000&top=99999&show=x", _drawn),
    State("map: selection alone", f"/?wards={SHEERNESS},{MARGATE_CENTRAL}&only=yes", _drawn),
    State("map: one class stands out", "/?classes=natural.7", _one_class),
    State("map: full screen", "/", _full_screen),
    State("map: every weight zero", "/", _all_zero),
    State("map: England", "/?area=england", settle),
    State("choose", "/choose", _unfolded),
    State("choose: under rules", RULES, _unfolded),
    State("choose: what moves the ranks", "/choose?doubt=1&without=summary"),
    State("choose: mistakes", f"/choose?size=many&pin-ward={SHEPPEY_EAST}"),
    State("choose: no list can be", "/choose?least=3"),
    State("choose: record refused", "/choose", _refused, status=422),
    State("back-test", "/back-test-2002"),
    State("areas", f"/areas?ward={SHEPPEY_EAST}", _unfolded),
    State("areas: stale address", "/areas?top=many&area=mars&hotspots=1"),
    State("compare: nothing", "/compare"),
    State("compare: two", f"/compare?wards={','.join(FOUR[:2])}", _unfolded),
    State("compare: four, one elsewhere", f"/compare?wards={','.join((*FOUR[:3], LEEDS))}"),
    State("compare: too many, one unknown", f"/compare?wards={','.join(FOUR)},E05009564,nowhere"),
    State("compare: areas", "/compare?areas=isle-of-sheppey,margate"),
    State("ward", f"/ward/{SHEERNESS}", _unfolded),
    State("ward: elsewhere in England", f"/ward/{LEEDS}"),
    State("ward: unknown", "/ward/E05999999"),
    State("find: nothing asked", "/find"),
    State("find: results", "/find?q=Park"),
    State("find: suggestions", "/find?q=Sheernes"),
    State("find: none", "/find?q=zzzzqq"),
    State("local knowledge", "/local-knowledge", _unfolded),
    State("local knowledge: one", "/local-knowledge?flag=isle-of-sheppey-transport-2008", _unfolded),
    State("local knowledge: refused", "/local-knowledge", _refused, status=422),
    State("initiatives", "/initiatives", _unfolded),
    State("initiatives: one", "/initiatives?initiative=margate-task-force-2010", _unfolded),
    State("decisions", "/decisions"),
    State("decisions: unknown", "/decisions?decision=nowhere"),
    State("data and methods", "/data-and-methods", _unfolded),
    State("data and methods: a definition", "/data-and-methods", _defined),
    State("words", "/words"),
    State("accessibility statement", "/accessibility"),
    State("no such page", "/nowhere"),
    State("server lost", "/decisions", _lost),
    State("no file", "/export/shortlist.csv?area=mars&size=many", ready="main h1", status=400),
    State("briefing of a ward", f"/brief/ward.html?ward={SHEERNESS}", ready="h1"),
    State("no figures: map", "/", server="empty"),
    State("no figures: decisions", "/decisions", server="empty"),
)
