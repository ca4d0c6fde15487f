"""The map's classes, selection, names and full screen in a real browser; by keyboard alone too."""

import json

import numpy as np
import pytest

from sipmap.figures.classes import FEWEST, METHODS, MOST, Scheme, breaks
from tests.journeys.test_map_and_ranking import MARGATE_CENTRAL, SHEERNESS, press, tab_to

pytestmark = pytest.mark.browser

TOGETHER = f"/?wards={SHEERNESS},{MARGATE_CENTRAL}"


def selected(page):
    return page.evaluate("sipmap.state.wards")


def test_the_browser_and_the_library_make_the_same_classes(visit):
    page = visit.open()
    chance = np.random.default_rng(5)
    cases = [
        [0.0, 1.5, 1.5, -2.25, 7.0, None, 3.125, 100.0, 0.004],
        np.round(chance.gamma(2, 0.05, 255), 4).tolist(),
        chance.normal(0, 1, 255).tolist(),
        np.round(chance.gamma(2, 900, 24)).tolist(),
        chance.lognormal(3, 0.6, 6826).tolist(),
        [3.0, 3.0, None],
    ]
    for values in cases:
        numbers = [float("nan") if v is None else v for v in values]
        for method in METHODS:
            for number in range(FEWEST, MOST + 1):
                scheme = Scheme(method, number)
                found = page.evaluate("([v, s]) => sipmap.breaks(v, s)", [values, str(scheme)])
                expected = breaks(numbers, scheme)
                # Quantiles are interpolated: numpy adds up the two shares the other way round.
                assert found == (pytest.approx(expected) if method == "quantiles" else expected), scheme


def test_classes_are_chosen_by_the_legend_and_kept_in_the_address(visit):
    page = visit.open()
    page.select_option("#class-method", "natural")
    page.select_option("#class-number", "7")
    page.wait_for_function("() => location.search.includes('classes=natural.7')")
    keys = page.locator(".class-key")
    assert keys.count() == 7
    fills = page.eval_on_selector_all('path[role="option"]', "n => n.map(e => getComputedStyle(e).fill)")
    assert len({f for f in fills if f.startswith("rgb")}) == 8, "seven classes and what is not compared"
    counts = [int(text.split()[0]) for text in page.locator(".class-key .count").all_inner_texts()]
    assert sum(counts) == 255
    assert "natural breaks: wards in a class are as alike as can be" in page.locator("#legend").inner_text()
    again = visit.open("/?classes=natural.7")
    assert again.locator(".class-key").count() == 7
    assert again.locator("#class-method").input_value() == "natural"


def test_a_class_of_the_legend_shows_its_wards_and_keeps_its_focus(visit):
    page = visit.open()
    tab_to(page, ".class-key", most=60)
    assert page.evaluate("document.activeElement.textContent").startswith("Class 5 ")
    assert page.locator('path[role="option"]:not(.is-dim):not(.is-context)').count() == 51
    press(page, "Enter")
    assert page.locator('.class-key[aria-pressed="true"]').count() == 1
    page.evaluate("() => { sipmap.state.weights = [0, 1, 0]; sipmap.changed(); }")
    visit.settle()
    assert page.evaluate("document.activeElement.dataset.place") == "4"
    dim = page.eval_on_selector_all("path.is-dim", "n => n.map(e => getComputedStyle(e).fill)")
    bright = page.eval_on_selector_all(
        'path[role="option"]:not(.is-dim):not(.is-context)', "n => n.map(e => getComputedStyle(e).fill)"
    )
    assert len(set(bright)) == 1
    assert set(bright).isdisjoint(dim), "what stands out follows the weights"
    press(page, "Enter", "Shift+Tab")
    assert page.locator("path.is-dim").count() == 0


def test_wards_are_selected_by_keyboard_alone_compared_and_let_go(visit):
    page = visit.open("/?profile=imd-2025")
    tab_to(page, ".ward-name")
    press(page, "Shift+Enter", "ArrowDown", "Shift+Space")
    assert selected(page) == [MARGATE_CENTRAL, SHEERNESS]
    assert page.evaluate("document.activeElement.textContent") == "Sheerness", "the focus stays on the row"
    assert "chosen" not in page.locator(f'tr[data-code="{SHEERNESS}"]').get_attribute("class")
    tab_to(page, 'path[role="option"]')
    press(page, "Shift+Enter")
    assert selected(page) == [SHEERNESS], "the map's first ward was selected already, and is taken out"
    press(page, "ArrowDown", "Shift+Enter")
    assert len(selected(page)) == 2
    focused = page.evaluate("document.activeElement.getAttribute('aria-selected')")
    assert focused == "true"
    page.wait_for_function("() => document.getElementById('live').textContent.includes('2 wards selected')")
    tab_to(page, "#selection-compare")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/compare?wards=" + ",".join(
        selected(page)
    )
    tab_to(page, "#selection-only")
    press(page, "Enter")
    assert page.locator(".ranking tbody tr[data-code]:not([hidden])").count() == 2
    assert "only=yes" in page.url
    tab_to(page, "#selection-clear")
    press(page, "Enter")
    assert selected(page) == []
    assert page.evaluate("document.activeElement.id") == "selection-undo", "the focus is never lost"
    press(page, "Enter")
    assert len(selected(page)) == 2
    assert page.locator(".ranking tbody tr[data-code]:not([hidden])").count() == 255


