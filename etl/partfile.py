"""A download under way: `<name>.part` holds its bytes, `<name>.part.from` says what they are the start of.

With both, a download that broke off goes on where it stopped, in the same run or in a later one.
"""

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import Path, PurePosixPath

import httpx

FALLBACK_NAME = "download"
LONGEST_NAME_BYTES = 200
"""With `.part.from` behind it a name stays below the 255 bytes of most file systems."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def safe_name(wanted: str) -> str:
    """Return a file name that stays in its folder on every platform; any path before it is dropped."""
    last = re.split(r"[/\\]", wanted)[-1]
    end = _UNSAFE.sub("_", last).encode(errors="ignore")[-LONGEST_NAME_BYTES:]
    name = end.decode(errors="ignore").strip(". ")
    return f"_{name}" if _DEVICE.match(name) else name or FALLBACK_NAME


def name_from_url(url: httpx.URL) -> str:
    """Return the file name that an address ends in."""
    return safe_name(PurePosixPath(url.path).name)


def _stated_name(response: httpx.Response) -> str:
    """Return the safe file name of Content-Disposition; empty where there is none."""
    header = Message()
    header["content-disposition"] = response.headers.get("content-disposition", "")
    names = [v for key, v in header.get_params([], "content-disposition") if key == "filename"]
    # The extended form `filename*`, parsed as a tuple, wins over the plain one (RFC 6266, section 4.3).
    names.sort(key=lambda value: not isinstance(value, tuple))
    return safe_name(collapse_rfc2231_value(names[0])) if names else ""


def whole_size(response: httpx.Response) -> int | None:
    """Return how many bytes the whole file has by what the server says; None where it does not say."""
    if response.status_code == httpx.codes.PARTIAL_CONTENT:
        total = _content_range(response)[1]
    else:
        total = "" if _is_encoded(response) else response.headers.get("content-length", "")
    return int(total) if total.isdecimal() else None


def _content_range(response: httpx.Response) -> tuple[str, str]:
    """Return the first byte and the whole size of a partial answer, as text; "*" or empty where unknown."""
    found = re.match(r"bytes (\d+)-\d+/(\d+|\*)$", response.headers.get("content-range", ""))
    return (found[1], found[2]) if found else ("", "")


def _is_encoded(response: httpx.Response) -> bool:
    return response.headers.get("content-encoding", "identity").lower() != "identity"


def _validator(response: httpx.Response) -> str:
    """Return what tells one edition of a file from another for If-Range; empty where nothing does.

    A weak ETag does not, and a date may be used only where there is no ETag (RFC 9110, section 13.1.5).
    """
    if _is_encoded(response):
        return ""
    tag: str = response.headers.get("etag", "")
    return "" if tag.startswith("W/") else tag or response.headers.get("last-modified", "")


@dataclass(frozen=True)
class PartFile:
    """The partial file of one address in a folder; one download at a time may use it."""

    path: Path
    address: str

    @property
    def _note_path(self) -> Path:
        return self.path.with_name(f"{self.path.name}.from")

    @property
    def _note(self) -> dict[str, str]:
        with suppress(OSError, ValueError):
            note = json.loads(self._note_path.read_text(encoding="utf-8"))
            if isinstance(note, dict) and note.get("address") == self.address:
                return note
        return {}

    @property
    def size(self) -> int:
        """How many bytes are there."""
        return self.path.stat().st_size if self.path.is_file() else 0

    @property
    def validator(self) -> str:
        """What the bytes were marked with by the server; empty where they cannot be gone on with."""
        return self._note.get("validator", "")

    @property
    def name(self) -> str:
        """What the file will be called once it is whole."""
        return safe_name(self._note.get("name", self.path.stem))

    def range_headers(self) -> dict[str, str]:
        """Return the headers that ask for the rest of the file; none where it has to start anew."""
        if not (self.size and self.validator):
            return {}
        return {"Range": f"bytes={self.size}-", "If-Range": self.validator}

    def is_continued_by(self, response: httpx.Response) -> bool:
        """Say whether a partial answer is the rest of this very file."""
        start = _content_range(response)[0]
        is_same = bool(self.validator) and _validator(response) in ("", self.validator)
        return is_same and not _is_encoded(response) and start == str(self.size)

    def begin(self, response: httpx.Response) -> None:
        """Drop what is there and note which file is about to be written."""
        self.discard()  # first the bytes: a crash must never leave old bytes beside a new note
        name = _stated_name(response) or name_from_url(response.url)
        note = {"address": self.address, "validator": _validator(response), "name": name}
        self._note_path.write_text(json.dumps(note), encoding="utf-8")

    def discard(self) -> None:
        """Remove the partial file and its note."""
        self.path.unlink(missing_ok=True)
        self._note_path.unlink(missing_ok=True)

    def finish(self) -> Path:
        """Give the whole file its name; a file that had it is replaced in one step."""
        target = self.path.replace(self.path.with_name(self.name))
        self._note_path.unlink(missing_ok=True)
        return target
