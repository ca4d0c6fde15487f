"""Decisions on a page: a list is put on record, worked out again, published, compared, taken away."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pydantic import SecretStr
from sqlalchemy import make_url

from sipmap.catalogue import Rules, profile
from sipmap.desk import active_release
from sipmap.desk.decisions import Stated, shortlist_decision
from sipmap.knowledge import decision_register as register
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine
from sipmap.web.auth import PROXY_HEADER
from tests.dashboards import dashboard
from tests.journeys.conftest import Visit, served
from tests.journeys.test_accessibility import PHONE, WIDE
from tests.journeys.test_choose import listed, tab_to

pytestmark = pytest.mark.browser

SHEPPEY_EAST = "E05009562"
RULES = f"/choose?least=1&pin={SHEPPEY_EAST}:its+prisons+hide+its+need"
ANOTHER = Writer("another.officer", "officer")
DUTY = "Assessment 12.\nNo group is left out."
PROXY = "only the proxy knows"
VIEWER = {PROXY_HEADER: PROXY, "X-Forwarded-User": "a.member", "X-Forwarded-Groups": "everyone"}
OFFICER = {**VIEWER, "X-Forwarded-User": "an.officer", "X-Forwarded-Groups": "sipmap-officers"}


@pytest.fixture(scope="module")
def behind_proxy(own_url: str) -> Iterator[str]:
    secrets = {"proxy_secret": SecretStr(PROXY), "secret_key": SecretStr("signs forms")}
    with dashboard(own_url, auth="proxy", **secrets) as app, served(app) as address:
        yield address


@pytest.fixture
def desk(context, own_address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    visit = Visit(context, own_address, getattr(request, "param", WIDE))
    yield visit
    visit.page.close()
    assert visit.strangers == []


@pytest.fixture
def signed_in(browser: Browser, behind_proxy: str) -> Iterator:
    """Open pages through the proxy, as whoever its headers name."""
    contexts = []

    def visited(headers: dict[str, str]) -> Visit:
        contexts.append(browser.new_context(reduced_motion="reduce", extra_http_headers=headers))
        return Visit(contexts[-1], behind_proxy, WIDE)

    yield visited
    for made in contexts:
        made.close()


@pytest.fixture(scope="module")
def made(own_url: str) -> dict:
    """What a decision keeps of a list with a rule and a pinned ward."""
    rules = Rules(min_per_district=1, pinned={SHEPPEY_EAST: "its prisons hide its need"})
    stated = Stated("kent", profile("sip-today"), rules, 24, "need-score")
    engine = make_engine(own_url)
    release = active_release(engine)
    record = shortlist_decision(engine, release, stated, who="Head of policy", when=date(2026, 6, 1))
    engine.dispose()
    return record


def on_record(url: str, made: dict, name: str) -> str:
    engine = make_engine(url)
    uid = register.save_decision(engine, made, name=name, equality_duty=DUTY, writer=ANOTHER)
    engine.dispose()
    return uid


@pytest.fixture
def draft(own_url: str, made: dict) -> str:
    """The id of a draft."""
    return on_record(own_url, made, "Target wards")


@pytest.fixture
def published(own_url: str, draft: str) -> str:
    """The id of a published decision."""
    engine = make_engine(own_url)
    register.publish_decision(engine, draft, ANOTHER, why="Agreed by the cabinet member.")
    engine.dispose()
    return draft


def opened(visit, path="/decisions"):
    visit.page.goto(visit.address + path)
    visit.page.wait_for_selector("#opening")
    return visit.page


def save(page, **texts):
    """Fill in and send the form that saves the list; return it."""
    page.get_by_text("Put this list on record").click()
    form = page.locator("form[data-write='decision-save']")
    for name, text in texts.items():
        field = form.locator(f"[name='{name}']")
        (field.select_option if name == "supersedes" else field.fill)(text)
    form.get_by_role("button").click()
    return form


def test_the_keyboard_alone_puts_the_list_that_is_shown_on_record(desk):
    page = opened(desk, RULES)
    wards = listed(page)
    assert SHEPPEY_EAST in wards
    page.locator("#list-heading").focus()
    tab_to(page, "details:has(form[data-write='decision-save']) > summary")
    page.keyboard.press("Enter")
    for name, text in (("name", "By keyboard"), ("equality_duty", DUTY), ("role", "Head of policy")):
        tab_to(page, f"form.write [name='{name}']")
        page.keyboard.press("Control+A")
        page.keyboard.type(text)
    tab_to(page, "form.write button[type='submit']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('By keyboard')")
    assert listed(page) == wards
    said = page.inner_text("main")
    assert "its prisons hide its need. Head of policy, " in said
    assert "No group is left out." in said
    assert desk.errors == []


def test_a_saved_list_says_all_that_it_follows_from(desk, draft):
    page = opened(desk, f"/decisions?decision={draft}")
    said = page.inner_text("main")
    assert page.inner_text("#opening").startswith("Target wards (draft): 24 wards of Kent by the profile SIP")
    assert "at least 1 in each district" in said
    assert "Pin of Sheppey East (E05009562): its prisons hide its need. Head of policy, " in said
    assert "Assessment 12." in said
    assert "No group is left out." in said
    pinned = page.locator(f"tr[data-ward='{SHEPPEY_EAST}']").inner_text()
    assert "Pinned: its prisons hide its need." in pinned
    assert "\N{EN DASH}" in pinned, "a rank stands with its range"
    page.get_by_role("link", name="Open Choose with the same statement").click()
    page.wait_for_selector("#list-heading")
    assert SHEPPEY_EAST in listed(page)
    assert page.locator("#least").input_value() == "1"


def test_it_is_worked_out_again_and_comes_out_the_same(desk, draft):
    page = opened(desk, f"/decisions?decision={draft}")
    page.get_by_role("link", name="Verify").click()
    page.wait_for_selector("#verified")
    assert "the list comes out the same" in page.inner_text("#verified")


def test_a_refused_form_keeps_what_was_typed(desk, draft):
    page = opened(desk, "/choose")
    form = save(page, name="<b>Bold</b>", equality_duty=DUTY, role="Head of policy", supersedes=draft)
    form.locator(".form-state.wrong").wait_for()
    assert "holds HTML or script" in form.inner_text()
    assert "Why is blank" in form.inner_text()
    kept = {n: form.locator(f"[name='{n}']").input_value() for n in ("name", "equality_duty", "role")}
    assert kept == {"name": "<b>Bold</b>", "equality_duty": DUTY, "role": "Head of policy"}
    assert form.locator("[name='supersedes']").input_value() == draft
    assert form.locator("[name='name']").get_attribute("aria-invalid") == "true"


def test_script_in_a_pins_reason_is_not_saved(desk):
    page = opened(desk, f"/choose?pin={SHEPPEY_EAST}:%3Cscript%3Ealert(1)%3C/script%3E")
    form = save(page, name="Scripted")
    form.locator(".form-state.wrong").wait_for()
    assert "reason holds HTML or script" in form.inner_text()


def test_a_draft_and_its_reasons_are_for_officers(signed_in, draft):
    viewer, officer = signed_in(VIEWER), signed_in(OFFICER)
    assert f"id {draft}." not in opened(viewer).inner_text("main")
    assert f"id {draft}." in opened(officer).inner_text("main")
    address = f"/decisions?decision={draft}"
    page = opened(viewer, address)
    assert f"No decision \u2018{draft}\u2019 is on this page" in page.inner_text("#opening")
    assert "prisons" not in page.inner_text("main")
    assert opened(viewer, "/decisions?decision=nowhere").inner_text("#opening") == page.inner_text(
        "#opening"
    ).replace(draft, "nowhere")
    assert "is on this page" in opened(viewer, f"/decisions?compare={draft},{draft}").inner_text("#opening")
    for kind in ("json", "txt"):
        file = f"{viewer.address}/export/decision.{kind}?decision={draft}"
        assert viewer.page.request.get(file).status == 404
        assert officer.page.request.get(file).status == 200
    assert opened(viewer, "/choose").locator("#save-decision").count() == 0
    assert opened(officer, "/choose").locator("#save-decision").count() == 1
    assert "prisons hide" in opened(officer, address).inner_text("main")


def test_a_published_one_is_for_everybody_with_roles_and_no_accounts(desk, signed_in, draft):
    page = opened(desk, f"/decisions?decision={draft}")
    form = page.locator("form[data-write='decision-publish']")
    form.get_by_role("button").click()
    form.locator(".form-state.wrong").wait_for()
    assert "Why is blank" in form.inner_text()
    form.locator("[name='why']").fill("Agreed by the cabinet member.")
    form.get_by_role("button").click()
    page.wait_for_selector("#opening:has-text('(published)')")
    assert form.count() == 0
    viewer = signed_in(VIEWER)
    said = opened(viewer, f"/decisions?decision={draft}").inner_text("main")
    assert "decision published: Agreed by the cabinet member." in said
    assert ANOTHER.actor not in said
    assert ANOTHER.actor in opened(desk, f"/decisions?decision={draft}").inner_text("main")
    file = viewer.page.request.get(f"{viewer.address}/export/decision.json?decision={draft}").json()
    assert [e["actor"] for e in file["audit_events"]] == [None, None]


def test_the_whole_record_is_taken_away(desk, published):
    page = opened(desk, f"/decisions?decision={published}")
    for kind, link in (("json", "as JSON"), ("txt", "as text")):
        with page.expect_download() as taken:
            page.get_by_role("link", name=f"Download the whole record {link}").click()
        assert taken.value.suggested_filename == f"sip-decision-{published}.{kind}"
        text = Path(taken.value.path()).read_text(encoding="utf-8")
        assert "its prisons hide its need" in text
        if kind == "json":
            assert json.loads(text)["verified"] == {"is_equal": True, "differences": []}


def test_another_takes_its_place_and_the_two_are_compared(desk, signed_in, published):
    page = opened(desk, "/choose")
    save(page, name="Target wards anew", supersedes=published, why="Looked at again.")
    page.wait_for_selector("h1:has-text('Target wards anew')")
    newer = page.url.rpartition("=")[2]
    page = opened(desk)
    assert page.get_by_role("link", name="Target wards anew").count() == 1
    form = page.locator("#compare-form")
    form.get_by_label("First").select_option(published)
    form.get_by_label("Second").select_option(newer)
    form.get_by_role("button").click()
    page.wait_for_selector("#otherwise")
    said = page.inner_text("main")
    assert "Only in Target wards:" in said
    assert "Sheppey East" in said
    row = page.locator("tr", has_text="At least per district").inner_text().split()
    assert row[-2:] == ["1", "0"]
    assert page.locator("tr", has_text="Pin: Sheppey East").count() == 1
    page = opened(desk, f"/decisions?compare={newer},{published}")
    assert "Target wards anew and Target wards" in page.inner_text("#opening")
    viewer = signed_in(VIEWER)
    assert newer not in opened(viewer).inner_text("main")
    page = opened(desk, f"/decisions?decision={newer}")
    page.locator("[name='why']").fill("Agreed.")
    page.get_by_role("button", name="Publish the decision").click()
    page.wait_for_selector("#opening:has-text('(published)')")
    said = opened(viewer, f"/decisions?decision={published}").inner_text("main")
    assert "Superseded" in said
    assert newer in said


def test_a_draft_that_was_replaced_unpublished_stays_for_officers(signed_in, own_url):
    officer, viewer = signed_in(OFFICER), signed_in(VIEWER)
    page = opened(officer, "/choose?size=3")
    save(page, name="First thought")
    page.wait_for_selector("h1:has-text('First thought')")
    first = page.url.rpartition("=")[2]
    page = opened(officer, "/choose?size=4")
    save(page, name="Second thought", supersedes=first, why="Four, not three.")
    page.wait_for_selector("h1:has-text('Second thought')")
    page = opened(officer, f"/decisions?decision={first}")
    assert "Superseded" in page.inner_text("main")
    assert "thought" not in opened(viewer).inner_text("main")
    said = opened(viewer, f"/decisions?decision={first}").inner_text("#opening")
    assert "is on this page" in said


def test_a_record_that_was_changed_is_told_on_its_page(desk, own_url, made):
    uid = on_record(own_url, made, "Changed")
    with closing(sqlite3.connect(str(make_url(own_url).database))) as held, held:
        held.execute("DROP TRIGGER decision_update")
        held.execute(
            "UPDATE decision SET record = replace(record, 'Changed', 'CHANGED') WHERE uid = ?", [uid]
        )
    for path in (f"/decisions?decision={uid}", f"/decisions?decision={uid}&verify=1"):
        assert "is not as it was saved" in opened(desk, path).inner_text("#opening")
    file = desk.page.request.get(f"{desk.address}/export/decision.json?decision={uid}")
    assert (file.status, "is not as it was saved" in file.json()["error"]) == (409, True)


@pytest.mark.parametrize("desk", [WIDE, PHONE], indirect=True)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_and_nothing_is_wider_than_the_screen(desk, published, scheme):
    desk.page.emulate_media(color_scheme=scheme)
    for path in (
        "/decisions",
        f"/decisions?decision={published}&verify=1",
        f"/decisions?compare={published},{published}",
    ):
        page = opened(desk, path)
        violations = Axe().run(page).response["violations"]
        assert [(path, v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page = opened(desk, "/choose")
    page.get_by_text("Put this list on record").click()
    found = [v["id"] for v in Axe().run(page).response["violations"]]
    assert found == []
