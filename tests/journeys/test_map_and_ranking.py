"""The officer's bench in a real browser, by mouse and by keyboard alone."""

import csv
import io
import json

import pytest

from sipmap.catalogue import indicators, parse_weight
from sipmap.desk import active_release, comparison_set, list_certainty, ranking_inputs, ranking_layout
from sipmap.export import ranking_export
from sipmap.store.engine import make_engine
from sipmap.web.state import mapped_profiles

pytestmark = pytest.mark.browser

SHEERNESS, MARGATE_CENTRAL = "E05009560", "E05005093"


def names(page):
    return page.eval_on_selector_all(".ranking .ward-name", "nodes => nodes.map(n => n.textContent)")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def tab_to(page, selector, most=40):
    """Press Tab until the element has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    pytest.fail(f"{selector} is not reached by {most} tabs")


def test_the_page_draws_its_map_and_ranking(visit):
    page = visit.open("/?profile=imd-2025")
    assert names(page)[:4] == ["Margate Central", "Sheerness", "Cliftonville West", "Newington"]
    assert page.locator('path[role="option"]:not([aria-hidden])').count() == 255
    fills = page.eval_on_selector_all('path[role="option"]', "n => n.map(e => getComputedStyle(e).fill)")
    assert len({f for f in fills if f.startswith("rgb")}) == 6, "five classes and what is not compared"
    assert "people of working age in Kent" in page.locator("#opening").inner_text()
    assert page.locator("#legend li").count() >= 6


def test_a_click_on_the_map_selects_the_row_and_fills_the_panel(visit):
    page = visit.open()
    page.locator(f"#map-{SHEERNESS}").click()
    row = page.locator(f'tr[data-code="{SHEERNESS}"]')
    assert "chosen" in row.get_attribute("class")
    assert row.locator("button").get_attribute("aria-current") == "true"
    page.wait_for_function("() => document.getElementById('ward-heading').textContent === 'Sheerness'")
    assert f"ward={SHEERNESS}" in page.url
    box, table = row.bounding_box(), page.locator("#ranking").bounding_box()
    assert table["y"] <= box["y"] <= table["y"] + table["height"], "the row is in sight"


def test_a_click_on_a_row_selects_the_ward_on_the_map(visit):
    page = visit.open()
    page.locator(f'tr[data-code="{MARGATE_CENTRAL}"] .num').first.click()
    assert page.locator(f"#map-{MARGATE_CENTRAL}").get_attribute("aria-current") == "true"
    assert page.locator('path[aria-current="true"]').count() == 1


def test_the_keyboard_alone_selects_a_ward_in_the_table_and_reads_its_panel(visit):
    page = visit.open("/?profile=imd-2025")
    tab_to(page, ".ward-name")
    press(page, "ArrowDown", "Enter")
    page.wait_for_function("() => document.getElementById('ward-heading').textContent === 'Sheerness'")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == "Sheerness", "the focus stays on the row"
    tab_to(page, "#chosen-line a")
    press(page, "Enter")
    assert page.evaluate("document.activeElement.id") == "ward-heading"
    panel = page.locator("#ward-panel").inner_text()
    assert "people of working age" in panel
    assert "2nd of 255 wards in Kent" in panel


def test_the_ranking_is_one_tab_stop(visit):
    page = visit.open()
    assert page.locator('.ward-name[tabindex="0"]').count() == 1
    tab_to(page, ".ward-name")
    press(page, "End")
    assert page.evaluate("document.activeElement.textContent") == names(page)[-1]
    press(page, "Home", "PageDown")
    assert page.evaluate("document.activeElement.textContent") == names(page)[10]
    assert page.locator('.ward-name[tabindex="0"]').count() == 1


def test_the_map_is_one_tab_stop_and_its_wards_are_spoken(visit):
    page = visit.open("/?profile=imd-2025")
    assert page.locator('.leaflet-container [tabindex="0"]').count() == 1
    tab_to(page, 'path[role="option"]')
    first = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert first.startswith("Margate Central, Thanet, rank 1 of 255 in Kent, need score 6")
    before = page.evaluate("document.activeElement.id")
    press(page, "ArrowLeft")
    after = page.evaluate("document.activeElement.id")
    assert after != before
    longitude = "id => sipmap.map.centres.get(id.slice(4)).lng"
    assert page.evaluate(longitude, after) < page.evaluate(longitude, before)
    press(page, "Enter")
    chosen = after.removeprefix("map-")
    assert page.locator(f'tr[data-code="{chosen}"]').get_attribute("class").split()[-1] == "chosen"
    assert page.evaluate("document.activeElement.id") == after


def test_a_tooltip_names_the_ward_and_escape_puts_it_away(visit):
    page = visit.open()
    tab_to(page, 'path[role="option"]')
    press(page, "ArrowDown")
    tip = page.locator(".ward-tip")
    assert tip.count() == 1
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert label.startswith(tip.locator("strong").inner_text())
    assert page.evaluate("document.activeElement.hasAttribute('aria-describedby')") is False, "said once"
    press(page, "Escape")
    page.wait_for_function("() => !document.querySelector('.ward-tip')")


def test_arrows_reach_every_ward(visit):
    page = visit.open()
    reached = page.evaluate(
        """() => { const start = sipmap.map.current, seen = new Set([start]), waiting = [start];
          const ways = [[0, 1], [0, -1], [-1, 0], [1, 0]];
          while (waiting.length) { const code = waiting.pop();
            for (const way of ways) { const next = sipmap.neighbour(code, way);
              if (next && !seen.has(next)) { seen.add(next); waiting.push(next); } } }
          return seen.size; }"""
    )
    assert reached == 255


def test_a_slider_changes_the_order_by_keyboard_and_says_so(visit):
    page = visit.open()
    before = names(page)
    tab_to(page, "#weight-claimant-rate")
    press(page, *["PageUp"] * 8)
    page.wait_for_function("() => document.getElementById('live').textContent.startsWith('Order changed')")
    after = names(page)
    assert after != before
    assert sorted(after) == sorted(before)
    slider = page.locator("#weight-claimant-rate")
    assert slider.get_attribute("aria-valuetext") == "weight 100, 56 per cent of the score"
    assert "w.claimant-rate=1" in page.url
    visit.settle()
    assert page.evaluate("document.activeElement.id") == "weight-claimant-rate"


def test_the_focus_on_the_map_survives_recolouring(visit):
    page = visit.open()
    tab_to(page, 'path[role="option"]')
    before = page.evaluate("document.activeElement.id")
    page.evaluate("() => { sipmap.state.weights = [0, 1, 0]; sipmap.changed(); }")
    visit.settle()
    assert page.evaluate("document.activeElement.id") == before


def test_the_focus_on_a_row_survives_a_new_order(visit):
    page = visit.open()
    tab_to(page, ".ward-name")
    press(page, "ArrowDown", "ArrowDown", "ArrowDown")
    before = page.evaluate("document.activeElement.textContent")
    page.evaluate("() => { sipmap.state.weights = [0, 1, 0]; sipmap.changed(); }")
    visit.settle()
    assert page.evaluate("document.activeElement.textContent") == before


def test_reset_brings_the_profile_back(visit):
    page = visit.open("/?w.claimant-rate=0.9")
    moved = names(page)
    page.get_by_role("button", name="Reset weights").click()
    assert names(page) != moved
    page.wait_for_function("() => !location.search.includes('w.')")


def test_the_address_shows_the_same_to_someone_else(visit):
    query = (
        "/?area=kent-and-medway&profile=imd-2025&w.iod2025-crime-exponential=0.5"
        f"&show=claimant-rate&ward={SHEERNESS}&top=40"
    )
    page = visit.open(query)
    shown = names(page), page.locator("#ward-panel").inner_text(), page.locator("#legend").inner_text()
    page.goto("about:blank")
    again = visit.open(query)
    assert (
        names(again),
        again.locator("#ward-panel").inner_text(),
        again.locator("#legend").inner_text(),
    ) == shown
    assert again.locator("#area").input_value() == "kent-and-medway"
    assert again.locator("#top").input_value() == "40"
    assert again.locator("#show").input_value() == "claimant-rate"
    assert len(names(again)) == 279


def test_back_from_another_page_shows_what_was_shown(visit):
    page = visit.open()
    page.locator(f"#map-{SHEERNESS}").click()
    page.locator("#weight-claimant-rate").focus()
    press(page, "End")
    page.wait_for_function("() => location.search.includes('w.claimant-rate=1')")
    moved = names(page)
    page.get_by_role("link", name="Data and methods").first.click()
    page.wait_for_function("() => document.querySelector('h1').textContent === 'Data and methods'")
    assert "?" not in page.url
    page.go_back()
    page.wait_for_selector(".ranking tbody tr.chosen")
    page.wait_for_selector(f"#map-{SHEERNESS}[aria-current='true']")
    assert names(page) == moved
    page.locator(f"#map-{MARGATE_CENTRAL}").click()
    assert "Margate Central" in page.locator("#chosen-line").inner_text()


def test_a_link_to_the_page_itself_keeps_address_and_page_together(visit):
    page = visit.open()
    page.locator(f"#map-{SHEERNESS}").click()
    page.get_by_role("link", name="Map and ranking").click()
    page.wait_for_timeout(500)
    assert ("ward=" in page.url) == (page.locator("tr.chosen").count() == 1)


def test_an_address_out_of_range_gives_a_page_with_notes(visit):
    page = visit.open("/?area=mars&w.claimant-rate=-3&ward=E05000000&top=99999&show=nonsense")
    assert page.locator("#notes p").count() >= 4
    assert len(names(page)) == 255


def test_another_set_and_another_profile_are_one_choice_away(visit):
    page = visit.open(f"/?ward={SHEERNESS}")
    page.select_option("#area", "medway")
    page.wait_for_function("() => document.querySelectorAll('.ranking .ward-name').length === 24")
    visit.settle()
    assert "Medway" in page.locator("#opening").inner_text()
    assert "ward=" not in page.url, "a ward of another set is let go"
    page.select_option("#profile", "imd-2025")
    page.wait_for_function("() => document.querySelectorAll('#sliders input').length === 7")


def test_any_single_indicator_can_be_on_the_map(visit):
    page = visit.open()
    page.select_option("#show", "census-no-car")
    page.wait_for_function("() => document.querySelector('#legend').textContent.includes('%')")
    assert page.locator(".ranking.has-shown").count() == 1
    assert "%" in page.locator(f'tr[data-code="{SHEERNESS}"] .shown').inner_text()
    assert "car" in page.locator("#legend").inner_text()


def test_finding_a_ward_leaves_what_matches(visit):
    page = visit.open()
    page.fill("#filter", "shee")
    shown = page.eval_on_selector_all(
        ".ranking tbody tr:not([hidden]) .ward-name", "n => n.map(e => e.textContent)"
    )
    assert shown == ["Sheerness"]
    assert page.locator("#filter-count").inner_text() == "1 of 255 wards"
    page.fill("#filter", "")
    assert page.locator(".ranking tbody tr:not([hidden]) .ward-name").count() == 255


def test_the_cut_is_told_in_words_and_follows_the_size(visit):
    page = visit.open()
    assert page.locator("tr.cut").inner_text() == "The first 24 wards end here"
    page.fill("#top", "10")
    page.keyboard.press("Enter")
    page.locator("#top").blur()
    page.wait_for_function("() => document.querySelector('tr.cut').textContent.includes('first 10 wards')")
    assert page.locator("tr.in-list").count() == 10
    assert page.locator(".leaflet-container .dot").count() == 10
    visit.settle()
    page.wait_for_function("() => document.getElementById('coverage-heading').textContent.includes('10')")


def test_the_csv_is_that_of_the_command_line_with_the_same_weights(visit, database_url):
    page = visit.open()
    tab_to(page, "#weight-iod2025-income-rate")
    press(page, "PageDown", "PageDown", "ArrowUp")
    page.wait_for_function(
        "() => document.getElementById('csv-link').href.includes('w.iod2025-income-rate=0.21')"
    )
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download CSV").click()
    arrived = waiting.value.path().read_bytes()
    engine = make_engine(database_url)
    inputs = ranking_inputs(
        engine, active_release(engine), comparison_set("kent"), mapped_profiles()["sip-today"]
    )
    weights = dict([parse_weight("iod2025-income-rate=0.21")])
    certainty = list_certainty(ranking_layout(engine, inputs), inputs, 24, weights)
    expected = ranking_export(inputs, indicators(), weights, certainty=certainty)
    engine.dispose()
    assert arrived == expected.csv
    assert waiting.value.suggested_filename == expected.file_name
    rows = list(csv.reader(io.StringIO(arrived.decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == names(page), "the file is in the order of the screen"


def test_the_browser_and_the_library_work_out_the_same_scores(visit, database_url):
    page = visit.open()
    engine = make_engine(database_url)
    release = active_release(engine)
    for area in ("kent", "medway", "kent-and-medway"):
        for profile in mapped_profiles().values():
            page.goto(visit.address + f"/?area={area}&profile={profile.id}")
            page.wait_for_selector(".ranking tbody tr.in-list")
            inputs = ranking_inputs(engine, release, comparison_set(area), profile)
            for moved in (
                [p.weight for p in profile.parts],
                [0.0] * (len(profile.parts) - 1) + [1.0],
                [0.37] * len(profile.parts),
            ):
                found = page.evaluate(WORK, moved)
                table = inputs.ranking(dict(zip([p.indicator for p in profile.parts], moved, strict=True)))
                assert found["code"] == table["area_code"].tolist(), (area, profile.id, moved)
                assert found["rank"] == table["rank"].astype(int).tolist()
                assert found["score"] == pytest.approx(table["score"].tolist(), rel=1e-12, abs=1e-12)
    engine.dispose()


WORK = """(weights) => {
  const codes = sipmap.data.wards.code, scores = sipmap.scores(sipmap.data, weights);
  const order = sipmap.order(scores, codes), ranks = sipmap.ranks(scores, order);
  return { code: order.map(i => codes[i]), score: order.map(i => scores[i]), rank: order.map(i => ranks[i]) };
}"""


def test_the_browser_and_the_library_write_the_same_numbers(visit):
    from sipmap.words.numbers import decimals

    page = visit.open()
    values = [0.0, 1.5, 1.5, -2.25, 7.0, None, 3.125, 100.0, 0.004]
    written = page.evaluate("v => v.map(x => sipmap.decimals(x, 2))", values)
    assert written == [decimals(n if n is not None else float("nan"), 2) for n in values]


def test_newer_figures_are_told_and_nothing_is_pretended(visit):
    visit.page.route(
        "**/data/ranking.*",
        lambda route: route.fulfill(status=404, json={"error": "Newer figures have been loaded."}),
    )
    visit.page.goto(visit.address)
    visit.page.wait_for_selector("#trouble:not([hidden])")
    assert "Newer figures have been loaded. Reload the page" in visit.page.locator("#trouble").inner_text()
    assert visit.page.locator(".ranking").count() == 0
    visit.errors.clear()


def test_weights_that_are_all_zero_keep_the_order_and_say_what_to_do(visit):
    page = visit.open()
    first, second, third = page.locator("#sliders input").all()
    for slider in (first, second):
        slider.focus()
        press(page, "Home")
    page.wait_for_function("() => location.search.includes('w.claimant-rate=0')")
    by_income_alone = names(page)
    third.focus()
    press(page, "Home")
    assert "Every weight is zero" in page.locator("#trouble").inner_text()
    visit.settle()
    assert names(page) == by_income_alone
    assert "w.iod2025-income-rate" not in page.url
    press(page, "ArrowUp")
    assert page.locator("#trouble").is_hidden()


def test_a_ward_without_a_figure_is_hatched_and_last(visit):
    page = visit.open()
    address = (
        page.evaluate("sipmap.config.rankingPath").replace("{area}", "kent").replace("{profile}", "sip-today")
    )

    def without(route):
        answer = route.fetch()
        data = json.loads(answer.body())
        data["z"][0][data["wards"]["code"].index(SHEERNESS)] = None
        route.fulfill(response=answer, body=json.dumps(data), headers={"Content-Type": "application/json"})

    page.route(f"**{address}", without)
    visit.open()
    assert "url" in page.locator(f"#map-{SHEERNESS}").evaluate("e => getComputedStyle(e).fill")
    assert page.locator("#sipmap-hatch").count() == 1
    assert names(page)[-1] == "Sheerness"
    assert "No figure" in page.locator("#legend").inner_text()
    assert "not ranked" in page.locator(f"#map-{SHEERNESS}").get_attribute("aria-label")
