"""A wrong address gives a page with a note; a lost connection keeps what was typed, in every form."""

from collections.abc import Iterator

import pytest

from tests.journeys.conftest import Visit
from tests.journeys.states import SHEERNESS

pytestmark = pytest.mark.browser

LONG = "x" * 3_000
MARKUP = "%3Cimg%20src=x%20onerror=alert(1)%3E"
ADDRESSES = {
    "/?area=mars&profile=none&w.claimant-rate=1e99&ward=E05000000&top=-4&classes=rainbow.99": "mars",
    f"/?wards={LONG}&show={MARKUP}": "Left out of the selection",
    f"/?release=old&area={LONG}": "is not a set of wards",
    f"/choose?size={LONG}": "There is a problem",
    "/choose?w.claimant-rate=-1&pin=E05999999:no+such+ward&objective=luck": "There is a problem",
    f"/areas?ward={LONG}&top=0&area={MARKUP}": "is not a set of wards",
    f"/compare?wards=nowhere,{MARKUP},{LONG}": "nowhere",
    "/compare?areas=atlantis&top=many": "atlantis",
    "/ward/E05999999": "There is no ward",
    f"/ward/{MARKUP}": "There is no ward",
    f"/ward/{LONG}": "There is no ward",
    "/ward/ME12 1AA": "is not a code of a ward; the ward that it means is shown",
    f"/find?q={LONG}": "Find a ward",
    f"/find?q={MARKUP}&position=nowhere": "Find a ward",
    f"/local-knowledge?flag={LONG}": "is on this page",
    f"/local-knowledge?theme=magic&ward={MARKUP}": "magic",
    f"/initiatives?initiative={MARKUP}": "is on this page",
    f"/initiatives?rows=streets&top={LONG}&area=mars": "streets",
    f"/decisions?decision={LONG}": "is on this page",
    f"/decisions?compare={MARKUP},": "Two decisions are compared",
    f"/{LONG}": "There is no page",
}
"""Addresses that were edited by hand or are out of date, and what their pages say."""


def test_an_address_that_cannot_be_used_gives_a_page_with_a_note(visit):
    page, silent, wide = visit.page, {}, []
    for path, said in ADDRESSES.items():
        page.goto(visit.address + path)
        page.wait_for_selector("#_pages_content h1")
        text = page.inner_text("main")
        if said not in text:
            silent[path[:80]] = text[:300]
        assert "alert(1)" not in page.evaluate("Array.from(document.images, i => i.outerHTML).join()")
        if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            wide.append(path[:80])
    assert (silent, wide) == ({}, [])


@pytest.fixture
def desk(context, own_address: str) -> Iterator[Visit]:
    """A visit whose errors are part of the story."""
    visit = Visit(context, own_address, (1440, 900))
    yield visit
    visit.page.close()
    assert visit.strangers == []


FORMS = {
    "/choose": {"decision-save"},
    "/local-knowledge": {"flag-add", "flag-import"},
    "/local-knowledge?flag=isle-of-sheppey-transport-2008": {
        "flag-amend",
        "flag-reply",
        "flag-review",
        "flag-withdraw",
    },
    "/initiatives": {"initiative-add", "initiative-import"},
    "/initiatives?initiative=margate-task-force-2010": {"initiative-amend", "initiative-withdraw"},
}
FILLED = """form => Array.from(form.elements).filter(e => e.matches('input[type=text], textarea'))
  .forEach(e => { e.value = 'Typed into ' + e.name; })"""
HELD = "form => Array.from(new FormData(form)).filter(([, v]) => v.startsWith('Typed into '))"


@pytest.mark.parametrize("path", FORMS)
def test_a_lost_connection_keeps_what_was_typed_in_every_form_and_says_so(desk, path):
    page = desk.page
    page.goto(desk.address + path)
    page.wait_for_selector("form[data-write]", state="attached")
    page.evaluate("document.querySelectorAll('main details').forEach(e => { e.open = true; })")
    page.route("**/write/**", lambda route: route.abort())
    page.route("**/session", lambda route: route.abort())
    forms = page.locator("form[data-write]")
    assert {form.get_attribute("data-write") for form in forms.all()} >= FORMS[path]
    for form in forms.all():
        form.evaluate(FILLED)
        typed = form.evaluate(HELD)
        assert typed
        form.evaluate("form => form.requestSubmit()")
        form.locator(".form-state.wrong").wait_for()
        assert "cannot be reached" in form.locator(".form-state").inner_text()
        assert form.evaluate(HELD) == typed
        assert page.evaluate("document.activeElement.classList.contains('form-state')"), "it is read out"


def test_a_choice_that_the_server_cannot_answer_stays_in_its_form(visit):
    page = visit.page
    page.goto(f"{visit.address}/choose?least=1")
    page.wait_for_selector("#list-heading")
    page.locator("#size").fill("many")
    page.locator("#floor").fill(SHEERNESS)
    with page.expect_navigation():
        page.locator("#size").press("Enter")
    page.wait_for_selector(".error-summary")
    kept = {name: page.locator(f"#{name}").input_value() for name in ("size", "floor", "least")}
    assert kept == {"size": "many", "floor": SHEERNESS, "least": "1"}
