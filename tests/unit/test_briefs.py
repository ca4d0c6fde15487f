"""The three forms of a briefing: they say the same, are marked for whoever listens, and take text as text."""

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest
from docx import Document as open_docx
from docx.oxml.ns import qn

from sipmap.errors import SipmapError
from sipmap.export.brief import blocks as b
from sipmap.export.brief.docx import as_docx
from sipmap.export.brief.files import FORMS, brief_file, form_of, together, ward_stem
from sipmap.export.brief.html import as_html
from sipmap.export.brief.pdf import LACKING, as_pdf
from tests.briefs import SVG, document, flat, said_in_docx, said_in_html, said_in_pdf, tags

HOSTILE = (
    '#import "x": *; #panic() $a$ *b* _c_ `d` \\ <lab> @ref ] [x] // /* </script><script>alert(1)</script>'
    " =1+1 & {{x}} %s \u0174ales \u0177 O'Neill \u201cq\u201d"
)
WRITERS = {"html": (as_html, said_in_html), "pdf": (as_pdf, said_in_pdf), "docx": (as_docx, said_in_docx)}


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return as_pdf(document())


@pytest.fixture(scope="module")
def word() -> bytes:
    return as_docx(document())


@pytest.mark.parametrize("form", WRITERS)
def test_each_form_says_every_text_in_the_same_order(form):
    write, read = WRITERS[form]
    given = document(HOSTILE)
    found, place = read(write(given)), 0
    for said in b.texts(given):
        at = found.find(flat([b.plain(said)]), place)
        assert at >= 0, said
        place = at + len(flat([b.plain(said)]))


@pytest.mark.parametrize("form", WRITERS)
def test_a_briefing_comes_out_the_same_to_the_byte(form):
    write, _ = WRITERS[form]
    assert write(document()) == write(document())
    assert write(document()) != write(document("other"))


def test_text_is_never_markup_on_the_page():
    page = as_html(document(HOSTILE)).decode()
    assert "<script" not in page
    assert page.count("<h1>") == 1
    assert '<html lang="en-GB">' in page
    assert '<th scope="col" class="num">Rank</th>' in page
    assert '<th scope="row">Other</th>' in page
    assert page.count("<figcaption>") == page.count(" alt=") == page.count("<caption ") == 1


def test_a_pdf_is_tagged_and_says_its_title_and_language(pdf):
    read = pypdf.PdfReader(io.BytesIO(pdf))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (read.metadata.title, read.metadata.subject) == ("Title plain", "About plain")
    described = read.xmp_metadata.stream.get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in described
    assert "Title plain" in described
    assert read.metadata.creation_date.date() == date(2026, 6, 1)


def test_headings_tables_lists_and_figures_of_a_pdf_have_their_tags(pdf):
    found, alts = tags(pdf)
    assert found["/Title"] == found["/H1"] == found["/H2"] == found["/Table"] == found["/L"] == 1
    assert (found["/TH"], found["/TD"], found["/LI"], found["/Figure"]) == (2, 4, 2, 1)
    assert alts == ["Alternative plain"]


def test_a_long_table_of_a_pdf_repeats_its_header_on_every_page():
    rows = tuple((f"Ward {n}", str(n)) for n in range(120))
    table = b.Table("Long", (b.Column("Ward named"), b.Column("Rank", is_number=True)), rows)
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(document(blocks=(table,))))).pages
    assert len(pages) > 2
    assert all("Ward named" in page.extract_text() for page in pages)
    assert all(f"Page {n} of {len(pages)}" in p.extract_text() for n, p in enumerate(pages, start=1))
    assert tags(as_pdf(document(blocks=(table,))))[0]["/TH"] == 2


def test_a_name_without_a_blank_stays_within_its_column():
    name = "Llan" * 75
    read = pypdf.PdfReader(io.BytesIO(as_pdf(document(name))))
    beyond = []

    def look(text, matrix, *_) -> None:
        beyond.extend([text] if matrix[4] > 595 or (text.strip() and len(text.strip()) > 160) else [])

    for page in read.pages:
        page.extract_text(visitor_text=look)
    assert beyond == []
    assert flat([name]) in said_in_pdf(as_pdf(document(name)))
    assert name in as_html(document(name)).decode()


def test_a_character_that_the_fonts_lack_does_not_stop_a_pdf():
    found = said_in_pdf(as_pdf(document("caf\u00e9 \u65e5\u672c \U0001f600 \x07\ufeff end")))
    assert "caf\u00e9\u25a1\u25a1\u25a1end" in found
    assert flat([LACKING]) in found
    assert "\u65e5\u672c" in said_in_docx(as_docx(document("\u65e5\u672c \x07")))


def test_a_word_file_has_headings_a_language_and_a_title(word):
    read = open_docx(io.BytesIO(word))
    styles = [p.style.name for p in read.paragraphs]
    assert styles.count("Title") == styles.count("Heading 1") == styles.count("Heading 2") == 1
    assert styles.count("List Bullet") == 2
    assert (read.core_properties.title, read.core_properties.language) == ("Title plain", "en-GB")
    assert read.core_properties.created.date() == date(2026, 6, 1)
    languages = {held.get(qn("w:val")) for held in read.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_tables_and_pictures_of_a_word_file_can_be_heard(word):
    read = open_docx(io.BytesIO(word))
    (table,) = read.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Caption plain"
    (drawn,) = read.inline_shapes
    assert drawn._inline.docPr.get("descr") == "Alternative plain"
    assert "PAGE" in read.sections[0].footer._element.xml
    assert round(read.sections[0].page_width.mm) == 210
    with ZipFile(io.BytesIO(word)) as parts:
        assert any(name.endswith(".png") for name in parts.namelist())


def test_several_briefings_are_one_file_each_on_a_new_page():
    one = document(blocks=(b.Heading("Part"), b.Heading("Smaller", 3), b.Paragraph("Said.")))
    both = together([one, replace(one, title="Other ward")])
    assert [(x.text, x.level) for x in both.blocks if isinstance(x, b.Heading)] == [
        *((one.title, 1), ("Part", 2), ("Smaller", 3)),
        *(("Other ward", 1), ("Part", 2), ("Smaller", 3)),
    ]
    assert len(pypdf.PdfReader(io.BytesIO(as_pdf(both))).pages) == 2
    assert together([one]) is one


def test_a_form_is_named_by_the_end_of_the_file_or_by_itself(tmp_path):
    assert form_of(Path("a.PDF")).id == "pdf"
    assert form_of(tmp_path).id == "pdf"
    assert form_of(Path("a.pdf"), "docx").id == "docx"
    for wrong in (Path("a.odt"), Path("a")):
        with pytest.raises(SipmapError, match=r"docx"):
            form_of(wrong)


def test_a_file_has_a_name_that_says_what_is_in_it():
    made = brief_file(document(), ward_stem("St Mary's & Ynys M\u00f4n", "E05009560"), FORMS["html"])
    assert made.name == "sip-ward-st-marys-ynys-mon-e05009560.html"
    assert b"data:image/svg+xml;base64," in made.content
    assert SVG
