"""Web addresses: which are taken, how they are shown, and where they lead."""

import re
from pathlib import Path

import httpx

from sipmap.errors import FetchError

MOST_REDIRECTS = 10
BY_HAND = "check the address, or download the file with a browser and load it from there"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_address(where: Path | str) -> bool:
    """Say whether a file is named by an address (https://...) and not by a path."""
    return isinstance(where, str) and _ADDRESS.match(where) is not None


def shown(url: str) -> str:
    """Return an address as it may be printed and kept, without a name and password; raises FetchError."""
    try:
        parsed = httpx.URL(url)
    except httpx.InvalidURL as error:
        raise FetchError(url, f"this is not an address ({error})", "copy it again") from error
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise FetchError(url, "this is not a web address", "give one that starts with https://")
    return str(parsed.copy_with(userinfo=b""))


def follow(client: httpx.Client, url: str, headers: dict[str, str]) -> httpx.Response:
    """Ask for an address and wherever it leads, never from https to http; the body is left to be read."""
    request = client.build_request("GET", url, headers=headers)
    for _ in range(MOST_REDIRECTS + 1):
        try:
            response = client.send(request, stream=True, follow_redirects=False)
        except UnicodeError as error:
            raise FetchError(shown(url), "it names no possible server", BY_HAND) from error
        if response.next_request is None:
            return response
        response.close()
        allowed = ("https",) if request.url.scheme == "https" else ("http", "https")
        request = response.next_request
        if request.url.scheme not in allowed:
            to = request.url.copy_with(userinfo=b"")
            raise FetchError(shown(url), f"it leads to {to}, which is not safe to follow", BY_HAND)
    raise FetchError(shown(url), f"it leads on more than {MOST_REDIRECTS} times", BY_HAND)
