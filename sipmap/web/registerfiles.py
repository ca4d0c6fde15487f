"""Registers as files to take away: the CSV that goes out is the one that comes in."""

from datetime import UTC, datetime

from flask import Flask, Response, request

from sipmap.errors import UnknownCodeError
from sipmap.export.decision import decision_file
from sipmap.export.registers import flags_csv, initiatives_csv
from sipmap.knowledge import flag_register, initiative_register
from sipmap.web.auth import SignIn
from sipmap.web.data import Figures
from sipmap.web.pages import decisions, initiatives, local_knowledge


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

    @server.get(initiatives.EXPORT_PATH)
    def initiatives_file() -> Response:
        found = initiative_register.list_initiatives(figures.engine, datetime.now(UTC).date())
        in_order = sorted(found, key=lambda entry: entry["uid"])
        return attached(initiatives_csv(in_order), "sip-initiatives.csv")

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
