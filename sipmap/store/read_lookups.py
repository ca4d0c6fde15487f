"""Single things by name: a postcode, a layer of the map."""

import re
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine, false, func, select

from sipmap.store.conditions import in_release
from sipmap.store.frames import fetch
from sipmap.store.tables import MapLayer, Postcode
from sipmap.store.transactions import reading

_LAYER = (
    MapLayer.name,
    MapLayer.vintage,
    MapLayer.hash,
    MapLayer.media_type,
    MapLayer.encoding,
    MapLayer.content,
)
_POSTCODE = (
    Postcode.postcode,
    Postcode.ward_code,
    Postcode.lsoa21_code,
    Postcode.easting,
    Postcode.northing,
)
LONGEST_POSTCODE = 7


@dataclass(frozen=True)
class PostcodeRecord:
    """A live postcode (upper case, no space) with its ward, LSOA and national grid position in metres."""

    postcode: str
    ward_code: str
    lsoa21_code: str
    easting: int
    northing: int


@dataclass(frozen=True)
class MapLayerRecord:
    """Geometry encoded for the browser: serve `content` as it is, under `media_type` and `encoding`."""

    name: str
    vintage: str
    hash: str
    media_type: str
    encoding: str
    content: bytes


def postcode(engine: Engine, release_id: int, text: str) -> PostcodeRecord | None:
    """Return the postcode that a person typed, in any case and spacing, or None."""
    query = select(*_POSTCODE).where(
        in_release(Postcode.dataset_id, release_id), Postcode.postcode == _bare(text)
    )
    with reading(engine) as connection:
        row = connection.execute(query.limit(1)).one_or_none()
    return PostcodeRecord(*row) if row else None


def postcodes_starting(engine: Engine, release_id: int, text: str, limit: int = 10) -> pd.DataFrame:
    """Return up to `limit` postcodes that begin as typed, in their columns; none for an empty text."""
    start = _bare(text)
    # A range, which an index serves on both databases; LIKE is served by neither's. Z is the last
    # character that a postcode can hold. (Not BETWEEN: PostgreSQL does not parse a collation within it.)
    query = select(*_POSTCODE).where(
        in_release(Postcode.dataset_id, release_id),
        Postcode.postcode >= start if start else false(),
        Postcode.postcode <= start.ljust(LONGEST_POSTCODE + 1, "Z"),
    )
    with reading(engine) as connection:
        return fetch(connection, query.order_by(Postcode.postcode).limit(limit), 1)


def map_layer(engine: Engine, release_id: int, name: str) -> MapLayerRecord | None:
    """Return a layer of the release's map with its content, or None."""
    query = select(*_LAYER).where(in_release(MapLayer.dataset_id, release_id), MapLayer.name == name)
    with reading(engine) as connection:
        row = connection.execute(query.limit(1)).one_or_none()
    return MapLayerRecord(*row) if row else None


def map_layer_by_hash(engine: Engine, layer_hash: str) -> MapLayerRecord | None:
    """Return the layer with this content hash, of whichever release, or None."""
    query = select(*_LAYER).where(MapLayer.hash == layer_hash)
    with reading(engine) as connection:
        row = connection.execute(query.limit(1)).first()
    return MapLayerRecord(*row) if row else None


def map_layers(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return the release's layers: name, vintage, hash, media_type, encoding, byte_size; no content."""
    query = select(*_LAYER[:-1], func.length(MapLayer.content).label("byte_size")).where(
        in_release(MapLayer.dataset_id, release_id)
    )
    with reading(engine) as connection:
        return fetch(connection, query, 1)


def _bare(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())
