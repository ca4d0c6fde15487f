"""What a search says: why a ward was found, how many were, and what to do where none was."""

from collections.abc import Sequence

from sipmap.words.numbers import percent, whole

TYPE = (
    "A ward, also by a former name; a town or island; a district; a postcode or the beginning of one; "
    "or a code such as E05009560."
)
"""What can be typed."""

TOO_WIDE = "That is more wards than a list can show: choose a district."
PLACED_OUTSIDE = "Your position is outside the wards of Kent and Medway, or too near the edge to say."
NOT_PLACED = "That is not a position on a map: use your position again, or type a postcode."


def formerly(name: str, year: int, wards: int) -> str:
    """Say that a ward had another name, or that a former one now lies in several."""
    if wards == 1:
        return f"formerly {name} (ward of {year})"
    return f"part of the former {name} (ward of {year})"


def of_postcodes(count: int, total: int, start: str) -> str:
    """Say how many of the postcodes that begin as typed lie in a ward."""
    if total == 1:
        return f"postcode {start}"
    if count == total:
        return f"all {whole(total)} postcodes that begin {start}"
    return f"{whole(count)} of {whole(total)} postcodes that begin {start}"


def of_small_area(share: float, level: str, name: str) -> str:
    """Say what share of a small area's postcodes lies in a ward."""
    return f"{level} {name}" if share >= 1 else f"{percent(share, 0)} of the postcodes of {level} {name}"


def unknown_postcode(typed: str, where: str, start: str) -> str:
    """Say that a postcode is not at hand; `start` is what the postcodes shown begin with, "" for none."""
    said = f"{typed} is not a live postcode of {where} in these figures"
    return f"{said}; wards with postcodes that begin {start} are shown instead." if start else f"{said}."


def no_postcodes(typed: str, where: str) -> str:
    """Say that no postcode begins as typed."""
    return f"No live postcode of {where} begins {typed} in these figures."


def counted(text: str, groups: Sequence[tuple[str, int]]) -> str:
    """Return the sentence that a page of results opens with: how many wards under each heading."""
    if not groups:
        return f"Nothing is called \u2018{text}\u2019 here."
    parts = [
        f"{heading[0].lower()}{heading[1:]}, {whole(count)} ward{'' if count == 1 else 's'}"
        for heading, count in groups
    ]
    return f"Found for \u2018{text}\u2019: {'; '.join(parts)}."


def nothing(suggestions: Sequence[str]) -> str:
    """Say what to do where nothing was found."""
    if suggestions:
        return "Is it one of these? Or type a nearby town or a postcode."
    return f"Check the spelling, or type something else. {TYPE}"
