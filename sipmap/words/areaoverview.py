"""The sentence that the page of areas opens with: areas differ, and in what."""

from collections.abc import Sequence

from sipmap.words.numbers import first_wards, whole
from sipmap.words.shortlist import listed

SHOWN = 4
"""Areas named in the sentence; the others are below it."""


def overview(found: Sequence[tuple[str, Sequence[str]]], wards: int, county: str) -> str:
    """Say in how many areas target wards lie, and what is firmly specific to some.

    Parameters
    ----------
    found : sequence of (area's name, labels of the themes that are firmly specific to it)
    wards : int
        How many target wards there are.
    county : str
    """
    count = len(found)
    lie = "lies in 1 area" if wards == 1 else f"lie in {whole(count)} {'area' if count == 1 else 'areas'}"
    said = f"The {first_wards(wards)} of {county} by need {lie}."
    firm = [f"{listed([_lower(t) for t in themes])} ({name})" for name, themes in found if themes]
    if not firm:
        return f"{said} Nothing sets any of them firmly apart."
    more = len(firm) - SHOWN
    if more > 0:
        firm = [*firm[:SHOWN], f"more in {whole(more)} {'other' if more == 1 else 'others'}"]
    apart = "What sets an area apart, however many wards it is compared with"
    return f"{said} They are held back by different things. {apart}: {listed(firm)}."


def _lower(label: str) -> str:
    return f"{label[0].lower()}{label[1:]}"
