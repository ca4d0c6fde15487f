"""A briefing as a tagged PDF (PDF/UA-1), set by Typst: no browser, no network, no fonts of the machine."""

from collections.abc import Callable
from typing import Any

from sipmap.export.brief import blocks as b
from sipmap.export.brief.typeset import NotShownError, lacking, pdf

SCALE = {"normal": 1.0, "close": 0.86}
"""Sizes of text; what must fit a page or two is set close."""
INSTEAD = "\N{WHITE SQUARE}"
LACKING = (
    f"{INSTEAD} stands for a character that the fonts of this file lack; "
    "the web page and the Word file have it."
)
EVERYDAY = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
"""Characters that the fonts have for sure; others are tried one by one, where a document fails."""
MOST_TRIED = 200
"""Different characters tried; a text of more that are not everyday loses all of them."""


def as_pdf(document: b.Document) -> bytes:
    """Return the briefing as PDF; the same bytes for the same document.

    A character that the fonts lack is shown as an empty square, and a line at the end says so.
    """
    values = _values(document)
    try:
        return pdf(values, document.made_on)
    except NotShownError:
        odd = sorted(_letters(values) - EVERYDAY)
    values["blocks"].append({"kind": "paragraph", "text": LACKING, "style": "hint"})
    try:
        return pdf(_without(values, lacking(odd[:MOST_TRIED]) | set(odd[MOST_TRIED:])), document.made_on)
    except NotShownError:
        return pdf(_without(values, set(odd)), document.made_on)


def _values(document: b.Document) -> dict[str, Any]:
    """Return a document as plain values, every text on one line; of a picture the SVG as it is."""
    return {
        "title": b.plain(document.title),
        "subtitle": b.plain(document.subtitle),
        "about": b.plain(document.about),
        "foot": b.plain(document.foot),
        "margin": b.MARGIN_MM,
        "scale": SCALE[document.size],
        "blocks": [_block(block) for block in document.blocks],
    }


def _block(block: b.Block) -> dict[str, Any]:
    match block:
        case b.Heading(text, level, starts_page):
            return {"kind": "heading", "text": b.plain(text), "level": level, "page": starts_page}
        case b.Paragraph(text, style):
            return {"kind": "paragraph", "text": b.plain(text), "style": style}
        case b.Bullets(items):
            return {"kind": "bullets", "items": [b.plain(item) for item in items]}
        case b.Notice(word, text):
            return {"kind": "notice", "word": b.plain(word).rstrip("."), "text": b.plain(text)}
        case b.Table():
            return {
                "kind": "table",
                "caption": b.plain(block.caption),
                "columns": [
                    {"heading": b.plain(c.heading), "number": c.is_number, "share": c.share}
                    for c in block.columns
                ],
                "rows": [[b.plain(cell) for cell in row] for row in block.rows],
            }
        case b.Picture(svg, alt, caption, share):
            return {
                "kind": "picture",
                "svg": svg,
                "alt": b.plain(alt),
                "caption": b.plain(caption),
                "share": share,
            }


def _letters(values: object) -> set[str]:
    found: set[str] = set()

    def keep(text: str) -> str:
        found.update(text)
        return text

    _each(values, keep)
    return found


def _without(values: dict[str, Any], letters: set[str]) -> dict[str, Any]:
    table = {ord(c): INSTEAD for c in letters if c != INSTEAD and not c.isspace()}
    changed: dict[str, Any] = _each(values, lambda text: text.translate(table))
    return changed


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - plain values of any shape
    """Return plain values with every text in them changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _each(held, change) for key, held in value.items()}
    return [_each(held, change) for held in value] if isinstance(value, list) else value
