"""The council's own indicators, as a database keeps them, made known to the catalogue of this process."""

from sqlalchemy import Engine

from sipmap.catalogue.own import kept
from sipmap.catalogue.registry import know
from sipmap.store import read


class _Known:
    """Which database and release the catalogue was last told of."""

    state: tuple[object, int] | None = None


def know_own(engine: Engine, release_id: int) -> None:
    """Have the catalogue hold the council's own indicators of this database; asks once for each release.

    Those of older releases are among them, so that a decision on one can be worked out again.
    """
    state = (engine.url, release_id)
    if _Known.state != state:
        know(kept(read.declarations(engine)))
        _Known.state = state


def forget() -> None:
    """Have the catalogue hold only what ships, until the next release is opened."""
    know({})
    _Known.state = None
