"""What is being done, on a page: read, added to, set against need; a mistake loses nothing that was typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEERNESS = "E05009560"
NAME = "Evening bus to Sheerness"


@pytest.fixture
def desk(context, own_address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    visit = Visit(context, own_address, getattr(request, "param", (1440, 900)))
    yield visit
    visit.page.close()
    assert visit.strangers == []


def opened(desk, path="/initiatives"):
    desk.page.goto(desk.address + path)
    desk.page.wait_for_selector(".register h1")
    return desk.page


def cell(page, area, theme, table=0):
    matrix = page.locator("table.matrix").nth(table)
    heads = matrix.locator("thead th").all_inner_texts()
    row = matrix.locator("tbody tr", has=page.locator("th", has_text=area)).first
    return row.locator("td").nth(heads.index(theme) - 1)


def fill(page, **texts):
    form = page.locator('form[data-write="initiative-add"]')
    for name, text in texts.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    return form


WHOLE = {
    "name": NAME,
    "provider": "A bus company",
    "themes-1": "transport",
    "areas-1": SHEERNESS,
    "source_title": "Timetable, winter 2026",
    "known_on": "2026-01-05",
}


def record(page, **texts):
    page.get_by_text("Record an initiative").first.click()
    fill(page, **{**WHOLE, **texts}).get_by_role("button", name="Record it").click()
    page.wait_for_selector("h2:has-text('Change it')")


def withdraw(page):
    away = page.locator('form[data-write="initiative-withdraw"]')
    away.locator('[name="why"]').fill("It was recorded to try this.")
    away.get_by_role("button").click()
    page.wait_for_selector("#opening")


def test_what_is_shipped_is_marked_historic_with_its_source_and_date(desk):
    page = opened(desk)
    assert page.inner_text("#opening") == (
        "3 initiatives are on record here, all historic: none of this is current."
    )
    entries = page.locator(".entry").all_inner_texts()
    assert [said.splitlines()[0] for said in entries] == [
        "Ashford Gateway",
        "Margate Task Force",
        "Thanet\u2019s Gateway Plus".replace("\u2019", "'"),
    ]
    assert all("Historic" in said and "does not count as provision" in said for said in entries)
    assert "As of 13 August 2015. Source: Early Intervention Foundation" in entries[1]
    assert "Margate Central; Cliftonville West" in entries[1]


def test_the_filters_find_and_say_where_nothing_is(desk):
    page = opened(desk)
    page.get_by_label("Which initiatives").get_by_label("Theme").select_option("crime")
    with page.expect_navigation():
        page.get_by_label("Which initiatives").get_by_role("button").click()
    page.wait_for_selector(".entry")
    assert page.locator(".entry h3").all_inner_texts() == ["Margate Task Force"]
    page = opened(desk, f"/initiatives?ward={SHEERNESS}")
    assert "is no proof that nothing is being done" in page.inner_text("#opening")


def test_need_with_nothing_on_record_is_a_gap_in_words(desk):
    page = opened(desk)
    assert cell(page, "Isle of Sheppey", "Transport").inner_text() == "gap"
    assert cell(page, "Margate", "Transport").inner_text() == "no need seen"
    assert cell(page, "Margate", "Childcare, lone and young parents").inner_text() == "no figure"
    assert cell(page, "Margate", "Care leavers", table=1).inner_text() == "no figure"
    (said,) = [
        s for s in page.locator("#gaps-by-theme li").all_inner_texts() if s.startswith("Isle of Sheppey")
    ]
    assert "nothing current is on record for" in said
    assert "transport" in said


def test_an_officer_records_one_and_it_closes_a_gap_until_it_is_withdrawn(desk):
    page = opened(desk)
    record(page)
    assert "Current" in page.inner_text("main")
    assert "Sheerness" in page.inner_text("dl.facts")
    own = page.url
    page = opened(desk)
    assert NAME in page.inner_text(".entries")
    assert cell(page, "Isle of Sheppey", "Transport").inner_text() == "1 provider"
    page.goto(own)
    withdraw(page)
    assert NAME not in page.inner_text("main")
    assert cell(page, "Isle of Sheppey", "Transport").inner_text() == "gap"


def test_two_providers_in_the_same_ward_overlap_ward_by_ward_too(desk):
    added = []
    for provider in ("A bus company", "A community trust"):
        page = opened(desk)
        record(page, name=f"Bus of {provider}", provider=provider)
        added.append(page.url)
    page = opened(desk, "/initiatives?rows=wards&top=10")
    assert cell(page, "Sheerness, Swale", "Transport").inner_text() == "overlap (2)"
    said = page.locator("#gaps-by-theme").inner_text()
    assert (
        "Sheerness, Swale: transport is served by 2 providers, in the same ward: A bus company; "
        "A community trust." in said
    )
    for address in added:
        page.goto(address)
        withdraw(page)


def test_several_themes_and_areas_are_kept_and_amended(desk):
    page = opened(desk)
    page.get_by_text("Record an initiative").first.click()
    form = fill(page, **WHOLE, **{"themes-2": "skills", "areas-2": "margate"})
    form.get_by_role("button", name="Another theme").click()
    assert form.locator('[name="themes-3"]').evaluate("e => e === document.activeElement")
    fill(page, **{"themes-3": "health"})
    form.get_by_role("button", name="Record it").click()
    page.wait_for_selector("h2:has-text('Change it')")
    facts = page.inner_text("dl.facts")
    assert "Transport; Skills and qualifications; Health" in facts
    assert "Sheerness; Margate" in facts
    page.get_by_text("Amend", exact=True).first.click()
    change = page.locator('form[data-write="initiative-amend"]')
    change.locator('[name="themes-3"]').select_option("")
    change.locator('[name="why"]').fill("It never served health.")
    change.get_by_role("button", name="Save the amendment").click()
    page.wait_for_function(
        "() => { const facts = document.querySelector('dl.facts');"
        " return facts && !facts.innerText.includes('Health'); }"
    )
    assert "It never served health." in page.inner_text("main")
    withdraw(page)


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"ends_on": "2020-01-01", "starts_on": "2021-01-01"}, "ends_on", "lies before starts_on"),
        ({"source_url": "not an address"}, "source_url", "is not a whole http or https address"),
        ({"note": "<script>alert(1)</script>"}, "note", "holds HTML or script"),
        ({"themes-1": ""}, "themes", "says what it serves"),
        ({"areas-1": ""}, "areas", "Areas is blank"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(desk, texts, field, said):
    page = opened(desk)
    page.get_by_text("Record an initiative").first.click()
    form = fill(page, **{**WHOLE, **texts})
    form.get_by_role("button", name="Record it").click()
    form.locator(".form-state.wrong").wait_for()
    wrong = form.locator(f'[name="{field}"]')
    assert wrong.get_attribute("aria-invalid") == "true"
    assert said in form.locator(f"#{wrong.get_attribute('aria-describedby')}").inner_text()
    for name, text in {**WHOLE, **texts}.items():
        assert form.locator(f'[name="{name}"]').input_value() == text


def test_a_file_goes_out_and_comes_in_whole_or_not_at_all(desk):
    page = opened(desk)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    _, *rows = text.splitlines()
    margate = next(n for n, row in enumerate(rows, start=2) if ",margate," in row)
    page.get_by_text("Take in a CSV").first.click()
    form = page.locator('form[data-write="initiative-import"]')
    form.locator('[name="csv"]').fill(text.replace(",margate,", ",nowhere,"))
    form.get_by_role("button", name="Take it in").click()
    form.locator(".form-state.wrong").wait_for()
    said = f'1 row is wrong: row {margate} (there is no ward, district or place "nowhere")'
    assert said in form.inner_text()
    assert "nowhere" in form.locator('[name="csv"]').input_value()
    form.locator('[name="csv"]').fill(text)
    answers = []

    def kept(route):
        answer = route.fetch()
        answers.append(answer.json())
        route.fulfill(response=answer)

    page.route("**/write/**", kept)
    with page.expect_navigation():
        form.get_by_role("button", name="Take it in").click()
    assert answers[0]["said"] == f"0 new, 0 changed, {len(rows)} as they were."


def test_what_cannot_be_shown_is_said(desk):
    page = opened(desk, "/initiatives?rows=streets&top=many&area=mars")
    said = page.inner_text("#notes")
    assert "\u2018streets\u2019 is no kind of row here" in said
    assert "\u2018many\u2019 is not a number of wards" in said
    assert "\u2018mars\u2019 is not a set of wards" in said
    page = opened(desk, "/initiatives?initiative=nothing")
    assert "No initiative \u2018nothing\u2019 is on this page." in page.inner_text("main")


@pytest.mark.parametrize("desk", [(360, 740)], indirect=True)
def test_on_a_phone_the_table_scrolls_in_itself_and_by_the_keyboard(desk):
    page = opened(desk)
    box = page.locator(".matrix-box").first
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert box.evaluate("e => e.scrollWidth > e.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.querySelector('.matrix-box').scrollLeft > 0")
    area = page.locator("table.matrix tbody th").first
    assert area.bounding_box()["x"] >= 0, "the areas stay in sight"
