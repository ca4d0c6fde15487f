"""How sure the ranks are, on screen: ranges beside ranks, words under names, the table never held up."""

import csv
import io
from itertools import pairwise

import pytest

from sipmap.desk import active_release, comparison_set, list_certainty, ranking_inputs, ranking_layout
from sipmap.store.engine import make_engine
from sipmap.web.state import mapped_profiles
from sipmap.words.certainty import span
from tests.journeys.conftest import Visit

pytestmark = pytest.mark.browser

SHEERNESS, MARGATE_CENTRAL = "E05009560", "E05005093"
WIDE, MIDDLE, PHONE = (1440, 900), (1100, 900), (360, 740)
READ = """() => Object.fromEntries(Array.from(document.querySelectorAll('.ranking tbody tr[data-code]'))
  .map(row => [row.dataset.code,
    ['.range', '.word'].map(part => row.querySelector(part).textContent)]))"""
HOLD = "**/data/certainty.json*"


SHOWN = [
    ("kent", "sip-today", {}, 24),
    ("kent", "sip-today", {"claimant-rate": 0.9}, 10),
    ("kent-and-medway", "imd-2025", {}, 24),
]


@pytest.mark.parametrize("shown_here", SHOWN)
def test_the_screen_has_the_ranges_of_the_command_line(visit, database_url, shown_here):
    area, profile, moved, top = shown_here
    query = "".join(f"&w.{name}={value}" for name, value in moved.items())
    page = visit.open(f"/?area={area}&profile={profile}&top={top}{query}")
    shown = page.evaluate(READ)
    engine = make_engine(database_url)
    inputs = ranking_inputs(engine, active_release(engine), comparison_set(area), mapped_profiles()[profile])
    frame = list_certainty(ranking_layout(engine, inputs), inputs, top, moved).frame
    engine.dispose()
    told = ("likely", "borderline")
    assert shown == {
        code: [span(int(row["low"]), int(row["high"])), row["word"] if row["word"] in told else ""]
        for code, row in frame.iterrows()
    }
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(waiting.value.path().read_bytes().decode("utf-8-sig"))))
    assert {r["Ward code"]: span(int(r["Range from"]), int(r["Range to"])) for r in rows} == {
        code: pair[0] for code, pair in shown.items()
    }


def test_a_borderline_ward_says_so_in_text_and_the_sentence_counts_them(visit):
    page = visit.open()
    borderline = page.locator(".ranking .word.borderline")
    assert borderline.count() >= 1
    assert borderline.first.inner_text() == "borderline"
    sentence = page.locator("#contenders").inner_text()
    assert f"{borderline.count()} wards are borderline and contend for the last places" in sentence
    headings = page.eval_on_selector_all(".ranking thead th", "n => n.map(e => e.textContent)")
    assert headings[:3] == ["Rank", "Range", "Ward"]


def test_the_kind_of_range_is_said_over_the_table_and_in_labels(visit):
    page = visit.open(f"/?ward={SHEERNESS}")
    caption = page.locator("#ranking-caption")
    assert "Range: the ranks of nine draws in ten" in caption.inner_text()
    assert ", range " in page.locator(f"#map-{SHEERNESS}").get_attribute("aria-label")
    page.select_option("#profile", "imd-2025")
    page.wait_for_function("() => document.querySelectorAll('#sliders input').length === 7")
    visit.settle()
    assert "a sensitivity range" in caption.inner_text()
    assert "no confidence interval" in caption.inner_text()
    assert ", sensitivity range " in page.locator(f"#map-{SHEERNESS}").get_attribute("aria-label")
    panel = page.locator("#ward-panel")
    assert panel.get_by_text("Sensitivity range: between").count() == 1
    assert "no confidence interval" in panel.inner_text()


