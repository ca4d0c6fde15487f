"""The ward that a position lies in. Nothing of the position is kept."""

import math
from functools import cache
from typing import Any

import shapely
from sqlalchemy import Engine

from sipmap.geography import DEGREES_TO_GRID
from sipmap.store import read

BRITAIN = (-9.0, 49.5, 2.5, 61.0)
"""West, south, east, north in degrees: beyond these the grid means nothing."""
SHORE_M = 150.0
"""How far outside every ward a position may lie: boundaries are generalised to 20 m and end at the tide's
mean high water, and a phone indoors is often a hundred metres out."""


def ward_at(engine: Engine, release_id: int, latitude: float, longitude: float) -> str | None:
    """Return the code of the ward at a position in degrees (WGS 84), the nearest on the shore, or None."""
    west, south, east, north = BRITAIN
    if not (south <= latitude <= north and west <= longitude <= east):  # NaN is nowhere either
        return None
    easting, northing = _grid(longitude, latitude)
    if not (math.isfinite(easting) and math.isfinite(northing)):
        return None
    box = (easting - SHORE_M, northing - SHORE_M, easting + SHORE_M, northing + SHORE_M)
    near = read.areas_in_box(engine, release_id, "ward", box, with_geometry=True)
    near = near[near["geometry"].notna()]
    if near.empty:
        return None
    away = shapely.distance(
        shapely.from_wkb(near["geometry"].to_numpy(dtype=object)), shapely.Point(easting, northing)
    )
    nearest = int(away.argmin())
    return str(near["code"].iloc[nearest]) if away[nearest] <= SHORE_M else None


def _grid(longitude: float, latitude: float) -> tuple[float, float]:
    easting, northing = _transformer().transform(longitude, latitude)
    return float(easting), float(northing)


@cache
def _transformer() -> Any:  # noqa: ANN401 - pyproj's, imported when first asked for
    from pyproj import Transformer  # noqa: PLC0415 - few visitors ask by position

    return Transformer.from_pipeline(DEGREES_TO_GRID)
