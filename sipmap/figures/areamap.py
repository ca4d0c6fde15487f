"""A map of areas for print and page: the county's wards, target areas numbered, their other wards hatched.

Numbers, outlines and hatching carry the meaning; colour only helps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from sipmap.figures.svg import number, picture, tag, text

WIDTH = 900.0
MARGIN = 14.0
TOLERANCE_M = 120.0
"""Outlines are simplified to less than a pixel of a county, shared borders kept."""
MARK_RADIUS = 13.0
KEY_HEIGHT, KEY_WIDTH = 30.0, 250.0
AWAY = (26.0, 36.0, 48.0)
"""How far a number stands from the ward that it points to, in pixels: wards of towns are smaller than it."""

STYLE = (
    ".ward{fill:#f3f4f1;stroke:#c3cbc9;stroke-width:.5}.member{fill:#2f78b7;stroke:#12344f;stroke-width:.8}"
    ".context{fill:url(#hatch);stroke:#12344f;stroke-width:.8}.line{stroke:#2f78b7;stroke-width:2}"
    ".under{fill:#dbe9f4}.district{fill:none;stroke:#55645f;stroke-width:1.1}"
    "path{stroke-linejoin:round}.to{stroke:#12344f;stroke-width:1.4}.mark{fill:#fff;stroke:#12344f;stroke-width:1.8}.no{font-size:15px;font-weight:700;fill:#12344f}"
    ".legend{font-size:14px;fill:#22312f}.sea{fill:#fff}"
    "@media (prefers-color-scheme:dark){.sea{fill:#141d20}.ward{fill:#263337;stroke:#44545a}"
    ".member{fill:#5aa5e0;stroke:#e6f1f9}.context{stroke:#e6f1f9}.under{fill:#22394a}.line{stroke:#5aa5e0}"
    ".district{stroke:#9db0ac}.mark{fill:#141d20;stroke:#e6f1f9}.no{fill:#e6f1f9}.to{stroke:#e6f1f9}.legend{fill:#dfe8e6}}"
    # As wide as a phone, a third of its own width: large numbers on a ground of their own instead of circles.
    "@media (max-width:480px){.mark{display:none}.legend{font-size:28px}"
    ".no{font-size:28px;paint-order:stroke;stroke:#fff;stroke-width:7px}}"
    "@media (max-width:480px) and (prefers-color-scheme:dark){.no{stroke:#141d20}}"
)
HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" class="under"/>'
    '<line x1="0" y1="0" x2="0" y2="7" class="line"/></pattern></defs>'
)


@dataclass(frozen=True)
class MappedArea:
    """An area to draw: its number on the map, its target wards and its other wards."""

    mark: str
    name: str
    members: tuple[str, ...]
    context: tuple[str, ...] = ()


def area_map(wards: pd.DataFrame, areas: Sequence[MappedArea], alt: str) -> str:
    """Draw areas on their county.

    Parameters
    ----------
    wards : DataFrame
        code, district_code, geometry (shapely polygons in metres that share their borders): every ward of the
        county; one without a geometry is left out.
    areas : sequence of MappedArea
    alt : str
        The picture in words.

    Returns
    -------
    str
        SVG, light and dark.
    """
    drawn = wards[wards["geometry"].notna()].reset_index(drop=True)
    shapes = shapely.coverage_simplify(drawn["geometry"].to_numpy(), TOLERANCE_M)
    frame = _Frame.around(shapes)
    kinds = {code: "member" for area in areas for code in area.members}
    kinds |= {code: "context" for area in areas for code in area.context}
    body = tag("rect", x=0, y=0, width=WIDTH, height=frame.height, class_="sea") + HATCH
    for kind in ("ward", "context", "member"):
        of_kind = [kinds.get(code, "ward") == kind for code in drawn["code"]]
        if any(of_kind):
            body += tag("path", d=frame.path(shapes[np.array(of_kind)]), class_=kind)
    for rows in drawn.groupby("district_code").indices.values():
        district = np.array([shapely.union_all(shapes[rows], grid_size=1.0)])
        body += tag("path", d=frame.path(district), class_="district")
    at = dict(zip(drawn["code"], shapes, strict=True))
    return picture(body + _marks(areas, at, frame) + _legend(frame.height), WIDTH, frame.height, STYLE, alt)


@dataclass(frozen=True)
class _Frame:
    """Where metres come to lie on the picture."""

    west: float
    north: float
    scale: float
    height: float

    @classmethod
    def around(cls, shapes: npt.NDArray[np.object_]) -> "_Frame":
        west, south, east, north = shapely.total_bounds(shapes)
        scale = (WIDTH - 2 * MARGIN) / max(east - west, 1.0)
        return cls(west, north, scale, (north - south) * scale + 2 * MARGIN + KEY_HEIGHT)

    def place(self, points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return points of n x 2 in pixels, y downwards."""
        from_corner = points - np.array([self.west, self.north])
        placed: npt.NDArray[np.float64] = from_corner * np.array([self.scale, -self.scale]) + MARGIN
        return placed

    def beside(
        self, spot: npt.NDArray[np.float64], others: Sequence[npt.NDArray[np.float64]]
    ) -> npt.NDArray[np.float64]:
        """Return a place for a number near a spot: on the picture, and clear of the numbers that stand."""
        places = [
            spot + away * np.array([np.cos(turn), np.sin(turn)])
            for away in AWAY
            for turn in np.arange(16) * np.pi / 8 - np.pi / 2
        ]
        corner = np.array([WIDTH, self.height]) - MARK_RADIUS
        for place in places:
            is_on = (place >= MARK_RADIUS).all() and (place <= corner).all()
            if is_on and all(np.hypot(*(place - other)) > 2 * MARK_RADIUS for other in others):
                return place
        return spot

    def path(self, shapes: npt.NDArray[np.object_]) -> str:
        """Return the outlines of polygons as one path, to a tenth of a pixel."""
        rings = shapely.get_rings(shapely.get_parts(shapes))
        return "".join(_ring(self.place(shapely.get_coordinates(ring))) for ring in rings)


