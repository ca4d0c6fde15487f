"""Where metres come to lie on a picture, and outlines as paths."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from sipmap.figures.svg import number

Shapes = npt.NDArray[np.object_]
Points = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MapFrame:
    """A box of pixels, `left` and `top` its corner, that holds shapes in metres as large as they fit."""

    west: float
    north: float
    scale: float
    left: float
    top: float
    height: float
    """Of the shapes, in pixels."""

    @classmethod
    def around(cls, shapes: Shapes, left: float, top: float, width: float, most_height: float) -> "MapFrame":
        """Fit shapes into a box, in the middle of its width."""
        west, south, east, north = shapely.total_bounds(shapes)
        wide, high = max(east - west, 1.0), max(north - south, 1.0)
        scale = min(width / wide, most_height / high)
        return cls(west, north, scale, left + (width - wide * scale) / 2, top, high * scale)

    def place(self, points: Points) -> Points:
        """Return points of n x 2 in pixels, y downwards."""
        placed: Points = (points - [self.west, self.north]) * [self.scale, -self.scale] + [
            self.left,
            self.top,
        ]
        return placed

    def path(self, shapes: Shapes) -> str:
        """Return the outlines of polygons as one path, to a tenth of a pixel."""
        rings = shapely.get_rings(shapely.get_parts(shapes))
        return "".join(_ring(self.place(shapely.get_coordinates(ring))) for ring in rings)


def _ring(points: Points) -> str:
    """Return a closed ring, a vertex that rounding puts upon the one before it left out."""
    rounded = np.round(points, 1)
    moved = np.append([True], (np.diff(rounded, axis=0) != 0).any(axis=1))
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in rounded[moved].tolist()) + "Z"
