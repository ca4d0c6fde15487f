"""A briefing as a Word file: real headings, marked header rows, alternative texts; the same bytes again."""

import gc
import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sipmap.export.brief import blocks as b
from sipmap.export.brief.docxstyle import dress, fields, mark_header, mark_whole, shade, tell
from sipmap.export.brief.typeset import png

if TYPE_CHECKING:
    from docx.document import Document as Word

TEXT_MM = b.PAGE_MM[0] - 2 * b.MARGIN_MM
"""Width of the text."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears, the earliest that a zip can."""
MOST = 255
"""Characters of a property of the file."""
STYLES = {"body": "Normal", "lead": "Lead", "hint": "Hint"}


def as_docx(document: b.Document) -> bytes:
    """Return the briefing as DOCX; pictures come as PNG, since Word shows no SVG everywhere."""
    from docx import Document as new  # noqa: PLC0415 - python-docx and lxml only where a file is written

    word = new()
    dress(word, document)
    _describe(word, document)
    writer = _Writer(word)
    writer.paragraph(document.title, "Title")
    if b.plain(document.subtitle):
        writer.paragraph(document.subtitle, "Subtitle")
    for block in document.blocks:
        writer.add(block)
    foot = word.sections[0].footer.paragraphs[0]
    foot.text = f"{b.plain(document.foot)}\t"
    fields(foot)
    kept = io.BytesIO()
    word.save(kept)
    del word, writer, foot
    gc.collect()  # python-docx leaves circles behind: 120 files took 140 MB before they were cleared, now 16
    return _settled(kept.getvalue())


def _describe(word: "Word", document: b.Document) -> None:
    """Set what the file says of itself."""
    about, made = word.core_properties, datetime.combine(document.made_on, time(), UTC).replace(tzinfo=None)
    about.title, about.subject = b.plain(document.title)[:MOST], b.plain(document.about)[:MOST]
    about.language, about.author, about.comments = b.LANGUAGE, "sipmap", ""
    about.created = about.modified = made
    about.last_modified_by, about.revision = "sipmap", 1


class _Writer:
    """Writes blocks into a document whose styles are in place."""

    def __init__(self, word: "Word") -> None:
        self.word = word
        self.ids = {style.name: style.style_id for style in word.styles}
        """Looked up once: python-docx would search all styles for every paragraph."""

    def paragraph(self, text: str, style: str) -> Any:  # noqa: ANN401 - python-docx is not loaded here
        made = self.word.add_paragraph()
        made._p.style = self.ids[style]
        if text:
            made.add_run(b.plain(text))
        return made

    def add(self, block: b.Block) -> None:
        match block:
            case b.Heading(text, level, starts_page):
                heading = self.paragraph(text, f"Heading {level}")
                heading.paragraph_format.page_break_before = True if starts_page else None
            case b.Paragraph(text, kind):
                self.paragraph(text, STYLES[kind])
            case b.Bullets(items):
                for item in items:
                    self.paragraph(item, "List Bullet")
            case b.Notice(warning, text):
                told = self.paragraph("", "Notice")
                told.add_run(f"{b.plain(warning).rstrip('.')}. ").bold = True
                told.add_run(b.plain(text))
            case b.Table():
                self.table(block)
            case b.Picture():
                self.picture(block)

    def table(self, block: b.Table) -> None:
        from docx.shared import Mm  # noqa: PLC0415

        self.paragraph(block.caption, "Caption").paragraph_format.keep_with_next = True
        table = self.word.add_table(rows=1 + len(block.rows), cols=len(block.columns), style="Briefing Table")
        table.autofit = False
        tell(table, b.plain(block.caption))
        whole = sum(column.share for column in block.columns)
        widths = [Mm(TEXT_MM * column.share / whole) for column in block.columns]
        for held, width in zip(table.columns, widths, strict=True):
            held.width = width
        headings = tuple(column.heading for column in block.columns)
        for number, (row, texts) in enumerate(zip(table.rows, (headings, *block.rows), strict=True)):
            mark_whole(row)
            if number == 0:
                mark_header(row)
            for cell, text, column, width in zip(row.cells, texts, block.columns, widths, strict=True):
                cell.width = width
                self.cell(cell, text, column, is_head=number == 0)
        self.paragraph("", "Gap")

    def cell(self, cell: Any, text: str, column: b.Column, *, is_head: bool) -> None:  # noqa: ANN401
        from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

        paragraph = cell.paragraphs[0]
        paragraph._p.style = self.ids["Table Text"]
        paragraph.add_run(b.plain(text)).bold = True if is_head else None
        if column.is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if is_head:
            shade(cell)

    def picture(self, block: b.Picture) -> None:
        from docx.shared import Mm  # noqa: PLC0415

        width = TEXT_MM * block.share
        paragraph = self.paragraph("", "Picture")
        shown = paragraph.add_run().add_picture(io.BytesIO(png(block.svg, width)), Mm(width))
        shown._inline.docPr.set("descr", b.plain(block.alt))
        if b.plain(block.caption):
            paragraph.paragraph_format.keep_with_next = True
            self.paragraph(block.caption, "Caption")


def _settled(made: bytes) -> bytes:
    """Return a zip with its parts as they are and no time of making, so that it comes out the same again."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as given, ZipFile(kept, "w", ZIP_DEFLATED) as settled:
        for part in given.infolist():
            named = ZipInfo(part.filename, _EPOCH)
            named.compress_type, named.external_attr = ZIP_DEFLATED, part.external_attr
            settled.writestr(named, given.read(part.filename))
    return kept.getvalue()
