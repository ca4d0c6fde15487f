"""All of England's wards in a browser: shapes when asked for, a table by hundreds, the keyboard's way."""

import pytest

NELSON = "E05005795"  # of Great Yarmouth, third in England on the index by average score
LAYER = "/layers/wards-england."
SHOWN = ".ranking tbody tr[data-code]"


@pytest.fixture
def england(visit):
    """The page with England chosen, and the addresses that were asked for."""
    asked = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.open("/")
    assert not [url for url in asked if LAYER in url], "its shapes are fetched before England is chosen"
    visit.page.select_option("#area", "england")
    visit.page.wait_for_function("() => sipmap.wide.on && sipmap.data.area === 'england'")
    visit.settle()
    assert len([url for url in asked if LAYER in url]) == 1
    return visit


def codes(page):
    return page.eval_on_selector_all(SHOWN, "rows => rows.map((row) => row.dataset.code)")


def test_every_ward_of_england_can_be_reached_by_mouse_and_keyboard(england):
    page = england.page
    assert "ranked by" in page.inner_text("#changed")
    assert "profile=imd-2025" in page.evaluate("location.search")
    order = page.evaluate("() => sipmap.result().order.map((row) => sipmap.data.wards.code[row])")
    assert len(order) == 6826
    _check_shape(page)

    # A hundred rows at a time, counted for who cannot see how many there are.
    assert codes(page) == order[:100]
    assert page.get_attribute(".ranking", "aria-rowcount") == "6827"
    page.click("text=Next 100")
    assert codes(page) == order[100:200]
    assert page.get_attribute(f"{SHOWN} >> nth=0", "aria-rowindex") == "102"
    assert page.inner_text(".table-place") == "Wards 101 to 200 of 6,826"

    # By keyboard: over the edge of a hundred, to the very end and back; Enter chooses.
    page.focus('.ward-name[tabindex="0"]')
    page.keyboard.press("ArrowUp")
    assert codes(page) == order[:100]
    assert page.evaluate("document.activeElement.closest('tr').dataset.code") == order[99]
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.closest('tr').dataset.code") == order[-1]
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    england.settle()
    assert f"ward={NELSON}" in page.evaluate("location.search")
    page.wait_for_function("() => document.getElementById('ward-heading').textContent === 'Nelson'")
    assert "By best fit" in page.inner_text("#ward-panel")

    # Any ward can be found; the map's wards are shown, hovered and chosen without being tab stops.
    page.fill("#filter", "sheerness")
    assert codes(page) == ["E05009560"]
    page.fill("#filter", "")
    assert page.locator('#map path[role="option"]:visible').count() == 0
    box = page.locator("#map").bounding_box()
    middle = box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.6
    page.mouse.move(*middle)
    page.wait_for_selector(".ward-tip")
    page.mouse.click(*middle)
    england.settle()
    assert f"ward={NELSON}" not in page.evaluate("location.search")
    chosen = page.evaluate("sipmap.state.ward")
    assert chosen in codes(page), "the table turns to the ward that is chosen on the map"

    # Back to Kent: its own wards again, one tab stop among them.
    page.select_option("#area", "kent")
    page.wait_for_function("() => sipmap.data.area === 'kent' && !sipmap.wide.on")
    england.settle()
    assert len(codes(page)) == 255
    assert page.locator('#map path[role="option"][tabindex="0"]:visible').count() == 1
    assert page.locator("#table-pages").count() == 0


def _check_shape(page):
    """Sheerness lies where the map of Kent has it, within what simplification moves."""
    here, there = page.evaluate(
        """() => ['kent', 'england'].map((name) => {
             const layers = name === 'kent' ? sipmap.wide.home.layers : sipmap.map.layers;
             const box = layers.get('E05009560').getBounds();
             return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
           })"""
    )
    assert here == pytest.approx(there, abs=0.003)
