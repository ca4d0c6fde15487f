"""What an entry may speak of: wards, districts and places of the release in use, themes, support needs."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine

from sipmap.catalogue import themes
from sipmap.catalogue.barriers import support_needs
from sipmap.errors import NoReleaseError
from sipmap.store import read


@dataclass(frozen=True)
class Known:
    """Codes and ids that entries may name, and the day after which nothing can have been recorded."""

    wards: Collection[str]
    places: Collection[str]
    themes: Collection[str]
    districts: Collection[str] = ()
    support_needs: Collection[str] = ()
    today: date = field(default_factory=date.today)


def known_now(engine: Engine, today: date | None = None) -> Known:
    """Return what entries may speak of today; raises NoReleaseError where there is no release in use."""
    active = read.active_release(engine)
    if active is None:
        raise NoReleaseError
    return known_in(engine, active.id, today)


def known_in(engine: Engine, release_id: int, today: date | None = None) -> Known:
    """Return what entries may speak of in a release."""
    places, _ = read.places(engine, release_id)
    return Known(
        wards=set(read.areas(engine, release_id, "ward")["code"]),
        places=set(places["id"]),
        themes=tuple(themes()),
        districts=set(read.areas(engine, release_id, "district")["code"]),
        support_needs=tuple(support_needs()),
        today=today or date.today(),
    )
