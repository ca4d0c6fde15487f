"""Target areas: declared places that hold a target ward, and target wards outside them that touch.

A declared place (an island, a town) is assessed whole, for what holds people back on an island holds back all
of it. Target wards outside any place form areas by touching: only a border of some length joins two wards. A
bridge or a ferry does not, nor does a severed contact. Neither does a contact at a point: nobody crosses it,
and whether polygons meet in a point hangs on how far their outlines were rounded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from sipmap.areas.contiguity import components
from sipmap.errors import ProfileError, UnknownCodeError

Kind = Literal["island", "town", "touching"]


@dataclass(frozen=True)
class TargetArea:
    """Wards that are looked at together."""

    id: str
    """The place's id, or the code of the first target ward for wards that touch."""
    name: str
    kind: Kind
    members: tuple[str, ...]
    """Target wards, in the order of the list."""
    context: tuple[str, ...] = ()
    """The place's other wards, by code; none for wards that touch."""

    @property
    def wards(self) -> tuple[str, ...]:
        """All wards that are assessed: members, then context."""
        return self.members + self.context


def target_areas(
    targets: Sequence[str],
    wards: pd.DataFrame,
    places: pd.DataFrame,
    place_wards: pd.DataFrame,
    links: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
) -> tuple[TargetArea, ...]:
    """Gather target wards into areas.

    Parameters
    ----------
    targets : sequence of ward codes
        In the order of the list, most need first.
    wards : DataFrame
        code, name, district (its name): every ward of the county, in any order.
    places : DataFrame
        id, name, kind ("island" or "town").
    place_wards : DataFrame
        place_id, area_code; wards that are not in `wards` are left out.
    links : DataFrame
        left_code, right_code, kind, border_m (metres; NaN for a crossing).
    names : mapping of ward code to name, optional
        What the area with that ward shall be called.

    Returns
    -------
    tuple of TargetArea
        By the first target ward of each. Every target ward is a member of exactly one.

    Raises
    ------
    UnknownCodeError
        A target, or a ward that is to name its area, is not among the wards (the areas).
    ProfileError
        Two names for one area.
    """
    known = set(wards["code"])
    for code in targets:
        if code not in known:
            raise UnknownCodeError(f"The target ward {code} is not among the wards of the area.")
    order = {code: place for place, code in enumerate(dict.fromkeys(targets))}
    declared = place_wards[place_wards["area_code"].isin(known)]
    found = [*_by_place(order, places, declared), *_by_touching(order, wards, declared, links)]
    areas = sorted(found, key=lambda area: order[area.members[0]])
    return tuple(_named(areas, names or {}))


def _by_place(order: Mapping[str, int], places: pd.DataFrame, declared: pd.DataFrame) -> list[TargetArea]:
    found = []
    for place in places.to_dict("records"):
        codes = sorted(declared.loc[declared["place_id"].eq(place["id"]), "area_code"])
        members = sorted((c for c in codes if c in order), key=order.__getitem__)
        if members:
            context = tuple(c for c in codes if c not in order)
            found.append(
                TargetArea(str(place["id"]), str(place["name"]), place["kind"], tuple(members), context)
            )
    return found


def _by_touching(
    order: Mapping[str, int], wards: pd.DataFrame, declared: pd.DataFrame, links: pd.DataFrame
) -> list[TargetArea]:
    outside = [code for code in order if code not in set(declared["area_code"])]
    rows = wards.set_index("code")
    found = []
    for group in components(outside, links):
        members = tuple(sorted(group, key=order.__getitem__))
        found.append(TargetArea(members[0], _settlement(rows.loc[list(members)]), "touching", members))
    return found


def _settlement(members: pd.DataFrame) -> str:
    """Name wards that touch after themselves and their district, e.g. "Goat Lees (Ashford)"."""
    names = [str(name) for name in members["name"]]
    districts = " and ".join(dict.fromkeys(str(d) for d in members["district"] if d))
    rest = len(names) - 1
    wards = " and ".join(names) if rest < 2 else f"{names[0]} and {rest} more wards"
    return f"{wards} ({districts})" if districts else wards


def _named(areas: Iterable[TargetArea], names: Mapping[str, str]) -> list[TargetArea]:
    found, unused = [], dict(names)
    for area in areas:
        given = {names[code].strip() for code in area.wards if code in names}
        for code in area.wards:
            unused.pop(code, None)
        if len(given) > 1:
            both = " and ".join(f"'{name}'" for name in sorted(given))
            raise ProfileError(f"{area.name} is given two names, {both}; keep one.")
        found.append(replace(area, name=next(iter(given))) if given else area)
    if unused:
        raise UnknownCodeError(
            f"No target area holds the ward {sorted(unused)[0]}; name an area by one of its wards."
        )
    return found
