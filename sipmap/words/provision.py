"""What is being done, and what is not, in sentences."""

from collections.abc import Mapping, Sequence

from sipmap.areas.gaps import Standing
from sipmap.words.numbers import whole
from sipmap.words.shortlist import listed

ABOUT = (
    "The register tells what is being done where and for whom, as far as somebody wrote it down, each entry "
    "with its source and date. An area without an entry may have something all the same."
)
NO_PROOF = "That nothing is on this register is no proof that nothing is being done."
STATES: Mapping[str, str] = {
    "planned": "Planned: it has not begun, and does not count as provision yet.",
    "current": "Current: as far as the register knows, it is under way.",
    "ended": "Ended: its last day is past, and it does not count as provision.",
    "historic": "Historic: on record for its history only; it does not count as provision.",
    "withdrawn": "Withdrawn: an officer took it off the register.",
}
"""Each state, told by a word before anything else."""
MARKS: Mapping[str, str] = {
    "gap": "need is seen, and nothing current is on this register",
    "overlap (2)": "several providers serve the same theme in the same ward; how many there are in all",
    "1 provider": "something current is on this register, whether need is seen or not",
    "no need seen": "no current provision on this register, and the figures show no need",
    "no figure": "no current provision on this register, and no figure by ward that would show need",
}


def opening(counts: Mapping[str, int]) -> str:
    """Say how many initiatives are shown, and how many of them are current; `counts` are by state."""
    total, current = sum(counts.values()), counts.get("current", 0)
    if total == 0:
        return f"No initiative is on record here. {NO_PROOF}"
    said = (
        "1 initiative is on record here" if total == 1 else f"{whole(total)} initiatives are on record here"
    )
    if current:
        return f"{said}; {_part(current, total)} current."
    if counts.get("historic", 0) == total:
        return f"{said}, {'a historic one' if total == 1 else 'all historic'}: none of this is current."
    return f"{said}; none of this is current."


def _part(part: int, total: int) -> str:
    if part == total:
        return "it is" if total == 1 else "all are"
    return "1 is" if part == 1 else f"{whole(part)} are"


def need_rule(county: str) -> str:
    """Say where need is seen, and what a gap is."""
    return (
        "Need is seen where the figure that speaks for a theme is at least one standard deviation worse than "
        f"in {county} as a whole, or where the theme is specific to the area (the page Areas says by what "
        f"rule). A gap is need with nothing current on this register. {NO_PROOF}"
    )


def support_need_rule() -> str:
    """Say by what a support need is seen."""
    return (
        "Seen by the council\N{RIGHT SINGLE QUOTATION MARK}s own figures where they were loaded, else by the "
        "first open figure that stands for it. Most have none."
    )


def gap_count(with_gaps: int, total: int, *, by_ward: bool) -> str:
    """Say in how many areas or wards there is a gap."""
    what = ("ward" if by_ward else "area") + ("" if total == 1 else "s")
    if with_gaps == 0:
        return f"In none of the {whole(total)} {what} is need seen with nothing current on record."
    return (
        f"In {whole(with_gaps)} of {whole(total)} {what} need is seen with nothing current on record for it."
    )


def mark(standing: Standing, providers: int) -> str:
    """Return what a cell says, e.g. "gap", "overlap (2)", "1 provider"."""
    if standing == "overlap":
        return f"overlap ({whole(providers)})"
    if standing == "provision":
        return "1 provider" if providers == 1 else f"{whole(providers)} providers"
    return standing


def gap_sentence(area: str, labels: Sequence[str]) -> str:
    """Say for what an area has need and nothing on record."""
    return f"{area}: nothing current is on record for {listed([_lower(label) for label in labels])}."


def overlap_sentence(area: str, label: str, providers: Sequence[str]) -> str:
    """Say who serves the same theme in the same ward."""
    count = len(providers)
    shared = "in the same ward" if count == 2 else "at least two of them in the same ward"
    return f"{area}: {_lower(label)} is served by {whole(count)} providers, {shared}: {'; '.join(providers)}."


def _lower(label: str) -> str:
    return f"{label[0].lower()}{label[1:]}"
