"""Links that take tables away: every one leads to a file, and says what it holds."""

from urllib.parse import urlsplit

from dash import html

from sipmap.export.named import entries
from sipmap.web.auth import Person, Role
from sipmap.web.components.export_link import csv_link, linked
from sipmap.web.pages import areas, choose, data_methods, decisions
from sipmap.web.site import AREAS, CHOICES, EXTENSION
from tests.web.trees import kinds, words

OFFICER = Person("an officer", Role.officer)


def links(page) -> list[html.A]:
    return [a for a in kinds(page, html.A) if str(getattr(a, "href", "")).startswith("/export/")]


def test_every_link_beside_a_table_leads_to_a_file(app, client):
    held = app.server.extensions
    pages = (
        choose.page(held[CHOICES], {"size": "6", "doubt": "1", "pin": "E05099030:a reason: in full"}),
        areas.page(held[AREAS], {"top": "4"}, OFFICER),
        decisions.page(held[EXTENSION], {}, OFFICER),
        data_methods.page(held[EXTENSION]),
    )
    found = [a for page in pages for a in links(page)]
    names = {urlsplit(a.href).path.removeprefix("/export/").partition(".")[0] for a in found}
    assert {"shortlist", "rule-costs", "near-misses", "rank-drivers", "near-cut", "coverage"} <= names
    assert names <= set(entries())
    for address in {a.href for a in found}:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.data)
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_links_that_stand_together_are_told_apart_by_eye_and_by_ear():
    alone = linked(csv_link("areas", "areas"))
    together = linked(csv_link("areas", "areas"), csv_link("area-wards", "their wards"))
    assert [words(a) for a in kinds(together, html.A)] == ["CSV : areas", "CSV : their wards"]
    assert [s.className for s in kinds(alone, html.Span)] == ["visually-hidden"]
    assert [s.className for s in kinds(together, html.Span)] == [None, None]
