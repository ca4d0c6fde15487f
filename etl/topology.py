"""Many polygons in few bytes: every border once, on a grid, as differences written in plain characters.

The wards of England as GeoJSON weigh over 10 MB. This writes the same coverage as JSON of five keys:

`grid`   [east, north]: the grid's step in degrees; every vertex lies at a whole number of steps from 0, 0.
`prefix` and `codes`: the areas in order; their codes' last six digits as differences from the one before.
`arcs`   the borders: for each its number of vertices, then of each vertex the steps east and north from the
         vertex before it, be that the last one of the border before (0, 0 before the first).
`rings`  for each area its number of rings, for each ring its number of borders, for each border a number: 0
         for the first border not yet used, n for the one n before that, backwards, -n for the same, forwards.
         A ring's last vertex is its first. The largest ring is an area's first; holes are told by their
         place (even-odd rule).

`codes`, `arcs` and `rings` are texts of whole numbers: n >= 0 stands as 2n and n < 0 as -2n - 1; that in
fives of bits, the least first, a 32 added where more follow, each as the character 63 places on (the way of
Google's encoded polylines). `assets/mapwide.js` reads it.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

GRID_DEGREES = (0.0002, 0.000125)
"""About 14 m each way in England; a pixel of the map is 24 m wide at zoom 12."""

DIGITS = 6
"""Of a code: a letter and two figures say its kind, the rest numbers it."""
LEAST_VERTICES = 3

Points = npt.NDArray[np.int64]
Vertex = tuple[int, int]
Arc = list[Vertex]


def topology(codes: Sequence[str], shapes: npt.NDArray[np.object_]) -> dict[str, object]:
    """Return areas in the form above.

    Parameters
    ----------
    codes : sequence of str
        Of one kind, in ascending order.
    shapes : ndarray of shapely polygons
        In degrees (WGS 84); neighbours have the same vertices along their border.

    Raises
    ------
    ValueError
        Where an area is too small for the grid.
    """
    prefixes = {code[:-DIGITS] for code in codes}
    if len(prefixes) != 1:
        raise ValueError("codes of several kinds do not go together")
    of_areas = [_rings(code, shape) for code, shape in zip(codes, shapes, strict=True)]
    junctions = _junctions([ring for rings in of_areas for ring in rings])
    drawn = _Borders()
    used: list[int] = []
    for rings in of_areas:
        used.append(len(rings))
        for ring in rings:
            pieces = _cut(ring, junctions)
            used.append(len(pieces))
            used += [drawn.use(piece) for piece in pieces]
    numbers = np.array([int(code[-DIGITS:]) for code in codes])
    return {
        "grid": list(GRID_DEGREES),
        "prefix": prefixes.pop(),
        "codes": text(np.diff(numbers, prepend=0).tolist()),
        "arcs": text(drawn.steps()),
        "rings": text(used),
    }


def text(numbers: Iterable[int]) -> str:
    """Write whole numbers as a text."""
    written = bytearray()
    for number in numbers:
        rest = -2 * number - 1 if number < 0 else 2 * number
        while rest >= 32:
            written.append(63 + (32 | rest & 31))
            rest >>= 5
        written.append(63 + rest)
    return written.decode("ascii")


class _Borders:
    """The borders in the order of first use."""

    def __init__(self) -> None:
        self._arcs: list[Arc] = []
        self._by_start: dict[tuple[Vertex, Vertex], tuple[int, bool]] = {}

    def use(self, piece: Arc) -> int:
        """Return how a ring names this border."""
        start = (piece[0], piece[1])
        if start in self._by_start:
            number, is_backwards = self._by_start[start]
            back = len(self._arcs) - number
            return back if is_backwards else -back
        self._by_start[start] = (len(self._arcs), False)
        self._by_start.setdefault((piece[-1], piece[-2]), (len(self._arcs), True))
        self._arcs.append(piece)
        return 0

    def steps(self) -> Iterable[int]:
        x = y = 0
        for arc in self._arcs:
            yield len(arc)
            for east, north in arc:
                yield from (east - x, north - y)
                x, y = east, north


def _rings(code: str, shape: shapely.Polygon | shapely.MultiPolygon) -> list[Arc]:
    """Return an area's rings on the grid, the largest first, none closed, without those that vanish."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    rings = rings[np.argsort(-shapely.area(shapely.polygons(rings)), kind="stable")]
    found = [_on_grid(shapely.get_coordinates(ring)[:-1]) for ring in rings]
    kept = [ring for ring in found if len(set(ring)) >= LEAST_VERTICES]
    if not kept:
        raise ValueError(f"{code} is too small for a grid of {GRID_DEGREES[0]} degrees")
    return kept


def _on_grid(coordinates: npt.NDArray[np.float64]) -> Arc:
    """Return vertices in steps of the grid, without one that falls upon the one before it."""
    steps: Points = np.round(coordinates / GRID_DEGREES).astype(np.int64)
    moves = np.any(steps != np.roll(steps, 1, axis=0), axis=1)
    return [(east, north) for east, north in steps[moves].tolist()]


def _junctions(rings: Sequence[Arc]) -> set[Vertex]:
    """Return where borders end: at vertices with another number of neighbours than two, and where one turns.

    (Rounding can lay a narrow tongue upon a line: its ring turns at the tip, the neighbour's may not.)
    """
    neighbours: dict[Vertex, set[Vertex]] = {}
    turns: set[Vertex] = set()
    for ring in rings:
        for before, vertex, after in zip([ring[-1], *ring], ring, [*ring[1:], ring[0]], strict=False):
            neighbours.setdefault(vertex, set()).update((before, after))
            if before == after:
                turns.add(vertex)
    return turns | {vertex for vertex, others in neighbours.items() if len(others) != 2}


def _cut(ring: Arc, junctions: set[Vertex]) -> list[Arc]:
    """Cut a ring at its junctions; one without any begins at its least vertex, as on its other side."""
    places = [i for i, vertex in enumerate(ring) if vertex in junctions] or [ring.index(min(ring))]
    turned = ring[places[0] :] + ring[: places[0]]
    ends = [place - places[0] for place in places[1:]]
    closed = [*turned, turned[0]]
    return [closed[i : j + 1] for i, j in zip([0, *ends], [*ends, len(ring)], strict=True)]
