"""Finding a ward and having a word explained, in a browser: by keyboard, by position, on a lost server."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEERNESS = {"latitude": 51.4408, "longitude": 0.7608}


def opened(visit, path):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("main h1")
    return visit.page


@pytest.fixture
def newcomer(browser: Browser, address: str):
    """A visitor of their own: their browser may be told where it is, and errors are part of the story."""
    context = browser.new_context(reduced_motion="reduce")
    yield Visit(context, address, (360, 740))
    context.close()


def test_a_postcode_typed_in_the_header_leads_to_its_ward_by_keyboard_alone(visit):
    page = opened(visit, "/accessibility")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("me12 1aa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ward/E05009560")
    assert page.locator("main h1").inner_text() == "Sheerness"


def test_a_name_of_two_wards_lists_both_and_each_is_a_link(visit):
    page = opened(visit, "/find")
    page.get_by_label("Ward, place, district, postcode or code").fill("roman")
    page.get_by_role("button", name="Find").last.click()
    page.wait_for_url("**/find?q=roman")
    items = page.locator(".hits").first.locator("li")
    items.first.wait_for()
    assert [text.split("\n")[-1] for text in items.all_inner_texts()] == ["Ashford", "Swale"]
    assert page.get_by_label("Ward, place, district, postcode or code").input_value() == "roman"
    items.nth(1).get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ward/E05009558")


def test_a_position_is_asked_for_only_by_the_button_and_stands_in_no_address(newcomer):
    asked: list[str] = []
    newcomer.page.on("request", lambda request: asked.append(request.url))
    newcomer.page.context.grant_permissions(["geolocation"])
    newcomer.page.context.set_geolocation({**SHEERNESS, "accuracy": 30})
    page = opened(newcomer, "/find")
    page.get_by_role("button", name="Use my position").click()
    page.wait_for_url("**/ward/E05009560")
    assert "51.44" not in " ".join(asked)
    assert newcomer.strangers == []


def test_a_position_refused_too_vague_or_outside_is_said_in_words(newcomer):
    page = opened(newcomer, "/find")
    page.get_by_role("button", name="Use my position").click()
    said = page.locator(".position-said")
    page.wait_for_function("() => /not allowed/.test(document.querySelector('.position-said').textContent)")
    assert "Type a postcode" in said.inner_text()
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({**SHEERNESS, "accuracy": 9_000})
    page.get_by_role("button", name="Use my position").click()
    page.wait_for_function("() => /within 9 km/.test(document.querySelector('.position-said').textContent)")
    page.context.set_geolocation({"latitude": 53.48, "longitude": -2.24, "accuracy": 20})
    page.reload()
    page.get_by_role("button", name="Use my position").click()
    page.wait_for_url("**/find?position=outside")
    page.get_by_text("outside the wards of Kent and Medway").wait_for()


def test_a_word_is_explained_by_keyboard_and_escape_gives_the_focus_back(visit):
    page = opened(visit, "/data-and-methods")
    button = page.get_by_role("button", name="What does \u2018draw\u2019 mean?")
    button.focus()
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    page.keyboard.press("Enter")
    definition = page.locator(".definition:popover-open")
    assert "2,000 of them, seeded" in definition.inner_text()
    assert button.get_attribute("aria-expanded") == "true"
    assert "2,000 of them" in page.locator("#live").inner_text()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/words#draw"
    page.keyboard.press("Escape")
    assert definition.count() == 0
    assert button.get_attribute("aria-expanded") == "false"
    assert (
        page.evaluate("document.activeElement.getAttribute('aria-label')")
        == "What does \u2018draw\u2019 mean?"
    )


def test_a_page_on_its_way_and_a_lost_server_are_said_in_words(newcomer):
    page = newcomer.page
    page.route("**/_dash-update-component*", lambda route: route.abort())
    page.goto(newcomer.address + "/find")
    page.get_by_text("This page is on its way").wait_for()
    page.get_by_text("The server did not answer.").wait_for()
    page.unroute("**/_dash-update-component*")
    page.get_by_role("link", name="Words").click()
    page.wait_for_selector(".glossary")
    assert not page.get_by_text("The server did not answer.").is_visible()
    assert not page.get_by_text("This page is on its way").is_visible()
