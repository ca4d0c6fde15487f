"""Longitude and latitude to the British National Grid and back, the same on every machine.

PROJ picks the best way that is installed, so two machines could place the same ward metres apart. This names
the way: the seven-parameter transformation of OSGB36 to WGS 84 (EPSG:1314), good to about 2 m, a tenth of the
20 m to which the published boundaries are generalised, and it needs no grid file.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from pyproj.enums import TransformDirection

from sipmap.geography import DEGREES_TO_GRID

Numbers = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]


@cache
def _transformer() -> Transformer:
    return Transformer.from_pipeline(DEGREES_TO_GRID)


def to_national_grid(geometries: Geometries) -> Geometries:
    """Return geometries of longitude and latitude (degrees, WGS 84) in EPSG:27700 (metres)."""
    return _transformed(geometries, TransformDirection.FORWARD)


def to_longitude_latitude(geometries: Geometries) -> Geometries:
    """Return geometries of EPSG:27700 (metres) in longitude and latitude (degrees, WGS 84)."""
    return _transformed(geometries, TransformDirection.INVERSE)


def _transformed(geometries: Geometries, direction: TransformDirection) -> Geometries:
    def move(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        return _transformer().transform(x, y, direction=direction)

    return shapely.transform(geometries, move, interleaved=False)
