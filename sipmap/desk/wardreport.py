"""What is told of one ward: plain values, read from a release, for the page, the briefing and the file alike.

A ward of Kent or Medway has all of it; a ward elsewhere in England has what the index says of it by best fit.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sipmap.areas.contrasts import Contrast
from sipmap.areas.similar import Alike
from sipmap.catalogue import Indicator
from sipmap.desk.areareport import AreaReport, People
from sipmap.desk.claimants import Trend
from sipmap.desk.needs import NeedReport
from sipmap.desk.wardknowledge import WardInitiative
from sipmap.scoring.communal import CommunalWarning
from sipmap.scoring.uncertainty.ranges import Kind
from sipmap.store.read import ReleaseRecord
from sipmap.words.flags import FlagWords

Basis = Literal["postcode-share", "best-fit"]


@dataclass(frozen=True)
class Stand:
    """A ward's place by need among the wards of a district or county."""

    among: str
    """The comparison set's label."""
    rank: int | None
    """None for an unranked ward; then `reason` says why."""
    low: int | None
    high: int | None
    of: int
    """Ranked wards."""
    kind: Kind
    word: str = ""
    """certain, likely, borderline or unlikely to be in the first `size`; "" where no list is asked about."""
    chance: float = float("nan")
    size: int = 0
    is_shared: bool = False
    reason: str = ""


@dataclass(frozen=True)
class EnglandStand:
    """A ward's place in England on the index alone, best fit on both sides."""

    rank: int | None
    """None where no small area is best fitted to the ward."""
    of: int
    low: int | None
    high: int | None
    """Between what the rank lies in nine of ten draws, both included."""
    kind: Kind
    """What to call it."""


@dataclass(frozen=True)
class Claim:
    """A rate of the ward beside its district's, its county's and England's; NaN where it is not held."""

    indicator: Indicator
    period: str
    count: float
    denominator: float
    value: float
    low: float
    high: float
    """95 % limits by Wilson; NaN for a figure of the index, which is published without its count."""
    district: float
    county: float
    england: float


@dataclass(frozen=True)
class StandOut:
    """A figure on which the ward is far from its county."""

    indicator: Indicator
    period: str
    value: float
    county: float
    contrast: Contrast


@dataclass(frozen=True)
class Similar:
    """A ward alike, anywhere in Kent and Medway."""

    alike: Alike
    name: str
    district: str
    apart_on: Indicator


@dataclass(frozen=True)
class Likeness:
    """Wards alike, by which figures, and how far a ward typically is."""

    wards: tuple[Similar, ...]
    figures: tuple[Indicator, ...]
    typical: float
    """Median distance to every other ward, in standard deviations."""
    of: int
    """How many wards it was compared with."""


@dataclass(frozen=True)
class SmallArea:
    """A small area (LSOA), or the piece of one that lies in the ward."""

    code: str
    name: str
    residents: float
    """Of the piece."""
    share_of_ward: float
    """Of the ward's residents, 0..1."""
    share_inside: float
    """Of the small area's postcodes that lie in the ward, 0..1."""
    rank: int | None
    """On IMD 2025 among England's; 1 is most deprived."""
    decile: int | None


@dataclass(frozen=True)
class LocalReport:
    """What only wards of the study area have."""

    district: Stand | None
    """None where the district is the county, as in Medway, or holds no other ward."""
    county: Stand
    scores: tuple[tuple[str, str, float], ...]
    """Code, district and need score of every ranked ward of the county, most need first."""
    worst: tuple[StandOut, ...]
    best: tuple[StandOut, ...]
    trend: Trend
    area: AreaReport
    """The ward as an area of one: what holds people back there."""
    ordered_at: int
    """N of the high-need wards by which its themes are ordered."""
    needs: tuple[NeedReport, ...]
    likeness: Likeness
    small: tuple[SmallArea, ...]
    """Most deprived first."""
    warning: CommunalWarning | None
    flags: tuple[FlagWords, ...]
    initiatives: tuple[WardInitiative, ...]
    initiatives_known: int
    """How many initiatives are on record anywhere: with none, an empty list says little."""


@dataclass(frozen=True)
class WardReport:
    """A ward, as it is told of."""

    release: ReleaseRecord
    today: date
    code: str
    name: str
    name_welsh: str
    district_code: str
    district: str
    county_code: str
    county: str
    """The upper-tier authority's name; "" where it is not held."""
    former: tuple[str, ...]
    """Names of earlier wards that it was made from, where they are not its own."""
    places: tuple[str, ...]
    basis: Basis
    """How small areas were brought to the ward."""
    people: People
    england: EnglandStand
    claims: tuple[Claim, ...]
    local: LocalReport | None
    """None for a ward outside Kent and Medway."""

    @property
    def is_local(self) -> bool:
        """Whether small-area figures are held for it."""
        return self.local is not None

    @property
    def where(self) -> str:
        """Its district and county, e.g. "Swale, Kent"; a unitary authority stands once."""
        return ", ".join(dict.fromkeys(filter(None, (self.district, self.county))))

    @property
    def compared(self) -> str:
        """What its figures are held against: its county, or England."""
        return self.county if self.local is not None else "England"
