"""Finding on the web: names remembered by release, and the address that leads to the one ward meant."""

from urllib.parse import urlencode

from flask import Flask, Response, redirect, request

from sipmap.desk.finding import Answer, find
from sipmap.desk.gazetteer import Gazetteer, read_gazetteer
from sipmap.desk.position import ward_at
from sipmap.errors import SipmapError
from sipmap.store.read import ReleaseRecord
from sipmap.web.bounded import remembered
from sipmap.web.components.find_form import FIND_PATH, GO_PATH
from sipmap.web.data import FEW, MANY, Figures

MOST_TYPED = 200
"""Letters of a search that are looked at."""
SEE_OTHER = 303
"""The browser asks for the new address by GET, whatever it sent here."""
OUTSIDE, UNCLEAR = "outside", "unclear"
"""What the page of results is told of a position: beyond the wards at hand; no position at all."""


class Finder:
    """Finds wards in the release in use."""

    def __init__(self, figures: Figures) -> None:
        self.figures = figures
        self._names = remembered(FEW, self._read_names)
        self._answer = remembered(MANY, self._find)

    def answer(self, text: str) -> Answer:
        """Return what a text may mean in the release in use."""
        return self._answer(self.figures.release(), " ".join(text[:MOST_TYPED].split()))

    def at(self, latitude: float, longitude: float) -> str | None:
        """Return the ward at a position, or None; nothing of it is kept."""
        return ward_at(self.figures.engine, self.figures.release().id, latitude, longitude)

    def _read_names(self, release: ReleaseRecord) -> Gazetteer:
        return read_gazetteer(self.figures.engine, release.id)

    def _find(self, release: ReleaseRecord, text: str) -> Answer:
        return find(self.figures.engine, release.id, self._names(release), text)


def ward_path(code: str) -> str:
    """Return the address of a ward's page."""
    return f"/ward/{code}"


def add_go_route(server: Flask, finder: Finder) -> None:
    """Add the address of the search form: to the ward that is meant, else to the page of results.

    A position is sent by POST, so that it stands in no address: neither in the browser's history nor in the
    log of a server on the way.
    """

    @server.route(GO_PATH, methods=["GET", "POST"])
    def go() -> Response:
        sent = request.values
        is_position = "lat" in sent or "lon" in sent
        try:
            to = _by_position(finder, sent.get("lat", ""), sent.get("lon", "")) if is_position else None
            to = to or _by_text(finder, sent.get("q", ""))
        except SipmapError:  # the page of results says what is wrong
            to = _results(sent.get("q", ""))
        answer = redirect(to, SEE_OTHER if request.method == "POST" else 302)
        answer.headers["Cache-Control"] = "no-store"
        return answer  # type: ignore[return-value]


def _by_text(finder: Finder, text: str) -> str:
    sure = finder.answer(text).sure if text.strip() else None
    return ward_path(sure) if sure else _results(text)


def _by_position(finder: Finder, latitude: str, longitude: str) -> str:
    try:
        code = finder.at(float(latitude), float(longitude))
    except ValueError:
        return f"{FIND_PATH}?position={UNCLEAR}"
    return ward_path(code) if code else f"{FIND_PATH}?position={OUTSIDE}"


def _results(text: str) -> str:
    asked = " ".join(text[:MOST_TYPED].split())
    return f"{FIND_PATH}?{urlencode({'q': asked})}" if asked else FIND_PATH
