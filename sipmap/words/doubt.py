"""What moves the ranks near the cut, and what chance alone leaves open, in a sentence each."""

from collections.abc import Mapping, Sequence

from sipmap.words.certainty import SOURCE_WORDS
from sipmap.words.numbers import ordinal, percent, whole
from sipmap.words.shortlist import listed

TITLE = "What moves the ranks near the cut"
NOTHING = "Nothing that may vary moves the ranks near the cut."
LEAST_SHARE = 0.005

ALONE = "alone"
WITH_OTHERS = "with the others"
MEANING = (
    "Alone: the share of the ranks\u2019 variance that would go if that choice were settled. "
    "With the others: the share that would stay if every other choice were settled. Sobol\u2019 indices, "
    "estimated from quasi-random draws; shares need not add up to 100%."
)
NO_COUNTS = (
    "No part of this profile is a count that chance moves, so its ranks have no joint confidence sets."
)
TOO_MANY = "There are too many wards for joint confidence sets; they are worked out for up to 1,000."


def drives(shares: Mapping[str, tuple[float, float]], wards: int) -> str:
    """Say which choice moves the ranks near the cut.

    Parameters
    ----------
    shares : mapping of source to its first-order and total index
        Of the ranks of those wards together.
    wards : int
        How many wards near the cut were looked at.
    """
    if not any(total > 0 for _, total in shares.values()):
        return NOTHING
    ordered = sorted(shares.items(), key=lambda item: -item[1][1])
    said = [f"{SOURCE_WORDS[source]} {share(first)} and {share(total)}" for source, (first, total) in ordered]
    (source, (first, total)), rest = ordered[0], said[1:]
    make = "make" if source == "weights" else "makes"
    lead = (
        f"Of what moves the ranks of the {_wards(wards)} nearest to the cut, {SOURCE_WORDS[source]} "
        f"{make} up {share(first)} alone and {share(total)} with the others"
    )
    return f"{lead}; {'; '.join(rest)}." if rest else f"{lead}."


def share(index: float) -> str:
    """Return an index as a share; an estimate below zero is none."""
    return percent(index, 0) if index >= LEAST_SHARE else "less than 1%"


def joint(sets: Sequence[tuple[str, int, int]], may_be: int, size: int, level: float) -> str:
    """Say between which ranks wards lie by chance alone, all at once.

    Parameters
    ----------
    sets : sequence of name, lowest and highest rank
        The wards that are named.
    may_be : int
        How many wards may be among the true first `size`.
    level : float
        Of joint confidence, 0..1.
    """
    lie = listed([f"{name} {between(low, high)}" for name, low, high in sets])
    first = "the true first" if size == 1 else f"among the true first {whole(size)}"
    return (
        f"By chance in the counts alone, for all ranks at once ({percent(level, 0)} joint confidence; "
        f"Mogstad and others, 2024): {lie}; {_wards(may_be)} may be {first}."
    )


def between(low: int, high: int) -> str:
    """Return e.g. "lies between 1st and 3rd", "is 4th"."""
    return f"is {ordinal(low)}" if low == high else f"lies between {ordinal(low)} and {ordinal(high)}"


def _wards(count: int) -> str:
    return f"{whole(count)} {'ward' if count == 1 else 'wards'}"
