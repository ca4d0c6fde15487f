"""Reads the form of etl.topology anew, as its docstring says it, for tests."""

import numpy as np
import shapely


def decoded(collection):
    """Return code -> polygon of degrees, holes told by their place."""
    prefix, arcs, rings = collection["prefix"], _arcs(collection), iter(_numbers(collection["rings"]))
    found, used, number = {}, 0, 0
    for step in _numbers(collection["codes"]):
        number += step
        shape = shapely.Polygon()
        for _ in range(next(rings)):
            ring = []
            for _ in range(next(rings)):
                back = next(rings)
                if back == 0:
                    piece, used = arcs[used], used + 1
                else:
                    piece = arcs[used - back][::-1] if back > 0 else arcs[used + back]
                assert not ring or ring[-1] == piece[0], "borders of a ring follow one another"
                ring += piece[1:] if ring else piece
            assert ring[0] == ring[-1], "a ring ends where it begins"
            polygon = shapely.make_valid(shapely.Polygon(np.array(ring) * collection["grid"]))
            shape = shape.symmetric_difference(polygon)
        found[f"{prefix}{number:06d}"] = shape
    assert used == len(arcs)
    assert next(rings, None) is None
    return found


def borders(collection):
    """Return how many borders there are."""
    return len(_arcs(collection))


def _arcs(collection):
    numbers, found, x, y = iter(_numbers(collection["arcs"])), [], 0, 0
    for count in numbers:
        found.append([])
        for _ in range(count):
            x, y = x + next(numbers), y + next(numbers)
            found[-1].append((x, y))
    return found


def _numbers(text):
    value, shift, found = 0, 0, []
    for character in text:
        five = ord(character) - 63
        value |= (five & 31) << shift
        shift += 5
        if five < 32:
            found.append(-(value >> 1) - 1 if value & 1 else value >> 1)
            value, shift = 0, 0
    return found
