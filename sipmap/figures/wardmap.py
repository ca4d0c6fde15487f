"""A small map of the small areas inside a ward, numbered as in the table beside it, and where the ward lies.

Shade goes by the national decile and numbers lead to the table, so that colour is never needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from sipmap.figures.svg import number, picture, tag, text

WIDTH, MOST_HEIGHT = 420.0, 360.0
MARGIN = 8.0
LABEL = 15.0
"""A piece that is narrower than this, in pixels, bears no number: it is in the table alone."""
PIXEL_SHARE = 0.6
"""Outlines are simplified to less than a pixel."""
SHADES = ((1, "d1"), (3, "d2"), (5, "d3"), (7, "d4"), (10, "d5"))
"""The highest decile of each shade."""

STYLE = (
    "path{stroke-linejoin:round}.d1{fill:#2f78b0}.d2{fill:#4ba3b5}.d3{fill:#8ccbb2}.d4{fill:#cfe6b8}"
    ".d5{fill:#fbf6d5}.none{fill:#dfe4e4}.piece{stroke:#13212a;stroke-width:.8}"
    ".outline{fill:none;stroke:#13212a;stroke-width:2}.mark{fill:#fff;stroke:#13212a}"
    ".no{font-size:12px;font-weight:700;fill:#13212a}.land{fill:#e3e8e8;stroke:#8b989c;stroke-width:.6}"
    ".here{fill:#b3320b;stroke:#5c1a06}"
    "@media (prefers-color-scheme:dark){.piece{stroke:#0d1316}.outline{stroke:#e6eced}"
    ".land{fill:#2b363b;stroke:#62747b}.here{fill:#ffb86b;stroke:#ffe2bd}.none{fill:#3c4b51}}"
)

Shapes = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Piece:
    """A small area: its number in the table, its national decile (None without a figure), its outline."""

    mark: str
    decile: int | None
    shape: shapely.Geometry


def ward_map(ward: shapely.Geometry, pieces: Sequence[Piece], label: str) -> str:
    """Draw the small areas inside a ward, cut at its border; "" where there is nothing to draw.

    Shapes are polygons in metres. `label` is the picture in a few words.
    """
    if ward is None or ward.is_empty:
        return ""
    cut = [(p, shapely.intersection(shapely.make_valid(p.shape), shapely.make_valid(ward))) for p in pieces]
    frame = _Frame.around(np.array([ward]), WIDTH, MOST_HEIGHT)
    body = marks = ""
    for piece, shape in cut:
        if shape.is_empty or shape.area == 0:
            continue
        body += tag("path", d=frame.path(shape), class_=f"piece {_shade(piece.decile)}")
        marks += _mark(piece.mark, shape, frame)
    body += tag("path", d=frame.path(ward), class_="outline")
    return picture(body + marks, frame.width, frame.height, STYLE, label)


def locator(ward: shapely.Geometry, around: Shapes, label: str) -> str:
    """Draw a ward among the wards of its district; "" where there is nothing to draw."""
    known = around[[shape is not None for shape in around]] if len(around) else around
    if ward is None or ward.is_empty or not len(known):
        return ""
    frame = _Frame.around(known, 220.0, 220.0)
    shapes = shapely.coverage_simplify(known, PIXEL_SHARE / frame.scale)
    body = tag("path", d="".join(frame.path(shape) for shape in shapes), class_="land")
    body += tag("path", d=frame.path(ward), class_="here")
    return picture(body, frame.width, frame.height, STYLE, label)


def _shade(decile: int | None) -> str:
    if decile is None:
        return "none"
    return next(kind for last, kind in SHADES if decile <= last)


def _mark(mark: str, shape: shapely.Geometry, frame: "_Frame") -> str:
    inside = shapely.maximum_inscribed_circle(shape)
    if shapely.length(inside) * frame.scale * 2 < LABEL:
        return ""
    x, y = frame.place(shapely.get_coordinates(inside)[:1])[0]
    return tag("circle", cx=x, cy=y, r=10, class_="mark") + text(
        mark, x=x, y=y + 4, text_anchor="middle", class_="no"
    )


@dataclass(frozen=True)
class _Frame:
    """Where metres come to lie on the picture."""

    west: float
    north: float
    scale: float
    width: float
    height: float

    @classmethod
    def around(cls, shapes: Shapes, width: float, height: float) -> "_Frame":
        west, south, east, north = shapely.total_bounds(shapes)
        wide, high = max(east - west, 1.0), max(north - south, 1.0)
        scale = min((width - 2 * MARGIN) / wide, (height - 2 * MARGIN) / high)
        return cls(west, north, scale, wide * scale + 2 * MARGIN, high * scale + 2 * MARGIN)

    def place(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        placed: npt.NDArray[np.float64] = (points - [self.west, self.north]) * [self.scale, -self.scale]
        return placed + MARGIN

    def path(self, shape: shapely.Geometry) -> str:
        simple = shapely.simplify(shape, PIXEL_SHARE / self.scale)
        polygons = [
            p for p in shapely.get_parts(simple) if shapely.get_type_id(p) == shapely.GeometryType.POLYGON
        ]
        rings = shapely.get_rings(np.array(polygons, dtype=object)) if polygons else []
        return "".join(_ring(self.place(shapely.get_coordinates(ring))) for ring in rings)


def _ring(points: npt.NDArray[np.float64]) -> str:
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in np.round(points, 1)) + "Z"
