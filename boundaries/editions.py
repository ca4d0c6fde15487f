"""The geographic files that sipmap reads, as declared in editions.toml: what each is and whose it is."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

EDITIONS_FILE = Path(__file__).with_name("editions.toml")


@dataclass(frozen=True)
class Edition:
    """One published file: its geography and vintage, whose it is, its columns and its checksum."""

    id: str
    geography: str
    vintage: str
    title: str
    publisher: str
    url: str
    """Where the publisher offers it."""
    licence: str
    attribution: str
    file: str
    """Path within the data folder."""
    sha256: str
    """Of the file that sipmap was tested with; another file of the same layout may be read too."""
    retrieved: date
    columns: Mapping[str, str]
    """Our name of a column -> the heading in the file."""
    crs: str = ""
    """Coordinate system of a polygon file; empty for a table."""
    areas_expected: int | None = None
    """How many areas a whole polygon file has; None where any number will do."""
    counties_expected: Mapping[str, int] | None = None
    """How many of them lie in each upper-tier authority."""
    note: str = ""


@cache
def editions(path: Path = EDITIONS_FILE) -> dict[str, Edition]:
    """Return every declared edition by id; an unknown key or a repeated id is a fault of the declaration."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["edition"]
    found = {entry["id"]: Edition(**entry) for entry in entries}
    if len(found) != len(entries):
        raise ValueError(f"{path.name}: an id stands twice")
    return found
