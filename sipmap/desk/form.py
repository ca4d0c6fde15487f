"""A shortlist as an address states it, the form of the page Choose: what was typed, kept as it was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

WEIGHT_PREFIX = "w."
"""Before a part's name: its weight, where it was moved."""
SINGLE = ("area", "profile", "size", "objective", "least", "most", "floor", "cap", "touching", "ask", "doubt")
"""Fields with one value."""
NEW = ("pin-ward", "pin-why", "exclude-ward", "exclude-why", "group-name", "group-least")
"""Fields in which one more pin, exclusion or group is typed."""
PAIRED = ("pin", "exclude", "group")
"""Fields that stand once for each pin, exclusion (CODE:reason) or group (NAME=K)."""
HELD = "without"
"""Stands once for each source of uncertainty that is held still."""
REPEATED = (*PAIRED, HELD)
DONE = {"pin": "pinned", "exclude": "excluded"}
Query = Mapping[str, str | list[str]]


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a field, and the remedy, in one sentence."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Typed:
    """The form as it was typed; a pin, exclusion or group that is whole has joined the others."""

    one: dict[str, str]
    many: dict[str, tuple[str, ...]]
    weights: tuple[tuple[str, str], ...]
    """Weights moved on the map page, by part."""

    def address(self, **changes: str) -> str:
        """Return the query that states the same, in its shortest form; changed fields replaced."""
        one = {**self.one, **changes}
        pairs = [(name, one[name]) for name in SINGLE if one.get(name)]
        pairs += [(name, text) for name in REPEATED for text in self.many[name]]
        return urlencode(pairs + self._weight_pairs())

    def without(self, field: str, text: str) -> str:
        """Return the query without one pin, exclusion or group: its undo."""
        kept = tuple(t for t in self.many[field] if t != text)
        return Typed(self.one, {**self.many, field: kept}, self.weights).address()

    def own_weights(self) -> str:
        """Return the query with the profile's own weights."""
        return Typed(self.one, self.many, ()).address()

    def _weight_pairs(self) -> list[tuple[str, str]]:
        return [(f"{WEIGHT_PREFIX}{part}", text) for part, text in self.weights]


def typed(query: Query) -> tuple[Typed, list[Mistake]]:
    """Read the fields of an address as text; half a pin, exclusion or group is a mistake and stays typed."""
    given = {k: [v] if isinstance(v, str) else list(v) for k, v in query.items()}
    one = {name: given[name][-1].strip() for name in (*SINGLE, *NEW) if name in given}
    many = {name: [t.strip() for t in given.get(name, []) if t.strip()] for name in REPEATED}
    mistakes = []
    for name in PAIRED:
        parts = ("group-name", "group-least") if name == "group" else (f"{name}-ward", f"{name}-why")
        first, second = (one.get(part, "") for part in parts)
        if first and second:
            text = f"{first}={second}" if name == "group" else f"{first}:{second}"
            if text not in many[name]:
                many[name].append(text)
            one = {**one, **dict.fromkeys(parts, "")}
        elif first or second:
            mistakes.append(_half(name, parts, bool(first)))
    weights = tuple(
        (k.removeprefix(WEIGHT_PREFIX), v[-1])
        for k, v in sorted(given.items())
        if k.startswith(WEIGHT_PREFIX)
    )
    return Typed(one, {k: tuple(v) for k, v in many.items()}, weights), mistakes


def _half(name: str, parts: tuple[str, str], has_first: bool) -> Mistake:
    if name == "group":
        if has_first:
            return Mistake(parts[1], "Say how many wards of the place or district, such as 2.")
        return Mistake(parts[0], "Name the place or district, or clear the number of its wards.")
    if has_first:
        return Mistake(parts[1], f"Say why the ward is {DONE[name]}; the reason stands beside it.")
    return Mistake(parts[0], f"Choose the ward to be {DONE[name]}, or clear the reason.")
