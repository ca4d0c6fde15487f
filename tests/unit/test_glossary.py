"""The glossary as data, and every method with its formula and publication."""

import re
from pathlib import Path

import pytest

from sipmap.catalogue import profile
from sipmap.words.glossary import by_word, parse
from sipmap.words.methods import METHODS

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
TERMS = parse(TEXT)


def test_every_row_of_the_glossary_is_an_entry():
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| Term")]
    assert len(TERMS) == len(rows) > 80
    assert all(term.words and len(term.text) > 20 for term in TERMS)


def test_no_entry_and_no_anchor_stands_twice():
    assert len({term.heading for term in TERMS}) == len(TERMS)
    anchors = [term.anchor for term in TERMS]
    assert len(set(anchors)) == len(anchors)
    assert all(re.fullmatch(r"[a-z0-9-]+", anchor) for anchor in anchors)


def test_an_entry_is_found_by_each_of_its_words_and_by_its_heading():
    known = by_word(TERMS)
    assert known["borderline"] is known["certain"] is known["certain, likely, borderline, unlikely"]
    assert "score" not in known, "two entries explain it"
    assert known["score (of a ward)"].text.startswith("What a profile makes of its parts")


def test_marks_become_pieces_and_nothing_is_lost():
    (term,) = parse("| **a, b** (of c) | See **bold** and `code`, then text. |")
    assert (term.heading, term.words, term.anchor) == ("a, b (of c)", ("a", "b"), "a-b-of-c")
    assert term.meaning == (
        ("text", "See "),
        ("bold", "bold"),
        ("text", " and "),
        ("code", "code"),
        ("text", ", then text."),
    )
    assert term.text == "See bold and code, then text."


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.id)
def test_every_method_is_told_in_words_by_formula_and_with_its_publication(method):
    assert method.said
    assert all(sentence.endswith(".") for sentence in method.said)
    assert all(formula.text and formula.where for formula in method.formulas)
    assert method.formulas
    assert method.source.endswith(".")
    assert set(method.terms) <= set(by_word(TERMS))


def test_the_methods_asked_for_are_there_and_their_numbers_are_those_in_use():
    wanted = {
        "apportionment",
        "standardisation",
        "need-score",
        "intervals",
        "ranges",
        "shortlist",
        "contrasts",
    }
    said = {method.id: " ".join([*method.said, *(f.text for f in method.formulas)]) for method in METHODS}
    assert wanted | {"contrasts", "hot-spots", "similar-wards", "index", "summaries"} <= set(said)
    assert all(f"{part.weight:g}" in said["index"] for part in profile("imd-2025").parts)
    assert "ln(1 \u2212 R \u00b7 (1 \u2212 exp(\u2212100 \u00f7 23)))" in said["index"]
    assert "2,000 times" in said["ranges"]
    assert "24, 40 and 60" in said["contrasts"]


SIGNS = {
    "\u00f7": "/",
    "\u00b7": "*",
    "z\u00b2": "z**2",
    "\u221a": "sqrt",
    "2O": "2*O",
    "4O": "4*O",
    "\u2212": "-",
}


@pytest.mark.parametrize("observed", [0, 3, 12, 240])
def test_the_wilson_formula_as_printed_gives_what_is_worked_out(observed):
    from math import sqrt

    from scipy.stats import norm

    from sipmap.scoring.rates import wilson

    (printed, *_) = (f.text for m in METHODS if m.id == "intervals" for f in m.formulas)
    people, z = 240, norm.ppf(0.975)
    code = printed
    for sign, python in SIGNS.items():
        code = code.replace(sign, python)
    values = {"O": observed, "n": people, "z": z, "sqrt": sqrt}
    low, high = (eval(code.replace("\u00b1", sign), values) for sign in "-+")
    limits = wilson(observed, people)
    assert float(limits.lower) == pytest.approx(low, abs=1e-9)
    assert float(limits.upper) == pytest.approx(high, abs=1e-9)
