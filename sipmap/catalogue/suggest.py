"""A nearest name for one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

CLOSE_ENOUGH = 0.5
"""Below this likeness (difflib's ratio) a suggestion is more noise than help."""

MOST_NAMES_LISTED = 8


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return a clause that helps on from an unknown `name`: the nearest known one, or what there is."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=CLOSE_ENOUGH)
    if near:
        return f"did you mean '{near[0]}'?"
    if not names:
        return "there are none."
    if len(names) > MOST_NAMES_LISTED:
        return f"there are {len(names)} to choose from, such as {', '.join(names[:MOST_NAMES_LISTED])}."
    return f"choose from {', '.join(names)}."
