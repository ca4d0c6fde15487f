"""Fetch a published file from its address: checked, resumed where it broke off, whole or not at all."""

import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from etl.address import BY_HAND, follow, is_address, shown
from etl.partfile import PartFile, name_from_url, whole_size
from etl.patience import Patience, TryAgainError, retry_after_s
from sipmap.errors import FetchError

LARGEST_BYTES = 2_000_000_000
"""Well above the largest file that sipmap reads, the national postcode directory unpacked."""
PROGRESS_EVERY_S = 1.0

Say = Callable[[str], None]


@contextmanager
def at_hand(where: Path | str, say: Say = print) -> Iterator[Path]:
    """Yield a file's path; a file named by its address is fetched, and removed afterwards."""
    if not is_address(where):
        yield Path(where)
        return
    with tempfile.TemporaryDirectory(prefix="sipmap-") as folder:
        yield fetch(str(where), Path(folder), say=say)


def fetch(
    url: str,
    folder: Path,
    *,
    sha256: str | None = None,
    say: Say = print,
    limit_bytes: int = LARGEST_BYTES,
    patience: Patience | None = None,
) -> Path:
    """Download a file into a folder and return its path.

    Redirects are followed, never from https to http. The file is called what the server states, else what the
    address ends in; one that has the name already is replaced once the new one is whole. What broke off stays
    as `.part`, and the next call goes on with it where the server can. `sha256` is the checksum that the file
    must have, in hexadecimal; `say` is told what goes on, progress at most once a second.

    Raises FetchError where the file cannot be had whole and as stated; no file of its name is then touched.
    """
    address, patience = shown(url), patience or Patience()
    part = PartFile(folder / f"{name_from_url(httpx.URL(address))}.part", address)
    say(f"fetching {address}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _client(patience) as client:
            patience.until_done(lambda: _download(client, url, part, limit_bytes, say), address, say)
        _check_sum(part, sha256)
        size, target = part.size, part.finish()
    except OSError as error:
        problem = f"it cannot be written to {folder} ({error.strerror or error})"
        raise FetchError(address, problem, "make room there, check its permissions") from error
    say(f"{target.name}: {_in_words(size)} fetched")
    return target


def _client(patience: Patience) -> httpx.Client:
    # "identity": the file's own bytes, so that lengths and ranges count what is written.
    headers = {"User-Agent": "sipmap", "Accept-Encoding": "identity"}
    # No connection is used twice: another attempt must not inherit one that the server has just hung up.
    fresh = httpx.Limits(max_keepalive_connections=0)
    return httpx.Client(headers=headers, timeout=patience.timeout_s, limits=fresh)


def _download(client: httpx.Client, url: str, part: PartFile, limit_bytes: int, say: Say) -> None:
    """Bring the partial file to its full length, from where it is; one attempt."""
    with closing(follow(client, url, part.range_headers())) as response:
        _check_status(response, part)
        if response.status_code == httpx.codes.OK:
            part.begin(response)
        whole = whole_size(response)
        _check_size(whole or 0, limit_bytes, part)
        progress = _progress(part.name, whole, say)
        with part.path.open("ab") as file:
            for chunk in response.iter_bytes():
                file.write(chunk)
                progress(file.tell())
                if file.tell() > limit_bytes:
                    break
    _check_size(part.size, limit_bytes, part)
    if whole not in (None, part.size):
        raise TryAgainError(f"{part.size:,} of {whole:,} bytes came")


def _check_status(response: httpx.Response, part: PartFile) -> None:
    status = response.status_code
    answered = f"the server answered {status} {response.reason_phrase}".rstrip()
    if status == httpx.codes.TOO_MANY_REQUESTS or response.is_server_error:
        raise TryAgainError(answered, retry_after_s(response.headers.get("retry-after", "")))
    is_misfit = status == httpx.codes.PARTIAL_CONTENT and not part.is_continued_by(response)
    if is_misfit or status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        part.discard()
        raise TryAgainError("what had been fetched before does not fit the file")
    if status not in (httpx.codes.OK, httpx.codes.PARTIAL_CONTENT):
        raise FetchError(part.address, answered, BY_HAND)


def _check_size(size: int, limit_bytes: int, part: PartFile) -> None:
    if size > limit_bytes:
        part.discard()
        raise FetchError(part.address, f"it is larger than {_in_words(limit_bytes)}", BY_HAND)


def _check_sum(part: PartFile, sha256: str | None) -> None:
    with part.path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if sha256 and found != sha256.strip().lower():
        part.discard()
        problem = f"its content has the checksum {found}, not {sha256}"
        raise FetchError(part.address, problem, "ask the publisher whether the file was changed")


def _progress(name: str, whole: int | None, say: Say) -> Callable[[int], None]:
    """Return what is told the size so far, and says it in plain words at most once a second."""
    said = time.monotonic()

    def at(size: int) -> None:
        nonlocal said
        if time.monotonic() - said >= PROGRESS_EVERY_S:
            said = time.monotonic()
            say(f"{name}: {_in_words(size)}" + (f" of {_in_words(whole)}" if whole else ""))

    return at


def _in_words(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 1e6 else f"{size / 1e3:,.1f} kB"