def test_the_panel_says_between_which_ranks_and_follows_the_ward(visit):
    page = visit.open(f"/?ward={SHEERNESS}")
    first = page.locator("#ward-certainty").inner_text()
    assert "in nine of ten draws; certain to be in the first 24." in first
    assert "chance in the counts (Claimant rate)" in page.locator("#ward-varied").inner_text()
    page.locator(f"#map-{MARGATE_CENTRAL}").click()
    page.wait_for_function("() => document.getElementById('ward-heading').textContent === 'Margate Central'")
    visit.settle()
    page.wait_for_function("() => /nine of ten/.test(document.getElementById('ward-certainty').textContent)")
    second = page.locator("#ward-certainty").inner_text()
    assert second != first
    row = page.evaluate(READ)[MARGATE_CENTRAL][0].split("\N{EN DASH}")
    assert all(f"{end}{'st' if end == '1' else 'nd' if end == '2' else ''}" in second for end in row)


def test_while_the_hand_moves_ranges_are_dimmed_and_said_to_be_worked_out(visit):
    page = visit.open()
    waiting = []
    page.route(HOLD, lambda route: waiting.append(route))  # noqa: PLW0108 - a builtin cannot be one
    before = page.evaluate(READ)
    page.locator("#weight-claimant-rate").focus()
    for _ in range(4):
        page.keyboard.press("PageUp")
    assert "Working out ranges" in page.locator("#ranking-caption").inner_text()
    assert page.locator('.ranking td.range[aria-busy="true"]').count() == 255
    assert page.locator(".ranking.stale-ranges").count() == 1
    assert page.evaluate(READ) == before, "what was known stays in sight"
    page.wait_for_timeout(700)
    assert len(waiting) == 1, "asked once, when the hand rests"
    assert "w.claimant-rate=0.6" in waiting[0].request.url
    waiting[0].continue_()
    page.unroute(HOLD)
    visit.settle()
    assert page.locator('.ranking td.range[aria-busy="true"]').count() == 0
    assert page.evaluate(READ) != before


def test_without_ranges_the_table_stays_usable_and_says_so(visit):
    visit.page.route(HOLD, lambda route: route.fulfill(status=500, json={"error": "No."}))
    page = visit.open()
    assert "Ranges could not be worked out" in page.locator("#ranking-caption").inner_text()
    assert "Ranges could not be worked out" in page.locator("#contenders").inner_text()
    assert {pair[0] for pair in page.evaluate(READ).values()} == {"\N{EN DASH}"}
    page.locator(f"#map-{SHEERNESS}").click()
    page.wait_for_function("() => document.getElementById('ward-heading').textContent === 'Sheerness'")
    visit.settle()
    assert page.locator("tr.chosen").count() == 1
    page.unroute(HOLD)
    page.fill("#top", "10")
    page.locator("#top").blur()
    page.wait_for_function("() => sipmap.certainty.status === 'ready'")
    assert "first 10" in page.locator("#contenders").inner_text()
    visit.errors.clear()


OVERFLOWING = """() => Array.from(document.querySelectorAll('.ranking th, .ranking td'))
  .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""


@pytest.mark.parametrize("visit", [WIDE, MIDDLE, PHONE], indirect=True)
@pytest.mark.parametrize("path", ["/", "/?profile=imd-2025&show=iod2025-connectivity"])
def test_nothing_in_the_table_is_cut_off(visit, path):
    page = visit.open(path)
    box = page.locator("#ranking")
    assert box.evaluate("e => e.scrollWidth <= e.clientWidth")
    page.add_style_tag(content=".ranking tbody tr { content-visibility: visible !important; }")
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("visit", [WIDE], indirect=True)
def test_a_row_reads_rank_range_ward(visit: Visit):
    page = visit.open()
    cells = page.locator(f'tr[data-code="{SHEERNESS}"] > *')
    kinds = cells.evaluate_all("n => n.map(e => e.className)")
    assert ["rank" in kinds[0], "range" in kinds[1], "name" in kinds[2]] == [True] * 3
    tops = page.eval_on_selector_all(
        ".ranking tbody tr.in-list", "n => n.map(e => e.getBoundingClientRect().top)"
    )
    assert all(a < b for a, b in pairwise(tops))
