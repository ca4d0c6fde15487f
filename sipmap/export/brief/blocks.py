"""What a briefing is made of: headings, paragraphs, lists, tables, pictures, in reading order.

The one model behind HTML, PDF and DOCX. It holds text and pictures and no look; every text is plain, and each
renderer escapes it.
"""

from dataclasses import dataclass
from datetime import date

LANGUAGE = "en-GB"


@dataclass(frozen=True)
class Heading:
    """A heading below the document's title."""

    text: str
    level: int = 1
    """1 to 3; never more than one deeper than the heading before it."""


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
