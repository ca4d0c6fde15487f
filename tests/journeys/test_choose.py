"""Choosing a list by the keyboard alone, on the real snapshot."""

from urllib.parse import parse_qsl, urlsplit

import pytest

pytestmark = pytest.mark.browser

SHEPPEY_EAST = "E05009562"
RULES = f"/choose?least=1&pin={SHEPPEY_EAST}:prisons+hide+its+need&group=Isle+of+Sheppey%3D2&ask=E05009560"


def opened(visit, path):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("h1")
    return visit.page


def tab_to(page, selector, most=40):
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by {most} tabs")


def submitted(page, key="Enter"):
    """Press a key that sends the form, and wait for the page that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector("h1")


def listed(page):
    return page.eval_on_selector_all("tr[data-ward]", "rows => rows.map(r => r.dataset.ward)")


def test_the_keyboard_alone_states_a_rule_reads_its_cost_pins_a_ward_and_lets_it_go(visit):
    page = opened(visit, "/choose")
    plain = listed(page)
    assert len(plain) == 24
    tab_to(page, "#least")
    page.keyboard.type("1")
    submitted(page)
    assert "least=1" in page.url
    costs = page.locator(".section-head:has(#costs) + ul").inner_text()
    assert "At least 1 ward in each of 12 districts. It costs " in costs
    spread = listed(page)
    assert len(spread) == 24
    assert spread != plain
    assert page.locator("#least").input_value() == "1"

    tab_to(page, "#pin-ward")
    page.keyboard.type("Sheppey East")
    page.keyboard.press("Tab")
    page.keyboard.type("prisons hide its need")
    submitted(page)
    assert SHEPPEY_EAST in listed(page)
    assert "Pinned: prisons hide its need" in page.locator(f'tr[data-ward="{SHEPPEY_EAST}"]').inner_text()
    assert page.locator("#pin-why").input_value() == ""

    tab_to(page, ".kept a")
    submitted(page)
    assert listed(page) == spread
    page.go_back()
    page.wait_for_selector(f'tr[data-ward="{SHEPPEY_EAST}"]')
    assert page.locator("#least").input_value() == "1"


def test_the_file_holds_the_list_on_the_screen(visit):
    page = opened(visit, RULES)
    with page.expect_download() as download:
        page.locator("#csv-link").click()
    lines = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert download.value.suggested_filename == "sip-shortlist-kent-2025-24-wards.csv"
    assert [line.split(",")[0] for line in lines[1:]] == listed(page)


def test_a_mistake_keeps_the_form_and_leads_to_its_field(visit):
    page = opened(visit, "/choose?size=many&least=2")
    assert page.locator('[role="alert"] li').count() == 1
    assert listed(page) == []
    tab_to(page, '[role="alert"] a')
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("#size").input_value() == "many"
    assert page.locator("#least").input_value() == "2"


def test_why_not_is_asked_without_losing_the_rules(visit):
    page = opened(visit, "/choose?least=1")
    tab_to(page, "#ask", 160)
    page.keyboard.type("Denton")
    page.keyboard.press("Tab")
    submitted(page)
    assert page.locator("#answer").inner_text().startswith("Why not this ward? Denton")
    assert page.locator("#least").input_value() == "1"


def test_what_moves_the_ranks_is_asked_by_keyboard_and_a_source_held_still(visit):
    page = opened(visit, "/choose?least=1")
    page.locator("#ask-doubt").focus()
    submitted(page)
    page.wait_for_selector(".doubt-table")
    page.wait_for_function("() => document.activeElement.id === 'doubt'")
    assert "least=1" in page.url
    assert "doubt=1" in page.url
    with_summary = page.locator(".section-head:has(#doubt) ~ ul").first.inner_text()
    assert "a ward\u2019s average or its worst neighbourhood" in with_summary
    page.locator("summary", has_text="What may vary").click()
    page.locator("#without-summary").select_option("Held still")
    page.locator("#size").focus()
    submitted(page)
    page.wait_for_selector(".doubt-table")
    assert "without=summary" in page.url
    assert page.locator("#without-summary").input_value() == "summary"
    assert "worst neighbourhood" not in page.locator(".section-head:has(#doubt) ~ ul").first.inner_text()
    assert "Held still" in page.locator(".list-table caption").inner_text()


def test_weights_moved_on_the_map_go_with_the_reader_to_choose(visit):
    page = visit.open("/?profile=sip-today&w.claimant-rate=0.6&top=12")
    with page.expect_navigation():
        page.get_by_role("link", name="Choose under rules").click()
    page.wait_for_selector("#list-heading")
    asked = dict(parse_qsl(urlsplit(page.url).query))
    assert asked["w.claimant-rate"] == "0.6"
    assert "claimant-rate 0.6" in page.inner_text("#weights")
    assert len(listed(page)) == int(asked["size"]) == 12
