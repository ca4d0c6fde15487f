"""What is declared by hand about wards, each with its reason: links.toml and places.toml."""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from boundaries.editions import EDITIONS_FILE

LINKS_FILE = Path(__file__).with_name("links.toml")
PLACES_FILE = Path(__file__).with_name("places.toml")


@dataclass(frozen=True)
class DeclaredLink:
    """A crossing between two wards, or a contact of their polygons that is none on the ground."""

    wards: tuple[str, str]
    """Ward codes, the lower first."""
    kind: Literal["crossing", "severed"]
    reason: str


@dataclass(frozen=True)
class DeclaredPlace:
    """An island or a town, and the wards in it."""

    id: str
    name: str
    kind: Literal["island", "town"]
    wards: tuple[str, ...]
    built_up_area: str = ""
    """Built-up area (sub-division) of 2011 that the wards follow; empty where told apart by hand."""
    note: str = ""
    added: Mapping[str, str] = field(default_factory=dict)
    """Ward code -> why it belongs although the rule leaves it out."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Ward code -> why it does not belong although the rule takes it in."""


def declared_links(path: Path = LINKS_FILE) -> tuple[DeclaredLink, ...]:
    """Return the crossings and severed contacts; an unknown key or a missing reason is refused."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := set(tables) - {"crossing", "severed"}:
        raise ValueError(f"{path.name}: unknown table {sorted(unknown)[0]}")
    links = []
    for kind in ("crossing", "severed"):
        for entry in tables.get(kind, []):
            left, right = sorted(entry.pop("wards"))
            links.append(DeclaredLink(wards=(left, right), kind=kind, **entry))
    return tuple(links)


def declared_places(path: Path = PLACES_FILE) -> tuple[DeclaredPlace, ...]:
    """Return the places; an unknown key, a repeated id or a ward in two places is a fault of the file."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["place"]
    places = tuple(DeclaredPlace(**entry | {"wards": tuple(entry["wards"])}) for entry in entries)
    for what, keys in (("place", [p.id for p in places]), ("ward", [w for p in places for w in p.wards])):
        if twice := [key for key, times in Counter(keys).items() if times > 1]:
            raise ValueError(f"{path.name}: the {what} {twice[0]} stands twice")
    return places


def declarations_hash() -> str:
    """Return the SHA-256 of the declarations, so that a change of theirs makes another dataset."""
    texts = [file.read_text(encoding="utf-8") for file in (EDITIONS_FILE, LINKS_FILE, PLACES_FILE)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
