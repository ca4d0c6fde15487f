"""Finding on the web: the page of results, the address that leads on, and what becomes of a position."""

import logging

import pytest
from dash import dcc, html

from sipmap.web.components.frame import frame
from sipmap.web.finding import Finder
from sipmap.web.pages import find
from tests.web import synthetic
from tests.web.trees import kinds, named, words


@pytest.fixture(scope="module")
def finder(figures):
    return Finder(figures)


def page(finder, **query):
    return find.page(finder, query)


def test_every_page_has_a_labelled_form_that_works_without_a_script():
    (form,) = kinds(frame([]), html.Form)
    assert (form.method, form.action, form.role) == ("GET", "/go", "search")
    (field,) = kinds(form, dcc.Input)
    (label,) = kinds(form, html.Label)
    assert (field.name, field.id) == ("q", label.htmlFor)
    assert kinds(form, html.Button)[0].type == "submit"


def test_nothing_typed_says_what_can_be(finder):
    said = words(page(finder))
    assert "Type what you know. A ward, also by a former name" in said
    assert "for example" in said.lower()
    assert words(page(finder, q="  ")) == said


def test_results_are_grouped_and_counted_and_say_why(finder):
    found = page(finder, q="elsewhere")
    headings = [words(h) for h in kinds(found, html.H2)]
    assert headings == ["Wards of Kent and Medway: 1", "In Isle of Elsewhere (island): 2"]
    links = {link.href: link.children for link in kinds(found, dcc.Link)}
    assert links[f"/ward/{synthetic.FIRST}"] == "St Mary's & \u00d4l-y-Bryn"
    assert "in Isle of Elsewhere" in words(found)
    assert named(found, "find-here").value == "elsewhere"


def test_what_was_typed_is_text_and_never_markup(finder):
    said = words(page(finder, q="<script>alert(1)</script>"))
    assert "Nothing is called \u2018<script>alert(1)</script>\u2019 here." in said
    assert "=SUM(A1) Ward" in words(page(finder, q="=sum(a1) ward"))


def test_nothing_found_suggests_what_is_like_it_or_says_what_to_type(finder):
    assert "Is it one of these?" in words(page(finder, q="isle off elsewhare and marshland"))
    assert "Check the spelling" in words(page(finder, q="zqxj"))


def test_a_database_without_figures_says_what_to_run(empty_app):
    from sipmap.web.site import FINDER

    said = words(find.page(empty_app.server.extensions[FINDER], {"q": "Sheerness"}))
    assert "sipmap load snapshot" in said
    answer = empty_app.server.test_client().get("/go?q=Sheerness")
    assert answer.headers["Location"] == "/find?q=Sheerness", "the page of results says what is wrong"


@pytest.mark.parametrize(
    ("typed", "to"),
    [
        ("st marys and ol y bryn", f"/ward/{synthetic.FIRST}"),
        (synthetic.FIRST, f"/ward/{synthetic.FIRST}"),
        ("Ward", "/find?q=Ward"),
        ("", "/find"),
        (" \u00a0 ", "/find"),
        ("//example.org", "/find?q=%2F%2Fexample.org"),
        ("x" * 5_000, f"/find?q={'x' * 200}"),
    ],
)
def test_one_sure_ward_is_gone_to_and_all_else_is_listed(client, typed, to):
    answer = client.get("/go", query_string={"q": typed})
    assert (answer.status_code, answer.headers["Location"]) == (302, to)
    assert answer.headers["Cache-Control"] == "no-store"


def position(code):
    """Return a point inside a made-up ward, in degrees."""
    from sipmap.desk.position import _transformer

    n = synthetic.ward_codes().index(code)
    x = 580_000 + (n % synthetic.COLUMNS + 0.5) * synthetic.SIDE_M
    y = 140_000 + (n // synthetic.COLUMNS + 0.5) * synthetic.SIDE_M
    longitude, latitude = _transformer().transform(x, y, direction="INVERSE")
    return {"lat": f"{latitude:.4f}", "lon": f"{longitude:.4f}"}


def test_a_position_leads_to_its_ward_and_is_neither_kept_nor_logged(client, caplog):
    caplog.set_level(logging.DEBUG)
    sent = position(synthetic.PRISON)
    answer = client.post("/go", data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/ward/{synthetic.PRISON}")
    assert "Set-Cookie" not in answer.headers
    assert sent["lat"] not in caplog.text + str(answer.headers) + answer.text


@pytest.mark.parametrize(
    ("sent", "to", "said"),
    [
        ({"lat": "51.5", "lon": "-0.12"}, "/find?position=outside", "outside the wards of Kent and Medway"),
        ({"lat": "nan", "lon": "0.7"}, "/find?position=outside", "outside"),
        ({"lat": "somewhere", "lon": "0.7"}, "/find?position=unclear", "not a position on a map"),
        ({"lat": "51.4"}, "/find?position=unclear", "type a postcode"),
    ],
)
def test_a_position_that_has_no_ward_is_said_in_words(client, finder, sent, to, said):
    assert client.post("/go", data=sent).headers["Location"] == to
    notes = named(page(finder, position=to.rpartition("=")[2]), "notes")
    assert not notes.hidden
    assert said in words(notes)


def test_only_pages_of_this_host_may_ask_for_a_position(client):
    assert client.get("/").headers["Permissions-Policy"] == "geolocation=(self)"


def test_names_are_read_once_for_a_release_and_answers_are_bounded(figures, monkeypatch):
    from sipmap.web import finding

    read, reads = finding.read_gazetteer, []
    monkeypatch.setattr(finding, "read_gazetteer", lambda *a: reads.append(a) or read(*a))
    found, finds = Finder._find, []
    monkeypatch.setattr(Finder, "_find", lambda *a: finds.append(a) or found(*a))
    finder = Finder(figures)
    for n in range(400):
        finder.answer(f"text {n}")
    assert len(reads) == 1
    finder.answer("text 399")
    assert len(finds) == 400
    finder.answer("text 0")
    assert len(finds) == 401
