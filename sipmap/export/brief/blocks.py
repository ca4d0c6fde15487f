"""What a briefing is made of: headings, paragraphs, lists, tables, pictures, in reading order.

The one model behind HTML, PDF and DOCX. It holds text and pictures and no look; every text is plain, and each
renderer escapes it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category, normalize

LANGUAGE = "en-GB"
PAGE_MM, MARGIN_MM = (210, 297), 18
"""A4, upright."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Kinds of characters that no page shows: controls, marks of direction, halves of pairs, private ones."""
_JOINS = "\u200c\u200d"
"""They shape what stands beside them in some scripts, and in emoji."""


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title."""

    text: str
    level: int = 1
    """1 to 3; never more than one deeper than the heading before it."""
    starts_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; a lead stands out, a hint stands back."""

    text: str
    kind: str = "body"
    """body, lead or hint."""


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """A warning that must not be missed, told by its word and not by colour alone."""

    word: str
    text: str


@dataclass(frozen=True)
class Column:
    """A column of a table: numbers are aligned to the right; `share` is its part of the width."""

    heading: str
    is_number: bool = False
    share: float = 1.0


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """An SVG with the words that say the same; `share` is its part of the text's width."""

    svg: str
    alt: str
    caption: str = ""
    share: float = 1.0


Block = Heading | Paragraph | Bullets | Notice | Table | Picture


@dataclass(frozen=True)
class Document:
    """A briefing whole."""

    title: str
    subtitle: str
    about: str
    """One sentence for the file's own metadata."""
    made_on: date
    blocks: tuple[Block, ...]
    foot: str
    """Release, licence and credit, on every page."""
    size: str = "normal"
    """normal, or close: smaller text, for what must fit a page or two of paper."""


def plain(text: str) -> str:
    """Return a text on one line, composed (NFC), without the characters that a page cannot show."""
    seen = "".join(c if c in _JOINS or category(c) not in _UNSEEN else " " for c in normalize("NFC", text))
    return re.sub(r" {2,}", " ", seen).strip()


def texts(document: Document) -> Iterator[str]:
    """Yield everything that a briefing says, in the order in which it is read."""
    yield from (document.title, document.subtitle)
    for block in document.blocks:
        yield from (text for text in _of(block) if text)


def _of(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Paragraph():
            yield block.text
        case Bullets():
            yield from block.items
        case Notice():
            yield from (block.word, block.text)
        case Table():
            yield block.caption
            yield from (column.heading for column in block.columns)
            yield from (cell for row in block.rows for cell in row)
        case Picture():
            yield block.caption
