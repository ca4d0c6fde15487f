"""The councillor's page in a real browser: from a postcode to the ward, printed on two pages, compared."""

import io

import pypdf
import pytest

pytestmark = pytest.mark.browser

MOST_TEXT = ("E05005088", "E05014455", "E05014458")
"""Cliftonville West has most that local people recorded, the other two the longest tables."""
A4 = {"format": "A4", "print_background": True}


def opened(visit, path):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("#opening")
    visit.page.wait_for_function("() => [...document.images].every(image => image.complete)")
    return visit.page


@pytest.mark.parametrize("code", MOST_TEXT)
def test_a_ward_prints_on_two_pages(visit, code):
    page = opened(visit, f"/ward/{code}")
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(**A4)))
    assert len(printed.pages) <= 2
    said = " ".join(sheet.extract_text() for sheet in printed.pages)
    assert page.inner_text("h1") in said
    assert "Wards alike" in said
    assert "Find another ward" not in said


def test_from_the_page_to_a_ward_alike_and_both_side_by_side_by_keyboard(visit):
    page = opened(visit, "/ward/E05009560")
    assert page.inner_text("#opening").startswith("About 2,570 of about 8,100 people of working age")
    page.get_by_role("link", name="Compare with a ward alike").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".compare-cards")
    names = page.locator(".compare-cards h3").all_inner_texts()
    assert names[0] == "Sheerness"
    assert len(names) == 2
    page.get_by_label("Another ward").focus()
    page.keyboard.type("Margate Central")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare?**Margate**")
    page.wait_for_selector(".compare-cards li:nth-child(3)")
    assert page.locator(".compare-cards h3").all_inner_texts() == [*names, "Margate Central"]


def test_the_buttons_that_need_a_browser_appear_and_the_files_are_there(visit):
    page = opened(visit, "/ward/E05009560")
    assert page.get_by_role("button", name="Print").is_visible()
    for name in ("PDF", "Word"):
        href = page.get_by_role("link", name=name, exact=True).get_attribute("href")
        assert "E05009560" in href
        answer = page.request.get(visit.address + href)
        assert answer.ok
        assert len(answer.body()) > 10_000


@pytest.mark.parametrize("code", MOST_TEXT)
def test_the_briefing_of_a_ward_has_at_most_two_pages(app, code):
    answer = app.server.test_client().get(f"/brief/ward.pdf?ward={code}")
    assert len(pypdf.PdfReader(io.BytesIO(answer.data)).pages) <= 2
