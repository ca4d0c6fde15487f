"""Made-up wards and boundary files for tests: squares on the National Grid, in East Kent's corner of it."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from boundaries.editions import Edition
from boundaries.grid import to_longitude_latitude

EAST, NORTH = 600_000, 150_000


def square(east, north, side=1000, height=None):
    """Return a square (or a rectangle), its south-west corner that many metres from the corner of the map."""
    return shapely.box(
        EAST + east, NORTH + north, EAST + east + side, NORTH + north + (side if height is None else height)
    )


def areas(shapes, district="E07000999"):
    """Return a frame of code, name, district_code and geometry from a dict of code -> polygon."""
    frame = pd.DataFrame({"code": list(shapes), "name": [f"Area {code}" for code in shapes]})
    return frame.assign(district_code=district, geometry=np.array(list(shapes.values()), dtype=object))


def edition(**changes):
    """Return an edition of made-up wards."""
    given = {
        "id": "wards-made-up",
        "geography": "ward",
        "vintage": "WD25",
        "title": "Wards",
        "publisher": "Publisher",
        "url": "https://example.invalid/wards",
        "licence": "Licence",
        "attribution": "Attribution",
        "file": "wards.geojson",
        "sha256": "",
        "retrieved": date(2026, 1, 1),
        "columns": {"code": "WD25CD", "name": "WD25NM"},
        "crs": "EPSG:4326",
        "areas_expected": 2,
    }
    return Edition(**given | changes)


def geojson(shapes, *, columns=("WD25CD", "WD25NM"), in_degrees=True, crs=None):
    """Return GeoJSON text from pairs of code and polygon (EPSG:27700), as degrees unless told otherwise."""
    features = []
    for code, shape in shapes:
        moved = to_longitude_latitude(np.array([shape], dtype=object))[0] if in_degrees and shape else shape
        features.append(
            {
                "type": "Feature",
                "properties": {columns[0]: code, columns[1]: f"Area {code}"},
                "geometry": shapely.geometry.mapping(moved) if moved else None,
            }
        )
    stated = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **stated, "features": features}, ensure_ascii=False)


def write_geojson(folder: Path, shapes, **how) -> Path:
    """Write such text to wards.geojson in a folder."""
    path = folder / "wards.geojson"
    path.write_text(geojson(shapes, **how), encoding="utf-8")
    return path
