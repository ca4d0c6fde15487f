"""Pictures that a page shows by address, the same for everyone who asks for the same."""

from datetime import UTC, datetime
from hashlib import sha256

from flask import Flask, Response, request

from sipmap.web.areadesk import AreaDesk
from sipmap.web.pages import areas


def add_pictures(server: Flask, desk: AreaDesk) -> None:
    """Add the map of areas."""

    @server.get(areas.MAP_PATH)
    def area_picture() -> Response:
        svg = areas.picture(desk, request.args.to_dict(), datetime.now(UTC).date())
        response = Response(svg, mimetype="image/svg+xml")
        response.headers["Cache-Control"] = "no-cache"
        response.set_etag(sha256(svg.encode()).hexdigest()[:16])
        response.make_conditional(request)
        return response
