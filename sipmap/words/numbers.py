"""Numbers as people read them: thousands by commas, percentages, ordinals, rounded counts."""

from math import isnan
from typing import TypeGuard

from sipmap.catalogue.models import Indicator, Unit

NO_FIGURE = "no figure"
MINUS = "\N{MINUS SIGN}"


def is_figure(value: float | None) -> TypeGuard[float]:
    """Whether there is a figure: neither None nor NaN."""
    return value is not None and not isnan(value)


def decimals(value: float | None, places: int) -> str:
    """Return e.g. "1,234.5", with a true minus sign; "no figure" where it is missing."""
    if not is_figure(value):
        return NO_FIGURE
    text = f"{abs(value):,.{places}f}"
    is_zero = not text.strip("0.,")
    return text if value >= 0 or is_zero else MINUS + text


def whole(value: float | None) -> str:
    """Return e.g. "1,234"."""
    return decimals(value, 0)


def about(value: float | None) -> str:
    """Return an estimated count: to the nearest 10, below 50 to the nearest whole number."""
    if not is_figure(value):
        return NO_FIGURE
    return f"about {whole(value if value < 50 else round(value, -1))}"


def percent(value: float | None, places: int = 1) -> str:
    """Return a proportion as e.g. "22.1%"; in whole numbers, what is more than nothing is never "0%"."""
    if not is_figure(value):
        return NO_FIGURE
    if places == 0 and 0 < value < 0.005:
        return "under 1%"
    return f"{decimals(value * 100, places)}%"


def first_wards(size: int) -> str:
    """Return e.g. "first 24 wards", "first ward"."""
    return "first ward" if size == 1 else f"first {size:,} wards"


def ordinal(number: int) -> str:
    """Return e.g. "2nd", "11th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


WRITTEN: dict[Unit, tuple[int, str]] = {
    "score": (1, ""),
    "people": (0, " people"),
    "households": (0, " households"),
    "rank": (0, ""),
    "per 1,000": (1, " per 1,000"),
    "ratio": (2, ""),
    "minutes": (1, " minutes"),
    "deviations": (2, ""),
}


def value(number: float | None, unit: Unit, *, with_unit: bool = True) -> str:
    """Return an indicator's value in its unit, e.g. "22.1%", "4.3 per 1,000"."""
    if unit == "proportion":
        return percent(number)
    places, after = WRITTEN[unit]
    text = decimals(number, places)
    return text + after if with_unit and text != NO_FIGURE else text


def score_places(standardise: str) -> int:
    """Return how many decimals a need score is shown with: two in deviations, one on a published scale."""
    return 2 if standardise == "z" else 1


def indicator_value(number: float | None, indicator: Indicator) -> str:
    """Return an indicator's value in its own unit."""
    return value(number, indicator.unit)
