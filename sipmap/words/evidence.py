"""One figure of an area or a ward as it is shown: value, county, England, rank, level, year and source."""

import re

from sipmap.areas.ranks import PlacedRank
from sipmap.catalogue import Indicator
from sipmap.geography import LEVELS, Geography
from sipmap.words.numbers import indicator_value, is_figure, ordinal, whole

NO_ENGLAND = "England not at hand"
OLD_YEARS = 8
"""A figure of so many years ago is called old."""
STANDARDISED = "standardised; no rate published here"


def district(
    name: str, rank: int, of: int, indicator: Indicator, place: str, *, is_shared: bool = False
) -> str:
    """Say where a district stands on a figure that there is for districts alone.

    E.g. "Thanet district: 14th highest of 309 on births to under-20s (standardised; no rate published here).
    Not a figure for Margate."
    """
    end = "lowest" if indicator.direction == "lower is worse" else "highest"
    shown = f"{indicator.short[0].lower()}{indicator.short[1:]}"
    bare = f" ({STANDARDISED})" if indicator.unit == "deviations" else ""
    joint = "joint " if is_shared else ""
    stands = f"{joint}{ordinal(rank)} {end} of {whole(of)} on {shown}{bare}"
    return f"{name} district: {stands}. Not a figure for {place}."


def figures(here: float, county_value: float, england: float, indicator: Indicator, county: str) -> str:
    """Return e.g. "Connectivity score: 53.0 here, 58.3 in Kent, England not at hand"."""
    nation = f"{indicator_value(england, indicator)} in England" if is_figure(england) else NO_ENGLAND
    own = indicator_value(here, indicator)
    return f"{indicator.label}: {own} here, {indicator_value(county_value, indicator)} in {county}, {nation}"


def standing(place: PlacedRank | None, indicator: Indicator, county: str) -> str:
    """Say a ward's rank on one figure with its range; without a range no rank is given, and it says so."""
    if indicator.direction == "neither":
        return "No rank: neither more nor less of it is worse"
    if place is None:
        return "No rank: its range cannot be told"
    ends = dict.fromkeys(ordinal(end) for end in (place.low, place.high))
    worst = "Worst" if place.rank == 1 else f"{ordinal(place.rank)} worst"
    return f"{worst} of {whole(place.of)} wards in {county} ({place.kind}: {' to '.join(ends)})"


def level(of: str) -> str:
    """Return what a page calls the level of a figure, e.g. "LSOA"."""
    known: dict[str, str] = {str(name): said for name, said in LEVELS.items()}
    return known.get(of, of)


def is_old(period: str, this_year: int) -> bool:
    """Whether a figure is of OLD_YEARS ago or more, by the last year that its period names."""
    years = [int(year) for year in re.findall(r"\d{4}", period)]
    return bool(years) and max(years) + OLD_YEARS <= this_year


def cited(geography: Geography | str, period: str, title: str, publisher: str) -> str:
    """Say of what level and year a figure is, and whose."""
    year = f", {period}" if period else ""
    source = ", ".join(part for part in (publisher, title) if part) or "source not at hand"
    return f"Level: {level(str(geography))}{year}. Source: {source}"
