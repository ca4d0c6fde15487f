"""Names of their own for entries that people write on screen: readable, and never used twice."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 60
_OTHERS = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """Return a text as small letters, digits and single dashes; "entry" where nothing of it is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return _OTHERS.sub("-", plain).strip("-")[:LONGEST].strip("-") or "entry"


def new_uid(text: str, taken: Collection[str]) -> str:
    """Return a uid made of a text that none of those taken is: with a number behind where it must be."""
    first = slug(text)
    if first not in taken:
        return first
    number = next(n for n in range(2, len(taken) + 3) if f"{first}-{n}" not in taken)
    return f"{first}-{number}"
