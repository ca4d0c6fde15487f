"""Target areas in sentences: who lives there, what is specific there, and how firm that is."""

from collections.abc import Sequence

from sipmap.areas.barriers import LEAST, SIZES, TIE, Finding
from sipmap.areas.contrasts import Contrast
from sipmap.words.numbers import about, decimals, is_figure, whole
from sipmap.words.shortlist import listed

RULE = (
    "A theme is called specific to an area where its figure is at least one standard deviation worse than in "
    "the county's other high-need wards, and worse than there and than in the county over the whole of both "
    "ranges. High-need wards are the first 24, 40 and 60 by worklessness and income, whatever profile is in "
    "use; the area's own are left out. It is firm where it holds at each of the three."
)
INTERVALS = (
    "Standard deviations are over the county's wards. A confidence interval (95%) tells chance in counts; an "
    "index score has no sampling error, and its sensitivity range tells how far a contrast moves with which "
    "wards it is compared with (95 in 100 seeded draws of them)."
)

WORTH_A_WORD = 0.5
"""Standard deviations below which a contrast with other high-need wards is not named."""

Told = tuple[str, Finding]
"""A theme's label and the finding of its lead."""


def opening(name: str, wards: int, members: Sequence[str], residents: float) -> str:
    """Say who lives in an area and which of its wards are on the list: people before anything else."""
    lives = (
        f"About {about(residents).removeprefix('about ')} people live" if is_figure(residents) else "It lies"
    )
    inside = "1 ward" if wards == 1 else f"{whole(wards)} wards"
    if wards == len(members):
        listed_all = "which is on the list" if wards == 1 else "all on the list"
        return f"{name}. {lives} in {inside}, {listed_all}."
    return f"{name}. {lives} in {inside}; {listed(list(members))} {_is(len(members))} on the list."


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def interval(found: Contrast) -> str:
    """Return e.g. "sensitivity range 1.1 to 1.4", "95% confidence interval 0.2 to 0.3"."""
    level = "95% " if found.kind == "confidence interval" else ""
    return f"{level}{found.kind} {decimals(found.low, 1)} to {decimals(found.high, 1)}"


def contrast(found: Contrast, than: str) -> str:
    """Return e.g. "1.3 standard deviations worse than Kent (sensitivity range 1.1 to 1.4)"."""
    side = "worse" if found.value >= 0 else "better"
    low, high = (found.low, found.high) if found.value >= 0 else (-found.high, -found.low)
    shown = Contrast(abs(found.value), low, high, found.kind)
    return f"{decimals(shown.value, 1)} standard deviations {side} than {than} ({interval(shown)})"


def headline(first: Told | None, county: str, size: int) -> str:
    """Say what sets an area most apart from other high-need wards, as far as it does."""
    found = first[1].beside(size) if first else None
    if first is None or found is None:
        return f"There is nothing at hand to compare it by with {others(county, size)}."
    label, finding = first
    said = f"{label}: {contrast(found, others(county, size))}"
    if finding.county is not None:
        said += f"; {contrast(finding.county, as_a_whole(county))}"
    return f"{said}."


def others(county: str, size: int) -> str:
    """Return e.g. "Kent's other high-need wards among the first 24"."""
    return f"{county}\N{RIGHT SINGLE QUOTATION MARK}s other high-need wards among the first {size}"


def as_a_whole(county: str) -> str:
    """Return e.g. "Kent as a whole"."""
    return f"{county} as a whole"


def specific(label: str, finding: Finding) -> str:
    """Say whether a theme is specific to an area, and where it holds."""
    held, sizes = finding.specific_at, tuple(a.size for a in finding.at)
    if not sizes:
        return f"{label} cannot be compared between wards."
    if not held:
        return f"{label} is not specific to this area."
    if finding.is_firm:
        return f"{label} is specific to this area, firmly: at {_numbers(sizes)}."
    lacking = [n for n in sizes if n not in held]
    return f"{label} is specific to this area at {_numbers(held)}, not at {_numbers(lacking)}."


def _numbers(sizes: Sequence[int]) -> str:
    return listed([str(n) for n in sizes])


