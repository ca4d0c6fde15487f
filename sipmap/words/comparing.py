"""Wards or areas side by side, in sentences and short texts."""

from collections.abc import Sequence

from sipmap.areas.contrasts import Contrast
from sipmap.words.numbers import about, decimals, is_figure, percent
from sipmap.words.shortlist import listed

ONE = "One ward or area is chosen; add another to see them side by side."
PARTS = (
    "Standard deviations from the mean of Kent's wards, times the weight; the parts add up to the score. "
    "1st is most need, and a rank is among the wards of the county that it names."
)
DOTS = (
    "A bar through a mark is the 95% confidence interval (Wilson); figures of the index are published "
    "without their counts and have none. Where two bars overlap, the figures may not differ."
)
THEMES = (
    "Standard deviations from each one's own county: to the right of 0 is worse. The interval tells chance "
    "in counts, or for a score how far it moves with which wards it is held against."
)


def nothing(*, by_area: bool) -> str:
    """Say how to choose what is compared."""
    which = "target areas" if by_area else "wards, by name, postcode or code,"
    return f"Choose two to four {which} to see their figures side by side, each with its interval."


def opening(people: Sequence[tuple[str, float, float]]) -> str:
    """Say how many people are kept out of work in each; `people` holds name, count and rate."""
    told = [
        f"about {about(count).removeprefix('about ')} in {name} ({percent(rate, 0)})"
        for name, count, rate in people
        if is_figure(count) and is_figure(rate)
    ]
    if not told:
        return "There is no figure for people out of work in any of these."
    return (
        "People of working age kept out of work by unemployment, sickness, disability or caring: "
        f"{listed(told)}."
    )


def too_many(left: Sequence[str], most: int) -> str:
    """Say what was left out, since no more are shown."""
    return f"No more than {most} are shown side by side; {listed(list(left))} {_was(left)} left out."


def unknown(what: Sequence[str], kind: str) -> str:
    """Say what is not known; `kind` is "ward" or "target area of this list"."""
    quoted = [f"\N{LEFT SINGLE QUOTATION MARK}{one}\N{RIGHT SINGLE QUOTATION MARK}" for one in what]
    return (
        f"{listed(quoted)} {'is no' if len(quoted) == 1 else 'are no'} {kind}, and {_was(quoted)} left out."
    )


def _was(names: Sequence[str]) -> str:
    return "was" if len(names) == 1 else "were"


def deviation(found: Contrast | None) -> str:
    """Return e.g. "3.4 worse", "0.5 better"."""
    if found is None:
        return "not compared"
    return f"{decimals(abs(found.value), 1)} {'worse' if found.value >= 0 else 'better'}"


def deviation_range(found: Contrast | None) -> str:
    """Return the ends of a contrast's interval, e.g. "3.3 to 3.6"; "" without one."""
    return "" if found is None else f"{decimals(found.low, 1)} to {decimals(found.high, 1)}"
