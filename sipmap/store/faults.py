"""Database faults as one sentence each, without the password that a URL may hold."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Engine
from sqlalchemy.exc import DBAPIError

from sipmap.errors import BusyError, DatabaseError, SipmapError

CHOOSE = "choose another database with SIPMAP_DATABASE_URL"

# By the beginning of SQLite's error name; the longest match wins.
_SQLITE: dict[str, tuple[type[SipmapError], str]] = {
    "SQLITE_NOTADB": (DatabaseError, f"{{where}} is not a SQLite database; {CHOOSE}."),
    "SQLITE_CORRUPT": (DatabaseError, f"{{where}} is damaged; restore a copy or {CHOOSE}."),
    "SQLITE_CANTOPEN": (
        DatabaseError,
        f"{{where}} cannot be opened; check the folder's permissions or {CHOOSE}.",
    ),
    "SQLITE_READONLY": (DatabaseError, f"{{where}} cannot be written; check its permissions or {CHOOSE}."),
    "SQLITE_IOERR": (DatabaseError, f"{{where}} cannot be read or written; check the disk or {CHOOSE}."),
    "SQLITE_FULL": (DatabaseError, "The disk that holds {where} is full; make room and try again."),
    "SQLITE_BUSY": (BusyError, "Another program is writing to {where}; try again when it has finished."),
    "SQLITE_LOCKED": (BusyError, "Another program is writing to {where}; try again when it has finished."),
}
# By the beginning of PostgreSQL's SQLSTATE.
_POSTGRESQL: dict[str, tuple[type[SipmapError], str]] = {
    "28": (DatabaseError, f"{{where}} refused the user name or password; correct it or {CHOOSE}."),
    "3D": (DatabaseError, f"{{where}} does not exist; create it or {CHOOSE}."),
    "42501": (DatabaseError, "The role for {where} lacks a right that sipmap needs; ask its administrator."),
    "25006": (DatabaseError, f"{{where}} is read-only; {CHOOSE}."),
    "53100": (DatabaseError, "The disk that holds {where} is full; make room and try again."),
    "53300": (DatabaseError, "{where} has no connection free; try again or raise its max_connections."),
    "55P03": (BusyError, "Another program holds {where}; try again when it has finished."),
    "57P": (DatabaseError, "{where} is shutting down or starting up; try again when it runs."),
    "08": (DatabaseError, "The connection to {where} was lost; try again when it runs."),
}
# psycopg gives no SQLSTATE for what fails before there is a connection, only the server's words.
_CONNECTING: dict[str, str] = {
    "authentication failed": "28",
    "no password supplied": "28",
    "no pg_hba.conf entry": "28",
    "remaining connection slots": "53300",
    "too many clients": "53300",
    "starting up": "57P",
    "shutting down": "57P",
}
_MISSING_TABLE = ("no such table", "no such column")
NOT_PREPARED = "{where} does not hold this version's tables; run `sipmap load snapshot` to make them."
UNREACHABLE = f"{{where}} cannot be reached; start it or {CHOOSE}."


def where(url: URL) -> str:
    """Name a database so that a person knows it: its file, or server and name; never user or password."""
    if url.get_backend_name() == "sqlite":
        return f"The file {url.database}"
    host = url.host or url.query.get("host") or "localhost"
    return f"The database {url.database or url.username} on {host}{f':{url.port}' if url.port else ''}"


def _sentence(template: str, url: URL) -> str:
    name = where(url)
    begins = template.startswith("{where}")
    return template.format(where=name if begins else name[0].lower() + name[1:])


def _look_up(
    table: dict[str, tuple[type[SipmapError], str]], code: str
) -> tuple[type[SipmapError], str] | None:
    return next((kind for start, kind in table.items() if code.startswith(start)), None)


def _sqlite_kind(error: BaseException) -> tuple[type[SipmapError], str] | None:
    if any(words in str(error) for words in _MISSING_TABLE):
        return DatabaseError, NOT_PREPARED
    return _look_up(_SQLITE, getattr(error, "sqlite_errorname", ""))


def _postgresql_kind(error: BaseException) -> tuple[type[SipmapError], str] | None:
    code = getattr(error, "sqlstate", None)
    if code in ("42P01", "42703"):
        return DatabaseError, NOT_PREPARED
    if code is not None:
        return _look_up(_POSTGRESQL, code)
    if type(error).__name__ not in ("OperationalError", "ConnectionTimeout"):
        return None
    words = str(error)
    if 'database "' in words and "does not exist" in words:
        return _POSTGRESQL["3D"]
    code = next((code for start, code in _CONNECTING.items() if start in words), None)
    return _POSTGRESQL[code] if code else (DatabaseError, UNREACHABLE)


def explain(url: URL, error: BaseException) -> SipmapError | None:
    """Return a driver's error as a SipmapError of one sentence, or None where it is a bug of ours."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    kind = _sqlite_kind(cause) if url.get_backend_name() == "sqlite" else _postgresql_kind(cause)
    return kind[0](_sentence(kind[1], url)) if kind else None


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what a person can mend into a DatabaseError or BusyError; let bugs through as they are."""
    drivers_own = engine.dialect.loaded_dbapi.Error
    try:
        yield
    except (DBAPIError, drivers_own) as error:
        sentence = explain(engine.url, error)
        if sentence is None:
            raise
        raise sentence from error
