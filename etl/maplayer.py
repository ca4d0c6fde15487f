"""Encode polygons for the browser: compressed once, the same bytes for the same geometry.

Kent and Medway leave as GeoJSON, England's 6,826 wards in the form of etl.topology, in 0.5 MB. Geometry
leaves the server as it is stored here, under a name with its hash: browsers keep it for good.
"""

import gzip
import hashlib
import json

import numpy as np
import pandas as pd
import shapely

from boundaries.grid import to_longitude_latitude
from boundaries.simplify import simplify
from etl.topology import topology
from sipmap.geography import KENT, MEDWAY, WARD_VINTAGE

MAP_TOLERANCE_M = 30.0
"""A tenth of the published vertices go, and no ward changes by more than 0.5 % of its area (measured). A
pixel of the map is 190 m wide at zoom 9 and 6 m at zoom 14."""

ENGLAND_TOLERANCE_M = 75.0
"""Two fifths of the published vertices go, and two wards of the City of London change by more than a tenth of
their area (measured). A pixel is 1.5 km wide where England fits the screen, 24 m at zoom 12."""

DECIMALS = 5
"""Of a degree: 0.7 m east and west, 1.1 m north and south. Shared vertices round alike."""

SMALLEST_PIECE_M2 = 50.0
"""Detached pieces below this are not drawn: at zoom 14 they would be a pixel and a half."""

LAYER_COLUMNS = ["name", "vintage", "hash", "media_type", "encoding", "content"]

WARD_LAYER = "wards-kent-and-medway"
DISTRICT_LAYER = "districts-kent-and-medway"
ENGLAND_LAYER = "wards-england"


def map_layers(areas: pd.DataFrame, england: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the rows of map_layer: the wards of Kent and Medway, the outlines of their districts, England.

    `areas` and `england` are frames of etl.geography (geometry: shapely, EPSG:27700); without the latter
    there is no layer of England. The districts are dissolved from the wards as they are drawn, so that the
    lines fall together.
    """
    here = areas["county_code"].isin([KENT, MEDWAY]) & areas["geometry"].notna()
    wards = areas[here & (areas["geography"] == "ward")].sort_values("code", ignore_index=True)
    districts = areas[here & (areas["geography"] == "district")].sort_values("code", ignore_index=True)
    names = districts.set_index("code")["name"]
    drawn = simplify(wards["geometry"].to_numpy(dtype=object), MAP_TOLERANCE_M).shapes
    outlines = [
        shapely.coverage_union_all(drawn[(wards["district_code"] == code).to_numpy()])
        for code in districts["code"]
    ]
    ward_layer = features(wards.assign(district=wards["district_code"].map(names)), drawn)
    district_layer = features(districts.assign(district=districts["name"]), np.array(outlines, dtype=object))
    rows = [
        _row(WARD_LAYER, wards["vintage"].iloc[0], ward_layer),
        _row(DISTRICT_LAYER, districts["vintage"].iloc[0], district_layer),
    ]
    if england is not None:
        rows.append(_row(ENGLAND_LAYER, WARD_VINTAGE, every_ward(england), "application/json"))
    return pd.DataFrame(rows, columns=LAYER_COLUMNS)


def features(areas: pd.DataFrame, shapes: np.ndarray) -> dict[str, object]:
    """Return a GeoJSON FeatureCollection (degrees) with the code, name and district of each area."""
    degrees = to_longitude_latitude(_without_crumbs(shapes))
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"code": code, "name": name, "district": district},
                "geometry": _geometry(shape),
            }
            for code, name, district, shape in zip(
                areas["code"], areas["name"], areas["district"], degrees, strict=True
            )
        ],
    }


def every_ward(england: pd.DataFrame) -> dict[str, object]:
    """Return the wards of England simplified, as etl.topology writes them."""
    wards = england.sort_values("code", ignore_index=True)
    drawn = simplify(wards["geometry"].to_numpy(dtype=object), ENGLAND_TOLERANCE_M).shapes
    return topology(wards["code"].tolist(), to_longitude_latitude(drawn))


def encode(collection: dict[str, object]) -> bytes:
    """Return compact UTF-8 JSON, gzipped without a time stamp: equal geometry gives equal bytes."""
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), compresslevel=9, mtime=0)


def _row(
    name: str, vintage: str, collection: dict[str, object], media_type: str = "application/geo+json"
) -> tuple[object, ...]:
    content = encode(collection)
    # Of the JSON rather than of the gzip bytes, which may differ from one build of zlib to another.
    key = hashlib.sha256(gzip.decompress(content)).hexdigest()[:16]
    return (name, vintage, key, media_type, "gzip", content)


def _without_crumbs(shapes: np.ndarray) -> np.ndarray:
    """Return the shapes without detached pieces below SMALLEST_PIECE_M2; the largest piece always stays."""
    pieces, owner = shapely.get_parts(shapes, return_index=True)
    area = pd.Series(shapely.area(pieces))
    kept = ((area >= SMALLEST_PIECE_M2) | (area == area.groupby(owner).transform("max"))).to_numpy()
    return shapely.multipolygons(pieces[kept], indices=owner[kept])


def _geometry(shape: shapely.MultiPolygon) -> dict[str, object]:
    polygons = [[_ring(polygon.exterior), *map(_ring, polygon.interiors)] for polygon in shape.geoms]
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _ring(ring: shapely.LinearRing) -> list[list[float]]:
    """Return rounded coordinates, without a vertex that rounding puts upon the one before it."""
    rounded = np.round(shapely.get_coordinates(ring), DECIMALS)
    moves = np.any(np.diff(rounded, axis=0) != 0, axis=1)
    return rounded[np.concatenate([[True], moves])].tolist()
