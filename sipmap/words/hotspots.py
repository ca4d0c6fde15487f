"""Hot spots in plain words: how many there are, where, and what significance means and does not mean here."""

from collections.abc import Sequence

from sipmap.areas.hotspots import HotSpots
from sipmap.words.numbers import NO_FIGURE, percent, whole

LABELS = {
    "area_code": "ward code",
    "name": "ward",
    "district": "district",
    "count": "counted",
    "denominator": "of",
    "rate": "rate",
    "smoothed": "rate, smoothed",
    "neighbours": "neighbours",
    "moran": "local Moran\u2019s I",
    "g_star": "G* (standard deviations)",
    "p": "pseudo p-value",
    "is_significant": "significant",
    "pattern": "ward and its neighbours",
    "spot": "hot or cold spot",
    "note": "note",
}
"""Headings of a table of hot spots, in the order in which its columns stand."""

CAUTION = (
    "It says where high rates lie together, not why, and nothing about how high one ward\u2019s own rate is: "
    "a ward outside every hot spot can have great need. Wards that share a small area share part of its "
    "figure, which makes neighbours a little more alike than they are."
)


def meaning(found: HotSpots) -> str:
    """Say what significance means: the deal of rates, the permutations, the false discoveries."""
    return (
        "A hot spot is a ward with neighbours whose rates are so high together that chance would rarely put "
        "them there: all other wards\u2019 rates were dealt out anew to their places "
        f"{whole(found.permutations)} times. A cold spot is the same for low rates. Of all wards found, "
        f"about {percent(found.false_discovery, 0)} at most can be expected to be there by chance."
    )


def summary(found: HotSpots, names: Sequence[str], label: str, where: str) -> str:
    """Say how many wards are in hot and in cold spots.

    Parameters
    ----------
    found : HotSpots
    names : sequence of str
        The wards in hot spots, in the order to name them.
    label : str
        The indicator's, with its period, e.g. "Claimant rate, 2022".
    where : str
        The comparison set's label.
    """
    if not found.tested:
        return f"{label}: no ward of {where} could be tested for hot spots ({_why(found)})."
    hot, cold = len(found.codes("hot")), len(found.codes("cold"))
    tested = f"of the {whole(found.tested)} wards of {where} that were tested"
    listed = f": {_and(names)}" if names else ""
    in_hot = f"{_how_many(hot)} {tested} {_lie(hot)} in hot spots{listed}"
    return f"{label}: {in_hot}; {_how_many(cold)} in cold spots."


def untested(found: HotSpots, names: Sequence[str]) -> str:
    """Say which wards were not tested, and why; "" where all were."""
    if not found.tested or not names:
        return ""
    return f"Not tested, without neighbours or figures: {_and(names)}."


def _why(found: HotSpots) -> str:
    notes = dict.fromkeys(note for note in found.frame["note"] if note)
    return "; ".join(notes).removesuffix(", so not tested") or NO_FIGURE


def _how_many(number: int) -> str:
    return whole(number) if number else "none"


def _lie(number: int) -> str:
    return "lies" if number < 2 else "lie"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
