"""The edge to Typst: a document's values to PDF, a picture to PNG; text is data there, never source.

Typst is imported when first asked for. It uses its own fonts, so that a page is the same everywhere.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from typing import Literal

STANDARD: Literal["ua-1"] = "ua-1"
"""PDF/UA-1 (ISO 14289-1:2014): tagged, titled, in a stated language; Typst refuses what does not."""
PIXELS_PER_INCH = 200
"""Of pictures in Word files: sharp in print, and small."""
_SOME_DAY = date(2000, 1, 1)
_PICTURE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)\n'
)


class NotShownError(Exception):
    """A text holds a character that none of the fonts has."""


def pdf(values: Mapping[str, object], made_on: date) -> bytes:
    """Return a tagged PDF of the values that `brief.typ` lays out; the same bytes for the same values.

    Raises NotShownError.
    """
    return _compiled(template(), "pdf", {"document": json.dumps(values, ensure_ascii=False)}, made_on)


def png(svg: str, width_mm: float) -> bytes:
    """Return a picture as PNG, on white."""
    return _compiled(_PICTURE.encode(), "png", {"svg": svg, "width": str(width_mm)}, _SOME_DAY)


def shows(character: str) -> bool:
    """Whether a font has a character."""
    source = b'#set document(title: "-")\n#title()\n#sys.inputs.text'
    try:
        _compiled(source, "pdf", {"text": character}, _SOME_DAY)
    except NotShownError:
        return False
    return True


@cache
def template() -> bytes:
    """Return the one Typst file."""
    return files(__package__).joinpath("brief.typ").read_bytes()


def _compiled(source: bytes, form: Literal["pdf", "png"], inputs: dict[str, str], made_on: date) -> bytes:
    import typst  # noqa: PLC0415 - 7 MB, and 25 more at the first document: only who writes one bears them

    stamp = int(datetime.combine(made_on, time(), UTC).timestamp())
    try:
        return typst.compile(
            source,
            format=form,
            ppi=PIXELS_PER_INCH,
            sys_inputs=inputs,
            ignore_system_fonts=True,
            pdf_standards=[STANDARD] if form == "pdf" else [],
            timestamp=stamp,
        )
    except typst.TypstError as error:
        if "displayed" in str(error) or "codepoint" in str(error):
            raise NotShownError(str(error)) from error
        raise
