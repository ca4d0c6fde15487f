"""Open a file that should be a CSV and hand back its text, or say in one sentence what it is instead."""

import io
import zipfile
from pathlib import Path

from sipmap.errors import InputFileError

SAVE_AS_UTF8 = (
    'save it as UTF-8 (in Excel "CSV UTF-8", in LibreOffice character set "Unicode (UTF-8)"), or use the '
    "publisher's own file"
)
SAVE_AS_CSV = "use the publisher's CSV, or save the one sheet you need as CSV UTF-8"

_MAGIC = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Excel workbook (.xls), not a CSV", SAVE_AS_CSV),
    (b"%PDF", "this is a PDF, not a CSV", "use the publisher's CSV"),
    (b"\x1f\x8b", "this is a gzip archive, not a CSV", "unpack it first"),
    (b"PAR1", "this is a Parquet file, not a CSV", "use the publisher's CSV"),
    (b"SQLite format 3", "this is a SQLite database, not a CSV", "use the publisher's CSV"),
)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MARKUP = ("<!doctype", "<html", "<?xml", "<!--", "<head")


def read_text(path: Path, url: str) -> str:
    """Return the text of a UTF-8 file without its byte-order mark; `url` is where a good copy can be had.

    Raises InputFileError for a missing, unreadable or empty file, a folder, a spreadsheet, an archive, a web
    page, and any encoding but UTF-8.
    """
    raw = _read_bytes(path, url)
    if not raw.strip():
        raise InputFileError(path, "the file is empty", f"download it again from {url}")
    _refuse_other_formats(path, raw)
    text = _decode(path, raw)
    if text.lstrip().lower().startswith(_MARKUP):
        raise InputFileError(path, "this is a web page, not a CSV", f"download the file itself from {url}")
    return text


def _read_bytes(path: Path, url: str) -> bytes:
    if path.is_dir():
        raise InputFileError(path, "this is a folder", "name the CSV file in it")
    try:
        return path.read_bytes()
    except FileNotFoundError:
        problem = f"there is no such file in {path.parent}"
        raise InputFileError(path, problem, f"check the name, or download it from {url}") from None
    except OSError as error:
        problem = f"the file cannot be read ({error.strerror or error})"
        raise InputFileError(path, problem, "check its permissions and that its disk is there") from None


def _refuse_other_formats(path: Path, raw: bytes) -> None:
    if raw.startswith(b"PK\x03\x04"):
        raise InputFileError(path, *_what_zip(raw))
    for start, problem, remedy in _MAGIC:
        if raw.startswith(start):
            raise InputFileError(path, problem, remedy)


def _what_zip(raw: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        names = {"xl/workbook.xml"} if b"xl/" in raw else set()
    if any(name.startswith("xl/") for name in names):
        return "this is an Excel workbook (.xlsx), not a CSV", SAVE_AS_CSV
    if "content.xml" in names:
        return "this is an OpenDocument spreadsheet (.ods), not a CSV", SAVE_AS_CSV
    return "this is a zip archive, not a CSV", "unpack it and name the CSV file inside"


def _decode(path: Path, raw: bytes) -> str:
    if raw.startswith(_UTF16_MARKS) or b"\0" in raw[:4096]:
        raise InputFileError(path, "the text is in UTF-16 or is not text at all", SAVE_AS_UTF8)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        problem = f"the byte 0x{raw[error.start]:02x} is not UTF-8 (the file is probably in Windows-1252)"
        raise InputFileError(path, problem, SAVE_AS_UTF8, row=row) from None
    if "\0" in text:
        row = text.count("\n", 0, text.index("\0")) + 1
        raise InputFileError(path, "there is a zero byte in the text", "download the file again", row=row)
    return text
