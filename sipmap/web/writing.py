"""Writing from a page: one address for each thing that can be done, sent by the page's own script.

A form is sent without leaving its page, so that whatever goes wrong, a mistake, an ended session, a lost
connection, what was typed stays where it was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Flask, Response, jsonify, request
from sqlalchemy import Engine
from werkzeug.exceptions import RequestEntityTooLarge

from sipmap.errors import EntryError, UnknownCodeError
from sipmap.web.auth import Person, Role, SignIn

PATH = "/write/"
TOKEN_HEADER = "X-Sipmap-Form"  # noqa: S105 - the name of a header
MOST_BYTES = 16 * 2**20
"""The largest form: a CSV of ten thousand flags and more."""

Form = Mapping[str, str]


@dataclass(frozen=True)
class Saved:
    """What was done, and the page that shows it."""

    said: str
    location: str


@dataclass(frozen=True)
class Act:
    """Something that can be done from a page."""

    do: Callable[[Engine, Person, Form], Saved]
    """Raises SipmapError where it cannot be done; then nothing is."""
    least: Role = Role.officer


def add_writing(server: Flask, engine: Engine, sign_in: SignIn, acts: Mapping[str, Act]) -> None:
    """Add the route that does what forms ask, and one that gives a fresh token to whoever still may."""

    @server.post(f"{PATH}<name>")
    def write(name: str) -> Response:
        act = acts.get(name)
        if act is None:
            raise UnknownCodeError(f"Nothing here is called '{name}'; reload the page.")
        request.max_content_length = request.max_form_memory_size = MOST_BYTES
        person = sign_in.writer(request, request.headers.get(TOKEN_HEADER, ""), act.least)
        form = {key: value.strip() for key, value in request.form.items()}
        form |= {key: sent.read().decode("utf-8-sig", "replace") for key, sent in request.files.items()}
        saved = act.do(engine, person, form)
        return jsonify(said=saved.said, location=saved.location)

    @server.get("/session")
    def session() -> Response:
        person = sign_in.person(request)
        answer = jsonify(
            name=person.name, role=person.role.name, token=sign_in.token(person) if person.writes else ""
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    server.register_error_handler(EntryError, _mistakes)
    server.register_error_handler(RequestEntityTooLarge, _too_large)


def _mistakes(error: EntryError) -> tuple[Response, int]:
    """Say what is wrong by field, each as a sentence."""
    mistakes = {field: f"{said[0].upper()}{said[1:]}." for field, said in error.faults.items()}
    return jsonify(error=str(error), mistakes=mistakes), HTTPStatus.UNPROCESSABLE_ENTITY


def _too_large(error: RequestEntityTooLarge) -> tuple[Response, int]:
    said = f"That is more than the {MOST_BYTES // 2**20} MB that a form can hold; send it in parts."
    return jsonify(error=said), HTTPStatus.REQUEST_ENTITY_TOO_LARGE
