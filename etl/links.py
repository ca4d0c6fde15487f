"""Which wards lie together: borders measured from polygons, crossings and severed contacts as declared."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import shapely

from boundaries.declared import DeclaredLink

LINK_COLUMNS = ["left_code", "right_code", "kind", "border_m", "reason"]

SLIVER_M2 = 1_000.0
"""Detached pieces of a ward below this are ignored: in the published wards 81 of 196 pieces, crumbs that
generalisation leaves along creeks and sea walls, of which none holds a postcode."""

POINT_ONLY = "They touch at a point only"


def ward_links(wards: pd.DataFrame, declared: Iterable[DeclaredLink]) -> pd.DataFrame:
    """Return the links between wards, each pair with the lower code on the left.

    border: they share `border_m` metres of border, 0 where they touch at a point only (the reason says so).
    severed: takes the place of a border that is declared to be none on the ground. crossing: as declared, NaN
    metres. `wards` has code and geometry (polygons, EPSG:27700), as published and not simplified.

    Raises ValueError where a declaration does not fit the polygons: an unknown ward, a severed pair that does
    not touch, a crossing between wards that do.
    """
    links = borders(wards)
    for link in declared:
        if unknown := set(link.wards) - set(wards["code"]):
            raise ValueError(f"links.toml: {sorted(unknown)[0]} is not among the wards")
    severed = {link.wards: link.reason for link in declared if link.kind == "severed"}
    crossings = [link for link in declared if link.kind == "crossing"]
    pairs = list(zip(links["left_code"], links["right_code"], strict=True))
    if untouched := set(severed) - set(pairs):
        raise ValueError(f"links.toml: {sorted(untouched)[0]} are severed, but do not touch")
    if touching := {link.wards for link in crossings} & (set(pairs) - set(severed)):
        raise ValueError(f"links.toml: {sorted(touching)[0]} have a crossing, but touch")
    links["kind"] = ["severed" if pair in severed else "border" for pair in pairs]
    links["reason"] = [severed.get(pair, reason) for pair, reason in zip(pairs, links["reason"], strict=True)]
    rows = [(*link.wards, "crossing", np.nan, link.reason) for link in crossings]
    links = pd.concat([links, pd.DataFrame(rows, columns=LINK_COLUMNS)]) if rows else links
    return links.sort_values(["left_code", "right_code", "kind"], ignore_index=True)[LINK_COLUMNS]


def borders(wards: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of wards that touch, slivers apart, with the metres of border between them."""
    codes, shapes = _pieces(wards)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    ahead = codes[left] < codes[right]
    left, right = left[ahead], right[ahead]
    metres = shapely.length(shapely.intersection(shapes[left], shapes[right]))
    pairs = pd.DataFrame({"left_code": codes[left], "right_code": codes[right], "border_m": metres})
    links = pairs.groupby(["left_code", "right_code"], sort=True)["border_m"].sum().reset_index()
    links["reason"] = np.where(links["border_m"] > 0, "", POINT_ONLY)
    return links.assign(kind="border")[LINK_COLUMNS]


def _pieces(wards: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return code and polygon of every piece of a ward, but detached ones below SLIVER_M2."""
    shapes, owner = shapely.get_parts(wards["geometry"].to_numpy(), return_index=True)
    codes = wards["code"].to_numpy(dtype=object)[owner]
    area = pd.Series(shapely.area(shapes))
    kept = (area >= SLIVER_M2) | (area == area.groupby(owner).transform("max"))
    return codes[kept], shapes[kept]
