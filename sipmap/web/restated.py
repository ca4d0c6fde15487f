"""A choice as a decision keeps it, and a decision's statement as an address of the page Choose."""

from typing import Any
from urllib.parse import parse_qs, urlencode

from sipmap.desk.decisions import Stated
from sipmap.desk.form import HELD, WEIGHT_PREFIX, Query, typed
from sipmap.knowledge.decisions import Record
from sipmap.scoring.uncertainty import SOURCES
from sipmap.web.choice import Choice, stated
from sipmap.web.state import mapped_profiles

_LIMITS = {
    "least": "min_per_district",
    "most": "max_per_district",
    "floor": "floor",
    "cap": "cap_people",
    "touching": "touching",
}
"""Fields of the form and the rules that they state."""


def query_of(address: str) -> Query:
    """Read the query of an address, blank fields too."""
    return parse_qs(address, keep_blank_values=True)


def stated_by(choice: Choice) -> Stated:
    """Return a choice of the page as what a decision is made from."""
    return Stated(
        area=choice.comparison.id,
        profile=choice.profile,
        rules=choice.rules,
        size=choice.size,
        objective=choice.objective,
        weights=dict(choice.weights),
        held_still=tuple(source for source in SOURCES if not getattr(choice.varied, source)),
    )


def address_of(said: Record) -> str | None:
    """Return the query with which the page Choose states what a record's `stated` does.

    None where the page cannot state it: by a profile from a file, or one that was changed since.
    """
    if said["profile"]["id"] not in mapped_profiles():
        return None
    query = urlencode(_pairs(said))
    choice, _ = stated(*typed(query_of(query)))
    return query if choice is not None and stated_by(choice).record() == said else None


def _pairs(said: Record) -> list[tuple[str, Any]]:
    rules = said["rules"]
    limits = [(field, _number(rules[rule])) for field, rule in _LIMITS.items() if rules[rule]]
    return [
        ("area", said["area"]),
        ("profile", said["profile"]["id"]),
        ("size", said["size"]),
        ("objective", said["objective"]),
        *limits,
        *(("pin", f"{code}:{why}") for code, why in rules["pinned"].items()),
        *(("exclude", f"{code}:{why}") for code, why in rules["excluded"].items()),
        *(("group", f"{group['name']}={group['least']}") for group in rules["groups"]),
        *((HELD, source) for source in said["held_still"]),
        *((f"{WEIGHT_PREFIX}{part}", repr(weight)) for part, weight in said["weights"].items()),
    ]


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) else repr(value)
