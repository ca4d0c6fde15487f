"""Who is asking, and what they may do: nobody to sign in on loopback, or the council's single sign-on.

In mode `proxy` a request is somebody's only where it carries the secret that the proxy alone knows; without
it the headers that name a person are not read. Forms carry a token of their own, signed for the one who
opened them and for a time: no other site can write in a person's name, nor a forgotten screen.
"""

import getpass
import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from flask import Request
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer
from platformdirs import user_data_path

from sipmap.errors import NotAllowedError, SessionEndedError, SipmapError
from sipmap.settings import Settings

PROXY_HEADER = "X-Sipmap-Proxy"
KEY_FILE = "form-key"
NOT_SENT = "This form was not sent by the page that you opened; reload the page and send it from there."


class Role(IntEnum):
    """What somebody may do; each may do what the one before may."""

    viewer = 0
    """Reads what is public."""
    officer = 1
    """Reads drafts and exclusions, writes flags, initiatives and decisions."""
    administrator = 2
    """Withdraws what others wrote."""


@dataclass(frozen=True)
class Person:
    """Who is asking."""

    name: str
    """The account; "" for one who is not signed in."""
    role: Role

    @property
    def writes(self) -> bool:
        """Whether this person may write."""
        return self.role >= Role.officer


NOBODY = Person("", Role.viewer)


class SignIn:
    """Tells who is asking and signs the forms that they open."""

    def __init__(self, settings: Settings, key_folder: Path | None = None) -> None:
        """Read what it needs; raises SipmapError where mode `proxy` lacks its secrets."""
        self._settings = settings
        if settings.auth == "proxy" and not (settings.proxy_secret and settings.secret_key):
            raise SipmapError(
                "SIPMAP_AUTH=proxy needs SIPMAP_PROXY_SECRET, which the proxy sends as the header "
                f"{PROXY_HEADER}, and SIPMAP_SECRET_KEY, which signs forms; set both."
            )
        self._key_folder = key_folder or user_data_path("sipmap")
        self._signer: URLSafeTimedSerializer | None = None

    def person(self, request: Request) -> Person:
        """Return who sends a request."""
        if self._settings.auth == "none":
            return Person(getpass.getuser(), Role.administrator)
        assert self._settings.proxy_secret is not None
        sent = request.headers.get(PROXY_HEADER, "")
        if not hmac.compare_digest(sent.encode(), self._settings.proxy_secret.get_secret_value().encode()):
            return NOBODY
        name = request.headers.get(self._settings.user_header, "").strip()
        return Person(name, self._role(request)) if name else NOBODY

    def _role(self, request: Request) -> Role:
        groups = {g.strip() for g in request.headers.get(self._settings.groups_header, "").split(",")}
        if self._settings.administrator_group in groups:
            return Role.administrator
        return Role.officer if self._settings.officer_group in groups else Role.viewer

    def token(self, person: Person) -> str:
        """Return a token for the forms that a person opens now."""
        signed = self._serializer().dumps(person.name)
        return signed if isinstance(signed, str) else signed.decode()

    def writer(self, request: Request, token: str, least: Role = Role.officer) -> Person:
        """Return who may do what a form asks.

        Raises
        ------
        NotAllowedError
            Nobody signed in, a role that does not reach, or a form that this person did not open here.
        SessionEndedError
            The form was open too long.
        """
        person = self.person(request)
        if person.role < least:
            whose = "You are not signed in" if not person.name else f"Your role is {person.role.name}"
            raise NotAllowedError(f"{whose}; this is for {least.name}s, so sign in as one and try again.")
        if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise NotAllowedError(NOT_SENT)
        try:
            opened_by = self._serializer().loads(token, max_age=self._settings.session_minutes * 60)
        except SignatureExpired:
            raise SessionEndedError(
                f"Your session ended after {self._settings.session_minutes} minutes, so nothing was saved; "
                "what you typed is still here: send it again."
            ) from None
        except BadSignature:
            raise NotAllowedError(NOT_SENT) from None
        if opened_by != person.name:
            raise NotAllowedError(NOT_SENT)
        return person

    def _serializer(self) -> URLSafeTimedSerializer:
        if self._signer is None:
            self._signer = URLSafeTimedSerializer(self._key(), salt="sipmap-form")
        return self._signer

    def _key(self) -> str:
        if self._settings.secret_key is not None:
            return self._settings.secret_key.get_secret_value()
        return _own_key(self._key_folder / KEY_FILE)


def _own_key(file: Path) -> str:
    """Return the key that this machine keeps for itself: made at need, readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, whole = tempfile.mkstemp(dir=file.parent)  # readable by its owner alone
        with os.fdopen(handle, "w", encoding="utf-8") as made:
            made.write(secrets.token_urlsafe(32))
        with suppress(FileExistsError):  # another worker was faster: its key stands
            os.link(whole, file)
        Path(whole).unlink()
    return file.read_text(encoding="utf-8")
