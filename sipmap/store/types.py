"""Column types that mean the same on PostGIS and on SQLite."""

import struct
from datetime import UTC, datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import DateTime, Dialect, LargeBinary, String
from sqlalchemy.types import TypeDecorator, TypeEngine

SRID_BRITISH_NATIONAL_GRID = 27700
_EWKB_HAS_SRID = 0x20000000


def extended_wkb(wkb: bytes, srid: int = SRID_BRITISH_NATIONAL_GRID) -> bytes:
    """Return WKB as PostGIS's extended WKB, with the SRID in its header.

    Raises ValueError for bytes that are not WKB, or that carry an SRID already.
    """
    if len(wkb) < 5 or wkb[0] not in (0, 1):
        raise ValueError("not well-known binary")
    order = "<" if wkb[0] else ">"
    (kind,) = struct.unpack_from(order + "I", wkb, 1)
    if kind & _EWKB_HAS_SRID:
        raise ValueError("well-known binary with an SRID of its own; pass it plain")
    return wkb[:1] + struct.pack(order + "II", kind | _EWKB_HAS_SRID, srid) + wkb[5:]


class _PlainGeometry(Geometry):
    """PostGIS geometry that is read as plain WKB, without the SRID in its header."""

    as_binary = "ST_AsBinary"
    cache_ok = True


class GeometryColumn(TypeDecorator[bytes]):
    """Geometry in EPSG:27700, WKB bytes in and out: `geometry` on PostgreSQL, BLOB elsewhere."""

    impl = LargeBinary
    cache_ok = True

    # GeoAlchemy2's DDL hooks read these off the type itself; the GiST index is declared beside the table.
    spatial_index = False
    use_typmod = None
    use_N_D_index = False

    def load_dialect_impl(self, dialect: Dialect | None) -> TypeEngine[Any]:
        """Return the type of the database in use; the hooks ask with None while tables are declared."""
        if dialect is None or dialect.name != "postgresql":
            return LargeBinary()
        geometry: TypeEngine[Any] = _PlainGeometry(
            "GEOMETRY", srid=SRID_BRITISH_NATIONAL_GRID, spatial_index=False
        )
        return dialect.type_descriptor(geometry)

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | str | None:
        """WKB bytes as they are; for PostGIS the hexadecimal form that its text input reads."""
        if value is None or dialect.name != "postgresql":
            return value
        return extended_wkb(value).hex()

    def process_result_value(self, value: object, dialect: Dialect) -> bytes | None:
        """WKB bytes, whatever object the driver made of them."""
        if value is None:
            return None
        plain = value.data if isinstance(value, WKBElement) else value
        assert isinstance(plain, bytes | memoryview)
        return bytes(plain)


def code_text() -> String:
    """Return text that compares by code point on both databases, as SQLite does by itself.

    A PostgreSQL server sorts by its locale: slower, and in another order from one server to the next.
    """
    return String().with_variant(String(collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC, aware in and out: SQLite keeps no time zone and would hand back naive times."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; raises ValueError for a naive time, which names no moment."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone names no moment")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment, aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
