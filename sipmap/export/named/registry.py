"""The registry of named exports: a table is one entry, a function from what is asked to a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sipmap.catalogue.suggest import suggestion
from sipmap.errors import UnknownCodeError
from sipmap.export.csvw import Export, export_table
from sipmap.export.named.readings import Readings
from sipmap.export.named.request import Request

Make = Callable[[Readings, Request], Export]


@dataclass(frozen=True)
class Named:
    """A table that can be taken away under a name."""

    name: str
    what: str
    """What it holds, in a line."""
    takes: tuple[str, ...]
    """The statements that it follows from."""
    make: Make


_ENTRIES: dict[str, Named] = {}


def named(name: str, what: str, takes: Sequence[str]) -> Callable[[Make], Make]:
    """Enter a function as the named export that it makes."""

    def enter(make: Make) -> Make:
        _ENTRIES[name] = Named(name, what, tuple(takes), make)
        return make

    return enter


def entries() -> Mapping[str, Named]:
    """Return every named export by its name, in order of names."""
    return dict(sorted(_ENTRIES.items()))


def entry(name: str) -> Named:
    """Return a named export; raises UnknownCodeError with the nearest name where there is none."""
    if name not in _ENTRIES:
        raise UnknownCodeError(f"There is no table '{name}' to export; {suggestion(name, _ENTRIES)}")
    return _ENTRIES[name]


def leave(
    readings: Readings,
    frame: pd.DataFrame,
    name: str,
    *,
    title: str,
    description: str,
    key: Sequence[str] = (),
    defined: Mapping[str, str] | None = None,
    said: Mapping[str, object] | None = None,
) -> Export:
    """Make a file of a table of the release in use: `name` tells what is in it, lower case with dashes."""
    release = readings.release
    return export_table(
        frame,
        f"sip-{name}.csv",
        title=title,
        description=description,
        said={"dc:source": f"sipmap release {release.id} ({release.label})", **(said or {})},
        key=key,
        defined=defined,
    )


def joined(codes: Sequence[str]) -> str:
    """Return codes in one cell."""
    return "; ".join(codes)
