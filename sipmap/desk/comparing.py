"""Two to four wards, or target areas, side by side: the same plain values of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from sipmap.areas.contrasts import Contrast
from sipmap.catalogue import Indicator, indicators, part_names
from sipmap.desk.areareport import AreaReport, People, ThemeReport
from sipmap.desk.wardclaims import group_claims
from sipmap.desk.wardreport import Claim, Stand, WardReport
from sipmap.desk.wardshared import County

MOST = 4
"""More than four side by side cannot be told apart."""


@dataclass(frozen=True)
class Part:
    """One part of a need score and what it adds."""

    indicator: Indicator
    adds: float


@dataclass(frozen=True)
class ThemeAt:
    """A theme's lead in a ward or area, beside the county."""

    label: str
    indicator: Indicator
    value: float
    county: float
    contrast: Contrast | None
    is_specific: bool


@dataclass(frozen=True)
class Compared:
    """A ward or an area among those compared."""

    key: str
    """A ward's code, or an area's id."""
    name: str
    where: str
    county: str
    """What its claims and themes stand beside; "" where nothing nearer than England does."""
    is_ward: bool
    people: People
    places: tuple[Stand, ...]
    """A ward's in its county; of an area, those of its wards on the list."""
    place_names: tuple[str, ...]
    """The wards that these are of."""
    claims: tuple[Claim, ...]
    score: float
    """NaN for an area, and where there is none."""
    parts: tuple[Part, ...]
    themes: tuple[ThemeAt, ...]


def compared_ward(report: WardReport, county: County | None) -> Compared:
    """Lay out a ward; `county` is None for one outside Kent and Medway."""
    local = report.local
    return Compared(
        key=report.code,
        name=report.name,
        where=report.where,
        county=report.county if local else "",
        is_ward=True,
        people=report.people,
        places=(local.county,) if local else (),
        place_names=(report.name,) if local else (),
        claims=report.claims,
        score=_score(county, report.code) if county else float("nan"),
        parts=_parts(county, report.code) if county else (),
        themes=_themes(local.area.themes) if local else (),
    )


def compared_area(report: AreaReport, county: County, top: int) -> Compared:
    """Lay out a target area of a county; `top` is how long the list is."""
    members = [w for w in report.wards if w.is_member]
    ranked = int(county.setting.certainty["rank"].notna().sum())
    kind = county.setting.certainty_kind
    return Compared(
        key=report.area.id,
        name=report.area.name,
        where=report.district,
        county=county.comparison.label,
        is_ward=False,
        people=report.people,
        places=tuple(
            Stand(county.comparison.label, w.rank, w.low, w.high, ranked, kind, size=top) for w in members
        ),
        place_names=tuple(w.name for w in members),
        claims=tuple(group_claims(county, [w.code for w in report.wards])),
        score=float("nan"),
        parts=(),
        themes=_themes(report.themes),
    )


def _score(county: County, code: str) -> float:
    return float(county.ranking["score"][code])


def _parts(county: County, code: str) -> tuple[Part, ...]:
    stated, known = county.setting.inputs.profile, indicators()
    row: Mapping[str, float] = {str(k): v for k, v in county.ranking.loc[[code]].iloc[0].items()}
    return tuple(
        Part(known[part.indicator], float("nan") if pd.isna(row[name]) else float(row[name]))
        for name, part in zip(part_names(stated), stated.parts, strict=True)
    )


def _themes(themes: Sequence[ThemeReport]) -> tuple[ThemeAt, ...]:
    return tuple(
        ThemeAt(
            t.theme.label,
            t.lead.indicator,
            t.finding.value,
            t.finding.county_value,
            t.finding.county,
            bool(t.finding.specific_at),
        )
        for t in themes
        if t.lead is not None and t.finding is not None
    )
