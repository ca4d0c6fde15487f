"""Compression of what leaves: gzip, kept for files that do not change, in a bounded cache.

Dash's own scripts and ours are compressed once per process; answers to a page are compressed lightly each
time. (Flask-Compress would compress the scripts anew for every visitor.)
"""

import gzip
from collections import OrderedDict
from threading import Lock

from flask import Flask, Response, request

LEAST_BYTES = 700
"""Below this, the header costs more than it saves."""
BEST, QUICK = 9, 4
MOST_CACHED = 64
COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")


class CompressedFiles:
    """Compressed bodies of unchanging files by address and size; the least recently used leave first."""

    def __init__(self, size: int = MOST_CACHED) -> None:
        self._bodies: OrderedDict[tuple[str, int], bytes] = OrderedDict()
        self._lock, self._size = Lock(), size

    def get(self, address: str, body: bytes) -> bytes:
        """Return `body` compressed."""
        key = (address, hash(body))
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
                return self._bodies[key]
        packed = gzip.compress(body, BEST, mtime=0)
        with self._lock:
            self._bodies[key] = packed
            while len(self._bodies) > self._size:
                self._bodies.popitem(last=False)
        return packed


def compress_responses(server: Flask) -> None:
    """Make the server compress what the browser accepts compressed."""
    files = CompressedFiles()

    @server.after_request
    def pack(response: Response) -> Response:
        if not _is_worth_it(response):
            return response
        response.direct_passthrough = False
        body = response.get_data()
        if len(body) < LEAST_BYTES:
            return response
        is_file = request.path.startswith(("/_dash-component-suites/", "/assets/"))
        packed = files.get(request.full_path, body) if is_file else gzip.compress(body, QUICK, mtime=0)
        response.set_data(packed)
        response.headers["Content-Encoding"] = "gzip"
        response.vary.add("Accept-Encoding")
        return response


def accepts_gzip() -> bool:
    """Whether the browser that asks can unpack gzip."""
    return request.accept_encodings.quality("gzip") > 0


def _is_worth_it(response: Response) -> bool:
    return (
        response.status_code == 200
        and accepts_gzip()
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(COMPRESSIBLE)
    )
