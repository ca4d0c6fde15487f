"""How sure a rank is, in plain words: its range, the four words, what was varied."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sipmap.scoring.uncertainty import SOURCES, Varied
from sipmap.scoring.uncertainty import word as word_of
from sipmap.words.numbers import ordinal, percent, whole

SENSITIVITY = "sensitivity range"
DASH = "\N{EN DASH}"
WORKING = "working out ranges"
UNKNOWN = "Ranges could not be worked out just now; the order and the scores stand."
NO_INTERVAL = (
    "This is no confidence interval: it shows how far the rank moves with choices of method, "
    "since an index has no sampling error that could be told."
)

NO_CHANCE = "This is no confidence interval: chance in the counts, which would give one, is held still."
NOTHING = "Nothing was varied in the draws, so each range is the rank itself."

SOURCE_WORDS = {
    "sampling": "chance in the counts",
    "weights": "the weights",
    "apportionment": "how figures are shared out to wards",
    "summary": "a ward\u2019s average or its worst neighbourhood",
    "method": "the method of adding up",
}
"""The sources of uncertainty in words, in the order in which they are counted everywhere."""

DEFINITIONS: tuple[tuple[str, str], ...] = (
    (
        "Range",
        "Where a ward\u2019s rank lies in nine of ten draws. A draw works the ranking out again with what is "
        "not certain moved a little: chance in counts, the weights by up to a quarter, how figures are "
        "shared out to wards, a ward\u2019s average or its worst neighbourhood. There are 2,000 draws, the "
        "same ones for whoever asks again.",
    ),
    (
        "Sensitivity range",
        "The same, where no part of the profile is a count that chance moves. It shows how far a rank moves "
        "with choices of method; it is not a confidence interval.",
    ),
    ("Certain", "In the first so many wards in 95% of the draws or more."),
    ("Likely", "In 75% to below 95% of them."),
    ("Borderline", "In 25% to below 75% of them: the ward could fall on either side of the line."),
    ("Unlikely", "In fewer than 25% of them."),
)
"""The range and the four words, as the page Data and methods defines them."""


@dataclass(frozen=True)
class Certainty:
    """What the draws say of one ranked ward."""

    low: int
    high: int
    chance: float
    """Share of draws in which it is in the list, 0..1."""
    size: int
    """How many wards the list has."""
    kind: str
    """"range" or "sensitivity range"."""


def span(low: int, high: int) -> str:
    """Return a range as a table shows it, 4 to 6 joined by a dash; "4" where it never moves."""
    return str(low) if low == high else f"{low}{DASH}{high}"


def ranges(kind: str) -> str:
    """Say what the ranges of a ranking are."""
    which = "a sensitivity range, " if kind == SENSITIVITY else ""
    return f"Range: {which}the ranks of nine draws in ten"


def caption(kind: str, switched: Varied | None = None) -> str:
    """Say over a table what its ranges are, what they are not, and which sources were switched off."""
    said = ranges(kind) + ("; no confidence interval" if kind == SENSITIVITY else "")
    still = held(switched or Varied())
    return f"{said}. {still}" if still else said


def held(switched: Varied) -> str:
    """Say which sources of uncertainty were switched off; nothing where none was."""
    off = [SOURCE_WORDS[source] for source in SOURCES if not getattr(switched, source)]
    return f"Held still: {', '.join(off)}" if off else ""


def contenders(words: Iterable[str], size: int) -> str:
    """Say how many wards are certain of a place in the list, and how many contend for its last places."""
    held = list(words)
    certain, likely, borderline = (held.count(w) for w in ("certain", "likely", "borderline"))
    among = "the first ward" if size == 1 else f"among the first {whole(size)}"
    known = f"{_are(certain)} certain to be {among}"
    if likely:
        known += f" and {whole(likely)} likely"
    if not borderline:
        return f"{known}; no ward is borderline."
    contend = "contends" if borderline == 1 else "contend"
    places = "place" if size == 1 else "places"
    return f"{known}; {_are(borderline)} borderline and {contend} for the last {places}."


def _are(count: int) -> str:
    return "1 ward is" if count == 1 else f"{whole(count)} wards are"


def ward(found: Certainty) -> str:
    """Say between which ranks a ward lies, and how sure its place in the list is."""
    if found.low == found.high:
        lies = f"{ordinal(found.low)} in nine of ten draws"
    else:
        lies = f"between {ordinal(found.low)} and {ordinal(found.high)} in nine of ten draws"
    if found.kind == SENSITIVITY:
        lies = f"sensitivity range: {lies}"
    return f"{lies[0].upper()}{lies[1:]}; {_place(found)}."


def _place(found: Certainty) -> str:
    among = "the first ward" if found.size == 1 else f"the first {whole(found.size)}"
    said = word_of(found.chance)
    if said == "borderline":
        return f"borderline: in {among} in {percent(found.chance, 0)} of the draws"
    return f"{said} to be in {among}"


def varied(kind: str, counts: Sequence[str], *, is_apportioned: bool, switched: Varied | None = None) -> str:
    """Say what the draws varied, and what was held still.

    Parameters
    ----------
    kind : "range" or "sensitivity range"
    counts : sequence of str
        The parts that are counts, in short words; named only where chance in them was varied.
    is_apportioned : bool
        Whether figures were shared out to wards by postcode share, so that other ways are at hand.
    switched : Varied, optional
        What was allowed to vary; everything unless given.
    """
    allowed = switched or Varied()
    things = []
    if kind != SENSITIVITY:
        things.append(f"chance in the counts ({', '.join(counts)})" if counts else "chance in the counts")
    if allowed.weights:
        things.append("the weights by up to a quarter")
    if is_apportioned:
        things += [SOURCE_WORDS[s] for s in ("apportionment", "summary") if getattr(allowed, s)]
    listed = f"{', '.join(things[:-1])}, and {things[-1]}" if len(things) > 1 else "".join(things)
    said = [f"Varied in the draws: {listed}." if things else NOTHING]
    if still := held(allowed):
        said.append(f"{still}.")
    if kind == SENSITIVITY:
        said.append(NO_INTERVAL if allowed.sampling or not counts else NO_CHANCE)
    return " ".join(said)
