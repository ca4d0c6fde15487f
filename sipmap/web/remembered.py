"""Pages kept as they left, packed: from the same database they are the same for everyone who only reads.

Who may write gets forms that are signed for that person alone: those are made anew each time.
"""

import gzip
from collections.abc import Hashable
from datetime import UTC, datetime

from flask import Flask, Response, g, request
from sqlalchemy import Engine

from sipmap.errors import SipmapError
from sipmap.store.pulse import pulse
from sipmap.web.auth import SignIn
from sipmap.web.bounded import Kept
from sipmap.web.components.states import STATE_PAGE
from sipmap.web.compress import accepts_gzip

PAGES = "/_dash-update-component"
"""Where Dash asks for a page, and for what follows from what it shows; all of it is in the question."""
MOST_BYTES, LARGEST_BYTES = 16_000_000, 200_000
"""Of all answers that are kept, and of one: pages take 2 to 15 kB, the largest 83."""
OF_MOVED_BYTES = 4_000_000
"""Of the answers to whoever moved a weight: there are too many of them to push out what everybody asks."""
MOVED = (b"&w.", b"?w.")
"""What stands in the question where somebody moved a weight."""


def remember_pages(server: Flask, engine: Engine, sign_in: SignIn) -> None:
    """Make the server keep its answers to readers; call it before compression is added, which runs first."""
    of_all, of_moved = Kept(MOST_BYTES), Kept(OF_MOVED_BYTES)

    def kept() -> Kept:
        asked = request.get_data(cache=True)
        return of_moved if any(mark in asked for mark in MOVED) else of_all

    @server.before_request
    def give_again() -> Response | None:
        g.kept_under = _key(engine, sign_in)
        body = kept().get(g.kept_under) if g.kept_under is not None else None
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
            kept().put(key, response.get_data())
        return response


def _key(engine: Engine, sign_in: SignIn) -> Hashable:
    """Return what an answer depends on; None where it is not to be kept."""
    if request.path != PAGES or not accepts_gzip() or sign_in.person(request).writes:
        return None
    try:
        return pulse(engine), datetime.now(UTC).date(), request.get_data(cache=True)
    except SipmapError:  # the page itself says what is wrong
        return None


def _is_worth_keeping(response: Response) -> bool:
    """Whether an answer is packed, small, and a page as asked, not one that says what is wrong."""
    is_packed = response.status_code == 200 and response.headers.get("Content-Encoding") == "gzip"
    if not is_packed or len(response.get_data()) > LARGEST_BYTES:
        return False
    return STATE_PAGE.encode() not in gzip.decompress(response.get_data())
