"""Pictures that a page shows by address, the same for everyone who asks for the same."""

from datetime import UTC, datetime
from hashlib import sha256

from flask import Flask, Response, request

from sipmap.web.areadesk import AreaDesk
from sipmap.web.components import ward_page
from sipmap.web.pages import areas, ward
from sipmap.web.warddesk import WardDesk


def add_pictures(server: Flask, desk: AreaDesk, wards: WardDesk) -> None:
    """Add the map of areas, and those of one ward: its small areas, and its place in the district."""

    @server.get(areas.MAP_PATH)
    def area_picture() -> Response:
        return _given(areas.picture(desk, request.args.to_dict(), datetime.now(UTC).date()))

    @server.get(ward_page.MAP_PATH)
    def ward_picture() -> Response:
        return _given(ward.picture(wards, request.args.get("ward", ""), 0))

    @server.get(ward_page.PLACE_PATH)
    def ward_place() -> Response:
        return _given(ward.picture(wards, request.args.get("ward", ""), 1))


def _given(svg: str) -> Response:
    response = Response(svg, mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(sha256(svg.encode()).hexdigest()[:16])
    response.make_conditional(request)
    return response