def _ring(points: npt.NDArray[np.float64]) -> str:
    rounded = np.round(points, 1)
    moved = np.append([True], (np.diff(rounded, axis=0) != 0).any(axis=1))
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in rounded[moved]) + "Z"


def _marks(areas: Sequence[MappedArea], at: Mapping[str, shapely.Geometry], frame: _Frame) -> str:
    """Return a numbered circle on each area, moved apart where two would cover each other."""
    places: list[npt.NDArray[np.float64]] = []
    lines = circles = ""
    for area in areas:
        known = [at[code] for code in area.members if code in at]
        if not known:
            continue
        largest = max(known, key=shapely.area)
        spot = frame.place(shapely.get_coordinates(shapely.point_on_surface(largest)))[0]
        place = frame.beside(spot, places)
        places.append(place)
        lines += tag("line", x1=spot[0], y1=spot[1], x2=place[0], y2=place[1], class_="to")
        circles += tag("circle", cx=place[0], cy=place[1], r=MARK_RADIUS, class_="mark")
        circles += text(area.mark, x=place[0], y=place[1] + 5, text_anchor="middle", class_="no")
    return lines + circles


def _legend(height: float) -> str:
    """Return the key below the map."""
    rows = (("member", "Target ward"), ("context", "Other ward of the place"))
    return "".join(
        tag("rect", x=MARGIN + KEY_WIDTH * n, y=height - KEY_HEIGHT + 4, width=20, height=14, class_=kind)
        + text(said, x=MARGIN + 28 + KEY_WIDTH * n, y=height - KEY_HEIGHT + 16, class_="legend")
        for n, (kind, said) in enumerate(rows)
    )
