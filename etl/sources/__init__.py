"""One file for each published source: a SOURCE record and read(path), a tidy frame."""

import importlib
import pkgutil
from functools import cache

from etl.sources.base import Source


@cache
def registry() -> dict[str, Source]:
    """Return every source by its id, sorted, found by importing the modules of this package."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != "base")
    sources = [importlib.import_module(f"{__name__}.{name}").SOURCE for name in names]
    found = {source.id: source for source in sources}
    if len(found) < len(sources):
        raise ValueError("two sources share an id")
    return dict(sorted(found.items()))
