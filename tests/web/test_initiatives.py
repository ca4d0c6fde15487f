"""The page of initiatives without a browser: who sees what, and what a form's selects are read as."""

from datetime import date

import pytest
from dash import html

from sipmap.knowledge import initiative_register as register
from sipmap.store.audit import Writer
from sipmap.store.engine import make_engine
from sipmap.web.areadesk import AreaDesk
from sipmap.web.auth import NOBODY, Person, Role
from sipmap.web.data import Figures
from sipmap.web.initiative_acts import add, amend
from sipmap.web.pages import initiatives
from tests.web import synthetic
from tests.web.trees import kinds, words

OFFICER = Person("an.officer", Role.officer)
WHOLE = {
    "name": "Evening bus",
    "provider": "A bus company",
    "areas-1": synthetic.FIRST,
    "areas-2": "",
    "themes-1": "transport",
    "themes-2": "",
    "themes-3": "skills",
    "is_historic": "no",
    "known_on": "2026-01-05",
    "source_title": "Timetable",
}


@pytest.fixture
def own_figures(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path / 'own.sqlite'}")
    synthetic.build(str(engine.url)).dispose()
    yield Figures(engine)
    engine.dispose()


def shown(figures, person, **query):
    return initiatives.page(AreaDesk(figures), query, person)


def uid_of(saved):
    return saved.location.partition("initiative=")[2]


def test_selects_are_one_list_and_blank_ones_are_left_out(own_figures):
    saved = add(own_figures.engine, OFFICER, WHOLE)
    entry = register.initiative_of(own_figures.engine, uid_of(saved))
    assert entry["themes"] == ["transport", "skills"]
    assert entry["areas"] == [synthetic.FIRST]
    assert entry["support_needs"] == []


def test_a_form_without_a_list_leaves_it_as_it_is_and_one_emptied_empties_it(own_figures):
    uid = uid_of(add(own_figures.engine, OFFICER, WHOLE | {"support_needs-1": "basic-skills"}))
    change = {"uid": uid, "on": "1", "why": "Renamed.", "name": "Late bus"}
    amend(own_figures.engine, OFFICER, change)
    assert register.initiative_of(own_figures.engine, uid)["themes"] == ["transport", "skills"]
    emptied = {"uid": uid, "on": "2", "why": "Themes were wrong.", "themes-1": "", "themes-2": ""}
    amend(own_figures.engine, OFFICER, emptied)
    entry = register.initiative_of(own_figures.engine, uid)
    assert (entry["name"], entry["themes"]) == ("Late bus", [])


def test_whoever_is_not_signed_in_reads_and_has_no_forms(own_figures):
    add(own_figures.engine, OFFICER, WHOLE)
    page = shown(own_figures, NOBODY)
    assert "Evening bus" in words(page)
    assert "Officers who are signed in can add" in words(page)
    assert not [form for form in kinds(page, html.Form) if hasattr(form, "data-write")]


def test_what_was_withdrawn_is_for_officers(own_figures):
    uid = uid_of(add(own_figures.engine, OFFICER, WHOLE))
    writer = Writer("an.administrator", "administrator")
    register.withdraw_initiative(own_figures.engine, uid, writer, on=1, why="It never ran.")
    assert "Evening bus" not in words(shown(own_figures, NOBODY, state="withdrawn"))
    assert "No initiative" in words(shown(own_figures, NOBODY, initiative=uid))
    assert "Evening bus" in words(shown(own_figures, OFFICER, state="withdrawn"))
    assert "Withdrawn" in words(shown(own_figures, OFFICER, initiative=uid))


def test_a_theme_that_is_no_barrier_has_a_column_where_it_is_served(own_figures):
    add(own_figures.engine, OFFICER, WHOLE | {"themes-1": "worklessness"})
    page = shown(own_figures, NOBODY, rows="wards", top="30")
    heads = [words(head) for head in kinds(kinds(page, html.Table)[0], html.Th)]
    assert "Worklessness" in heads
    assert "Environment" not in heads


def test_the_file_goes_out_without_what_was_withdrawn(client, figures):
    answer = client.get("/export/initiatives.csv")
    assert answer.status_code == 200
    assert answer.text.removeprefix("\ufeff").startswith("uid,name,provider,themes,")
    assert "sip-initiatives.csv" in answer.headers["Content-Disposition"]
    held = register.list_initiatives(figures.engine, date(2026, 11, 21))
    assert len(answer.text.splitlines()) == 1 + len(held)