def test_a_box_selects_the_wards_whose_middle_lies_in_it(visit):
    page = visit.open()
    page.locator("#select-box").click()
    box = page.locator("#map-box").bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] * 0.5, steps=4)
    page.mouse.up()
    found = selected(page)
    districts = page.evaluate("codes => codes.map(c => sipmap.data.wards.district[sipmap.rowOf(c)])", found)
    assert "Thanet" in districts
    assert set(districts) <= {"Thanet", "Canterbury", "Dover"}
    assert f"{len(found)} wards selected: about " in page.locator("#selection").inner_text()
    assert page.locator(".select-veil").count() == 0
    assert page.locator("#selection-compare").is_hidden(), "compare takes two to four"
    page.locator("#select-box").click()
    press(page, "Escape")
    assert page.locator(".select-veil").count() == 0
    assert selected(page) == found


def test_a_link_holds_the_selection_and_the_file_is_asked_for_it(visit):
    page = visit.open(TOGETHER + "&profile=imd-2025&only=yes&names=off")
    assert page.locator('path[aria-selected="true"]').count() == 2
    assert page.locator(".ranking tbody tr[data-code]:not([hidden])").count() == 2
    assert page.locator(".map-names span").count() == 0
    href = page.locator("#selection-csv").get_attribute("href")
    assert href.startswith("/export/ranking.csv?")
    assert href.endswith(f"&wards={SHEERNESS},{MARGATE_CENTRAL}")
    assert "wards=" not in page.locator("#csv-link").get_attribute("href")
    page.locator(f"#map-{SHEERNESS}").click(modifiers=["Shift"])
    assert selected(page) == [MARGATE_CENTRAL]
    again = visit.open(f"/?wards={SHEERNESS},E05999999")
    assert "Left out of the selection" in again.locator("#notes").inner_text()
    assert selected(again) == [SHEERNESS]


OVERLAPS = """() => {
  const boxes = Array.from(document.querySelectorAll('.map-names span'), n => n.getBoundingClientRect());
  return boxes.some((a, i) => boxes.slice(i + 1).some(b =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)); }"""


def test_places_are_named_without_overlap_and_more_of_them_closer_in(visit):
    page = visit.open()
    names = page.locator(".map-names span")
    far = set(names.all_inner_texts())
    assert {"Maidstone", "Margate"} <= far
    page.wait_for_selector(".map-names .district-name")  # their outlines are fetched for themselves
    assert page.evaluate(OVERLAPS) is False
    page.evaluate("() => sipmap.map.leaflet.setView([51.38, 0.52], 12, { animate: false })")
    assert {"Chatham", "Rochester", "Strood"} <= set(names.all_inner_texts())
    assert page.locator(".map-names .district-name").count() == 0
    assert page.evaluate(OVERLAPS) is False
    page.get_by_label("Place names").uncheck()
    assert names.count() == 0
    page.wait_for_function("() => location.search.includes('names=off')")


def test_the_map_takes_the_whole_screen_and_escape_gives_it_back(visit):
    page = visit.open()
    before = page.locator("#map-box").bounding_box()
    # As where the browser refuses: the window is used, and Escape is ours to hear.
    page.evaluate(
        "() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused')); }"
    )
    tab_to(page, "#full-screen")
    press(page, "Enter")
    page.wait_for_selector("#map-section.is-full")
    page.wait_for_function(
        "wide => document.getElementById('map-box').offsetWidth > wide", arg=before["width"] * 1.5
    )
    assert page.evaluate("sipmap.map.leaflet.getSize().x") > before["width"] * 1.5
    assert page.evaluate("document.activeElement.id") == "full-screen"
    press(page, "Escape")
    assert page.locator("#map-section.is-full").count() == 0
    assert page.evaluate("document.activeElement.id") == "full-screen"


def test_a_figure_that_is_held_back_is_marked_apart_from_one_that_is_missing(visit):
    page = visit.open()

    def altered(route):
        answer = route.fetch()
        data = json.loads(answer.body())
        data["value"][data["code"].index(SHEERNESS)] = None
        data["heldBack"] = [SHEERNESS]
        data["value"][data["code"].index(MARGATE_CENTRAL)] = None
        route.fulfill(response=answer, body=json.dumps(data), headers={"Content-Type": "application/json"})

    page.route("**/data/indicator.claimant-rate.*", altered)
    page.select_option("#show", "claimant-rate")
    page.wait_for_function("() => document.getElementById('legend').textContent.includes('Held back [c]')")
    fill = "e => getComputedStyle(e).fill"
    assert "sipmap-held" in page.locator(f"#map-{SHEERNESS}").evaluate(fill)
    assert "sipmap-hatch" in page.locator(f"#map-{MARGATE_CENTRAL}").evaluate(fill)
    assert page.locator("#sipmap-held").count() == 1
    assert "No figure" in page.locator("#legend").inner_text()
