"""What every page says when it has nothing to show: no figures, no database, no such page."""

from collections.abc import Iterator

import dash
import pytest
from dash import Dash

from tests.dashboards import dashboard, routed

STANDING = {"/words", "/accessibility"}
"""Pages that need no figures."""


@pytest.fixture
def stopped_app() -> Iterator[Dash]:
    """An app whose PostgreSQL server does not answer."""
    with dashboard("postgresql+psycopg://nobody:secret@127.0.0.1:9/sipmap") as made:
        yield made


@pytest.fixture
def damaged_app(tmp_path) -> Iterator[Dash]:
    """An app whose file is no database."""
    file = tmp_path / "damaged.sqlite"
    file.write_bytes(b"not a database at all" * 100)
    with dashboard(f"sqlite:///{file}") as made:
        yield made


def addresses() -> list[str]:
    """Return an address for every page that is registered."""
    filled = {"/ward/<code>": "/ward/E05099001"}
    pages = [page for page in dash.page_registry.values() if page["module"] != "not_found_404"]
    return sorted(filled.get(page["path_template"] or page["path"], page["path"]) for page in pages)


@pytest.mark.parametrize("address", ["/find", "/words", "/accessibility", "/data-and-methods"])
def test_pages_about_sipmap_answer_with_figures(app, address):
    assert address in addresses()
    answer = routed(app, address)
    assert answer.status_code == 200
    assert '"type":"H1"' in answer.text


def test_every_page_without_figures_says_what_to_run(empty_app):
    for address in addresses():
        answer = routed(empty_app, address)
        assert answer.status_code == 200, address
        if address == "/decisions":
            assert "Decisions begin on the page" in answer.text
        elif address not in STANDING:
            assert "There are no figures yet" in answer.text, address
            assert "sipmap load snapshot" in answer.text, address


@pytest.mark.parametrize("which", ["stopped_app", "damaged_app"])
def test_every_page_without_its_database_says_so_and_keeps_the_password(which, request):
    app = request.getfixturevalue(which)
    for address in addresses():
        answer = routed(app, address)
        assert answer.status_code == 200, address
        if address not in STANDING:
            assert "The figures cannot be reached" in answer.text, address
            assert "SIPMAP_DATABASE_URL" in answer.text, address
            assert "secret" not in answer.text, address


def test_the_frame_stands_without_a_database(stopped_app):
    client = stopped_app.server.test_client()
    assert client.get("/").status_code == 200
    layout = client.get("/_dash-layout")
    assert layout.status_code == 200
    assert "Find a ward" in layout.text


@pytest.mark.parametrize(
    "address", ["/nowhere", "/ward", "/choose/", "/data-and-methods/x", "/%00", "/<script>"]
)
def test_an_unknown_address_says_where_to_go(app, address):
    answer = routed(app, address)
    assert answer.status_code == 200
    assert "There is no page at this address" in answer.text or '"type":"H1"' in answer.text
    assert "Map and ranking" in answer.text or address == "/choose/"


@pytest.mark.parametrize("address", ["/export/ranking.csv", "/maps/areas.svg", "/healthz"])
def test_a_file_without_figures_is_one_sentence_with_its_status(empty_app, address):
    client = empty_app.server.test_client()
    answer = client.get(address, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert "sipmap load snapshot" in answer.json["error"]


def test_a_person_who_follows_a_link_to_a_file_gets_a_page_and_not_a_program_s_answer(empty_app):
    client = empty_app.server.test_client()
    answer = client.get(
        "/export/ranking.csv", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    )
    assert answer.status_code == 503
    assert answer.mimetype == "text/html"
    assert "<h1>" in answer.text
    assert "sipmap load snapshot" in answer.text
    assert 'href="/"' in answer.text


def test_what_stands_in_an_address_is_text_on_that_page(client):
    answer = client.get(
        "/export/shortlist.csv?area=<script>alert(1)</script>", headers={"Accept": "text/html"}
    )
    assert "<script>alert" not in answer.text


def test_while_a_page_is_on_its_way_that_is_said(app):
    layout = app.server.test_client().get("/_dash-layout").text
    assert "This page is on its way" in layout
