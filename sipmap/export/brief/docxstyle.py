"""The look of a briefing in Word: styles with a language, a table's lines, marks for those who listen."""

from typing import TYPE_CHECKING, Any

from sipmap.export.brief import blocks as b

if TYPE_CHECKING:
    from docx.document import Document as Word

FONT = "Arial"
INK, HINT, ACCENT, GROUND, LINE = "1B2628", "4D5B63", "0B5C5E", "F3F6F5", "B9C5C4"
WARN_INK, WARN_GROUND, WARN_LINE = "6B3300", "FFF3DC", "B76E00"
WORD_2013 = "15"
"""What Word calls its way of laying out since 2013; below it a file opens as one of an older Word."""
POINTS = {"normal": 10.5, "close": 9.0}
HEADINGS = {1: 1.35, 2: 1.12, 3: 1.0}
"""Sizes of headings, of the text's."""


def dress(word: "Word", document: b.Document) -> None:
    """Set the paper, the language and every style that a briefing uses."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    section = word.sections[0]
    section.page_width, section.page_height = Mm(b.PAGE_MM[0]), Mm(b.PAGE_MM[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(b.MARGIN_MM)
    section.footer_distance = Mm(9)
    points = POINTS[document.size]
    _speak(word)
    _style(word.styles["Normal"], points, INK, after=6)
    _style(word.styles["Title"], 20, ACCENT, after=4, bold=True)
    _style(word.styles["Subtitle"], points * 1.1, HINT, after=8)
    for level, larger in HEADINGS.items():
        colour = ACCENT if level == 1 else INK
        style = word.styles[f"Heading {level}"]
        _style(style, points * larger, colour, before=14 - 3 * level, after=4, bold=True)
    _style(word.styles["List Bullet"], points, INK, after=3)
    _style(word.styles["Caption"], points * 0.9, HINT, after=3)
    _style(word.styles["Footer"], 8, HINT)
    _stops(word.styles["Footer"])
    for name, larger, colour, after in (
        ("Lead", 1.12, INK, 6),
        ("Hint", 0.9, HINT, 6),
        ("Notice", 1.0, WARN_INK, 8),
        ("Table Text", 0.9, INK, 0),
        ("Picture", 1.0, INK, 4),
        ("Gap", 0.4, INK, 4),
    ):
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = word.styles["Normal"]
        _style(made, points * larger, colour, after=after)
    word.styles["Table Text"].paragraph_format.space_before = Pt(1.5)
    word.styles["Table Text"].paragraph_format.space_after = Pt(1.5)
    _stand_out(word.styles["Notice"])
    table = word.styles.add_style("Briefing Table", WD_STYLE_TYPE.TABLE)
    table.base_style = word.styles["Normal Table"]
    _lines(table)


def fields(paragraph: Any) -> None:  # noqa: ANN401 - python-docx is not loaded here
    """Add "Page 1 of 2" as fields that Word works out."""
    for text, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(text)
        told = _element("w:instrText", **{"xml:space": "preserve"})
        told.text = f" {code} "
        shown = _element("w:t")
        shown.text = "1"
        begins, turns, ends = (
            _element("w:fldChar", **{"w:fldCharType": kind}) for kind in ("begin", "separate", "end")
        )
        for part in (begins, told, turns, shown, ends):
            paragraph.add_run()._r.append(part)


def mark_header(row: Any) -> None:  # noqa: ANN401
    """Mark a row as the table's header, to stand again on each page."""
    row._tr.get_or_add_trPr().append(_element("w:tblHeader"))


def mark_whole(row: Any) -> None:  # noqa: ANN401
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))


def shade(cell: Any) -> None:  # noqa: ANN401
    """Give a header's cell its ground."""
    cell._tc.get_or_add_tcPr().append(_shading(GROUND))


def tell(table: Any, caption: str) -> None:  # noqa: ANN401
    """Say what a table is to software that reads it out; its first row and column are headers."""
    properties = table._tbl.tblPr
    look = properties.find(_name("w:tblLook"))
    if look is not None:
        properties.remove(look)
    firsts = {"w:firstRow": "1", "w:lastRow": "0", "w:firstColumn": "1", "w:lastColumn": "0"}
    properties.append(
        _element("w:tblLook", **{"w:val": "04A0", **firsts, "w:noHBand": "0", "w:noVBand": "1"})
    )
    properties.append(_element("w:tblCaption", **{"w:val": caption}))


def _speak(word: "Word") -> None:
    """Set the language of every style, and of the file's own settings."""
    for run in word.styles.element.iter(_name("w:rPrDefault")):
        for held in list(run.iter(_name("w:lang"))):
            held.set(_name("w:val"), b.LANGUAGE)
            held.set(_name("w:eastAsia"), b.LANGUAGE)
    for held in list(word.settings.element.iter(_name("w:themeFontLang"))):
        held.set(_name("w:val"), b.LANGUAGE)
        held.attrib.pop(_name("w:eastAsia"), None)
    for held in list(word.settings.element.iter(_name("w:compatSetting"))):
        if held.get(_name("w:name")) == "compatibilityMode":
            held.set(_name("w:val"), WORD_2013)


def _style(
    style: Any,  # noqa: ANN401
    points: float,
    colour: str,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(round(points * 2) / 2), bold, False
    font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_name(f"w:{theme}"), None)
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(_name(f"w:{kind}"), FONT)
    told = style.paragraph_format
    told.space_before, told.space_after = Pt(before), Pt(after)
    told.line_spacing = 1.12
    borders = style.element.get_or_add_pPr().find(_name("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _stand_out(style: Any) -> None:  # noqa: ANN401
    """Give a notice its line and its ground, in the order that the format asks for."""
    properties = style.element.get_or_add_pPr()
    borders = _element("w:pBdr")
    borders.append(_border("w:left", WARN_LINE, 24, 8))
    spacing = properties.find(_name("w:spacing"))
    for element in (borders, _shading(WARN_GROUND)):
        if spacing is None:
            properties.append(element)
        else:
            spacing.addprevious(element)


def _stops(style: Any) -> None:  # noqa: ANN401
    """Put the page number at the right edge of the foot."""
    from docx.enum.text import WD_TAB_ALIGNMENT  # noqa: PLC0415
    from docx.shared import Mm  # noqa: PLC0415

    stops = style.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(b.PAGE_MM[0] - 2 * b.MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)


def _lines(style: Any) -> None:  # noqa: ANN401
    """Draw a table's lines between its rows alone."""
    properties = _element("w:tblPr")
    borders = _element("w:tblBorders")
    for side in ("w:bottom", "w:insideH"):
        borders.append(_border(side, LINE, 4, 0))
    properties.append(borders)
    style.element.append(properties)


def _border(side: str, colour: str, eighths: int, space: int) -> Any:  # noqa: ANN401
    told = {"w:val": "single", "w:sz": str(eighths), "w:space": str(space), "w:color": colour}
    return _element(side, **told)


def _shading(colour: str) -> Any:  # noqa: ANN401
    return _element("w:shd", **{"w:val": "clear", "w:color": "auto", "w:fill": colour})


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415

    return OxmlElement(name, {_name(key): value for key, value in attributes.items()})


def _name(name: str) -> str:
    from docx.oxml.ns import qn  # noqa: PLC0415

    found: str = qn(name)
    return found
