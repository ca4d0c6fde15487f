"""What each class of a map says in words, without its colour."""

from collections.abc import Callable

from sipmap.figures.classes import MapClass


def labels(map_classes: list[MapClass], written: Callable[[float], str]) -> list[str]:
    """Return e.g. "0.9% to 4.5%", lowest class first."""
    return [f"{written(c.low)} to {written(c.high)}" for c in map_classes]


def wards(count: int) -> str:
    """Return e.g. "1 ward", "51 wards"."""
    return f"{count:,} {'ward' if count == 1 else 'wards'}"
