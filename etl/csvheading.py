"""Find asked columns among a file's headings, or say which is lacking and what stands nearest to it."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from sipmap.errors import InputFileError

if TYPE_CHECKING:
    from etl.sources.base import Source

_SHORTEST_CUT_HEADING = 60
"""A heading of at least this length counts for the longer one it begins: File 7 of 2025 is published with one
heading cut off at 98 characters."""
_SHOWN_HEADINGS = 3
_SHOWN_LENGTH = 60


def find_columns(path: Path, source: "Source", headings: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Return where each wanted heading stands; outer and doubled blanks do not matter.

    Raises InputFileError when another character separates the columns, when fewer than half of the wanted
    headings are there (another file), when one is missing (naming it and the nearest), or stands twice.
    """
    found = [" ".join(heading.split()) for heading in headings]
    places = {heading: _places(found, " ".join(heading.split())) for heading in wanted}
    missing = [heading for heading in wanted if not places[heading]]
    if missing:
        _refuse_separator(path, headings)
        if len(missing) > len(wanted) / 2:
            _refuse_file(path, source, found, len(wanted) - len(missing), len(wanted))
        _refuse_missing(path, source, found, missing)
    twice = next((heading for heading in wanted if len(places[heading]) > 1), None)
    if twice is not None:
        problem = f'the heading "{twice}" stands {len(places[twice])} times'
        raise InputFileError(path, problem, "keep the one column that was published", row=1)
    return [places[heading][0] for heading in wanted]


def _places(found: Sequence[str], heading: str) -> list[int]:
    exact = [i for i, other in enumerate(found) if other == heading]
    return exact or [
        i
        for i, other in enumerate(found)
        if len(other) >= _SHORTEST_CUT_HEADING and heading.startswith(other)
    ]


def _refuse_separator(path: Path, headings: Sequence[str]) -> None:
    line = ",".join(headings)
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if line.count(mark) > line.count(","):
            problem = f"the columns are separated by {name}, not commas"
            remedy = "save it with commas as separator, or use the file as published"
            raise InputFileError(path, problem, remedy, row=1)


def _refuse_file(path: Path, source: "Source", found: Sequence[str], known: int, wanted: int) -> None:
    starts = ", ".join(f'"{heading[:_SHOWN_LENGTH]}"' for heading in found[:_SHOWN_HEADINGS])
    there = f"only {known}" if known else "none"
    problem = (
        f"this is not {source.title}: {there} of {wanted} columns are there, and it begins with {starts}"
    )
    raise InputFileError(path, problem, f"use the file from {source.url}", row=1)


def _refuse_missing(path: Path, source: "Source", found: Sequence[str], missing: Sequence[str]) -> None:
    near = get_close_matches(missing[0], found, n=1, cutoff=0.6)
    nearest = f' (the nearest is "{near[0]}")' if near else ""
    others = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
    problem = f'the column "{missing[0]}"{nearest}{others} missing'
    raise InputFileError(path, problem, f"use {source.title} with its headings as published", row=1)
