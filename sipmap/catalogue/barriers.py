"""Which figures speak of what holds people back, theme by theme, and of people's support needs.

`barriers.toml` holds a `[[barrier]]` for each theme, `support_needs.toml` a `[[need]]` for each group, and
`shares.toml` a `[[share]]` for each part of a profile that has figures of themes within it.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, model_validator

from sipmap.catalogue.declaration import Declaration
from sipmap.catalogue.models import Indicator, Profile
from sipmap.catalogue.own import PREFIX
from sipmap.catalogue.registry import SHIPPED, indicators, read_tables, themes
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError

OwnId = Field(pattern=rf"^{PREFIX}[a-z0-9]+(-[a-z0-9]+)*$")


class Beside(Declaration):
    """An indicator that stands beside a lead or for a need."""

    indicator: str
    note: str = ""
    """What it says that the lead does not, or why it is no more than a sign."""
    level: Literal["", "district"] = ""
    """Where its figures are of a coarser level than the areas they are published for."""


class Barrier(Declaration):
    """How a theme is seen: the lead speaks for it, others stand beside."""

    id: str
    """The theme's."""
    lead: str = ""
    """The indicator whose contrast speaks for the theme; "" where there is no open figure."""
    why: str = ""
    """Why this one leads."""
    worse: str = ""
    """What an area is or has where the lead is worse there, before "than the county's average"."""
    better: str = ""
    beside: tuple[Beside, ...] = ()
    missing: str
    """What no open figure for small areas tells."""
    own: str = OwnId
    """Id under which the council's own figures would come."""
    own_label: str

    @model_validator(mode="after")
    def _reasoned(self) -> "Barrier":
        if len({bool(text) for text in (self.lead, self.why, self.worse, self.better)}) > 1:
            raise ValueError("'lead', 'why', 'worse' and 'better' go together; give all or none")
        return self

    @property
    def evidence(self) -> tuple[Beside, ...]:
        """The lead first, where there is one, then what stands beside it."""
        first = (Beside(indicator=self.lead),) if self.lead else ()
        return first + self.beside


class SupportNeed(Declaration):
    """One group of people whom the programme helps, and what open figures stand for it."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    label: str
    proxies: tuple[Beside, ...] = ()
    missing: str
    """What the proxies do not tell, or why there is none."""
    own: str = OwnId
    own_label: str


class Share(Declaration):
    """A part of a profile that has figures of themes within it."""

    id: str
    """The part's indicator."""
    holds: tuple[str, ...] = Field(min_length=1)
    how: str


@cache
def barriers() -> Mapping[str, Barrier]:
    """Return how each theme is seen, by theme, in the order in which they are listed."""
    return MappingProxyType(read_barriers(SHIPPED / "barriers.toml", indicators()))


@cache
def support_needs() -> Mapping[str, SupportNeed]:
    """Return the nine groups of the 2002 briefing by id, in its order."""
    return MappingProxyType(read_needs(SHIPPED / "support_needs.toml", indicators()))


@cache
def shares() -> Mapping[str, Share]:
    """Return the parts that have figures of themes within them, by the part's indicator."""
    found = read_tables(SHIPPED / "shares.toml", "share", Share)
    for entry in found.values():
        _check_known((entry.id, *entry.holds), indicators(), f"shares.toml, share {entry.id}")
    return MappingProxyType(found)


def shared_with(profile: Profile, indicator_ids: Iterable[str]) -> tuple[Share, ...]:
    """Return the parts of a profile, of weight above 0, that hold one of the indicators or are one."""
    wanted = set(indicator_ids)
    found = []
    for part in profile.parts:
        if part.weight == 0:
            continue
        if part.indicator in wanted:
            found.append(Share(id=part.indicator, holds=(part.indicator,), how="It is the same figure."))
        elif part.indicator in shares() and wanted & set(shares()[part.indicator].holds):
            found.append(shares()[part.indicator])
    return tuple(found)


def read_barriers(file: Path | Traversable, known: Mapping[str, Indicator]) -> dict[str, Barrier]:
    """Read how themes are seen; ProfileError for a theme or an indicator that is not known."""
    found = read_tables(file, "barrier", Barrier)
    for entry in found.values():
        where = f"{file.name}, barrier {entry.id}"
        if entry.id not in themes():
            raise ProfileError(f"{where}: it is no theme; {suggestion(entry.id, themes())}")
        ids = [beside.indicator for beside in entry.evidence]
        _check_known(ids, known, where)
        _check_once(ids, where)
        if entry.lead and known[entry.lead].direction == "neither":
            raise ProfileError(
                f"{where}: its lead '{entry.lead}' says neither that more is worse nor that less is; "
                "let another indicator lead."
            )
    return found


def read_needs(file: Path | Traversable, known: Mapping[str, Indicator]) -> dict[str, SupportNeed]:
    """Read the support needs; ProfileError for an indicator that is not known or stands twice."""
    found = read_tables(file, "need", SupportNeed)
    for entry in found.values():
        ids = [proxy.indicator for proxy in entry.proxies]
        _check_known(ids, known, f"{file.name}, need {entry.id}")
        _check_once(ids, f"{file.name}, need {entry.id}")
    return found


def _check_known(ids: Iterable[str], known: Mapping[str, Indicator], where: str) -> None:
    for indicator_id in ids:
        if indicator_id not in known:
            hint = suggestion(indicator_id, known)
            raise ProfileError(f"{where}: there is no indicator '{indicator_id}'; {hint}")
        if known[indicator_id].kind == "rank":
            raise ProfileError(f"{where}: '{indicator_id}' is a rank; use the figure that it comes from.")


def _check_once(ids: list[str], where: str) -> None:
    twice = sorted({i for i in ids if ids.count(i) > 1})
    if twice:
        raise ProfileError(f"{where}: the indicator '{twice[0]}' stands twice; keep one.")
