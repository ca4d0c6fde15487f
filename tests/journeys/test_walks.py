"""The walks through the dashboard that the design begins with, each by mouse and by keyboard alone."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.council import EXAMPLE
from tests.journeys.conftest import Visit
from tests.journeys.hands import HANDS, Keyboard
from tests.journeys.states import SHEERNESS, SHEPPEY_EAST
from tests.journeys.test_choose import listed
from tests.published import published_file

pytestmark = pytest.mark.browser

DISTRICTS = 12
CLAIMANTS = "claimants/adi_claimant_counts_lsoa11_2013_2022_kent_medway.csv"


@pytest.fixture
def walk(context, own_address: str) -> Iterator[Visit]:
    """A visit of a dashboard whose database may be written to."""
    visit = Visit(context, own_address, (1440, 900))
    yield visit
    visit.page.close()
    assert visit.strangers == []
    assert visit.errors == []


def order(page):
    return page.eval_on_selector_all(".ranking tbody tr[data-code]", "rows => rows.map(r => r.dataset.code)")


def fills(page):
    return page.eval_on_selector_all('path[role="option"]', "n => n.map(e => getComputedStyle(e).fill)")


def taken(page, hand, selector):
    """Press what gives a file; return its name and its bytes."""
    with page.expect_download() as waiting:
        hand.press(selector)
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def weights_moved(walk, hand) -> list[str]:
    """Move a weight: table and map follow. Return the wards in their new order."""
    page = walk.page
    rows, colours = order(page), fills(page)
    hand.most("#weight-claimant-rate")
    page.wait_for_function("() => location.search.includes('w.claimant-rate=')")
    walk.settle()
    assert order(page) != rows
    assert fills(page) != colours
    return order(page)


def two_read_that_cannot_be_told_apart(walk, hand, moved: list[str]) -> None:
    """Read that the last ward of the list and the next share ranks, and why."""
    page, last, outside = walk.page, moved[23], moved[24]
    spans = [page.locator(f'tr[data-code="{code}"] .range').inner_text() for code in (last, outside)]
    (low, high), (other_low, other_high) = (map(int, text.split("\u2013")) for text in spans)
    assert max(low, other_low) <= min(high, other_high), "their ranges overlap"
    assert "contend for the last places" in page.inner_text("#contenders")
    if isinstance(hand, Keyboard):
        hand.reach(".ward-name")
        for _ in range(23):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    else:
        hand.press(f'tr[data-code="{last}"] .ward-name')
    page.wait_for_function("code => location.search.includes('ward=' + code)", arg=last)
    walk.settle()
    assert "in nine of ten draws" in page.inner_text("#ward-certainty")
    assert page.inner_text("#ward-varied").startswith("Varied in the draws: ")


def sent(page, key="Enter") -> None:
    """Press the key that sends a form, and wait for the list that answers."""
    with page.expect_navigation():
        page.keyboard.press(key)
    page.wait_for_selector("#list-heading")


def list_chosen(page, hand) -> list[str]:
    """Ask for one ward in each district, read what it costs, pin one; return the list."""
    with page.expect_navigation():
        hand.press("#to-choose")
    page.wait_for_selector("#list-heading")
    plain = listed(page)
    assert page.locator("#size").input_value() == "24"
    hand.type("#least", "1")
    sent(page)
    cost = page.inner_text("section:has(#costs)")
    assert f"At least 1 ward in each of {DISTRICTS} districts. It costs " in cost
    assert len(listed(page)) == 24
    assert listed(page) != plain
    hand.choose("#pin-ward", SHEPPEY_EAST, "Sheppey East")
    hand.type("#pin-why", "its prisons hide its need")
    sent(page)
    assert SHEPPEY_EAST in listed(page)
    covered = page.inner_text("section:has(#coverage-heading)")
    assert "residents" in covered
    assert "outside" in covered.lower()
    return listed(page)


def saved(page, hand, name: str) -> None:
    """Put the list on record."""
    hand.press("details:has(form[data-write='decision-save']) > summary")
    hand.type("form.write [name='name']", name)
    hand.type("form.write [name='role']", "Head of policy")
    hand.press("form.write button[type='submit']")
    page.wait_for_selector(f"h1:has-text('{name}')")


@pytest.mark.parametrize("way", HANDS)
def test_a_policy_officer_moves_weights_chooses_saves_and_works_it_out_again(walk, way):
    page, hand, name = walk.open(), HANDS[way](walk.page), f"Target wards, by {way}"
    moved = weights_moved(walk, hand)
    two_read_that_cannot_be_told_apart(walk, hand, moved)
    chosen = list_chosen(page, hand)
    file_name, shortlist = taken(page, hand, "#csv-link")
    assert file_name == "sip-shortlist-kent-2025-24-wards.csv"
    table = list(csv.reader(io.StringIO(shortlist.decode("utf-8-sig"))))
    assert [row[0] for row in table[1:]] == chosen
    saved(page, hand, name)
    assert listed(page) == chosen
    file_name, briefing = taken(page, hand, "a[href^='/brief/decision.pdf']")
    assert file_name.endswith(".pdf")
    assert name in str(PdfReader(io.BytesIO(briefing)).metadata.title)
    with page.expect_navigation():
        hand.press("a[href*='verify=1']")
    page.wait_for_selector("#verified")
    assert "the list comes out the same" in page.inner_text("#verified")


@pytest.mark.parametrize("way", HANDS)
def test_a_councillor_types_a_postcode_and_reads_the_wards_page(visit, way):
    page, hand = visit.page, HANDS[way](visit.page)
    page.goto(visit.address + "/words")
    page.wait_for_selector("main h1")
    hand.type("header [name='q']", "me12 1aa")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/ward/{SHEERNESS}")
    page.wait_for_selector("#being-done")
    assert page.inner_text("h1") == "Sheerness"
    headline = page.inner_text("#opening")
    assert headline.count(".") >= 1
    assert any(char.isdigit() for char in headline), "numbers of people first"
    assert page.title().startswith("Sheerness")
    for part in ("#standing", "#stands-out", "#claimants", "#local-knowledge", "#being-done"):
        assert len(page.locator(f"section:has(> {part}), section:has({part})").first.inner_text()) > 60, part
    assert "transport" in page.inner_text("section:has(#local-knowledge)").lower()
    page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    hand.press(".ward-print")
    assert page.evaluate("window.printed")


@pytest.fixture
def officer(own_url: str, tmp_path: Path):
    """Run the installed command in a process of its own, as a data officer would beside the served page."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "SIPMAP_DATABASE_URL": own_url}
        return subprocess.run(
            [Path(sys.executable).with_name("sipmap"), *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def swale_doubled(rows: list[str]) -> list[str]:
    """Return the published rows with twice the claimants in Swale's small areas in the last year."""
    made = []
    for row in rows:
        first, _, count = row.rpartition(",")
        is_one = row.startswith("2022,") and ",Swale " in row
        made.append(f"{first},{2 * int(count)}" if is_one else row)
    return made


def rate(page):
    return page.locator(f'tr[data-code="{SHEERNESS}"] .shown').inner_text()


@pytest.mark.published
def test_a_data_officers_figures_are_on_the_dashboard_without_a_restart(walk, officer, tmp_path):
    rows = published_file(CLAIMANTS).read_text(encoding="utf-8").splitlines()
    page = walk.open(f"/?show=claimant-rate&ward={SHEERNESS}")
    before = rate(page)
    for name, text in (("broken", rows[:-3]), ("new", swale_doubled(rows))):
        (tmp_path / f"claimants-{name}.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    broken = officer("load", "ons_claimant_count", "claimants-broken.csv")
    assert broken.returncode == 2
    assert "lack a year" in broken.stderr, "what failed, in a sentence"
    walk.open(f"/?show=claimant-rate&ward={SHEERNESS}")
    assert rate(page) == before, "nothing is half-loaded"
    loaded = officer("load", "ons_claimant_count", "claimants-new.csv")
    assert loaded.returncode == 0, loaded.stderr
    assert "1 loaded" in loaded.stderr
    walk.open(f"/?show=claimant-rate&ward={SHEERNESS}")
    assert float(rate(page).rstrip("%")) == pytest.approx(2 * float(before.rstrip("%")), rel=0.02)

    own = officer("load", "own", EXAMPLE / "neet.csv")
    assert own.returncode == 0, own.stderr
    assert "196 of 279 wards have a figure, 83 held back" in own.stderr
    for hand in HANDS.values():
        walk.open()
        hand(page).choose("#show", "council-neet", "Young people aged 16 and 17")
        page.wait_for_function("() => document.querySelector('#legend').textContent.includes('made up')")
        assert rate(page).endswith("%")
    page.goto(f"{walk.address}/data-and-methods")
    page.wait_for_selector("#source-council-neet", state="attached")
