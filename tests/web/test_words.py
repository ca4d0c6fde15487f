"""Definitions on demand, the page Words, the accessibility statement, and Data and methods as a whole."""

import re
from itertools import pairwise

import pytest
from dash import dcc, html

from sipmap.web import paths
from sipmap.web.components.frame import frame
from sipmap.web.components.terms import glossary, term, words_used
from sipmap.web.pages import accessibility, data_methods
from sipmap.web.pages import words as words_page
from sipmap.web.site import CONTACT
from sipmap.words.methods import METHODS
from tests.dashboards import dashboard
from tests.web.trees import kinds, walk, words


def test_a_term_is_the_word_a_named_button_and_its_definition_hidden_at_first():
    shown = term("range")
    (button,) = kinds(shown, html.Button)
    assert getattr(button, "aria-label") == "What does \u2018range\u2019 mean?"
    assert (button.type, getattr(button, "aria-expanded")) == ("button", "false")
    definition = shown.children[2]
    assert definition.hidden
    assert "The ranks of nine draws in ten." in words(definition)
    (link,) = kinds(definition, html.A)
    assert link.href == "/words#range-of-a-rank"


def test_a_term_can_be_said_otherwise_and_an_unknown_one_is_refused():
    assert words(term("score (of a ward)", "need score")).startswith("need score ?")
    assert len(kinds(words_used("range", ("basis", "its basis")), html.Button)) == 2
    with pytest.raises(KeyError):
        term("no such word")


def test_the_page_words_lists_the_glossary_with_an_anchor_for_each_entry():
    page = words_page.page()
    anchors = [entry.id for entry in kinds(page, html.Dt)]
    assert anchors == [entry.anchor for entry in glossary()]
    assert len(kinds(page, html.Dd)) == len(anchors)
    assert "**" not in words(page)
    assert "`" not in words(page)


def test_the_glossary_is_found_in_a_checkout_and_in_the_wheel(tmp_path, monkeypatch):
    assert paths.glossary_file().read_text(encoding="utf-8").startswith("# Glossary")
    (tmp_path / "GLOSSARY.md").write_text("# Glossary", encoding="utf-8")
    monkeypatch.setattr(paths, "PACKAGE", tmp_path)
    assert paths.glossary_file() == tmp_path / "GLOSSARY.md"


def test_every_page_links_to_words_and_to_the_accessibility_statement():
    (footer,) = kinds(frame([]), html.Footer)
    assert {"/words", "/accessibility", "/data-and-methods"} <= {a.href for a in kinds(footer, dcc.Link)}


def test_the_statement_says_what_was_tested_what_fails_and_whom_to_tell():
    said = words(accessibility.page("access@example.org"))
    assert "partially conformant" in said
    assert "WCAG) 2.2, level AA" in said
    assert "access@example.org" in said
    assert "use the ranking beside it" in said
    assert "No people who use screen readers" in said
    assert re.search(r"prepared on \d+ \w+ 20\d\d", said)
    assert "set SIPMAP_CONTACT" in words(accessibility.page())


def test_the_contact_is_a_setting(database_url):
    with dashboard(database_url, contact="01234 567890") as app:
        assert app.server.extensions[CONTACT] == "01234 567890"


def test_data_and_methods_has_every_formula_and_a_list_of_contents_that_leads_to_it(figures):
    page = data_methods.page(figures)
    said = words(page)
    for method in METHODS:
        assert method.source in said
        assert all(formula.text in said for formula in method.formulas)
    ids = [node.id for node in walk(page) if getattr(node, "id", None)]
    assert len(ids) == len(set(ids))
    (contents,) = kinds(page, html.Nav)
    links = {a.href.removeprefix("#") for a in kinds(contents, html.A)}
    assert links <= set(ids)
    assert {method.id for method in METHODS} <= links
    levels = [int(type(n).__name__[1]) for n in walk(page) if re.fullmatch(r"H\d", type(n).__name__)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
