"""From page to page: what is waited for after a click in the navigation, and what comes over the wire."""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.browser import CHROMIUM, FLAGS
from bench.record import Measure
from bench.serving import dashboard

ROUNDS = 5
NAMES = (
    "Choose",
    "Areas",
    "Compare",
    "Local knowledge",
    "What is being done",
    "Decisions",
    "Data and methods",
)
GO = """(name) => new Promise((done) => {
  const link = [...document.querySelectorAll('nav a')].find((one) => one.textContent === name);
  const start = performance.now();
  const look = () => {
    if (document.querySelector('main h1')?.textContent === name) {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now() - start);
      channel.port2.postMessage(null);
    } else requestAnimationFrame(look);
  };
  link.click();
  requestAnimationFrame(look);
})"""
"""From the click to the frame in which the next page's heading stands."""


def measure() -> list[Measure]:
    """Go through all pages, the first round to fill the server's caches and the browser's."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with dashboard(Path(folder) / "pages.sqlite") as (address, _):
            taken, largest = _walked(browser, address)
        browser.close()
    return [
        Measure("page to page, first time each", "ms", tuple(taken[: len(NAMES)])),
        Measure("page to page, again", "ms", tuple(taken[len(NAMES) :])),
        Measure("largest page after the first, compressed bytes", "kB", (largest,), "150 kB"),
    ]


def _walked(browser: Browser, address: str) -> tuple[list[float], float]:
    """Return milliseconds for each step, and the kilobytes of the page that took most."""
    with browser.new_context(viewport={"width": 1440, "height": 900}) as context:
        page: Page = context.new_page()
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        received: list[float] = []
        wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        taken, sizes = [], []
        for name in NAMES * ROUNDS:
            received.clear()
            taken.append(float(page.evaluate(GO, name)))
            page.wait_for_load_state("networkidle")
            sizes.append(sum(received) / 1000)
        return taken, max(sizes)
