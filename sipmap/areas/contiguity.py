"""Which wards lie together: measured from their polygons, corrected by what is declared, kept as links.

Two wards are neighbours where they share a border of some length. A bridge, tunnel or ferry (a crossing) does
not make them so, nor does a contact that is declared to be none on the ground (severed), nor one at a point,
which hangs on how far outlines were rounded. A ward without neighbours is an island: it stands alone, never
joined to the nearest one, nor dropped. Nothing here is about one county.
"""

from collections.abc import Collection, Iterable
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

LINK_COLUMNS = ["left_code", "right_code", "kind", "border_m", "reason"]

SLIVER_M2 = 1_000.0
"""Detached pieces of a ward below this are ignored: in the published wards 81 of 196 pieces, crumbs that
generalisation leaves along creeks and sea walls, of which none holds a postcode. The largest piece of a ward
is kept whatever its size."""

POINT_ONLY = "They touch at a point only"

Groups = list[tuple[str, ...]]


class Declared(Protocol):
    """What is declared by hand about two wards, with its reason."""

    @property
    def wards(self) -> tuple[str, str]:
        """Codes, the lower first."""

    @property
    def kind(self) -> Literal["crossing", "severed"]:
        """A crossing over water, or a contact of polygons that is none on the ground."""

    @property
    def reason(self) -> str:
        """Why, in words."""


def ward_links(
    wards: pd.DataFrame, declared: Iterable[Declared], *, sliver_m2: float = SLIVER_M2
) -> pd.DataFrame:
    """Return the links between wards: what their polygons show, and what is declared.

    Parameters
    ----------
    wards : DataFrame
        code, geometry (polygons in metres). Neighbours must share their border exactly, as published wards do
        and `coverage_simplify` leaves them.
    declared : iterable of Declared
    sliver_m2 : float
        Detached pieces below this are ignored.

    Returns
    -------
    DataFrame
        left_code (the lower), right_code, kind, border_m, reason; one row a pair and kind, in order. border:
        the wards share `border_m` metres, 0 where they touch at a point only, which the reason says. severed:
        stands in the place of the border. crossing: NaN metres.

    Raises
    ------
    ValueError
        A declaration that does not fit the polygons: an unknown ward, a severed pair that does not touch, a
        crossing between wards that do.
    """
    links, declared = borders(wards, sliver_m2=sliver_m2), list(declared)
    for link in declared:
        if unknown := set(link.wards) - set(wards["code"]):
            raise ValueError(f"{sorted(unknown)[0]} is not among the wards")
    severed = {link.wards: link.reason for link in declared if link.kind == "severed"}
    crossings = [link for link in declared if link.kind == "crossing"]
    pairs = list(zip(links["left_code"], links["right_code"], strict=True))
    if untouched := set(severed) - set(pairs):
        raise ValueError(f"{sorted(untouched)[0]} are severed, but do not touch")
    if touching := {link.wards for link in crossings} & (set(pairs) - set(severed)):
        raise ValueError(f"{sorted(touching)[0]} have a crossing, but touch")
    links["kind"] = ["severed" if pair in severed else "border" for pair in pairs]
    links["reason"] = [severed.get(pair, reason) for pair, reason in zip(pairs, links["reason"], strict=True)]
    rows = [(*link.wards, "crossing", np.nan, link.reason) for link in crossings]
    links = pd.concat([links, pd.DataFrame(rows, columns=LINK_COLUMNS)]) if rows else links
    return links.sort_values(["left_code", "right_code", "kind"], ignore_index=True)[LINK_COLUMNS]


def borders(wards: pd.DataFrame, *, sliver_m2: float = SLIVER_M2) -> pd.DataFrame:
    """Return every pair of wards that touch, slivers apart, with the metres of border between them.

    Takes and gives the frames of `ward_links`; every row is a border.
    """
    codes, shapes = _pieces(wards, sliver_m2)
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    ahead = codes[left] < codes[right]
    left, right = left[ahead], right[ahead]
    metres = shapely.length(shapely.intersection(shapes[left], shapes[right]))
    pairs = pd.DataFrame({"left_code": codes[left], "right_code": codes[right], "border_m": metres})
    links = pairs.groupby(["left_code", "right_code"], sort=True)["border_m"].sum().reset_index()
    links["reason"] = np.where(links["border_m"] > 0, "", POINT_ONLY)
    return links.assign(kind="border")[LINK_COLUMNS]


def neighbours(codes: Collection[str], links: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return each ward's neighbours among `codes`, by code.

    Parameters
    ----------
    codes : collection of ward codes
    links : DataFrame
        left_code, right_code, kind, border_m, as stored; those to other wards are left out.

    Returns
    -------
    dict of code to tuple of codes
        Every ward is there, in order of code; one without neighbours has none.
    """
    near: dict[str, set[str]] = {code: set() for code in sorted(codes)}
    shared = links[links["kind"].eq("border") & links["border_m"].gt(0)]
    for left, right in zip(shared["left_code"], shared["right_code"], strict=True):
        if left in near and right in near:
            near[left].add(right)
            near[right].add(left)
    return {code: tuple(sorted(found)) for code, found in near.items()}


def components(codes: Collection[str], links: pd.DataFrame) -> Groups:
    """Return the groups of wards that borders join, each ward in one; a ward without neighbours is a group.

    Takes what `neighbours` takes. Codes within a group and groups by their first code are in order.
    """
    near = neighbours(codes, links)
    found: Groups = []
    seen: set[str] = set()
    for start in near:
        if start in seen:
            continue
        group, ahead = {start}, [start]
        while ahead:
            new = set(near[ahead.pop()]) - group
            group |= new
            ahead.extend(new)
        seen |= group
        found.append(tuple(sorted(group)))
    return found


def islands(codes: Collection[str], links: pd.DataFrame) -> tuple[str, ...]:
    """Return the wards without any neighbour among `codes`; takes what `neighbours` takes."""
    return tuple(code for code, near in neighbours(codes, links).items() if not near)


def _pieces(wards: pd.DataFrame, sliver_m2: float) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Return code and polygon of every piece of a ward, but detached ones below the threshold."""
    shapes, owner = shapely.get_parts(wards["geometry"].to_numpy(), return_index=True)
    codes = wards["code"].to_numpy(dtype=object)[owner]
    area = pd.Series(shapely.area(shapes))
    kept = ((area >= sliver_m2) | (area == area.groupby(owner).transform("max"))).to_numpy()
    return codes[kept], shapes[kept]
