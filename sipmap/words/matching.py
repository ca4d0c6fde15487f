"""Names as people type them: which of many names a text means, the surest first.

Case, accents, apostrophes, hyphens and dots make no difference; "St" is "Saint", "&" is "and". What is typed
is sought as the whole name, its start, the starts of its words, a part of it, and last as a slip of the keys.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

_LETTERS = str.maketrans({"\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0142": "l"})
"""Letters that do not come apart into a plain one and a mark."""
_SILENT = re.compile("['\u2018\u2019\u02bc\u02b9\u02bb\u0060\u00b4\u2032.]")
_GAP = re.compile(r"[^a-z0-9]+")
_SAME = {"saint": "st", "saints": "sts"}
LEAST_CONTAINED = 3
"""Letters: fewer are in too many names to say which is meant."""
LONGEST_TEXT = 100
"""Letters that are looked at: the longest ward's name in England has 58."""


class How(IntEnum):
    """How a name was met, the surest first."""

    EXACT = 0
    START = 1
    WORD = 2
    CONTAINS = 3
    CLOSE = 4


class Match(NamedTuple):
    """A name that was met; matches sort as they should be shown."""

    how: How
    slips: int
    """Keys that would have to be struck otherwise."""
    length: int
    name: str
    """The name as it is compared."""
    position: int
    """Which of the names."""


def plain(text: str) -> str:
    """Return a text as names are compared: lower case, letters without marks, single spaces."""
    apart = unicodedata.normalize("NFKD", text[:LONGEST_TEXT].casefold().translate(_LETTERS))
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    words = _GAP.sub(" ", _SILENT.sub("", bare.replace("&", " and "))).split()
    return " ".join(_SAME.get(word, word) for word in words)


def slips_allowed(length: int) -> int:
    """Return how many slips a word of so many letters may have: one in four letters, at most two."""
    return 0 if length < 4 else 1 if length < 8 else 2


class Names:
    """Names in which texts can be found, each with words that may follow it, such as its district's."""

    def __init__(self, names: Sequence[str], also: Sequence[str] | None = None) -> None:
        self._plain = [plain(name) for name in names]
        self._bare = [name.replace(" ", "") for name in self._plain]
        self._also = [plain(word) for word in also] if also is not None else [""] * len(names)
        self._holding: dict[str, set[int]] = defaultdict(set)
        """Which names hold a word."""
        for position, name in enumerate(self._plain):
            for word in name.split():
                self._holding[word].add(position)
        self._slipped = lru_cache(256)(self._near_words)

    def find(self, text: str, *, with_slips: bool = True) -> list[Match]:
        """Return the names that a text may mean, the surest first; slips only where nothing else fits."""
        sought = plain(text)
        if not sought:
            return []
        found = [m for n in range(len(self._plain)) if (m := self._match(sought, n)) is not None]
        return sorted(found or (self._close(sought) if with_slips else []))

    def nearest(self, text: str, count: int) -> list[int]:
        """Return the positions of up to `count` names that look most like a text, however unlike."""
        sought = plain(text).replace(" ", "")
        pairs = _pairs(sought)
        like = [(-_dice(pairs, _pairs(name)), self._plain[n], n) for n, name in enumerate(self._bare)]
        return [n for likeness, _, n in sorted(like)[:count] if likeness < -LEAST_LIKENESS]

    def _match(self, sought: str, position: int) -> Match | None:
        name, bare, also = self._plain[position], self._bare[position], self._also[position]
        squeezed = sought.replace(" ", "")
        if squeezed == bare or (also and sought == f"{name} {also}"):
            how = How.EXACT
        elif name.startswith(sought) or bare.startswith(squeezed):
            how = How.START
        elif _words_start(sought.split(), name.split(), also.split()):
            how = How.WORD
        elif len(squeezed) >= LEAST_CONTAINED and (sought in name or squeezed in bare):
            how = How.CONTAINS
        else:
            return None
        return Match(how, 0, len(name), name, position)

    def _close(self, sought: str) -> list[Match]:
        """Return names that differ by a slip of the keys, as a whole or word by word."""
        squeezed = sought.replace(" ", "")
        fewest: dict[int, int] = {}
        for position, bare in enumerate(self._bare):
            slips = _slips(squeezed, bare, slips_allowed(len(squeezed)))
            if slips is not None:
                fewest[position] = slips
        by_word = [self._slipped(word) for word in sought.split()]
        for position in set.intersection(*(set(found) for found in by_word)):
            slips = sum(found[position] for found in by_word)
            fewest[position] = min(slips, fewest.get(position, slips))
        return [
            Match(How.CLOSE, slips, len(self._plain[n]), self._plain[n], n) for n, slips in fewest.items()
        ]

    def _near_words(self, typed: str) -> dict[int, int]:
        """Return the names that hold a word like the one typed, with the slips between them."""
        found: dict[int, int] = {}
        most = slips_allowed(len(typed))
        for word, positions in self._holding.items():
            slips = 0 if word.startswith(typed) else _slips(typed, word, most)
            if slips is not None:
                found |= {n: min(slips, found.get(n, slips)) for n in positions}
        return found


LEAST_LIKENESS = 0.3
"""Dice's measure of shared letter pairs below which a name is no help as a suggestion."""


def _words_start(typed: list[str], name: list[str], also: list[str]) -> bool:
    """Whether each word typed begins one of the name's, in order, or one of those that may follow it."""
    rest = iter(name)
    left = [word for word in typed if not any(own.startswith(word) for own in rest)]
    if not left:
        return True
    if len(left) == len(typed):
        return False  # nothing of the name itself
    held = typed[: -len(left)]
    rest = iter(name)
    in_name = all(any(own.startswith(word) for own in rest) for word in held)
    after = iter(also)
    return in_name and all(any(own.startswith(word) for own in after) for word in typed[-len(left) :])


def _slips(typed: str, name: str, most: int) -> int | None:
    """Return how many keys were struck wrongly, left out, added or swapped; None for more than `most`.

    The distance is optimal string alignment: Levenshtein's with swaps of neighbours (Damerau 1964).
    """
    if abs(len(typed) - len(name)) > most or most == 0:
        return 0 if typed == name else None
    before: list[int] = []
    last = list(range(len(name) + 1))
    for i, a in enumerate(typed, start=1):
        row = [i]
        for j, b in enumerate(name, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == name[j - 2] and typed[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
        before, last = last, row
    return last[-1] if last[-1] <= most else None


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
