"""A briefing as a Word file: real headings, marked header rows, alternative texts; the same bytes again."""

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
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
STYLES = {"body": "Normal", "lead": "Lead", "hint": "Hint"}


def as_docx(document: b.Document) -> bytes:
    """Return the briefing as DOCX; pictures come as PNG, since Word shows no SVG everywhere."""
    from docx import Document as new  # noqa: PLC0415 - python-docx and lxml only where a file is written

    word = new()
    dress(word, document)
    _describe(word, document)
    word.add_paragraph(b.plain(document.title), style="Title")
    if b.plain(document.subtitle):
        word.add_paragraph(b.plain(document.subtitle), style="Subtitle")
    for block in document.blocks:
        _add(word, block)
    foot = word.sections[0].footer.paragraphs[0]
    foot.text = f"{b.plain(document.foot)}\t"
    fields(foot)
    kept = io.BytesIO()
    word.save(kept)
    return _settled(kept.getvalue())


def _describe(word: "Word", document: b.Document) -> None:
    """Set what the file says of itself."""
    about, made = word.core_properties, datetime.combine(document.made_on, time(), UTC).replace(tzinfo=None)
    about.title, about.subject = b.plain(document.title)[:255], b.plain(document.about)[:255]
    about.language, about.author, about.comments = b.LANGUAGE, "sipmap", ""
    about.created = about.modified = made
    about.last_modified_by, about.revision = "sipmap", 1


def _add(word: "Word", block: b.Block) -> None:
    match block:
        case b.Heading(text, level):
            word.add_heading(b.plain(text), level)
        case b.Paragraph(text, kind):
            word.add_paragraph(b.plain(text), style=STYLES[kind])
        case b.Bullets(items):
            for item in items:
                word.add_paragraph(b.plain(item), style="List Bullet")
        case b.Notice(warning, text):
            paragraph = word.add_paragraph(style="Notice")
            paragraph.add_run(f"{b.plain(warning)}. ").bold = True
            paragraph.add_run(b.plain(text))
        case b.Table():
            _add_table(word, block)
        case b.Picture():
            _add_picture(word, block)


def _add_table(word: "Word", block: b.Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    word.add_paragraph(b.plain(block.caption), style="Caption").paragraph_format.keep_with_next = True
    table = word.add_table(rows=0, cols=len(block.columns), style="Briefing Table")
    table.autofit = False
    tell(table, b.plain(block.caption))
    whole = sum(column.share for column in block.columns)
    widths = [Mm(TEXT_MM * column.share / whole) for column in block.columns]
    for held, width in zip(table.columns, widths, strict=True):
        held.width = width
    for number, texts in enumerate((tuple(c.heading for c in block.columns), *block.rows)):
        row = table.add_row()
        mark_whole(row)
        for cell, text, column, width in zip(row.cells, texts, block.columns, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = word.styles["Table Text"]
            paragraph.add_run(b.plain(text)).bold = True if number == 0 else None
            if column.is_number:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            if number == 0:
                shade(cell)
        if number == 0:
            mark_header(row)
    word.add_paragraph(style="Gap")


def _add_picture(word: "Word", block: b.Picture) -> None:
    from docx.shared import Mm  # noqa: PLC0415

    width = TEXT_MM * block.share
    paragraph = word.add_paragraph(style="Picture")
    shown = paragraph.add_run().add_picture(io.BytesIO(png(block.svg, width)), Mm(width))
    shown._inline.docPr.set("descr", b.plain(block.alt))
    if b.plain(block.caption):
        paragraph.paragraph_format.keep_with_next = True
        word.add_paragraph(b.plain(block.caption), style="Caption")


def _settled(made: bytes) -> bytes:
    """Return a zip with its parts as they are and no time of making, so that it comes out the same again."""
    kept = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as given, ZipFile(kept, "w", ZIP_DEFLATED) as settled:
        for part in given.infolist():
            named = ZipInfo(part.filename, _EPOCH)
            named.compress_type, named.external_attr = ZIP_DEFLATED, part.external_attr
            settled.writestr(named, given.read(part.filename))
    return kept.getvalue()
