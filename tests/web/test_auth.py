"""Who may write: headers count only with the proxy's secret, forms only with their own token."""

import time

import pytest
from flask import Flask, request
from pydantic import SecretStr

from sipmap.errors import EntryError, SipmapError
from sipmap.settings import Settings
from sipmap.web.auth import PROXY_HEADER, Role, SignIn, _own_key
from sipmap.web.routes import answer_error
from sipmap.web.writing import MOST_BYTES, PATH, TOKEN_HEADER, Act, Saved, add_writing

SECRET = {"proxy_secret": SecretStr("only the proxy knows"), "secret_key": SecretStr("signs forms")}
OFFICER = {
    PROXY_HEADER: "only the proxy knows",
    "X-Forwarded-User": "an.officer",
    "X-Forwarded-Groups": "everyone, sipmap-officers",
}


def proxied(**changes) -> Settings:
    return Settings.model_validate({"auth": "proxy", **SECRET, **changes})


def served(sign_in: SignIn, done: list):
    def do(engine, person, form):
        if form.get("text") == "wrong":
            raise EntryError("It cannot be taken.", {"text": 'text is "wrong"'})
        done.append((person.name, form["text"]))
        return Saved("Kept.", "/there")

    server = Flask("made up")
    server.register_error_handler(SipmapError, answer_error)
    add_writing(server, None, sign_in, {"keep": Act(do), "rule": Act(do, Role.administrator)})
    return server.test_client()


@pytest.fixture
def done():
    return []


@pytest.fixture
def client(done):
    return served(SignIn(proxied()), done)


def send(client, headers, text="typed", name="keep", token=None):
    token = client.get("/session", headers=headers).json["token"] if token is None else token
    return client.post(f"{PATH}{name}", data={"text": text}, headers={**headers, TOKEN_HEADER: token})


def test_an_officer_writes(client, done):
    answer = send(client, OFFICER)
    assert answer.status_code == 200
    assert answer.json == {"said": "Kept.", "location": "/there"}
    assert done == [("an.officer", "typed")]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {k: v for k, v in OFFICER.items() if k != PROXY_HEADER},
        {**OFFICER, PROXY_HEADER: "a guess"},
        {**OFFICER, PROXY_HEADER: "gu\u00e9ss"},
        {k: v for k, v in OFFICER.items() if k != "X-Forwarded-User"},
    ],
)
def test_a_forged_or_missing_header_is_nobody(client, done, headers):
    token = client.get("/session", headers=OFFICER).json["token"]
    answer = send(client, headers, token=token)
    assert answer.status_code == 403
    assert "not signed in" in answer.json["error"]
    assert client.get("/session", headers=headers).json == {"name": "", "role": "viewer", "token": ""}
    assert done == []


def test_a_role_that_does_not_reach_is_told(client, done):
    viewer = {**OFFICER, "X-Forwarded-Groups": "everyone"}
    assert "Your role is viewer" in send(client, viewer).json["error"]
    assert "for administrators" in send(client, OFFICER, name="rule").json["error"]
    chief = {**OFFICER, "X-Forwarded-Groups": "sipmap-administrators"}
    assert send(client, chief, name="rule").status_code == 200
    assert len(done) == 1


def test_another_site_cannot_write_in_an_officers_name(client, done):
    token = client.get("/session", headers=OFFICER).json["token"]
    another = {**OFFICER, "X-Forwarded-User": "another.officer"}
    for headers, sent in (
        (OFFICER, ""),
        (OFFICER, token[:-2]),
        (another, token),
        ({**OFFICER, "Sec-Fetch-Site": "cross-site"}, token),
    ):
        answer = send(client, headers, token=sent)
        assert answer.status_code == 403
        assert "not sent by the page" in answer.json["error"]
    assert done == []


def test_a_session_ends_and_says_that_what_was_typed_is_kept(client, done, monkeypatch):
    token = client.get("/session", headers=OFFICER).json["token"]
    now = time.time()
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now + 481 * 60)
    answer = send(client, OFFICER, token=token)
    assert answer.status_code == 401
    assert "what you typed is still here" in answer.json["error"]
    assert done == []
    assert send(client, OFFICER).status_code == 200, "a fresh token, and it is saved"


def test_mistakes_come_back_by_field(client, done):
    answer = send(client, OFFICER, text="wrong")
    assert answer.status_code == 422
    assert answer.json["mistakes"] == {"text": 'Text is "wrong".'}
    assert done == []


def test_a_form_that_is_too_large_is_refused(client):
    answer = send(client, OFFICER, text="x" * (MOST_BYTES + 1))
    assert answer.status_code == 413
    assert "send it in parts" in answer.json["error"]


def test_what_cannot_be_done_is_said(client):
    assert send(client, OFFICER, name="nothing").status_code == 404


def test_on_loopback_the_account_of_the_machine_administers(tmp_path):
    sign_in = SignIn(Settings(auth="none"), tmp_path)
    with Flask("x").test_request_context("/", headers={"X-Forwarded-User": "somebody"}):
        person = sign_in.person(request)
        assert person.role is Role.administrator
        assert person.name != "somebody"
        assert sign_in.writer(request, SignIn(Settings(), tmp_path).token(person)) == person
    assert _own_key(tmp_path / "form-key") == _own_key(tmp_path / "form-key")
    assert (tmp_path / "form-key").stat().st_mode & 0o077 == 0


def test_a_proxy_needs_its_secrets():
    with pytest.raises(SipmapError, match="SIPMAP_PROXY_SECRET"):
        SignIn(Settings(auth="proxy"))


def test_secrets_are_never_shown():
    assert "only the proxy knows" not in repr(proxied())
