"""What is installed, which database and release are in use, and what is wrong."""

import platform
import sqlite3
from dataclasses import dataclass, field
from importlib import metadata

from sqlalchemy import Engine, make_url, text

from sipmap import __version__
from sipmap.catalogue import indicators, profiles
from sipmap.errors import SipmapError
from sipmap.settings import Settings
from sipmap.store import read
from sipmap.store.engine import current_revision, head_revision, make_engine, reading

LIBRARIES = ("dash", "dash-leaflet", "geopandas", "pandas", "shapely", "sqlalchemy", "geoalchemy2")


@dataclass
class Findings:
    """What the examination found, line by line."""

    lines: list[tuple[str, str]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def note(self, what: str, found: object) -> None:
        """Add a line."""
        self.lines.append((what, str(found)))


def examine(settings: Settings, known_sources: set[str], snapshot: str) -> Findings:
    """Look at the installation and the database; changes nothing.

    Parameters
    ----------
    settings : Settings
    known_sources : set of str
        Ids of the sources that this version can load.
    snapshot : str
        Identifies the snapshot that this version carries.
    """
    found = Findings()
    found.note("sipmap", __version__)
    found.note("Python", platform.python_version())
    found.note("libraries", ", ".join(f"{n} {metadata.version(n)}" for n in LIBRARIES))
    found.note("catalogue", f"{len(indicators())} indicators, {len(profiles())} profiles")
    found.note("snapshot", snapshot)
    # The password never leaves: SQLAlchemy renders it as ***.
    found.note("database", make_url(settings.database_url).render_as_string(hide_password=True))
    try:
        engine = make_engine(settings.database_url)
        try:
            _database(engine, found)
            _release(engine, known_sources, snapshot, found)
        finally:
            engine.dispose()
    except SipmapError as error:
        found.problems.append(str(error))
    return found


def _database(engine: Engine, found: Findings) -> None:
    if engine.dialect.name == "sqlite":
        found.note("kind", f"embedded, SQLite {sqlite3.sqlite_version}")
    else:
        with reading(engine) as connection:
            server = connection.scalar(text("SHOW server_version"))
            has_postgis = connection.scalar(text("SELECT 1 FROM pg_extension WHERE extname = 'postgis'"))
            postgis = connection.scalar(text("SELECT postgis_lib_version()")) if has_postgis else "not yet on"
        found.note("kind", f"PostgreSQL {server}, PostGIS {postgis}")
    current, head = current_revision(engine), head_revision()
    found.note("tables", current or "none yet")
    if current is None:
        found.problems.append("The database is empty; `sipmap load snapshot` fills it.")
    elif current != head:
        found.problems.append(
            f"The tables are of version {current}, this sipmap wants {head}; any load mends it."
        )


def _release(engine: Engine, known_sources: set[str], snapshot: str, found: Findings) -> None:
    if current_revision(engine) is None:
        return
    active = read.active_release(engine)
    if active is None:
        found.problems.append("There is no active release; run `sipmap load snapshot`.")
        return
    found.note(
        "release", f"{active.id}, {active.label}, active since {active.activated_at:%Y-%m-%d %H:%M} UTC"
    )
    held = set(read.datasets(engine, active.id)["source_id"])
    found.note("sources in use", f"{len(held & known_sources)} of {len(known_sources)}, and geography")
    for lacking in sorted(known_sources - held):
        found.problems.append(f"The release has no {lacking}; load it with `sipmap load {lacking} FILE`.")
    if active.origin.startswith("snapshot:") and not active.origin.endswith(snapshot):
        found.problems.append("The release is of an older snapshot; `sipmap load snapshot` brings the newer.")
    if any(release.status == "loading" for release in read.releases(engine)):
        found.problems.append("A load was cut off; the next load removes what it left.")
