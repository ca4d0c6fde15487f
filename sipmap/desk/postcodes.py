"""What a person may mean by a postcode, whole or in part, and the wards that such postcodes lie in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Engine

from sipmap.store import read

_OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
_INWARD_START = re.compile(r"(?:[0-9](?:[A-Z]{0,2}))?")
INWARD = 3
"""Characters of a whole inward part: a digit and two letters."""
MOST_READ = 20_000
"""Postcodes read for one outward part: the fullest of Kent and Medway, with those it is the start of, is
below this."""


class Start(NamedTuple):
    """A postcode or its beginning: the outward part whole, the inward part as far as it was typed."""

    outward: str
    inward: str

    @property
    def is_whole(self) -> bool:
        """Whether it is all of a postcode."""
        return len(self.inward) == INWARD

    @property
    def written(self) -> str:
        """It as people write it, e.g. "ME12 1"."""
        return f"{self.outward} {self.inward}".strip()

    def wider(self) -> Iterator["Start"]:
        """Yield shorter beginnings: the sector (one digit of the inward part), the outward part."""
        if len(self.inward) > 1:
            yield Start(self.outward, self.inward[0])
        if self.inward:
            yield Start(self.outward, "")


def readings(text: str) -> list[Start]:
    """Return what a text can mean as a postcode, the likeliest first; none where it cannot be one.

    Without a space "ME12" is the outward part ME12, or else the sector ME1 2.
    """
    typed = re.sub(r"[^A-Z0-9 ]", "", text.upper()).strip()
    parts, bare = typed.split(), typed.replace(" ", "")
    if len(parts) == 2 and _is_start(*parts):
        return [Start(*parts)]
    if len(parts) > 2:
        return []
    splits = [(bare[:n], bare[n:]) for n in range(len(bare), 1, -1)]
    return [Start(*split) for split in splits if _is_start(*split)]


def _is_start(outward: str, inward: str) -> bool:
    return bool(_OUTWARD.fullmatch(outward) and _INWARD_START.fullmatch(inward))


def wards_of(engine: Engine, release_id: int, start: Start) -> "pd.Series[int]":
    """Count live postcodes by ward code, the most first; empty where none begins so."""
    found = read.postcodes_starting(engine, release_id, start.outward + start.inward, MOST_READ)
    same = found[found["postcode"].str.len() == len(start.outward) + INWARD]
    counts: pd.Series[int] = same.groupby("ward_code").size()
    return counts.sort_values(ascending=False, kind="stable")
