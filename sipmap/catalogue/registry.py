"""The registry: every indicator, theme and profile that ships, read once from the package's own TOML files.

`indicators/*.toml` hold `[[indicator]]` tables, `themes.toml` holds `[[theme]]` tables, and each file in
`profiles/` is one profile. A new indicator is one more table.

Beside them stand the council's own indicators, whose declarations are kept with their figures: whoever opens
a release tells the registry of them (`know`).
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType

from sipmap.catalogue.models import Indicator, Profile, Theme
from sipmap.catalogue.parts import check_profile
from sipmap.catalogue.reading import Declared, declare, read_toml
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError, UnknownCodeError

SHIPPED: Traversable = files("sipmap.catalogue")


@cache
def themes() -> Mapping[str, Theme]:
    """Return every theme by id, in the order in which screens list them."""
    return MappingProxyType(read_tables(SHIPPED / "themes.toml", "theme", Theme))


@cache
def shipped_indicators() -> Mapping[str, Indicator]:
    """Return every indicator that ships, by id, in the order of the files and of the tables within them."""
    return MappingProxyType(read_indicators(SHIPPED / "indicators", themes()))


class _Own:
    """The council's own indicators, of the database that this process works on; replaced as a whole."""

    joined: Mapping[str, Indicator] | None = None


def know(own: Mapping[str, Indicator]) -> None:
    """Have `indicators()` hold these beside the ones that ship, in place of any before."""
    shipped = shipped_indicators()
    added = {i: own[i] for i in sorted(own) if i not in shipped}
    _Own.joined = MappingProxyType({**shipped, **added}) if added else None


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by id: those that ship, then the council's own."""
    return _Own.joined or shipped_indicators()


@cache
def profiles() -> Mapping[str, Profile]:
    """Return every profile that ships, by id."""
    found = [_read_profile(file) for file in _toml_files(SHIPPED / "profiles")]
    return MappingProxyType({p.id: p for p in found})


def indicator(indicator_id: str) -> Indicator:
    """Return one indicator; UnknownCodeError with the nearest id where there is none of that name."""
    if indicator_id not in indicators():
        hint = suggestion(indicator_id, indicators())
        raise UnknownCodeError(f"There is no indicator '{indicator_id}'; {hint}")
    return indicators()[indicator_id]


def profile(profile_id: str) -> Profile:
    """Return one profile that ships; ProfileError with the nearest id where there is none of that name."""
    if profile_id not in profiles():
        raise ProfileError(f"There is no profile '{profile_id}'; {suggestion(profile_id, profiles())}")
    return profiles()[profile_id]


def load_profile(path: Path | str) -> Profile:
    """Read a profile from someone's own TOML file.

    Raises
    ------
    ProfileError
        One sentence naming the file, the key and the remedy.
    """
    return _read_profile(Path(path))


def read_tables(file: Path | Traversable, key: str, model: type[Declared]) -> dict[str, Declared]:
    """Read the `[[key]]` tables of one file as declarations by id.

    Raises
    ------
    ProfileError
        Another key at the top of the file, a table that is not a complete `model`, an id that stands twice.
    """
    content = read_toml(file)
    strange = sorted(content.keys() - {key})
    tables = content.get(key, [])
    if strange or not isinstance(tables, list):
        what = f"the key '{strange[0]}' is not known" if strange else f"'{key}' is not a list of tables"
        raise ProfileError(f"{file.name}: {what}; write each entry under [[{key}]].")
    found: dict[str, Declared] = {}
    for position, table in enumerate(tables, start=1):
        name = table.get("id", position) if isinstance(table, dict) else position
        entry = declare(model, table, f"{file.name}, {key} {name}")
        if name in found:
            raise ProfileError(f"{file.name}: the {key} '{name}' stands twice; remove one of them.")
        found[str(name)] = entry
    return found


def read_indicators(folder: Path | Traversable, known_themes: Mapping[str, Theme]) -> dict[str, Indicator]:
    """Read every indicator in a folder and check what they say of one another.

    Raises
    ------
    ProfileError
        A broken table, an id in two files, an unknown theme or weighting count.
    """
    found: dict[str, Indicator] = {}
    for file in _toml_files(folder):
        tables = read_tables(file, "indicator", Indicator)
        twice = sorted(found.keys() & tables.keys())
        if twice:
            raise ProfileError(
                f"{file.name}: indicator '{twice[0]}' is in another file too; remove one of them."
            )
        found |= tables
    for entry in found.values():
        check_names(entry, found, known_themes)
    return found


def check_names(entry: Indicator, found: Mapping[str, Indicator], known_themes: Mapping[str, Theme]) -> None:
    """Raise ProfileError where an indicator names a theme or a weighting count that there is none of."""
    if entry.theme not in known_themes:
        hint = suggestion(entry.theme, known_themes)
        raise ProfileError(f"Indicator '{entry.id}': theme '{entry.theme}' is not known; {hint}")
    counts = {i.id for i in found.values() if i.kind == "count"}
    if entry.weighted_by is not None and entry.weighted_by not in counts:
        hint = suggestion(entry.weighted_by, counts)
        raise ProfileError(f"Indicator '{entry.id}': '{entry.weighted_by}', its weight, is no count; {hint}")


def _read_profile(file: Path | Traversable) -> Profile:
    found = declare(Profile, read_toml(file), file.name)
    check_profile(found, indicators(), file.name)
    return found


def _toml_files(folder: Path | Traversable) -> list[Path | Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
