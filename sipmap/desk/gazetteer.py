"""The names of a release: wards with their districts, former names, places, districts, small areas."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
from sqlalchemy import Engine

from sipmap.geography import STUDY_AREA, vintage_year
from sipmap.store import read
from sipmap.words.matching import Names, plain


class Ward(NamedTuple):
    """A ward of England."""

    code: str
    name: str
    district_code: str
    district: str
    """Its district's name, which tells wards of one name apart."""
    is_at_hand: bool
    """Whether it lies in Kent or Medway, where small-area figures are held."""


class Former(NamedTuple):
    """A name that wards went by, and the wards where its people now live."""

    name: str
    year: int
    codes: tuple[str, ...]


class Place(NamedTuple):
    """A town or island, or a district, with its wards."""

    name: str
    kind: str
    """Island, town or district."""
    codes: tuple[str, ...]
    is_at_hand: bool
    code: str = ""
    """A district's code."""


class SmallArea(NamedTuple):
    """An LSOA or MSOA with the share of its postcodes in each ward."""

    code: str
    name: str
    level: str
    shares: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Gazetteer:
    """Everything that can be found by name, read once for a release."""

    wards: dict[str, Ward]
    here: list[Ward]
    elsewhere: list[Ward]
    formers: list[Former]
    places: list[Place]
    districts: list[Place]
    small_areas: dict[str, SmallArea]
    """By code and by name as `plain` writes it."""
    here_names: Names = field(repr=False)
    elsewhere_names: Names = field(repr=False)
    former_names: Names = field(repr=False)
    place_names: Names = field(repr=False)
    district_names: Names = field(repr=False)


def read_gazetteer(engine: Engine, release_id: int) -> Gazetteer:
    """Read the names of a release."""
    district_rows = read.areas(engine, release_id, "district")
    district_of = dict(zip(district_rows["code"], district_rows["name"], strict=True))
    wards = _wards(read.areas(engine, release_id, "ward"), district_of)
    here = sorted((w for w in wards if w.is_at_hand), key=lambda w: (plain(w.name), w.district))
    elsewhere = sorted((w for w in wards if not w.is_at_hand), key=lambda w: (plain(w.name), w.district))
    formers = _formers(read.former_names(engine, release_id))
    places = _places(*read.places(engine, release_id))
    districts = _districts(wards)
    return Gazetteer(
        wards={w.code: w for w in wards},
        here=here,
        elsewhere=elsewhere,
        formers=formers,
        places=places,
        districts=districts,
        small_areas=_small_areas(engine, release_id),
        here_names=Names([w.name for w in here], [w.district for w in here]),
        elsewhere_names=Names([w.name for w in elsewhere], [w.district for w in elsewhere]),
        former_names=Names([f.name for f in formers]),
        place_names=Names([p.name for p in places]),
        district_names=Names([d.name for d in districts]),
    )


def _wards(rows: pd.DataFrame, district_of: dict[str, str]) -> list[Ward]:
    return [
        Ward(code, name, district, str(district_of.get(district, "")), county in STUDY_AREA)
        for code, name, district, county in zip(
            rows["code"], rows["name"], rows["district_code"], rows["county_code"], strict=True
        )
    ]


def _formers(rows: pd.DataFrame) -> list[Former]:
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for code, name, vintage in zip(rows["code"], rows["name"], rows["vintage"], strict=True):
        held[name, vintage].append(code)
    return [Former(name, vintage_year(vintage), tuple(codes)) for (name, vintage), codes in held.items()]


def _places(declared: pd.DataFrame, members: pd.DataFrame) -> list[Place]:
    codes = members.groupby("place_id")["area_code"].agg(tuple).to_dict()
    return [
        Place(row["name"], row["kind"], tuple(codes.get(row["id"], ())), is_at_hand=True)
        for row in declared.sort_values("name").to_dict("records")
    ]


def _districts(wards: list[Ward]) -> list[Place]:
    held: dict[str, list[Ward]] = defaultdict(list)
    for ward in wards:
        if ward.district:
            held[ward.district_code].append(ward)
    made = [
        Place(w[0].district, "district", tuple(x.code for x in w), w[0].is_at_hand, code)
        for code, w in held.items()
    ]
    return sorted(made, key=lambda d: (not d.is_at_hand, d.name))


def _small_areas(engine: Engine, release_id: int) -> dict[str, SmallArea]:
    found: dict[str, SmallArea] = {}
    for geography, level in (("msoa21", "MSOA"), ("lsoa21", "LSOA")):
        rows = read.weights(engine, release_id, geography, "postcode-share")
        shares: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for code, ward, weight in zip(rows["from_code"], rows["to_code"], rows["weight"], strict=True):
            shares[code].append((ward, float(weight)))
        names = read.areas(engine, release_id, geography)
        for code, name in zip(names["code"], names["name"], strict=True):
            by_share = tuple(sorted(shares.get(code, ()), key=lambda s: (-s[1], s[0])))
            found[code] = found[plain(name)] = SmallArea(code, name, level, by_share)
    return found
