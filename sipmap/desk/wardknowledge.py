"""What is recorded of one ward: public flags, and what is being done there."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sipmap.catalogue import themes
from sipmap.catalogue.barriers import support_needs
from sipmap.words import flags as flag_words


@dataclass(frozen=True)
class WardInitiative:
    """Something being done in a ward, or once done there."""

    uid: str
    name: str
    provider: str
    serves: tuple[str, ...]
    """Labels of the themes and support needs that it serves."""
    state: str
    """planned, current, ended or historic."""
    known_on: date


def places_of(places: pd.DataFrame, members: pd.DataFrame, code: str) -> dict[str, str]:
    """Return the names of the places that a ward lies in, by id."""
    here = places[places["id"].isin(members.loc[members["area_code"] == code, "place_id"])]
    return dict(zip(here["id"].astype(str), here["name"].astype(str), strict=True))


def ward_flags(
    flags: pd.DataFrame, code: str, name: str, places: Mapping[str, str], today: date
) -> list[flag_words.FlagWords]:
    """Return the public flags of a ward and of the places it lies in, the latest first.

    Parameters
    ----------
    flags : DataFrame
        From `store.read.flags`.
    code, name : str
        Of the ward.
    places : mapping of id to name
        From `places_of`.
    today : date
        By which flags are current or need review.
    """
    subjects = {("ward", code): name} | {("place", one): said for one, said in places.items()}
    return flags_about(flags.sort_values("recorded_on", ascending=False).to_dict("records"), subjects, today)


def flags_about(
    flags: Iterable[Mapping[Hashable, Any]], subjects: Mapping[tuple[str, str], str], today: date
) -> list[flag_words.FlagWords]:
    """Return the words of the public flags about some subjects, in the order given.

    `flags` are rows of `store.read.flags`, `subjects` the names of what they may be about by kind and id.
    """
    return [
        flag_words.flag(
            theme=themes()[f["theme"]].label,
            subject=subjects[f["subject_kind"], f["subject"]],
            statement=f["statement"],
            source_title=f["source_title"],
            author_role=f["author_role"],
            recorded_on=f["recorded_on"],
            review_by=f["review_by"],
            today=today,
        )
        for f in flags
        if f["is_public"] and (f["subject_kind"], f["subject"]) in subjects
    ]


def ward_initiatives(
    entries: Iterable[Mapping[str, Any]], code: str, district_code: str, places: Mapping[str, str]
) -> tuple[WardInitiative, ...]:
    """Return the initiatives that cover a ward by its code, its district or a place it lies in.

    `entries` are those of `initiative_register.list_initiatives`; current ones come first, then planned ones.
    """
    here = {code, district_code, *places}
    order = ("current", "planned", "ended", "historic")
    found = [
        WardInitiative(
            entry["uid"], entry["name"], entry["provider"], _serves(entry), entry["state"], entry["known_on"]
        )
        for entry in entries
        if here & set(entry["areas"])
    ]
    return tuple(sorted(found, key=lambda one: (order.index(one.state), one.name.casefold())))


def _serves(entry: Mapping[str, Any]) -> tuple[str, ...]:
    known: Sequence[Mapping[str, Any]] = (themes(), support_needs())
    asked = zip(known, (entry["themes"], entry["support_needs"]), strict=True)
    return tuple(str(held[one].label) for held, ids in asked for one in ids if one in held)
