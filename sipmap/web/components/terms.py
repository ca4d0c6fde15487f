"""Definitions on demand: a word with a small button that shows what it means (assets/terms.js)."""

from functools import cache
from typing import Any

from dash import html

from sipmap.web.components.attributes import aria
from sipmap.web.paths import glossary_file
from sipmap.words.glossary import Term, by_word, parse

WORDS_PATH = "/words"


@cache
def glossary() -> tuple[Term, ...]:
    """Return the entries of the glossary, read once."""
    return tuple(parse(glossary_file().read_text(encoding="utf-8")))


@cache
def _known() -> dict[str, Term]:
    return by_word(list(glossary()))


def term(name: str, said: str | None = None) -> html.Span:
    """Return a word of the glossary, as `said` here, with a button that shows its definition.

    A word that several entries explain is named by its heading, e.g. "score (of a ward)". Raises KeyError
    for a word that the glossary does not have.
    """
    entry, word = _known()[name], said or name
    link = html.A("All words", href=f"{WORDS_PATH}#{entry.anchor}")
    definition = [html.Strong(word), ": ", *meaning(entry), " ", link]
    return html.Span(
        [
            html.Span(word),
            html.Button(
                "?",
                type="button",
                className="term-button",
                **aria(label=f"What does \u2018{word}\u2019 mean?", expanded="false"),
            ),
            html.Span(definition, className="definition", hidden=True),
        ],
        className="term",
    )


def words_used(*names: str | tuple[str, str]) -> html.P:
    """Return a line of terms, for what stands below it: column heads, a list; pairs are (name, said)."""
    made = [term(name) if isinstance(name, str) else term(*name) for name in names]
    return html.P([html.Span("Words used here: ", className="hint"), *made], className="words-used")


def meaning(entry: Term) -> list[Any]:
    """Return a definition with its marks."""
    kinds = {"bold": html.B, "code": html.Code}
    return [kinds[mark](piece) if mark in kinds else piece for mark, piece in entry.meaning]
