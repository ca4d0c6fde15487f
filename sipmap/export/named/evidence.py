"""A figure of an area or a ward as a row: beside county and England, its place, where it comes from."""

from collections.abc import Sequence
from math import isnan
from typing import Any

import pandas as pd

from sipmap.areas.barriers import SIZES
from sipmap.desk.evidence import Evidence
from sipmap.words import evidence as evidence_words

ROLES = {"lead": "speaks for the theme", "beside": "stands beside it", "own": "the council's own",
         "proxy": "stands for the need"}  # fmt: skip
WORSE = "Standard deviations worse than"
EVIDENCE_COLUMNS = {
    "Role": "str", "Indicator id": "str", "Indicator": "str", "Unit": "str", "Figure of": "str",
    "Value": "float", "County": "float", "England": "float",
    "Rank": "Int64", "Range from": "Int64", "Range to": "Int64", "Ranked among": "Int64",
    f"{WORSE} the county": "float",
    **{f"{WORSE} other high-need wards at {n}": "float" for n in SIZES},
    "Area-specific and firm": "boolean",
    "Period": "str", "Published for": "str", "Source": "str", "Publisher": "str", "Note": "str",
}  # fmt: skip
MEANS = {
    "Role": "Whether the figure speaks for its theme or need, or stands beside it.",
    "Figure of": "The area or ward, or the whole district: a district's figure is not the area's.",
    "County": "The same figure for the whole county.",
    "England": "The same figure for England, where it is at hand.",
    "Rank": "Place among those ranked; 1 is worst.",
    "Range from": "The best place that the figure's interval allows; empty for districts.",
    "Range to": "The worst place that the figure's interval allows; empty for districts.",
    "Ranked among": "How many wards of the county, or districts of England, are ranked.",
    "Note": "What to know of the figure.",
}


def evidence_rows(role: str, shown: Evidence, name: str) -> list[dict[str, Any]]:
    """Return a row a figure: one for the area or ward, or one for each of its districts."""
    common = {
        "Role": ROLES.get(role, ""),
        "Indicator id": shown.indicator.id,
        "Indicator": shown.indicator.label,
        "Unit": shown.indicator.unit,
        "England": shown.england,
        "Period": shown.period,
        "Published for": evidence_words.level(shown.level),
        "Source": shown.source_title,
        "Publisher": shown.publisher,
        "Note": " ".join(filter(None, (shown.note, shown.indicator.caution))),
    }
    if shown.districts:
        return [
            {**common, "Figure of": d.name, "Value": d.value, "Rank": d.rank, "Ranked among": d.of}
            for d in shown.districts
        ]
    found = shown.finding
    if found is None or isnan(found.value):
        return [{**common, "Figure of": name}]
    row = {**common, "Figure of": name, "Value": found.value, "County": found.county_value}
    place = shown.wards[0].place if len(shown.wards) == 1 else None
    if place is not None:
        row |= {"Rank": place.rank, "Range from": place.low, "Range to": place.high, "Ranked among": place.of}
    if found.county is not None:
        row |= {f"{WORSE} the county": found.county.value, "Area-specific and firm": found.is_firm}
    for size in SIZES:
        beside = found.beside(size)
        if beside is not None:
            row[f"{WORSE} other high-need wards at {size}"] = beside.value
    return [row]


def evidence_frame(rows: Sequence[dict[str, Any]], first: dict[str, str]) -> pd.DataFrame:
    """Return rows of evidence as a table; `first` are the columns before them with their types."""
    columns = {**first, **EVIDENCE_COLUMNS}
    return pd.DataFrame(list(rows), columns=list(columns)).astype(columns)
