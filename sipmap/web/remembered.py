"""Pages kept as they left, packed: from the same database they are the same for everyone who only reads.

Who may write gets forms that are signed for that person alone: those are made anew each time.
"""

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from datetime import UTC, datetime
from threading import Lock

from flask import Flask, Response, g, request
from sqlalchemy import Engine

from sipmap.errors import SipmapError
from sipmap.store.pulse import pulse
from sipmap.web.auth import SignIn
from sipmap.web.components.states import STATE_PAGE
from sipmap.web.compress import accepts_gzip

PAGES = "/_dash-update-component"
"""Where Dash asks for a page, and for what follows from what it shows; all of it is in the question."""
MOST_BYTES, LARGEST_BYTES = 16_000_000, 200_000
"""Of all answers that are kept, and of one: pages take 2 to 15 kB, the largest 83."""
MOVED = (b"&w.", b"?w.")
"""What stands in the question where somebody moved a weight."""


class Kept:
    """The latest answers by what was asked; the least recently used leave first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock, self._most, self._held = Lock(), most_bytes, 0

    def get(self, key: Hashable) -> bytes | None:
        """Return an answer, if it is kept."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def put(self, key: Hashable, body: bytes) -> None:
        """Keep an answer."""
        with self._lock:
            self._held += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._held > self._most:
                self._held -= len(self._bodies.popitem(last=False)[1])


def remember_pages(server: Flask, engine: Engine, sign_in: SignIn) -> None:
    """Make the server keep its answers to readers; call it before compression is added, which runs first."""
    kept = Kept()

    @server.before_request
    def give_again() -> Response | None:
        g.kept_under = _key(engine, sign_in)
        body = kept.get(g.kept_under) if g.kept_under is not None else None
        if body is None:
            return None
        response = Response(body, mimetype="application/json")
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        g.kept_under = None
        return response

    @server.after_request
    def keep(response: Response) -> Response:
        key = g.get("kept_under")
        if key is not None and _is_worth_keeping(response):
            kept.put(key, response.get_data())
        return response


def _key(engine: Engine, sign_in: SignIn) -> Hashable:
    """Return what an answer depends on; None where it is not to be kept.

    Weights that somebody moved are rarely moved so again: what is said of them would only push out the rest.
    """
    if request.path != PAGES or not accepts_gzip() or sign_in.person(request).writes:
        return None
    asked = request.get_data(cache=True)
    if any(mark in asked for mark in MOVED):
        return None
    try:
        return pulse(engine), datetime.now(UTC).date(), asked
    except SipmapError:  # the page itself says what is wrong
        return None


def _is_worth_keeping(response: Response) -> bool:
    """Whether an answer is packed, small, and a page as asked, not one that says what is wrong."""
    is_packed = response.status_code == 200 and response.headers.get("Content-Encoding") == "gzip"
    if not is_packed or len(response.get_data()) > LARGEST_BYTES:
        return False
    return STATE_PAGE.encode() not in gzip.decompress(response.get_data())