def at_size(told: Sequence[Told], size: int) -> str:
    """Say how themes stand at one size: which is the largest contrast, and which are level with it."""
    ranked = _ranked(told, size)
    if not ranked:
        return ""
    (label, most), rest = ranked[0], ranked[1:]
    level = [f"{name} ({decimals(value, 1)})" for name, value in rest if most - value < TIE]
    then = _then(rest[len(level) :])
    if level:
        return f"At {size}, {listed([f'{label} ({decimals(most, 1)})', *level])} are level{then}."
    small = ", and small" if most < LEAST else ""
    return f"At {size}, {label} is the largest contrast{small} ({decimals(most, 1)}){then}."


def _then(rest: Sequence[tuple[str, float]]) -> str:
    """Name the contrasts that come next, as far as they are worth a word."""
    worth = [f"{label} ({decimals(value, 1)})" for label, value in rest if value >= WORTH_A_WORD]
    return f", then {listed(worth)}" if worth else ""


def _ranked(told: Sequence[Told], size: int, *, own: bool = False) -> list[tuple[str, float]]:
    """Return labels and contrasts at one size, the largest first; those of the area's own wards if `own`."""
    found = []
    for label, finding in told:
        at = next((a for a in finding.at if a.size == size), None)
        one = None if at is None else (at.own if own else at.contrast)
        if one is not None:
            found.append((label, one.value))
    return sorted(found, key=lambda pair: -pair[1])


def own_wards(told: Sequence[Told], size: int, names: Sequence[str]) -> str:
    """Say what is largest where only the area's own high-need wards are looked at; "" where that is the same.

    Parameters
    ----------
    told : sequence of (label, finding)
        The area's themes, the largest contrast of the whole first.
    size : int
    names : sequence of str
        Its own wards among the first `size`.
    """
    ranked = _ranked(told, size, own=True)
    if not ranked:
        return ""
    first = told[0][0]
    said = f"Its own high-need wards alone ({listed(list(names))}, among the first {size})"
    label, most = ranked[0]
    values = dict(ranked)
    if label == first or first not in values:
        return f"{said}: {label} is the largest contrast there too ({decimals(most, 1)})."
    return (
        f"{said}: {label} is the larger contrast there ({decimals(most, 1)}, against "
        f"{decimals(values[first], 1)} for {first})."
    )


def side(name: str, finding: Finding, worse: str, better: str, county: str) -> str:
    """Say on which side of the county's average a ward or area stands, e.g. "Sheerness is better connected".

    Parameters
    ----------
    name : str
    finding : Finding
    worse, better : str
        What it is or has on either side, e.g. "is worse connected".
    county : str
    """
    average = f"{county}\N{RIGHT SINGLE QUOTATION MARK}s average"
    if finding.county is None:
        return f"{name}: no figure to hold against {average}."
    if finding.county.is_worse:
        return f"{name} {worse} than {average}."
    if finding.county.is_better:
        return f"{name} {better} than {average}."
    return f"{name} is near {average} on this."


def what_it_has(name: str, phrases: Sequence[str], county: str) -> str:
    """Say what is better in an area than in the county: what it has comes before what it lacks."""
    if not phrases:
        return ""
    return f"{name} {listed(list(phrases))} than {county}\N{RIGHT SINGLE QUOTATION MARK}s average."


def missing(what: str, own: str, own_label: str) -> str:
    """Say what no open figure tells, and under which id the council's own would come in."""
    told = f"Not told by any open figure here: {what[0].lower()}{what[1:]}"
    return f"{told} {own_place(own, own_label)}"


def own_place(own: str, own_label: str) -> str:
    """Say under which id the council's own figures would come in."""
    place = f"\N{LEFT SINGLE QUOTATION MARK}{own}\N{RIGHT SINGLE QUOTATION MARK} ({own_label})"
    return f"The council\N{RIGHT SINGLE QUOTATION MARK}s own would come in as {place}."


def shared(part: str, how: str, profile: str) -> str:
    """Say that a theme and the profile in use hold the same figure."""
    return (
        f"Not independent of the profile \N{LEFT SINGLE QUOTATION MARK}{profile}"
        f"\N{RIGHT SINGLE QUOTATION MARK}, whose part \N{LEFT SINGLE QUOTATION MARK}{part}"
        f"\N{RIGHT SINGLE QUOTATION MARK} shares a figure with it. {how}"
    )


def sizes_in_words() -> str:
    """Return "24, 40 and 60"."""
    return _numbers(SIZES)
