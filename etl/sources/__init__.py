"""One file for each published source: a SOURCE record and read(path), a tidy frame.

Modules without a SOURCE are what several sources share, or read what is no observation.
"""

import importlib
import pkgutil
from functools import cache

from etl.sources.base import Source


@cache
def registry() -> dict[str, Source]:
    """Return every source by its id, sorted, found by importing the modules of this package."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    sources: list[Source] = [module.SOURCE for module in modules if hasattr(module, "SOURCE")]
    found = {source.id: source for source in sources}
    if len(found) < len(sources):
        raise ValueError("two sources share an id")
    return dict(sorted(found.items()))
