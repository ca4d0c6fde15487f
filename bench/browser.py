"""What someone at the screen waits for: first page, bytes, slider to repaint. In a real Chromium."""

import tempfile
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from bench.record import Measure
from bench.serving import dashboard

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
STARTS, LOADS, MOVES = 3, 5, 30
DRAWN = "#ranking tbody tr:nth-child(255)", "#map path.leaflet-interactive >> nth=254"

SLIDER_TO_REPAINT = """async (moves) => {
  const slider = document.querySelector('input[type=range]');
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(null);
  }));
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const taken = [];
  for (let i = 0; i < moves; i++) {
    await new Promise((rest) => setTimeout(rest, 120));
    const start = performance.now();
    set.call(slider, String(i % 2 ? 10 : 90));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await painted();
    taken.push(performance.now() - start);
  }
  return taken;
}"""
"""From the slider's input to the frame after it: map recoloured, table reordered, painted."""


LAYER_BYTES = """() => performance.getEntriesByType('resource')
  .filter((one) => one.name.includes('/layers/wards-england.'))
  .reduce((sum, one) => sum + one.transferSize, 0)"""
CHOOSE_ENGLAND = """async () => {
  const select = document.getElementById('area'), start = performance.now();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  select.value = 'england';
  select.dispatchEvent(new Event('change', { bubbles: true }));
  while (!sipmap.wide.on || document.getElementById('ranking').hasAttribute('aria-busy')) await frame();
  await frame();
  await frame();
  return performance.now() - start;
}"""
"""From the choice of England to its wards drawn and its table filled."""


def measure() -> list[Measure]:
    """Run all of them on a scratch database."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        starts = []
        for i in range(STARTS):
            with dashboard(Path(folder) / f"{i}.sqlite") as (_, taken):
                starts.append(taken)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with dashboard(Path(folder) / "0.sqlite") as (address, _):
            loads = [_load(browser, address) for _ in range(LOADS)]
            moves = _moves(browser, address)
            england = [*_england(browser, address), _memory()]
        browser.close()
    return [
        Measure("nothing to first page (dependencies installed)", "s", tuple(starts), "10 s"),
        Measure("first load, compressed bytes, map and ranking", "kB", tuple(b for b, _ in loads), "800 kB"),
        Measure("first load until map and table are drawn", "s", tuple(t for _, t in loads)),
        Measure("slider to repainted map and table, 255 wards", "ms", tuple(moves), "60 ms"),
        *england,
    ]


def _await_drawn(page: Page) -> None:
    for part in DRAWN:
        page.wait_for_selector(part, state="attached")


def _load(browser: Browser, address: str) -> tuple[float, float]:
    """Load the page in a fresh profile: kilobytes over the wire, seconds until drawn."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        received: list[float] = []
        wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        page.goto(address)
        _await_drawn(page)
        taken = float(page.evaluate("performance.now()")) / 1000
        page.wait_for_load_state("networkidle")
        return sum(received) / 1000, taken


def _moves(browser: Browser, address: str) -> list[float]:
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page: Page = context.new_page()
        page.goto(address)
        _await_drawn(page)
        page.wait_for_load_state("networkidle")
        moved: list[float] = page.evaluate(SLIDER_TO_REPAINT, MOVES)
        return moved


def _england(browser: Browser, address: str) -> list[Measure]:
    """Choose England from Kent: bytes over the wire for its shapes, time to drawn, slider to repaint."""
    loads = [_england_chosen(browser, address, moves=MOVES if i == 0 else 0) for i in range(LOADS)]
    return [
        Measure(
            "shapes of England's wards, compressed bytes", "kB", tuple(b for b, _, _ in loads), "1,000 kB"
        ),
        Measure("England chosen until map and table are drawn", "s", tuple(t for _, t, _ in loads)),
        Measure("slider to repainted map and table, 6,826 wards", "ms", tuple(loads[0][2]), "200 ms"),
    ]


def _england_chosen(browser: Browser, address: str, moves: int) -> tuple[float, float, list[float]]:
    """Return the kilobytes of England's shapes, seconds until they are drawn, and milliseconds of moves."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page = context.new_page()
        page.goto(address)
        _await_drawn(page)
        page.wait_for_load_state("networkidle")
        taken = float(page.evaluate(CHOOSE_ENGLAND)) / 1000
        page.wait_for_load_state("networkidle")
        size = float(page.evaluate(LAYER_BYTES)) / 1000
        moved: list[float] = page.evaluate(_after_canvas(SLIDER_TO_REPAINT), moves) if moves else []
        page.wait_for_function("() => sipmap.certainty.isSettled()")  # or the next visit waits for it
        return size, taken, moved


def _memory() -> Measure:
    """Measure the server that has shown Kent and England."""
    serving = [p for p in psutil.Process().children() if "serve" in p.cmdline()]
    memory = tuple(p.memory_info().rss / 1e6 for p in serving)
    return Measure("memory of a server that has shown Kent and England", "MB", memory, "350 MB")


def _after_canvas(script: str) -> str:
    """Wait for one frame more: a canvas is drawn in the frame after the one that asks for it."""
    return script.replace(
        "requestAnimationFrame(() => {", "requestAnimationFrame(() => requestAnimationFrame(() => {"
    ).replace("port2.postMessage(null);\n  }))", "port2.postMessage(null);\n  })))")
