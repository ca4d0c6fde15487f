"""The council's own indicators: one TOML file declares one, validated like those that ship.

    [indicator]
    id = "council-neet"
    ...
    [source]
    title = "..."

`sipmap load own --template` prints a whole one. Once loaded, a declaration is kept with its figures, so that
every process on the same database knows the indicator without the file.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from sipmap.catalogue.declaration import Declaration
from sipmap.catalogue.models import Indicator
from sipmap.catalogue.reading import declare, read_toml
from sipmap.catalogue.registry import check_names, shipped_indicators, themes
from sipmap.errors import ProfileError

PREFIX = "council-"
"""Begins the id of every indicator of a council's own, so that none is taken for a published one."""
GEOGRAPHIES = ("ward", "lsoa21", "lsoa11")
TABLES = ("indicator", "source")
LOOK = "`sipmap load own --template` prints a whole entry"


class OwnSource(Declaration):
    """Where the figures come from."""

    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    """The council, and the service that holds the records."""
    licence: str = Field(min_length=1)
    """Who may use the figures, and for what, e.g. "Internal; not for publication"."""
    attribution: str = ""
    """The line that goes beside the figures; the publisher unless stated."""
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """Where the source is described, if anywhere."""
    note: str = ""


class OwnEntry(Declaration):
    """One indicator of the council's own, and its source."""

    indicator: Indicator
    source: OwnSource


def template() -> str:
    """Return an entry to fill in, with the columns of its CSV described."""
    return files("sipmap.catalogue").joinpath("own_template.toml").read_text(encoding="utf-8")


def entry_path(csv: Path, given: Path | None) -> Path:
    """Return where the entry of a CSV stands: the file given, or `NAME.toml` for `NAME.csv` in a folder.

    The folder is the one given, else the CSV's own.
    """
    where = csv.parent if given is None else given
    return where / f"{csv.stem}.toml" if where.is_dir() else where


def read_own(path: Path) -> OwnEntry:
    """Read a catalogue entry.

    Raises
    ------
    ProfileError
        One sentence naming the file, the key and the remedy.
    """
    content = read_toml(path)
    for table in TABLES:
        if not isinstance(content.get(table), dict):
            raise ProfileError(f"{path.name}: the table [{table}] is missing; {LOOK}.")
    strange = sorted(content.keys() - set(TABLES))
    if strange:
        raise ProfileError(f"{path.name}: the key '{strange[0]}' is not known; {LOOK}.")
    stated = content["indicator"]
    if "source" in stated:
        raise ProfileError(f"{path.name}, indicator: the key 'source' is not known; write it as [source].")
    where = f"{path.name}, indicator"
    indicator = declare(Indicator, stated | {"source": stated.get("id", "")}, where)
    source = declare(OwnSource, content["source"], f"{path.name}, source")
    _check(indicator, where)
    return OwnEntry(indicator=indicator, source=source)


def _check(indicator: Indicator, where: str) -> None:
    if not indicator.id.startswith(PREFIX):
        raise ProfileError(
            f"{where}: the id '{indicator.id}' does not begin with '{PREFIX}'; put that in front."
        )
    if indicator.geography not in GEOGRAPHIES:
        raise ProfileError(
            f"{where}: 'geography' cannot be '{indicator.geography}'; write one of {', '.join(GEOGRAPHIES)}."
        )
    if indicator.kind == "rank":
        raise ProfileError(f"{where}: 'kind' cannot be 'rank'; give the figure that the rank is made from.")
    try:
        check_names(indicator, {**shipped_indicators(), indicator.id: indicator}, themes())
    except ProfileError as error:
        raise ProfileError(f"{where}: {error}") from None
    weight = shipped_indicators().get(indicator.weighted_by or "")
    if weight is not None and weight.geography != indicator.geography:
        raise ProfileError(
            f"{where}: '{weight.id}' counts people by {weight.geography}, not by {indicator.geography}; "
            "weight by a count of the same areas."
        )


def kept(bodies: Mapping[str, str]) -> dict[str, Indicator]:
    """Return indicators from their declarations as stored, by id; `bodies` are JSON.

    One that this version cannot read (its theme is gone, say) is left out: its figures stay in the store.
    """
    found = {}
    for indicator_id, body in bodies.items():
        try:
            indicator = Indicator.model_validate_json(body)
            _check(indicator, indicator_id)
        except (ValueError, ProfileError):
            continue
        found[indicator_id] = indicator
    return found
