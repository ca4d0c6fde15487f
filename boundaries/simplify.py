"""Simplify polygons together, so that neighbours keep one border between them."""

from dataclasses import dataclass

import numpy as np
import shapely


@dataclass(frozen=True)
class Simplified:
    """Simplified polygons in the order given, and what the simplification cost."""

    shapes: np.ndarray
    vertices_before: int
    vertices_after: int
    largest_area_change_pct: float
    """Of the area that changed most, as a share of its own extent."""


def simplify(shapes: np.ndarray, tolerance_m: float) -> Simplified:
    """Return polygons with corners of less than about `tolerance_m` squared taken off, alike on both sides.

    The method is Visvalingam and Whyatt's, applied to the coverage's edges (GEOS CoverageSimplifier): no gap
    and no overlap arises between areas that shared a border. Raises ValueError where an area is lost, is no
    longer a valid polygon, or overlaps another although it did not before.
    """
    result = shapely.coverage_simplify(shapes, tolerance_m)
    if shapely.is_empty(result).any() or not shapely.is_valid(result).all():
        raise ValueError(f"an area does not survive simplification by {tolerance_m} m")
    if shapely.coverage_is_valid(shapes) and not shapely.coverage_is_valid(result):
        raise ValueError(f"simplification by {tolerance_m} m parts neighbours")
    change = np.abs(shapely.area(result) / shapely.area(shapes) - 1)
    return Simplified(
        shapes=result,
        vertices_before=int(shapely.get_num_coordinates(shapes).sum()),
        vertices_after=int(shapely.get_num_coordinates(result).sum()),
        largest_area_change_pct=float(100 * change.max()),
    )
