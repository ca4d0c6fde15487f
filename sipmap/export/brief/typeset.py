"""The edge to Typst: a document's values to PDF, a picture to PNG; text is data there, never source.

Typst works in a process of its own (`typesetter`) with its own fonts: a page is the same everywhere, and its
memory is given back.
"""

import json
import subprocess
import sys
from base64 import b64decode
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from sipmap.errors import SipmapError

STANDARD = "ua-1"
"""PDF/UA-1 (ISO 14289-1:2014): tagged, titled, in a stated language; Typst refuses what does not."""
PIXELS_PER_INCH = 200
"""Of pictures in Word files: sharp in print, and small."""
AT_ONCE = 2
"""Processes that one worker may run beside itself, of up to 100 MB each."""
LONGEST_S = 60
_SOME_DAY = date(2000, 1, 1)
_PICTURE = (
    "#set page(width: auto, height: auto, margin: 0pt)\n"
    '#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1mm)\n'
)
_LETTER = '#set document(title: "-")\n#title()\n#sys.inputs.text'
_places = BoundedSemaphore(AT_ONCE)


class NotShownError(Exception):
    """A text holds a character that none of the fonts has."""


def pdf(values: Mapping[str, object], made_on: date) -> bytes:
    """Return a tagged PDF of the values that `brief.typ` lays out; the same bytes for the same values.

    Raises NotShownError, and SipmapError where Typst takes too long.
    """
    inputs = {"document": json.dumps(values, ensure_ascii=False)}
    return _made(_run([_job(template(), "pdf", inputs, made_on)])[0])


def png(svg: str, width_mm: float) -> bytes:
    """Return a picture as PNG, on white."""
    return _made(_run([_job(_PICTURE, "png", {"svg": svg, "width": str(width_mm)})])[0])


def lacking(characters: Collection[str]) -> set[str]:
    """Return those characters that no font has."""
    found = _run([_job(_LETTER, "pdf", {"text": one}) for one in characters])
    return {one for one, result in zip(characters, found, strict=True) if "error" in result}


@cache
def template() -> str:
    """Return the one Typst file."""
    return files(__package__).joinpath("brief.typ").read_text(encoding="utf-8")


def _job(source: str, form: str, inputs: Mapping[str, str], made_on: date = _SOME_DAY) -> dict[str, Any]:
    return {
        "source": source,
        "form": form,
        "ppi": PIXELS_PER_INCH,
        "inputs": inputs,
        "standards": [STANDARD] if form == "pdf" else [],
        "timestamp": int(datetime.combine(made_on, time(), UTC).timestamp()),
    }


def _run(jobs: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Have jobs done; -P keeps this folder, with its `html` and `docx`, off the path of the process."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("typesetter.py"))]
    try:
        with _places:
            ended = subprocess.run(  # noqa: S603 - our own file, and nothing of anybody's in the command
                command, input=json.dumps(jobs).encode(), capture_output=True, check=True, timeout=LONGEST_S
            )
    except subprocess.TimeoutExpired:
        raise SipmapError("The briefing took too long to set; try again in a minute.") from None
    found: list[dict[str, str]] = json.loads(ended.stdout)
    return found


def _made(result: Mapping[str, str]) -> bytes:
    if "made" in result:
        return b64decode(result["made"])
    error = result["error"]
    if "displayed" in error or "codepoint" in error:
        raise NotShownError(error)
    raise RuntimeError(error)
