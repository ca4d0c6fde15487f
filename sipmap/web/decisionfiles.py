"""Decisions as files to take away, and how a file leaves."""

from flask import Flask, Response, request

from sipmap.errors import UnknownCodeError
from sipmap.export.decision import decision_file
from sipmap.web.auth import SignIn
from sipmap.web.data import Figures
from sipmap.web.pages import decisions


def add_decision_files(server: Flask, figures: Figures, sign_in: SignIn) -> None:
    """Add the routes."""

    @server.get(f"{decisions.EXPORT_PATH}.<kind>")
    def decision_record(kind: str) -> Response:
        person, uid = sign_in.person(request), request.args.get("decision", "")
        if kind not in decisions.KINDS:
            raise UnknownCodeError(f"A decision is not written as {kind}; use json or txt.")
        decisions.check_seen(decisions.allowed(figures, person), uid)
        file = decision_file(figures.engine, uid, with_accounts=person.writes)
        made, media_type = {
            "json": (file.as_json, "application/json"),
            "txt": (file.as_text, "text/plain"),
        }[kind]
        return attached(made(), f"sip-decision-{uid}.{kind}", media_type)


def attached(content: bytes, name: str, media_type: str = "text/csv") -> Response:
    """Return a file to save, which nobody keeps on the way."""
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-cache"
    return response
