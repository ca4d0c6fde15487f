"""Everything that barriers and support needs are seen by, for one release and county."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from sipmap.areas.barriers import Finding, assess
from sipmap.areas.figures import WardFigures
from sipmap.areas.ranks import Pieces, PlacedRank, limits, placed_ranks
from sipmap.catalogue import Indicator, indicators
from sipmap.catalogue.barriers import Beside
from sipmap.geography import ComparisonSet

DISTRICT = "district"


@dataclass(frozen=True)
class WardPlace:
    """A ward's figure, and its rank in the county where that has a range."""

    code: str
    name: str
    value: float
    place: PlacedRank | None


@dataclass(frozen=True)
class DistrictPlace:
    """A district's figure and its rank among all districts that have one, 1 being the worst."""

    code: str
    name: str
    value: float
    rank: int
    of: int
    is_shared: bool


@dataclass(frozen=True)
class Evidence:
    """One indicator of an area or a ward: what is shown of it."""

    indicator: Indicator
    period: str
    level: str
    """The smallest geography that its figures are of: lsoa21, msoa21, district..."""
    note: str
    source_title: str
    publisher: str
    england: float
    """NaN where it is not at hand."""
    finding: Finding | None
    """None where there is no figure of wards."""
    wards: tuple[WardPlace, ...]
    districts: tuple[DistrictPlace, ...]
    """For evidence of whole districts."""

    @property
    def has_figure(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.districts) or (self.finding is not None and not np.isnan(self.finding.value))


@dataclass(frozen=True, eq=False)
class CountyEvidence:
    """A county's figures of every declared indicator, with what is needed to compare and to cite them."""

    comparison: ComparisonSet
    areas: pd.DataFrame
    """code, name, district_code, district: the county's wards."""
    figures: WardFigures
    pieces: Pieces
    periods: Mapping[str, str]
    districts: Mapping[str, Mapping[str, DistrictPlace]]
    """By indicator and code, for what is published for districts."""
    england: Mapping[str, float]
    sources: Mapping[str, tuple[str, str]]
    """Title and publisher by source id."""
    high_need: Mapping[int, tuple[str, ...]]

    @cached_property
    def ranks(self) -> Mapping[str, Mapping[str, PlacedRank]]:
        """Each ward's rank with its range, by indicator and code."""
        ends = limits(self.figures, self.pieces)
        return {i: placed_ranks(self.figures, ends, i) for i in self.figures.ids}

    @cached_property
    def district_codes(self) -> dict[str, str]:
        """Each ward's district."""
        return dict(zip(self.areas["code"], self.areas["district_code"], strict=True))

    @cached_property
    def names(self) -> dict[str, str]:
        """Names of wards by code."""
        return dict(zip(self.areas["code"], self.areas["name"], strict=True))

    def findings(self, codes: Collection[str]) -> dict[str, Finding]:
        """Assess an area or a ward on every indicator."""
        return assess(self.figures, codes, self.high_need)

    def against_county(self, codes: Collection[str]) -> dict[str, Finding]:
        """Assess an area or a ward against the county alone."""
        return assess(self.figures, codes, {})

    def evidence(self, shown: Beside, codes: Sequence[str], findings: Mapping[str, Finding]) -> Evidence:
        """Lay out one indicator for the wards of an area."""
        entry = indicators()[shown.indicator]
        is_district = DISTRICT in (shown.level, entry.geography)
        of_wards = entry.geography != DISTRICT and entry.id in findings
        title, publisher = self.sources.get(entry.source, ("", ""))
        return Evidence(
            indicator=entry,
            period=self.periods.get(entry.id, entry.period),
            level=DISTRICT if is_district else entry.geography,
            note=shown.note,
            source_title=title,
            publisher=publisher,
            england=float(self.england.get(entry.id, float("nan"))),
            finding=_uncompared(findings[entry.id], is_district=is_district) if of_wards else None,
            wards=self._wards(entry.id, codes) if of_wards and not is_district else (),
            districts=self._districts(entry.id, codes),
        )

    def _wards(self, indicator_id: str, codes: Sequence[str]) -> tuple[WardPlace, ...]:
        column = self.figures.ids.index(indicator_id)
        values = dict(zip(self.figures.codes, self.figures.values[:, column].tolist(), strict=True))
        ranks = self.ranks[indicator_id]
        return tuple(WardPlace(c, self.names[c], values[c], ranks.get(c)) for c in codes)

    def _districts(self, indicator_id: str, codes: Sequence[str]) -> tuple[DistrictPlace, ...]:
        held = self.districts.get(indicator_id, {})
        own = dict.fromkeys(self.district_codes[code] for code in codes)
        return tuple(held[code] for code in own if code in held)


def _uncompared(finding: Finding, *, is_district: bool) -> Finding:
    """Keep the value of a figure that is one for a whole district, without contrasts between wards."""
    if not is_district:
        return finding
    return Finding(finding.indicator, finding.value, finding.county_value, None, ())
