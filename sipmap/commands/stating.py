"""How a shortlist is stated on the command line: the options that `shortlist` and `decision save` share."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Engine

from sipmap.catalogue import Profile, load_profile, parse_group, parse_weight, profile
from sipmap.commands.opening import open_database
from sipmap.desk.decisions import Stated
from sipmap.desk.ranking import RankingInputs, active_release, comparison_set, ranking_inputs
from sipmap.desk.stated import reasons, stated_rules
from sipmap.settings import Settings


class ObjectiveName(StrEnum):
    """What a shortlist holds as much of as can be."""

    need_score = "need-score"
    people_in_need = "people-in-need"


Area = Annotated[str, typer.Option("--area", help="kent, medway, kent-and-medway or england.")]
ProfileName = Annotated[str, typer.Option("--profile", help="A profile's id, or the path of a profile file.")]
Weights = Annotated[
    list[str] | None, typer.Option("--weight", metavar="ID=W", help="Move one weight; may be given again.")
]
ListSize = Annotated[int | None, typer.Option("--size", min=1, help="How many wards; else the profile's.")]
Aim = Annotated[ObjectiveName | None, typer.Option("--objective", help="What the list holds most of.")]
LeastPerDistrict = Annotated[
    int | None, typer.Option("--min-per-district", min=0, help="At least so many in each.")
]
MostPerDistrict = Annotated[
    int | None, typer.Option("--max-per-district", min=1, help="At most so many in each.")
]
Floor = Annotated[float | None, typer.Option("--floor", help="Need score that a ward must reach.")]
Pins = Annotated[
    list[str] | None,
    typer.Option("--pin", metavar="CODE:reason", help="A ward and why; may be given again."),
]
Exclusions = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="CODE:reason", help="A ward and why; may be given again."),
]
Groups = Annotated[
    list[str] | None,
    typer.Option("--group", metavar="NAME=K", help="At least K wards of a place or district."),
]
MostPeople = Annotated[float | None, typer.Option("--cap-people", help="Most residents in all.")]
Touching = Annotated[float | None, typer.Option("--touching", min=0, help="Worth of each pair that touches.")]


def chosen_profile(name: str) -> Profile:
    """Return a profile by id, or from a file where the name is that of one.

    A file may name indicators of the council's own, which the catalogue learns of from the database.
    """
    if not name.endswith(".toml"):
        return profile(name)
    active_release(open_database(Settings()))
    return load_profile(Path(name))


def stated_list(
    area: str,
    profile_name: str,
    *,
    weights: Sequence[str] | None,
    size: int | None,
    objective: ObjectiveName | None,
    min_per_district: int | None,
    max_per_district: int | None,
    floor: float | None,
    pins: Sequence[str] | None,
    exclusions: Sequence[str] | None,
    groups: Sequence[str] | None,
    cap_people: float | None,
    touching: float | None,
) -> Stated:
    """Return what the options state; raises ProfileError or UnknownCodeError for what cannot be."""
    chosen = chosen_profile(profile_name)
    rules = stated_rules(
        chosen,
        {
            "min_per_district": min_per_district,
            "max_per_district": max_per_district,
            "floor": floor,
            "pinned": reasons(pins) if pins else None,
            "excluded": reasons(exclusions) if exclusions else None,
            "groups": tuple(map(parse_group, groups)) if groups else None,
            "cap_people": cap_people,
            "touching": touching,
        },
    )
    return Stated(
        area=comparison_set(area).id,
        profile=chosen,
        rules=rules,
        size=size or chosen.size,
        objective=objective.value if objective else chosen.objective,
        weights=dict(parse_weight(weight) for weight in weights or ()),
    )


def opened_ranking(area: str, profile_name: str) -> tuple[Engine, RankingInputs]:
    """Return the database and what a ranking of the area by the profile is made of."""
    chosen, comparison = chosen_profile(profile_name), comparison_set(area)
    engine = open_database(Settings())
    return engine, ranking_inputs(engine, active_release(engine), comparison, chosen)
