"""Routes beside Dash's own: geometry and figures cached for good, files to take away, a sign of life."""

import gzip
from functools import partial
from hashlib import sha256

from flask import Flask, Response, jsonify, request

from sipmap import desk
from sipmap.desk.ranking import NATIONAL
from sipmap.errors import SipmapError, UnknownCodeError
from sipmap.geography import COMPARISON_SETS
from sipmap.store import read
from sipmap.web.bounded import Kept, remembered
from sipmap.web.certainty import certainty_json
from sipmap.web.components.states import problem_text
from sipmap.web.compress import accepts_gzip
from sipmap.web.data import SOME, Figures, release_key
from sipmap.web.payload import indicator_json, ranking_json
from sipmap.web.state import AREAS, mapped_profiles, parse

FOR_GOOD = "public, max-age=31536000, immutable"
"""For addresses that hold a hash of what they give."""
CERTAINTY_BYTES = 4_000_000
"""Of answers on how sure ranks are: one about Kent takes 3 kB, about England 80 kB."""
NEWER = "Newer figures have been loaded."


def add_routes(server: Flask, figures: Figures) -> None:
    """Add the routes to the server."""
    layer_content = remembered(SOME, partial(read.map_layer_by_hash, figures.engine))
    ranking_body = remembered(SOME, partial(_ranking_body, figures))
    certainties = Kept(CERTAINTY_BYTES)

    @server.get("/layers/<name>.<layer_hash>.json")
    def layer(name: str, layer_hash: str) -> Response:
        found = layer_content(layer_hash)
        if found is None or found.name != name:
            raise UnknownCodeError(f"There is no map layer {name} of that name now; reload the page.")
        return give(found.content, found.media_type, request.path, found.encoding == "gzip")

    @server.get("/data/ranking.<area>.<profile_id>.<key>.json")
    def ranking(area: str, profile_id: str, key: str) -> Response:
        release = _current(figures, key)
        body = ranking_body(release, area, profile_id)
        return give(body, "application/json", request.path)

    @server.get("/data/indicator.<indicator_id>.<key>.json")
    def indicator(indicator_id: str, key: str) -> Response:
        release = _current(figures, key)
        shown = figures.shown(release).get(indicator_id)
        if shown is None:
            raise UnknownCodeError(f"There is no indicator '{indicator_id}' for wards in these figures.")
        values = figures.values(release, indicator_id, shown.period)
        held_back = figures.held_back(release, indicator_id, shown.period)
        return give(indicator_json(shown, values, held_back), "application/json", request.path)

    @server.get("/data/england/indicator.<indicator_id>.<key>.json")
    def indicator_of_england(indicator_id: str, key: str) -> Response:
        release = _current(figures, key)
        shown = figures.shown(release, NATIONAL).get(indicator_id)
        if shown is None:
            raise UnknownCodeError(f"There is no indicator '{indicator_id}' for all of England's wards.")
        values = figures.values(release, indicator_id, shown.period, "best-fit")
        return give(indicator_json(shown, values), "application/json", request.path)

    @server.get("/data/certainty.json")
    def certainty() -> Response:
        key = request.args.get("release")
        release = figures.release() if key is None else _current(figures, key)
        asked = (release_key(release), request.query_string)
        body = certainties.get(asked)
        if body is None:
            body = certainty_json(figures, release, *parse(request.args))
            certainties.put(asked, body)
        response = give(body, "application/json", request.full_path)
        if key is None:  # the address does not say of which figures it speaks
            response.headers["Cache-Control"] = "no-cache"
        return response

    @server.get("/healthz")
    def health() -> Response:
        release = figures.release()
        return jsonify(status="ok", release=release.id, label=release.label)

    server.register_error_handler(SipmapError, answer_error)


def _current(figures: Figures, key: str) -> read.ReleaseRecord:
    """Return the release in use if the address was made for it."""
    release = figures.release()
    if release_key(release) != key:
        raise UnknownCodeError(NEWER)
    return release


def _ranking_body(figures: Figures, release: read.ReleaseRecord, area: str, profile_id: str) -> bytes:
    if area not in AREAS or profile_id not in mapped_profiles():
        raise UnknownCodeError(f"There is no ranking of '{area}' by '{profile_id}' with a map.")
    comparison, profile = COMPARISON_SETS[area], mapped_profiles()[profile_id]
    inputs: desk.RankingInputs = figures.inputs(release, comparison, profile)
    return ranking_json(inputs, figures.people(release, comparison))


def give(body: bytes, media_type: str, address: str, is_packed: bool = True) -> Response:
    """Answer with a body that never changes under its address; unpacked only for who cannot unpack it."""
    unpack = is_packed and not accepts_gzip()
    response = Response(gzip.decompress(body) if unpack else body, mimetype=media_type)
    if is_packed and not unpack:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = FOR_GOOD
    response.set_etag(sha256(address.encode() + body).hexdigest()[:16])
    response.make_conditional(request)
    return response


def answer_error(error: SipmapError) -> tuple[Response, int]:
    """Say what is wrong in one sentence, under the status that fits: a page for people, else JSON."""
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        return Response(problem_text(error), mimetype="text/html"), error.http_status
    return jsonify(error=str(error)), error.http_status
