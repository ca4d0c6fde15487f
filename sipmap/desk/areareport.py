"""What is told of an area or a ward: its people, its wards, each theme, what local people say, warnings."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from sipmap.areas.barriers import Finding, ordered
from sipmap.areas.targets import TargetArea
from sipmap.catalogue import Profile, Theme, indicators, themes
from sipmap.catalogue.barriers import Barrier, Beside, Share, barriers, shared_with
from sipmap.catalogue.own import PREFIX
from sipmap.desk.evidence import CountyEvidence, Evidence
from sipmap.desk.ranking import RankingInputs
from sipmap.desk.wardknowledge import flags_about
from sipmap.scoring.communal import CommunalWarning
from sipmap.scoring.uncertainty.ranges import Kind
from sipmap.store import read
from sipmap.words import flags as flag_words

_PEOPLE = ("people", "working_age", "employment_deprived")


@dataclass(frozen=True)
class ThemeReport:
    """One theme of an area: its lead, what stands beside it, and what local people say."""

    theme: Theme
    barrier: Barrier
    lead: Evidence | None
    beside: tuple[Evidence, ...]
    own: tuple[Evidence, ...]
    """The council's own figures of the theme, as far as they were loaded."""
    shares: tuple[Share, ...]
    """Parts of the profile in use that hold the lead: then it is no independent witness."""
    flags: tuple[flag_words.FlagWords, ...]

    @property
    def finding(self) -> Finding | None:
        """What the lead says of the area; None without a lead that can be compared between wards."""
        return self.lead.finding if self.lead else None


@dataclass(frozen=True)
class ListedWard:
    """A ward of an area with its place by the profile in use, and the range of that place."""

    code: str
    name: str
    is_member: bool
    rank: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True)
class People:
    """Estimated numbers of people; NaN where unknown."""

    residents: float
    working_age: float
    employment_deprived: float


@dataclass(frozen=True)
class AreaReport:
    """An area, or a ward as an area of one."""

    area: TargetArea
    district: str
    people: People
    wards: tuple[ListedWard, ...]
    themes: tuple[ThemeReport, ...]
    """The largest contrast with other high-need wards first; those without one last."""
    warnings: tuple[tuple[str, CommunalWarning], ...]
    """Names of wards with many communal residents, and what is known of them."""
    flags: tuple[flag_words.FlagWords, ...]
    """Public flags of themes that are no barriers, such as worklessness."""
    by_ward: Mapping[str, Mapping[str, Finding]]
    """Each ward for itself: its findings by indicator, by ward code."""


@dataclass(frozen=True)
class AreasReport:
    """All target areas of a list."""

    evidence: CountyEvidence
    profile: Profile
    release: read.ReleaseRecord
    targets: tuple[str, ...]
    size: int
    """N at which themes are ordered."""
    areas: tuple[AreaReport, ...]


@dataclass(frozen=True)
class Setting:
    """What reports of areas and wards share: read once."""

    inputs: RankingInputs
    evidence: CountyEvidence
    people: pd.DataFrame
    certainty: pd.DataFrame
    certainty_kind: Kind
    """What to call its ranges."""
    warnings: Mapping[str, CommunalWarning]
    flags: Sequence[Mapping[Hashable, Any]]
    """As last revised, one each."""
    places: pd.DataFrame
    place_wards: pd.DataFrame
    size: int
    today: date

    def report(self, area: TargetArea) -> AreaReport:
        """Assess one area on every theme."""
        findings = self.evidence.findings(area.wards)
        made = {theme: self._theme(entry, area, findings) for theme, entry in barriers().items()}
        order = ordered([(theme, one.finding) for theme, one in made.items()], self.size)
        rows = self.people.loc[list(area.wards)]
        here = self.evidence.areas.set_index("code").loc[list(area.wards)]
        return AreaReport(
            area=area,
            district=" and ".join(dict.fromkeys(here["district"])),
            people=People(*(float(rows[c].sum(min_count=1)) for c in _PEOPLE)),
            wards=tuple(self._listed(code, area) for code in area.wards),
            themes=tuple(made[theme] for theme in order),
            warnings=tuple(
                (self.evidence.names[c], self.warnings[c]) for c in area.wards if c in self.warnings
            ),
            flags=tuple(f for t in themes() if t not in made for f in self._flags(t, area)),
            by_ward={c: self.evidence.against_county((c,)) for c in area.wards},
        )

    def _theme(self, entry: Barrier, area: TargetArea, findings: Mapping[str, Finding]) -> ThemeReport:
        shown = [self.evidence.evidence(b, area.wards, findings) for b in entry.evidence]
        held = [i for i in findings if i.startswith(PREFIX) and indicators()[i].theme == entry.id]
        own = [Beside(indicator=i, note="The council's own figures.") for i in held]
        return ThemeReport(
            theme=themes()[entry.id],
            barrier=entry,
            lead=shown[0] if entry.lead else None,
            beside=tuple(shown[1:] if entry.lead else shown),
            own=tuple(self.evidence.evidence(b, area.wards, findings) for b in own),
            shares=shared_with(self.inputs.profile, [entry.lead]) if entry.lead else (),
            flags=tuple(self._flags(entry.id, area)),
        )

    def _flags(self, theme: str, area: TargetArea) -> list[flag_words.FlagWords]:
        """Return the public flags of a theme about the area's wards or the places that they lie in."""
        found = [f for f in self.flags if f["theme"] == theme]
        if not found:
            return []
        within = self.place_wards["area_code"].isin(area.wards)
        here = self.places[self.places["id"].isin(self.place_wards.loc[within, "place_id"])]
        subjects = {("ward", code): self.evidence.names[code] for code in area.wards}
        subjects |= {("place", str(p["id"])): str(p["name"]) for p in here.to_dict("records")}
        return flags_about(found, subjects, self.today)

    def _listed(self, code: str, area: TargetArea) -> ListedWard:
        row = self.certainty.loc[code]
        places = [None if pd.isna(row[c]) else int(row[c]) for c in ("rank", "low", "high")]
        return ListedWard(code, self.evidence.names[code], code in area.members, *places)
