"""Pages are kept for readers, never for writers, and never beyond a change in the database."""

import gzip
from datetime import date, timedelta

import pytest
from pydantic import SecretStr

from sipmap.knowledge import flag_register
from sipmap.store.audit import Writer
from sipmap.web import remembered
from sipmap.web.auth import PROXY_HEADER
from sipmap.web.bounded import Kept
from sipmap.web.site import EXTENSION
from tests.dashboards import dashboard, routed
from tests.web import synthetic

SECRETS = {"proxy_secret": SecretStr("only the proxy knows"), "secret_key": SecretStr("signs forms")}
OFFICER = {
    PROXY_HEADER: "only the proxy knows",
    "X-Forwarded-User": "an.officer",
    "X-Forwarded-Groups": "sipmap-officers",
}


@pytest.fixture
def app(tmp_path):
    url = f"sqlite:///{tmp_path / 'read.sqlite'}"
    synthetic.build(url).dispose()
    with dashboard(url, auth="proxy", **SECRETS) as app:
        yield app


def question(path, search=""):
    """What Dash's own script sends to ask for a page."""
    content, store = ("_pages_content", "children"), ("_pages_store", "data")
    inputs = [("pathname", path), ("search", search)]
    return {
        "output": "..{}...{}..".format(*(".".join(pair) for pair in (content, store))),
        "outputs": [{"id": name, "property": of} for name, of in (content, store)],
        "inputs": [{"id": "_pages_location", "property": of, "value": value} for of, value in inputs],
        "changedPropIds": ["_pages_location.pathname"],
    }


def asked(app, path, search="", headers=None):
    answer = routed(app, path, search, {"Accept-Encoding": "gzip", **(headers or {})})
    assert answer.status_code == 200
    return answer


def unpacked(answer):
    return gzip.decompress(answer.data) if "Content-Encoding" in answer.headers else answer.data


@pytest.fixture
def made(app, monkeypatch):
    """How often the page of local knowledge was made."""
    from sipmap.web.pages import local_knowledge

    times, page = [], local_knowledge.page
    monkeypatch.setattr(local_knowledge, "page", lambda *given: times.append(1) or page(*given))
    return times


def test_a_reader_is_given_what_the_one_before_was_given(app, made):
    first = asked(app, "/local-knowledge")
    again = asked(app, "/local-knowledge")
    assert len(made) == 1
    assert again.data == first.data
    assert again.headers["Content-Encoding"] == "gzip"
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_another_address_is_another_page(app, made):
    asked(app, "/local-knowledge")
    asked(app, "/local-knowledge", "?theme=transport")
    assert len(made) == 2


def test_who_writes_gets_a_page_of_their_own_and_leaves_none_behind(app, made):
    asked(app, "/local-knowledge", headers=OFFICER)
    officers = asked(app, "/local-knowledge", headers=OFFICER)
    readers = asked(app, "/local-knowledge")
    assert len(made) == 3
    assert officers.data != readers.data


def test_a_change_in_a_register_is_seen_at_once(app, made):
    asked(app, "/local-knowledge")
    today = date.today()
    given = {
        "subject_kind": "ward",
        "subject": synthetic.FIRST,
        "theme": "transport",
        "statement": "The last bus leaves at six.",
        "strength": "moderate",
        "evidence": "Seen at the stop.",
        "source_title": "Timetable",
        "author_role": "officer",
        "recorded_on": today.isoformat(),
        "review_by": (today + timedelta(days=90)).isoformat(),
        "is_public": "yes",
    }
    engine = app.server.extensions[EXTENSION].engine
    flag_register.add_flag(engine, given, Writer("somebody", "officer"))
    asked(app, "/local-knowledge")
    assert len(made) == 2


def test_a_page_that_says_what_is_wrong_is_not_kept(tmp_path, monkeypatch):
    from sipmap.errors import BusyError
    from sipmap.web.data import Figures

    url = f"sqlite:///{tmp_path / 'busy.sqlite'}"
    synthetic.build(url).dispose()
    with dashboard(url, auth="proxy", **SECRETS) as app:
        release = Figures.release

        def busy(self):
            raise BusyError("Another program is writing.")

        monkeypatch.setattr(Figures, "release", busy)
        troubled = unpacked(asked(app, "/data-and-methods"))
        monkeypatch.setattr(Figures, "release", release)
        assert b"Another program is writing." in troubled
        assert b"Another program is writing." not in unpacked(asked(app, "/data-and-methods"))


def test_what_was_asked_least_recently_leaves_first():
    kept = Kept(most_bytes=2)
    kept.put("a", b"1")
    kept.put("b", b"2")
    assert kept.get("a") == b"1"
    kept.put("c", b"3")
    assert kept.get("b") is None
    assert kept.get("a") == b"1"
    kept.put("a", b"12")
    assert kept.get("c") is None
    assert kept.get("a") == b"12"


@pytest.fixture
def no_room_for_moved_weights(monkeypatch):
    monkeypatch.setattr(remembered, "OF_MOVED_BYTES", 1)


def test_weights_that_somebody_moved_push_nothing_out(no_room_for_moved_weights, app, made):
    asked(app, "/local-knowledge")
    asked(app, "/local-knowledge", "?w.claimant-rate=0.3")
    asked(app, "/local-knowledge", "?w.claimant-rate=0.3")
    assert len(made) == 3
    asked(app, "/local-knowledge")
    assert len(made) == 3


def test_weights_that_somebody_moved_are_kept_too(app, made):
    asked(app, "/local-knowledge", "?w.claimant-rate=0.3")
    asked(app, "/local-knowledge", "?w.claimant-rate=0.3")
    assert len(made) == 1
