"""Briefings read back: what a PDF, a Word file and a web page say in their order, and how they are marked."""

import io
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pypdf
from docx import Document as open_docx
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from sipmap.export.brief import blocks as b
from sipmap.figures.svg import picture, text

SVG = picture(text("Drawn", x=10, y=20), 300, 100, ".a{fill:#000}", "A drawing")


def document(said: str = "plain", **changes) -> b.Document:
    """A briefing with one block of each kind, every text holding what is said."""
    of = lambda what: f"{what} {said}"  # noqa: E731
    given = {
        "title": of("Title"),
        "subtitle": of("Subtitle"),
        "about": of("About"),
        "made_on": date(2026, 6, 1),
        "foot": of("Foot"),
        "blocks": (
            b.Paragraph(of("Lead"), "lead"),
            b.Heading(of("First")),
            b.Paragraph(of("Body")),
            b.Bullets((of("Point"), said)),
            b.Notice("Take care", of("Warned")),
            b.Heading(of("Second"), 2),
            b.Table(
                of("Caption"),
                (b.Column(of("Ward"), share=2), b.Column("Rank", is_number=True)),
                ((of("Name"), "1"), ("Other", said)),
            ),
            b.Picture(SVG, of("Alternative"), of("Shown"), share=0.5),
            b.Paragraph(of("Hint"), "hint"),
        ),
    }
    return b.Document(**(given | changes))


def flat(texts) -> str:
    """Texts as one, without blanks: what a line is broken into does not matter."""
    return re.sub(r"\s+", "", "".join(texts))


def said_in_html(made: bytes) -> str:
    reader = _Reader()
    reader.feed(made.decode())
    return flat(reader.said)


class _Reader(HTMLParser):
    """Keeps the text of the main part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.is_main = False

    def handle_starttag(self, tag, attrs) -> None:
        self.is_main = self.is_main or tag == "main"

    def handle_endtag(self, tag) -> None:
        self.is_main = self.is_main and tag != "main"

    def handle_data(self, data) -> None:
        if self.is_main:
            self.said.append(data)


def said_in_pdf(made: bytes) -> str:
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    return flat(pages).replace("\u2022", "")


def said_in_docx(made: bytes) -> str:
    said = []
    for block in open_docx(io.BytesIO(made)).iter_inner_content():
        if isinstance(block, WordParagraph):
            said.append(block.text)
        elif isinstance(block, WordTable):
            said += [cell.text for row in block.rows for cell in row.cells]
    return flat(said)


def tags(made: bytes) -> tuple[Counter, list[str]]:
    """The tags of a PDF's structure and the alternative texts of its figures."""
    found: Counter = Counter()
    alts: list[str] = []
    rest = [pypdf.PdfReader(io.BytesIO(made)).trailer["/Root"]["/StructTreeRoot"]]
    while rest:
        held = rest.pop()
        node = held.get_object() if hasattr(held, "get_object") else held
        if isinstance(node, list):
            rest.extend(node)
        elif isinstance(node, dict):
            found[str(node.get("/S", ""))] += 1
            alts += [str(node["/Alt"])] if "/Alt" in node else []
            rest += [node["/K"]] if "/K" in node else []
    return found, alts
