"""Areas on the shipped data, unprompted: what the programme found, and what today's figures say of it."""

import pytest

pytestmark = pytest.mark.browser


def opened(visit, path="/areas"):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector(".area-card")
    return visit.page


def card(page, name):
    heading = page.locator(".area-card h2", has_text=name)
    return heading.locator("xpath=ancestor::article").inner_text()


@pytest.mark.parametrize("top", ["24", "40"])
def test_the_isle_of_sheppey_is_held_back_by_transport(visit, top):
    page = opened(visit, f"/areas?top={top}")
    said = card(page, "Isle of Sheppey")
    assert "people live in 5 wards; Sheerness is on the list" in said
    assert "Transport is specific to this area, firmly: at 24, 40 and 60." in said
    assert "At 24, Transport is the largest contrast (1.3)" in said
    (at_60,) = [line for line in said.splitlines() if line.startswith("At 60, ")]
    assert "Transport (1.1) and Skills and qualifications (1.0) are level." in at_60
    assert "Skills and qualifications is the larger contrast there (2.0, against 0.4 for Transport)" in said
    assert "Take care. Sheppey East: 26% of residents" in said
    assert "a significant lack of transport links" in said
    assert "needs review" in said
    assert "transport" in page.inner_text("#opening")


def test_sheerness_is_not_called_badly_connected(visit):
    page = opened(visit)
    island = page.locator("article", has=page.locator("h2", has_text="Isle of Sheppey"))
    island.get_by_text("Transport, ward by ward").click()
    assert "Sheerness is better connected than Kent\u2019s average." in island.inner_text()


def test_margate_has_thanets_figure_beside_the_dated_flag(visit):
    said = card(opened(visit), "Margate")
    district = (
        "Thanet district: 14th highest of 309 on births to under-20s (standardised; no rate published here). "
        "Not a figure for Margate"
    )
    assert district in said
    assert said.index(district) < said.index("a high rate of teenage pregnancy") < said.index("14 March 2008")


def test_the_map_says_its_areas_in_words_and_each_is_a_link(visit):
    page = opened(visit)
    picture = page.locator("img.area-map")
    assert picture.evaluate("e => e.decode().then(() => e.naturalWidth)") == 900
    assert "Isle of Sheppey" in picture.get_attribute("alt")
    page.get_by_role("navigation", name="Areas on the map").get_by_role(
        "link", name="Isle of Sheppey"
    ).click()
    assert page.url.endswith("#area-3")


def test_a_form_by_the_keyboard_changes_the_list(visit):
    page = opened(visit)
    field = page.locator('input[name="top"]')
    field.focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("40")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_selector(".area-card")
    assert "The first 40 wards of Kent" in page.inner_text("#opening")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/areas?top=many", "\u2018many\u2019 is not a number of wards"),
        ("/areas?area=mars", "\u2018mars\u2019 is not a set of wards"),
        ("/areas?ward=E05999999", "There is no ward E05999999 in Kent"),
    ],
)
def test_what_cannot_be_shown_is_said(visit, path, said):
    assert said in opened(visit, path).inner_text("#notes")


def test_hot_spots_are_shown_when_asked_for_with_what_they_mean(visit):
    page = opened(visit)
    page.get_by_role("link", name="Show hot spots").click()
    page.wait_for_selector("#hot-spots ~ ul")
    said = page.locator("#hot-spots ~ ul").inner_text()
    assert "wards of Kent that were tested" in said
    assert "chance would rarely put them there" in said
    assert "not why" in said


def test_a_wards_page_says_its_support_needs_and_where_no_open_figure_is(visit):
    page = visit.open("/?ward=E05009562")
    page.get_by_role("link", name="What holds people back here").click()
    page.wait_for_selector("h2:has-text('Support needs')")
    said = page.inner_text("main")
    assert "Care leavers" in said
    assert "No open figure" in said
    assert "council-neet" in said
    assert "26% of residents" in said
