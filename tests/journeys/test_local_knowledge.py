"""Local knowledge on a page: read, added to, answered; a mistake or a lost connection loses nothing typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sipmap.knowledge import flag_register as register
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEERNESS = "ward:E05009560"
STATEMENT = "The last bus from the health centre leaves before its evening surgery ends."


@pytest.fixture
def desk(context, own_address: str) -> Iterator[Visit]:
    visit = Visit(context, own_address, (1440, 900))
    yield visit
    visit.page.close()
    assert visit.strangers == []


def opened(desk, path="/local-knowledge"):
    desk.page.goto(desk.address + path)
    desk.page.wait_for_selector("#opening, .register h1")
    return desk.page


def fill(page, **texts):
    form = page.locator('form[data-write="flag-add"]')
    for name, text in texts.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    return form


WHOLE = {
    "about": SHEERNESS,
    "theme": "transport",
    "statement": STATEMENT,
    "evidence": "Timetable of the operator.",
    "source_title": "Timetable, winter 2026",
    "author_role": "Practice manager",
}


def test_what_is_shipped_is_there_with_its_source_and_waits_for_review(desk):
    page = opened(desk)
    assert page.inner_text("#opening").startswith(
        "3 statements of local knowledge are on record; 3 await review"
    )
    assert "a significant lack of transport links" in page.inner_text("main")
    assert page.get_by_text("needs review", exact=True).count() == 3


def test_a_statement_is_recorded_answered_reviewed_and_withdrawn(desk):
    page = opened(desk)
    page.get_by_text("Record a statement").first.click()
    fill(page, **WHOLE).get_by_role("button", name="Record it").click()
    page.wait_for_selector("h1:has-text('Transport: Sheerness')")
    assert STATEMENT in page.inner_text("main")
    answer = page.locator('form[data-write="flag-reply"]')
    answer.locator('[name="statement"]').fill("A later bus runs from January.")
    answer.locator('[name="author_role"]').fill("County councillor for the ward")
    answer.get_by_role("button").click()
    page.wait_for_selector(".replies")
    assert "County councillor for the ward" in page.inner_text(".replies")
    away = page.locator('form[data-write="flag-withdraw"]')
    away.locator('[name="why"]').fill("The timetable changed.")
    away.get_by_role("button").click()
    page.wait_for_selector("#opening")
    assert STATEMENT not in page.inner_text("main")


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"review_by": "2020-01-01"}, "review_by", "lies before recorded_on"),
        ({"source_url": "not an address"}, "source_url", "is not a whole http or https address"),
        ({"statement": "<script>alert(1)</script>"}, "statement", "holds HTML or script"),
        ({"about": ""}, "", "subject is blank"),
    ],
)
def test_a_mistake_stands_beside_its_field_and_what_was_typed_stays(desk, texts, field, said):
    page = opened(desk)
    page.get_by_text("Record a statement").first.click()
    form = fill(page, **{**WHOLE, **texts})
    form.get_by_role("button", name="Record it").click()
    form.locator(".form-state.wrong").wait_for()
    assert said in form.inner_text()
    assert form.locator('[name="evidence"]').input_value() == WHOLE["evidence"]
    if field:
        assert form.locator(f'[name="{field}"]').get_attribute("aria-invalid") == "true"
        assert form.locator(f'[name="{field}"]').input_value() == {**WHOLE, **texts}[field]


def test_a_lost_connection_keeps_what_was_typed_and_says_so(desk):
    page = opened(desk)
    page.get_by_text("Record a statement").first.click()
    form = fill(page, **WHOLE)
    page.route("**/write/**", lambda route: route.abort())
    form.get_by_role("button", name="Record it").click()
    form.locator(".form-state.wrong").wait_for()
    assert "cannot be reached" in form.inner_text()
    assert form.locator('[name="statement"]').input_value() == STATEMENT


def test_an_ended_session_keeps_what_was_typed_and_the_next_sending_saves_it(desk):
    page = opened(desk)
    page.get_by_text("Record a statement").first.click()
    form = fill(page, **WHOLE)
    ended = {
        "error": "Your session ended after 480 minutes, so nothing was saved; what you typed is still here"
    }
    page.route("**/write/**", lambda route: route.fulfill(status=401, json=ended), times=1)
    form.get_by_role("button", name="Record it").click()
    form.locator(".form-state.wrong").wait_for()
    assert "session ended" in form.inner_text()
    assert form.locator('[name="statement"]').input_value() == STATEMENT
    form.get_by_role("button", name="Record it").click()
    page.wait_for_selector("h1:has-text('Transport: Sheerness')")


def test_the_second_of_two_officers_is_told_and_loses_nothing(desk, own_url):
    uid = "isle-of-sheppey-transport-2008"
    page = opened(desk, f"/local-knowledge?flag={uid}")
    page.get_by_text("Amend", exact=True).first.click()
    form = page.locator('form[data-write="flag-amend"]')
    form.locator('[name="evidence"]').fill("What the second officer wrote.")
    form.locator('[name="why"]').fill("More is known.")
    engine = make_engine(own_url)
    other = Writer("another", "officer")
    on = register.flag_of(engine, uid)["revision"]
    register.review_flag(engine, uid, "2030-01-01", other, on=on, why="Looked at again.")
    form.get_by_role("button", name="Save the amendment").click()
    form.locator(".form-state.wrong").wait_for()
    assert "Somebody else has changed the flag" in form.inner_text()
    assert form.locator('[name="evidence"]').input_value() == "What the second officer wrote."
    assert register.flag_of(engine, uid)["review_by"].year == 2030
    engine.dispose()


def test_a_file_goes_out_and_comes_in_and_three_wrong_rows_of_many_are_named(desk, tmp_path: Path):
    page = opened(desk)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download CSV").click()
    text = Path(taken.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = text.splitlines()
    margate = next(row for row in rows if row.startswith("margate"))
    many = [margate.replace("margate-young-parents-2008", f"made-up-{n}") for n in range(1_000)]
    for n in (10, 500, 900):
        many[n] = many[n].replace(",place,margate,", ",place,nowhere,")
    page.get_by_text("Take in a CSV").first.click()
    form = page.locator('form[data-write="flag-import"]')
    form.locator('[name="csv"]').fill("\n".join([head, *many]))
    form.get_by_role("button", name="Take it in").click()
    form.locator(".form-state.wrong").wait_for()
    said = form.locator(".form-state").inner_text()
    assert "3 rows are wrong: row 12 (" in said
    assert "row 502 (" in said
    assert "row 902 (" in said
    form.locator('[name="csv"]').fill("\n".join([head, *rows]))
    form.get_by_role("button", name="Take it in").click()
    page.locator(f"text=0 new, 0 changed, {len(rows)} as they were").wait_for()
