"""One visit of a state, looked at in every way that a test asks about: see test_everyone.py."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Visit
from tests.journeys.states import State

LOOKS = Path(__file__).with_name("looks.js").read_text(encoding="utf-8").split("*/\n", 1)[1]
LEAST_TARGET_PX = 24
LAID_OUT_MS = 60
SMALL = """least => Array.from(document.querySelectorAll(
    'button, select, input, textarea, summary, .button, .nav-link'))
  .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.skip'))
  .map(e => [e.outerHTML.slice(0, 110), /radio|checkbox/.test(e.type) && e.closest('label') || e])
  .map(([text, e]) => [text, e.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.min(box.height, box.width) < least - 0.01)
  .map(([text, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${text}`)"""
CUT_OFF = """() => Array.from(document.querySelectorAll('main *, header *, footer *'))
  .filter(e => e.checkVisibility() && e.clientWidth > 1 && e.clientHeight > 1
    && !e.closest('.leaflet-container, .visually-hidden, select, svg, input, textarea'))
  .filter(e => { const how = getComputedStyle(e), isCut = (o) => o === 'hidden' || o === 'clip',
      isWide = e.scrollWidth > e.clientWidth + 1;
    return (isCut(how.overflowX) && isWide)
      || (isCut(how.overflowY) && e.scrollHeight > e.clientHeight + 1)
      || (how.overflowX !== 'visible' && isWide && e.tabIndex < 0 && !e.querySelector('a, button, input')); })
  .map(e => e.outerHTML.slice(0, 120))"""
"""What is cut off, or scrolls sideways where the keyboard cannot go."""
SIDEWAYS = """() => { const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const beyond = (e) => e.checkVisibility() && e.getBoundingClientRect().right > wide + 1;
  return [`${document.documentElement.scrollWidth} of ${wide}`].concat(
    Array.from(document.querySelectorAll('body *')).filter(beyond).slice(0, 5)
    .map(e => e.outerHTML.slice(0, 120))); }"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
"""WCAG 1.4.12."""
SPACED = """css => { const style = document.createElement('style');
  style.id = 'spacing'; style.textContent = css; document.head.append(style); }"""
WORDS = """() => { const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const e = walk.currentNode.parentElement;
    if (e && !e.closest('.leaflet-container, script, style, noscript')
        && e.checkVisibility({ visibilityProperty: true }))
      found.push(...walk.currentNode.textContent.trim().split(/\\s+/)); }
  return found.filter(Boolean); }"""
"""The words that can be seen, without the map's own."""
CONTROLS = (
    "button",
    "link",
    "textbox",
    "searchbox",
    "combobox",
    "slider",
    "spinbutton",
    "checkbox",
    "radio",
    "option",
)
NAMED = (*CONTROLS, "table", "img", "form", "dialog", "listbox")
MANY_ALIKE = [".ranking tbody tr:nth-child(n + 30)", ".leaflet-overlay-pane path:nth-child(n + 30)"]
"""Rows and shapes that one function makes by hundreds: axe reads the first of them."""


@dataclass(frozen=True)
class Looked:
    """What a visit found: lists of faults, empty where all is well."""

    strangers: list[str]
    errors: list[str]
    axe: list[Any]
    reading: list[str]
    unnamed: list[str]
    sideways: dict[str, list[str]]
    cut_off: dict[str, list[str]]
    small: list[str]
    lost_words: list[str]


def look(visit: Visit, state: State) -> Looked:
    """Visit a state at 1440 pixels in light colours, then at other sizes, on a phone in dark ones."""
    page = visit.page
    page.emulate_media(color_scheme="light")
    page.goto(visit.address + state.path)
    page.wait_for_selector(state.ready)
    state.act(page)
    found = {"axe": axe(page), "reading": page.evaluate(LOOKS), "unnamed": unnamed(page)}
    said = page.evaluate(WORDS)
    sideways, cut_off = {}, {}

    def measure(name: str, width: int, script: str = "() => {}", given: object = None) -> None:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(script, given)
        page.wait_for_timeout(LAID_OUT_MS)
        sideways[name], cut_off[name] = page.evaluate(SIDEWAYS), page.evaluate(CUT_OFF)

    measure("text at 200 %", 1280, "() => { document.documentElement.style.fontSize = '200%'; }")
    still = set(page.evaluate(WORDS))
    measure("half the width", 640, "() => { document.documentElement.style.fontSize = ''; }")
    measure("320 pixels", 320)
    measure("wider spacing", 360, SPACED, SPACING)
    page.evaluate("document.getElementById('spacing').remove()")
    page.emulate_media(color_scheme="dark")
    found["axe"] += axe(page)
    return Looked(
        strangers=visit.strangers,
        errors=[e for e in visit.errors if f"{state.status}" not in e] if state.status else visit.errors,
        sideways=sideways,
        cut_off=cut_off,
        small=page.evaluate(SMALL, LEAST_TARGET_PX),
        lost_words=[word for word in said if word not in still],
        **found,
    )


def axe(page: Page) -> list[Any]:
    """Return what axe-core finds wrong with the page as it is."""
    violations = Axe().run(page, {"exclude": MANY_ALIKE}).response["violations"]
    return [(v["id"], [n["html"][:140] for n in v["nodes"][:4]]) for v in violations]


def unnamed(page: Page) -> list[str]:
    """Return lines of the accessibility tree where what needs a name has none."""
    lines = [line.strip() for line in page.locator("body").aria_snapshot().splitlines()]
    bare = re.compile(rf"- ({'|'.join(NAMED)})( \[[^\]]*\])*:?$")
    return [line for line in lines if bare.match(line)]
