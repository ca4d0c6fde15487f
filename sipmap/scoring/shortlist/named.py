"""A profile's rules as rules of a problem: checked against the wards at hand, each with its words."""

from collections.abc import Collection, Mapping
from typing import Literal

import numpy as np
import pandas as pd

from sipmap.catalogue import Group, Rules
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError
from sipmap.scoring.shortlist.checks import check_districts, check_group, check_size, counted, place_of
from sipmap.scoring.shortlist.problem import Floats, NamedRule, Problem
from sipmap.scoring.shortlist.wards import Integers, Wards

BORDER = "border"


def problem(
    wards: Wards,
    size: int,
    rules: Rules,
    *,
    touching: pd.DataFrame | None = None,
    places: Mapping[str, Collection[str]] | None = None,
) -> Problem:
    """State a shortlist as a problem.

    Parameters
    ----------
    wards : Wards
    size : int
    rules : Rules
    touching : DataFrame, optional
        left_code, right_code, and perhaps kind: only borders count, since a bridge does not join areas.
    places : mapping of a place's name to its wards' codes, optional
        For groups that name no wards of their own; districts are known by name without it.

    Raises
    ------
    ProfileError
        One sentence: a size or a rule that these wards cannot meet by themselves, an unknown code or name.
    """
    check_size(wards, size, rules)
    named = [
        *_districts(wards, rules),
        *(_group(wards, group, places or {}, rules.pinned) for group in rules.groups),
        *([_cap(wards, rules.cap_people)] if rules.cap_people is not None else []),
        *([_floor(rules.floor)] if rules.floor is not None else []),
        *([_touching(rules.touching, wards)] if rules.touching else []),
        *(_mark(wards, code, why, "pin") for code, why in sorted(rules.pinned.items())),
        *(_mark(wards, code, why, "exclusion") for code, why in sorted(rules.excluded.items())),
    ]
    pairs = _pairs(wards, touching) if rules.touching else np.zeros((0, 2), dtype=np.int64)
    return Problem(wards, size, tuple(named), pairs)


def _district_rows(wards: Wards) -> tuple[list[str], Floats]:
    names, index = np.unique(wards.frame["district"].to_numpy(dtype=str), return_inverse=True)
    rows = np.zeros((len(names), len(index)))
    rows[index, np.arange(len(index))] = 1.0
    return [str(name) for name in names], rows


def _districts(wards: Wards, rules: Rules) -> list[NamedRule]:
    names, rows = _district_rows(wards)
    none, every = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    least, most = rules.min_per_district, rules.max_per_district
    of = f"in each of {len(names):,} districts"
    found = []
    if least:
        check_districts(wards, rules, names, rows)
        ease = "ask for fewer in each district"
        label = f"at least {counted(least)} {of}"
        found.append(
            NamedRule(
                "min_per_district", "least", label, ease, rows, np.full(len(names), float(least)), every
            )
        )
    if most is not None:
        ease = "allow more in each district"
        label = f"at most {counted(most)} {of}"
        found.append(
            NamedRule("max_per_district", "most", label, ease, rows, none, np.full(len(names), float(most)))
        )
    return found


def _group(
    wards: Wards, group: Group, places: Mapping[str, Collection[str]], pinned: Collection[str]
) -> NamedRule:
    members = _members(wards, group, places)
    check_group(wards, group, members, pinned)
    row = np.zeros((1, len(wards.codes)))
    row[0, members] = 1.0
    return NamedRule(
        f"group {group.name}",
        "group",
        f"at least {group.least:,} of the {counted(len(members))} of {group.name}",
        f"ask for fewer of {group.name}",
        row,
        np.array([float(group.least)]),
        np.array([np.inf]),
    )


def _members(wards: Wards, group: Group, places: Mapping[str, Collection[str]]) -> Integers:
    if group.wards:
        for code in group.wards:
            place_of(wards, code, f"Ward '{code}' of group '{group.name}'")
        return wards.places(set(group.wards))
    districts = wards.frame.groupby("district")["area_code"].agg(set).to_dict()
    known: dict[str, set[str]] = {str(name): codes for name, codes in districts.items()}
    known |= {name: set(codes) & wards.position.keys() for name, codes in places.items()}
    by_name = {name.casefold(): codes for name, codes in known.items() if codes}
    if group.name.casefold() not in by_name:
        raise ProfileError(
            f"There is no place or district '{group.name}' in {wards.area}; "
            f"{suggestion(group.name, [n for n, codes in known.items() if codes])}"
        )
    return wards.places(by_name[group.name.casefold()])


def _cap(wards: Wards, most: float) -> NamedRule:
    people = wards.frame["people"].to_numpy(dtype=np.float64)
    if np.isnan(people).all():
        raise ProfileError(
            f"There is no count of residents for {wards.area}, so people cannot be capped; take the cap out."
        )
    # A ward whose residents are unknown could break the cap unseen: only a pin brings it in.
    row = np.where(np.isnan(people), 0.0, people)[None, :]
    label = f"at most {most:,.0f} people on the list"
    return NamedRule(
        "cap_people", "cap", label, "raise the cap", row, np.array([-np.inf]), np.array([most]), amount=most
    )


def _floor(floor: float) -> NamedRule:
    label = f"no ward with a need score below {floor:,g} unless a rule needs it"
    return NamedRule("floor", "floor", label, "lower the floor", amount=floor)


def _touching(amount: float, wards: Wards) -> NamedRule:
    unit = "points of score" if wards.objective == "need-score" else "people in need"
    label = f"the wish for wards that touch ({amount:,g} {unit} for each pair)"
    return NamedRule("touching", "touching", label, "take the wish out", amount=amount)


def _mark(wards: Wards, code: str, reason: str, kind: Literal["pin", "exclusion"]) -> NamedRule:
    done, undo = ("pinned", "unpin") if kind == "pin" else ("excluded", "let in")
    place = place_of(wards, code, f"Ward '{code}', {done},")
    name = str(wards.frame["name"].iloc[place])
    label, ease = f"{name} {done} ({reason})", f"{undo} {name}"
    return NamedRule(f"{kind} {code}", kind, label, ease, ward=place, reason=reason)


def _pairs(wards: Wards, touching: pd.DataFrame | None) -> Integers:
    if touching is None:
        raise ProfileError(
            f"It is not known which wards of {wards.area} touch; take 'touching' out of the rules."
        )
    links = touching[touching["kind"] == BORDER] if "kind" in touching.columns else touching
    sides = np.column_stack([links[side].map(wards.position) for side in ("left_code", "right_code")])
    inside = sides[~np.isnan(sides.astype(np.float64)).any(axis=1)].astype(np.int64)
    return np.unique(np.sort(inside, axis=1), axis=0)
