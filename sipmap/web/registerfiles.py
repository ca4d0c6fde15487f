"""Registers as files to take away: the CSV that goes out is the one that comes in."""

from datetime import UTC, datetime

from flask import Flask, Response, request

from sipmap.export.registers import flags_csv
from sipmap.knowledge import flag_register
from sipmap.web.auth import SignIn
from sipmap.web.data import Figures
from sipmap.web.pages import local_knowledge


def add_register_files(server: Flask, figures: Figures, sign_in: SignIn) -> None:
    """Add the routes."""

    @server.get(local_knowledge.EXPORT_PATH)
    def flags_file() -> Response:
        person = sign_in.person(request)
        found = flag_register.list_flags(
            figures.engine,
            datetime.now(UTC).date(),
            states=[s for s in local_knowledge.states_for(person) if s != "withdrawn"],
            public=None if person.writes else True,
        )
        return attached(flags_csv(found), "sip-local-knowledge.csv")


def attached(content: bytes, name: str, media_type: str = "text/csv") -> Response:
    """Return a file to save, which nobody keeps on the way."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response
