"""The glossary as data: one source, GLOSSARY.md, read for the page Words and for definitions beside terms."""

import re
from dataclasses import dataclass
from typing import Literal

from sipmap.words.matching import plain

_ROW = re.compile(r"^\| (?P<head>\*\*.+?) \| (?P<meaning>.+) \|$", re.MULTILINE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MARKED = re.compile(r"\*\*(?P<bold>.+?)\*\*|`(?P<code>.+?)`")
Mark = Literal["text", "bold", "code"]


@dataclass(frozen=True)
class Term:
    """An entry: the words that it explains and what they mean."""

    heading: str
    """As it stands in the glossary: "gap, overlap (of provision)"."""
    words: tuple[str, ...]
    meaning: tuple[tuple[Mark, str], ...]
    """The definition in pieces, each with how it is marked."""

    @property
    def anchor(self) -> str:
        """What its place on the page Words is called."""
        return plain(self.heading).replace(" ", "-")

    @property
    def text(self) -> str:
        """The definition without marks."""
        return "".join(piece for _, piece in self.meaning)


def parse(text: str) -> list[Term]:
    """Return the entries of a glossary in Markdown, in its order: each row is a term and its meaning."""
    return [_term(row["head"], row["meaning"]) for row in _ROW.finditer(text)]


def by_word(terms: list[Term]) -> dict[str, Term]:
    """Return the entries by heading and by each word; a word of several entries only by its heading."""
    found: dict[str, Term] = {}
    shared: set[str] = set()
    for term in terms:
        for word in term.words:
            if word in found:
                shared.add(word)
            found[word] = term
    single = {word: term for word, term in found.items() if word not in shared}
    return single | {term.heading: term for term in terms}


def _term(head: str, meaning: str) -> Term:
    words = tuple(word for bold in _BOLD.findall(head) for word in bold.split(", "))
    return Term(head.replace("**", ""), words, tuple(_pieces(meaning)))


def _pieces(meaning: str) -> list[tuple[Mark, str]]:
    pieces: list[tuple[Mark, str]] = []
    at = 0
    for mark in _MARKED.finditer(meaning):
        kind: Mark = "bold" if mark["bold"] else "code"
        pieces += [("text", meaning[at : mark.start()]), (kind, mark[kind])]
        at = mark.end()
    return [(kind, piece) for kind, piece in [*pieces, ("text", meaning[at:])] if piece]
