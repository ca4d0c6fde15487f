"""A table of wards as a GeoPackage: their polygons with every column, and the districts that they lie in.

Written with SQLite alone (OGC 12-128r18, GeoPackage 1.3.1): the libraries that write one load geopandas,
which the dashboard must not. Fields bear the headings of the CSV; where a figure is held back the field is
empty and the field "Held back" names it. The same table gives the same bytes.
"""

import json
import sqlite3
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import shapely

from sipmap.disclosure import MARK
from sipmap.errors import SipmapError
from sipmap.export.csvw import Export
from sipmap.export.geopackage_tables import BRITISH_NATIONAL_GRID, TABLES, Row
from sipmap.export.named.readings import Readings
from sipmap.store import read

APPLICATION_ID, VERSION = 0x47504B47, 10301
"""\"GPKG\" and 1.3.1, as the standard asks of the file's head."""
HELD_BACK = "Held back"
LITTLE_ENDIAN_WITH_ENVELOPE, EMPTY = 0b0000_0011, 0b0001_0000


@dataclass(frozen=True)
class Layer:
    """Rows with their polygons, None where there is none."""

    name: str
    title: str
    description: str
    table: pd.DataFrame
    shapes: Sequence[shapely.Geometry | None]
    means: dict[str, str]
    """What each column holds, by heading."""


def geopackage(readings: Readings, made: Export) -> bytes:
    """Return an export of wards, or of areas of several wards each, as a GeoPackage in EPSG:27700.

    Raises
    ------
    SipmapError
        A table that is not one row a ward or area, or wards without a map.
    """
    table = made.table
    key = "" if table is None or table.columns.empty else str(table.columns[0])
    if table is None or key.casefold() not in ("ward code", "ward codes") or table[key].duplicated().any():
        raise SipmapError(f"{made.file_name} is not one row a ward or area; take it as CSV instead.")
    members = [str(codes).split("; ") for codes in table[key]]
    held = _shapes(readings, "ward", sorted({code for codes in members for code in codes}))
    if held.empty:
        raise SipmapError("These wards have no map in the figures in use; take the table as CSV instead.")
    shapes = [_union([held["shape"][code] for code in codes if code in held.index]) for codes in members]
    about = json.loads(made.metadata)
    means = {c["titles"]: c.get("dc:description", "") for c in about["tableSchema"]["columns"]}
    described = f"{about['dc:description']} {about.get('dc:source', '')} Open Government Licence v3.0."
    districts = _shapes(readings, "district", sorted(set(held["district_code"])))
    columns = districts[["name"]].rename(columns={"name": "District"}).rename_axis("District code")
    kind = "wards" if key.casefold() == "ward code" else "areas"
    outlines = [_union([shape]) for shape in districts["shape"]]
    layers = (
        Layer(kind, about["dc:title"], described, table, shapes, means),
        Layer("districts", "Districts", "Districts of the wards.", columns.reset_index(), outlines, {}),
    )
    return write(layers, readings.release.activated_at or readings.release.created_at)


def write(layers: Sequence[Layer], changed: datetime) -> bytes:
    """Return a GeoPackage of some layers; `changed` is the day and time that it gives as its own."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        for create, rows in TABLES:
            connection.execute(create)
            _fill(connection, create.split()[2], rows)
        for layer in layers:
            _add(connection, layer, f"{changed:%Y-%m-%dT%H:%M:%S}.000Z")
        connection.commit()
        return connection.serialize()
    finally:
        connection.close()


def _add(connection: sqlite3.Connection, layer: Layer, changed: str) -> None:
    table = _with_held_back(layer.table)
    known = [shape for shape in layer.shapes if shape is not None]
    box = shapely.total_bounds(known).tolist() if known else [None] * 4
    columns = "".join(f", {_quoted(str(c))} {_type(table[c])}" for c in table.columns)
    name = layer.name
    connection.execute(f"CREATE TABLE {_quoted(name)} (fid INTEGER PRIMARY KEY, geom MULTIPOLYGON{columns})")
    _fill(
        connection,
        "gpkg_contents",
        [(name, "features", layer.title, layer.description, changed, *box, BRITISH_NATIONAL_GRID)],
    )
    _fill(
        connection,
        "gpkg_geometry_columns",
        [(name, "geom", "MULTIPOLYGON", BRITISH_NATIONAL_GRID, 0, 0)],
    )
    _fill(
        connection,
        "gpkg_data_columns",
        [
            (name, str(c), None, str(c), layer.means[str(c)], None, None)
            for c in table
            if layer.means.get(str(c))
        ],
    )
    rows = table.astype(object).itertuples(index=False, name=None)
    cells = (
        (fid, None if shape is None else blob(shape), *map(_cell, row))
        for fid, (shape, row) in enumerate(zip(layer.shapes, rows, strict=True), start=1)
    )
    _fill(connection, _quoted(name), list(cells))


def blob(shape: shapely.Geometry) -> bytes:
    """Return a geometry as GeoPackage keeps it: a head with its box, then well-known binary."""
    west, south, east, north = shape.bounds
    head = struct.pack("<2sBBi", b"GP", 0, LITTLE_ENDIAN_WITH_ENVELOPE, BRITISH_NATIONAL_GRID)
    body: bytes = shapely.to_wkb(shape, byte_order=1)
    return head + struct.pack("<4d", west, east, south, north) + body


def _shapes(readings: Readings, geography: str, codes: Sequence[str]) -> pd.DataFrame:
    """Return areas that have a polygon by their code: name, district_code, shape."""
    found = read.areas(
        readings.engine, readings.release.id, geography, codes=codes, with_geometry=True
    ).dropna(subset="geometry")
    return found.assign(shape=shapely.from_wkb(found["geometry"].to_numpy())).set_index("code")


def _union(shapes: Sequence[shapely.Geometry]) -> shapely.Geometry | None:
    """Return polygons as one multipolygon; None of none."""
    if not shapes:
        return None
    whole = shapes[0] if len(shapes) == 1 else shapely.union_all(list(shapes))
    return whole if whole.geom_type == "MultiPolygon" else shapely.MultiPolygon([whole])


def _with_held_back(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table without MARKs, named in a column of their own where there are any."""
    is_held = table.astype(object) == MARK
    if not is_held.to_numpy().any():
        return table
    told = ["; ".join(str(c) for c, held in row.items() if held) for row in is_held.to_dict("records")]
    cleared = {
        str(c): table[c].astype(object).mask(is_held[c]).infer_objects() for c in table if is_held[c].any()
    }
    return table.assign(**cleared, **{HELD_BACK: told})


def _type(column: pd.Series) -> str:
    if pd.api.types.is_bool_dtype(column.dtype):
        return "BOOLEAN"
    if pd.api.types.is_integer_dtype(column.dtype):
        return "INTEGER"
    return "DOUBLE" if pd.api.types.is_float_dtype(column.dtype) else "TEXT"


def _cell(value: object) -> object:
    if pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return None
    return value.item() if hasattr(value, "item") else value


def _fill(connection: sqlite3.Connection, name: str, rows: Sequence[Row]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - our own names


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
