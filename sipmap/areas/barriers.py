"""What is specific about an area: each theme's contrast with the county and with its other high-need wards.

High-need wards are chosen on worklessness and income alone, so that a barrier does not choose its own
yardstick; the area's own are left out of those it is compared with.

A theme is area-specific at N where its lead indicator is at least one standard deviation worse than in the
other wards among the first N, worse than there over the whole of the interval, and worse than in the county
over the whole of the interval. It is firm where that holds at each N.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sipmap.areas.contrasts import Contrast, against_county, against_wards
from sipmap.areas.figures import WardFigures

SIZES = (24, 40, 60)
"""Numbers of high-need wards at which an area is compared: the programme's own, and wider."""

LEAST = 1.0
"""Standard deviations by which an area must be worse than other high-need wards, to be called specific."""

TIE = 0.15
"""Two contrasts nearer than this are called level: the ranges are several times as wide."""


@dataclass(frozen=True)
class AtSize:
    """An indicator of an area beside the other high-need wards among the first N."""

    size: int
    others: int
    """How many wards it is compared with."""
    contrast: Contrast | None
    """The area assessed whole."""
    is_specific: bool
    own_wards: tuple[str, ...]
    """The area's own wards among the first N."""
    own: Contrast | None
    """Those alone, against the same other wards; None where there are none, or they are the whole area."""
    own_is_specific: bool


@dataclass(frozen=True)
class Finding:
    """One indicator of one area."""

    indicator: str
    value: float
    """Over the area: rates summed and then divided, scores weighted by people; NaN where missing."""
    county_value: float
    county: Contrast | None
    """Against the county; None without a direction or a figure."""
    at: tuple[AtSize, ...]

    @property
    def specific_at(self) -> tuple[int, ...]:
        """Sizes at which it is area-specific."""
        return tuple(a.size for a in self.at if a.is_specific)

    @property
    def is_firm(self) -> bool:
        """Whether it is area-specific at every size."""
        return bool(self.at) and all(a.is_specific for a in self.at)

    def beside(self, size: int) -> Contrast | None:
        """Return the contrast with the other high-need wards at one size."""
        return next((a.contrast for a in self.at if a.size == size), None)


def is_specific(high_need: Contrast | None, county: Contrast | None) -> bool:
    """Whether a theme is area-specific: see the module for the rule."""
    if high_need is None or county is None:
        return False
    return high_need.value >= LEAST and high_need.is_worse and county.is_worse


def assess(
    figures: WardFigures, area: Collection[str], high_need: Mapping[int, Collection[str]]
) -> dict[str, Finding]:
    """Assess an area, or a ward alone, on every indicator.

    Parameters
    ----------
    figures : WardFigures
        Of the whole county.
    area : collection of ward codes
    high_need : mapping of N to the codes of the first N wards by need
        The area's own among them or not.

    Returns
    -------
    dict of indicator id to Finding, in the figures' order

    Raises
    ------
    KeyError
        A ward that is not of the county.
    """
    rows = figures.rows(area)
    values, county_values = figures.mean(rows), figures.mean(figures.all_rows)
    county = against_county(figures, rows)
    sizes = [_at(figures, set(area), county, size, high_need[size]) for size in sorted(high_need)]
    return {
        name: Finding(
            indicator=name,
            value=float(values[i]),
            county_value=float(county_values[i]),
            county=county.get(name),
            at=tuple(size[name] for size in sizes),
        )
        for i, name in enumerate(figures.ids)
    }


def _at(
    figures: WardFigures, area: set[str], county: Mapping[str, Contrast], size: int, chosen: Collection[str]
) -> dict[str, AtSize]:
    """Contrast an area, and its own wards among those chosen, with the rest of those chosen."""
    own = tuple(sorted(area & set(chosen)))
    others = figures.rows(set(chosen) - area)
    whole = against_wards(figures, figures.rows(area), others)
    apart = 0 < len(own) < len(area)
    own_rows = figures.rows(own)
    own_others = against_wards(figures, own_rows, others) if apart else {}
    own_county = against_county(figures, own_rows) if apart else {}
    return {
        name: AtSize(
            size=size,
            others=len(others),
            contrast=whole.get(name),
            is_specific=is_specific(whole.get(name), county.get(name)),
            own_wards=own,
            own=own_others.get(name),
            own_is_specific=is_specific(own_others.get(name), own_county.get(name)),
        )
        for name in figures.ids
    }


def ordered(leads: Sequence[tuple[str, Finding | None]], size: int) -> list[str]:
    """Order themes by their lead's contrast with other high-need wards at one size, the largest first.

    Parameters
    ----------
    leads : sequence of (theme, its lead's finding or None)
    size : int

    Returns
    -------
    list of themes; equal ones, and those without a contrast, which come last, stay as they were given
    """

    def key(entry: tuple[str, Finding | None]) -> float:
        contrast = entry[1].beside(size) if entry[1] else None
        return float("inf") if contrast is None else -contrast.value

    return [theme for theme, _ in sorted(leads, key=key)]


def nearest_size(top: int, sizes: Sequence[int] = SIZES) -> int:
    """Return the size at which themes are ordered for a list of `top` wards: the nearest."""
    return min(sizes, key=lambda size: (abs(size - top), size))
