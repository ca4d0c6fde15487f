"""The column types by themselves: WKB in and out, moments in UTC, texts by code point."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import shapely
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from sipmap.store.tables import Area
from sipmap.store.types import GeometryColumn, UtcDateTime, extended_wkb

SQUARE = shapely.box(500_000, 150_000, 501_000, 151_000)
POSTGRESQL, SQLITE = postgresql.dialect(), sqlite.dialect()


@pytest.mark.parametrize("byte_order", [0, 1])
def test_extended_wkb_is_what_shapely_writes(byte_order: int):
    plain = shapely.to_wkb(SQUARE, byte_order=byte_order)
    with_srid = shapely.to_wkb(shapely.set_srid(SQUARE, 27700), byte_order=byte_order, include_srid=True)
    assert extended_wkb(plain) == with_srid


@pytest.mark.parametrize("not_wkb", [b"", b"\x01\x03", b"\x02\x03\x00\x00\x00", b"POLYGON EMPTY"])
def test_what_is_not_wkb_is_refused(not_wkb: bytes):
    with pytest.raises(ValueError, match="not well-known binary"):
        extended_wkb(not_wkb)


def test_wkb_with_an_srid_of_its_own_is_refused():
    ours = shapely.to_wkb(shapely.set_srid(SQUARE, 4326), include_srid=True)
    with pytest.raises(ValueError, match="an SRID of its own"):
        extended_wkb(ours)


def test_geometry_goes_in_as_each_database_takes_it():
    column, wkb = GeometryColumn(), shapely.to_wkb(SQUARE)
    assert column.process_bind_param(wkb, SQLITE) == wkb
    assert shapely.get_srid(shapely.from_wkb(column.process_bind_param(wkb, POSTGRESQL))) == 27700
    assert column.process_bind_param(None, POSTGRESQL) is None
    assert column.process_result_value(memoryview(wkb), SQLITE) == wkb
    assert column.process_result_value(None, SQLITE) is None


def test_the_tables_are_declared_for_each_database():
    on_postgis = str(CreateTable(Area.__table__).compile(dialect=POSTGRESQL))
    assert "geometry geometry(GEOMETRY,27700)" in on_postgis
    assert 'VARCHAR COLLATE "C"' in on_postgis
    on_sqlite = str(CreateTable(Area.__table__).compile(dialect=SQLITE))
    assert "geometry BLOB" in on_sqlite
    assert "COLLATE" not in on_sqlite
    gist = next(index for index in Area.__table__.indexes if index.name == "ix_area_geometry")
    assert "USING gist (geometry)" in str(CreateIndex(gist).compile(dialect=POSTGRESQL))


def test_a_moment_is_kept_in_utc():
    noon = datetime(2025, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    kept = UtcDateTime().process_bind_param(noon, SQLITE)
    assert kept == noon
    assert kept.tzinfo is UTC
    assert UtcDateTime().process_result_value(kept.replace(tzinfo=None), SQLITE) == noon
    assert UtcDateTime().process_result_value(noon, POSTGRESQL).tzinfo is UTC
    assert UtcDateTime().process_bind_param(None, SQLITE) is None
    assert UtcDateTime().process_result_value(None, SQLITE) is None


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="names no moment"):
        UtcDateTime().process_bind_param(datetime(2025, 7, 1, 12), SQLITE)
