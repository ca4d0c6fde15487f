"""Sizes and rules that these wards cannot meet by themselves, each as one sentence with its remedy."""

from collections.abc import Collection

import numpy as np

from sipmap.catalogue import Group, Rules
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.problem import Floats
from sipmap.scoring.shortlist.wards import Integers, Wards


def counted(number: int) -> str:
    """Return e.g. "1 ward", "1,024 wards"."""
    return f"{number:,} ward{'' if number == 1 else 's'}"


def check_size(wards: Wards, size: int, rules: Rules) -> None:
    """Raise ProfileError where there are too few wards for the size, or more pins than places."""
    total, able = len(wards.codes), int(wards.has_figure.sum())
    if size < 1:
        raise ProfileError(f"A shortlist of {counted(size)} is none; ask for 1 or more.")
    if size > total:
        raise ProfileError(
            f"A shortlist of {counted(size)} is more than {wards.area} has ({total:,}); "
            f"ask for {total:,} or fewer."
        )
    pinned = [c for c in rules.pinned if c in wards.position and not wards.has_figure[wards.position[c]]]
    if size > able + len(pinned):
        raise ProfileError(
            f"A shortlist of {counted(size)} is more than {wards.area} has with figures ({able:,} of "
            f"{total:,}); ask for {able:,} or fewer."
        )
    if len(rules.pinned) > size:
        raise ProfileError(
            f"{counted(len(rules.pinned)).capitalize()} are pinned and the list has room for {size:,}; unpin "
            "some or ask for a longer list."
        )


def check_districts(wards: Wards, rules: Rules, names: list[str], rows: Floats) -> None:
    """Raise ProfileError where a district has fewer wards that can be chosen than the least."""
    pinned = [code in rules.pinned for code in wards.codes]
    able = (rows * (wards.has_figure | np.array(pinned))).sum(axis=1).astype(int)
    if able.min() < rules.min_per_district:
        fewest = int(able.argmin())
        remedy = f"lower it to {able[fewest]:,} or fewer" if able[fewest] else "take the rule out"
        raise ProfileError(
            f"At least {counted(rules.min_per_district)} per district is more than {names[fewest]} has "
            f"({able[fewest]:,} with figures); {remedy}."
        )


def check_group(wards: Wards, group: Group, members: Integers, pinned: Collection[str]) -> None:
    """Raise ProfileError where a group has fewer wards that can be chosen than are asked of it."""
    able = sum(bool(wards.has_figure[p]) or wards.codes[p] in pinned for p in members)
    if group.least > able:
        of = "" if able == len(members) else f" with figures, of {len(members):,}"
        raise ProfileError(
            f"At least {counted(group.least)} of '{group.name}' is more than it has ({able:,}{of}); "
            f"{f'lower it to {able:,} or fewer' if able else 'take the rule out'}."
        )


def place_of(wards: Wards, code: str, what: str) -> int:
    """Return where a code stands; ProfileError, beginning with `what`, where it is not there."""
    if code not in wards.position:
        raise ProfileError(
            f"{what} is not among the {counted(len(wards.codes))} of {wards.area}; "
            f"{suggestion(code, wards.codes)}"
        )
    return wards.position[code]
