"""The methods of the page Data and methods: words, formula, source."""

from typing import Any

from dash import html

from sipmap.web.components.terms import words_used
from sipmap.words.methods import METHODS, Method


def methods_section() -> list[Any]:
    """Return every method with its formulas and the publication it comes from."""
    note = "In words, as a formula, and where it was published. \u03a3 is a sum, \u221a a square root."
    return [html.H2("Methods and formulas", id="methods"), html.P(note), *map(_method, METHODS)]


def contents(methods: tuple[Method, ...] = METHODS) -> list[tuple[str, str]]:
    """Return the anchor and title of each method."""
    return [(method.id, method.title) for method in methods]


def _method(method: Method) -> html.Section:
    formulas = [
        piece
        for formula in method.formulas
        for piece in (html.Dt(formula.text, className="formula"), html.Dd(formula.where))
    ]
    return html.Section(
        [
            html.H3(method.title, id=method.id, tabIndex=-1),
            *([words_used(*method.terms)] if method.terms else []),
            *[html.P(sentence) for sentence in method.said],
            html.Dl(formulas, className="formulas"),
            html.P(["Source: ", method.source], className="hint"),
        ]
    )
