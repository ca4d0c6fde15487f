"""What is asked of an export: read once, from an address or from the command line, in the same words.

A file has no room for notes: what cannot be read is an error, never something else than was asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sipmap.catalogue import Profile, profiles
from sipmap.desk.choice import Choice, stated_among
from sipmap.desk.form import PAIRED, WEIGHT_PREFIX, typed
from sipmap.errors import ProfileError, UnknownCodeError
from sipmap.geography import COMPARISON_SETS

Query = Mapping[str, Sequence[str]]
"""Names and their texts, as an address holds them."""

LIST = ("area", "profile", "weights", "size", "without")
"""Statements that any ranking follows from."""
RULES = ("objective", "least", "most", "floor", "cap", "touching", *PAIRED)
"""Those that a shortlist follows from as well."""
ROWS, BY = ("areas", "wards"), ("theme", "support-need")


@dataclass(frozen=True)
class Request:
    """What is asked for."""

    choice: Choice
    first: int | None
    """Only the first so many ranks."""
    wards: tuple[str, ...]
    """Codes of the only wards to be in the file, or those to be compared."""
    areas: tuple[str, ...]
    """Ids of the only target areas to be in the file."""
    said: Mapping[str, str]
    """What else was said, one text a name: ward, indicator, period, theme, need, place, state."""
    decisions: tuple[str, ...]
    rows: str
    by: str
    today: date
    officer: bool = False
    """Whether who asks may see what is not public."""

    @property
    def ward(self) -> str:
        """The one ward that is asked about; raises UnknownCodeError where none is named."""
        code = self.said.get("ward", "").strip().upper()
        if not code:
            raise UnknownCodeError(
                "Say which ward: ward=E05... in the address, --ward E05... on the command line."
            )
        return code


def read_request(
    query: Query, *, today: date, officer: bool = False, known: Mapping[str, Profile] | None = None
) -> Request:
    """Read a query.

    Parameters
    ----------
    query : mapping of text to texts
        What the pages' addresses hold: area, profile, w.<part>, size (or top, as the map calls it), the rules
        of a shortlist, without; and first, wards, areas, ward, indicator, period, rows, by, decision, theme,
        need, place, state. Other names are left aside.
    today : date
    officer : bool
    known : mapping of id to profile, optional
        Those that ship, unless given.

    Raises
    ------
    ProfileError
        Everything that cannot be read, a sentence each.
    """
    given = {name: list(texts) for name, texts in query.items()}
    first = _whole("first", given)
    for other in ("top", "first"):
        if "size" not in given and given.get(other):
            given["size"] = given[other]
    form, half = typed(given)
    sets = tuple(COMPARISON_SETS)
    choice, mistakes = stated_among(sets, known or profiles(), form, half, joins_own=True)
    if choice is None:
        raise ProfileError(" ".join(m.sentence for m in mistakes))
    return Request(
        choice=choice,
        first=first,
        wards=tuple(code.upper() for code in _listed("wards", given)),
        areas=_listed("areas", given),
        said={name: texts[-1] for name, texts in given.items() if texts and not _is_weight(name)},
        decisions=_listed("decision", given),
        rows=_one_of("rows", ROWS, given),
        by=_one_of("by", BY, given),
        today=today,
        officer=officer,
    )


def _is_weight(name: str) -> bool:
    return name.startswith(WEIGHT_PREFIX)


def _listed(name: str, given: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Return texts that stand once each or between commas, each once."""
    texts = [text.strip() for one in given.get(name, []) for text in one.split(",")]
    return tuple(dict.fromkeys(filter(None, texts)))


def _one_of(name: str, allowed: tuple[str, ...], given: Mapping[str, list[str]]) -> str:
    text = given.get(name, [""])[-1] or allowed[0]
    if text not in allowed:
        raise ProfileError(f"'{text}' cannot be asked for as {name}; use {' or '.join(allowed)}.")
    return text


def _whole(name: str, given: Mapping[str, list[str]]) -> int | None:
    text = given.get(name, [""])[-1].strip()
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and int(text) >= 1):
        raise ProfileError(f"'{text}' is not a number of ranks; write a whole number of 1 or more.")
    return int(text)
