"""Reads a map layer of many areas: every border once, on a grid, as `etl.topology` writes it and says."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

METRES_PER_DEGREE = 111_320.0
MIDDLE = 53.0
"""Degrees north: the middle of England. East and west are as long there as on the picture."""
DIGITS = 6


LEAST_POINTS = 4
"""Of a ring, its first point again at its end."""


def unpacked(layer: Mapping[str, Any], tolerance_m: float) -> dict[str, shapely.MultiPolygon]:
    """Return the areas of a layer by code, simplified border by border, so that neighbours still meet.

    In metres of a plane that fits England (equirectangular). Every ring is a polygon of its own: draw them by
    the even-odd rule, which tells holes by their place.
    """
    step = np.array(layer["grid"]) * METRES_PER_DEGREE * [np.cos(np.radians(MIDDLE)), 1.0]
    fine = [points * step for points in _borders(layer["arcs"])]
    lines = shapely.simplify(np.array([shapely.LineString(points) for points in fine]), tolerance_m)
    coarse = [shapely.get_coordinates(line) for line in lines]
    parts, used, number = _numbers(layer["rings"]), 0, 0
    found = {}
    for ahead in _numbers(layer["codes"]):
        number += ahead
        rings = []
        for _ in range(next(parts)):
            pieces: list[tuple[int, int]] = []
            for _ in range(next(parts)):
                back = next(parts)
                pieces.append((used - abs(back), -1 if back > 0 else 1) if back else (used, 1))
                used += not back
            ring = _joined(coarse, pieces)
            rings.append(ring if len(ring) >= LEAST_POINTS else _joined(fine, pieces))
        found[f"{layer['prefix']}{number:0{DIGITS}d}"] = shapely.multipolygons(
            [shapely.Polygon(ring) for ring in rings]
        )
    return found


def _joined(borders: list[npt.NDArray[np.float64]], pieces: list[tuple[int, int]]) -> npt.NDArray[np.float64]:
    """Return borders one after the other, where they meet once."""
    ways = [borders[border][::way] for border, way in pieces]
    return np.concatenate([ways[0], *(way[1:] for way in ways[1:])])


def _borders(written: str) -> Iterator[npt.NDArray[np.int64]]:
    numbers = list(_numbers(written))
    at, last = 0, np.zeros(2, dtype=np.int64)
    while at < len(numbers):
        count = numbers[at]
        steps = np.array(numbers[at + 1 : at + 1 + 2 * count], dtype=np.int64).reshape(-1, 2)
        points = last + np.cumsum(steps, axis=0)
        at, last = at + 1 + 2 * count, points[-1]
        yield points


def _numbers(written: str) -> Iterator[int]:
    value = shift = 0
    for character in written:
        five = ord(character) - 63
        value |= (five & 31) << shift
        shift += 5
        if five < 32:
            yield -(value >> 1) - 1 if value & 1 else value >> 1
            value = shift = 0
