"""What briefings say that nothing else does: what they are for, and how far they can be relied upon. Pure."""

from collections.abc import Sequence

from sipmap.words.shortlist import listed

NOT_A_DECISION = "not a decision"
STATUS_LINES = {
    "draft": "Briefing on a draft decision, for officers",
    "published": "Briefing on a decision",
    "superseded": "Briefing on a decision that another has taken the place of",
    NOT_A_DECISION: "Briefing on a list that nobody has decided on",
}
WARNINGS = {
    "draft": ("Draft", "This is for officers until it is published, and can still be replaced."),
    "superseded": ("Superseded", "Another decision has taken its place; it is kept as it was."),
    NOT_A_DECISION: (
        "Not a decision",
        "The list was worked out from what somebody stated; it is not on record, and nobody answers for it.",
    ),
}
"""A word and a sentence for what is not a decision in force."""

NOT_WORKED_OUT = (
    "What the rules cost, who is nearest outside and what holds people back is left out here, since the list "
    "does not come out again as it was recorded."
)
IN_FULL = "How themes stand at each size, each with its evidence, is on the page Areas."
FLAGS_BEGIN = "What local people recorded, beside the figures and never mixed with them"
MAP_CAPTION = "Wards on the list, in the areas that they form; the numbers are those of the table below."
WITH_LOCAL = "Local knowledge is as it stands on record today; all figures are of the release that is named."


def purpose(area: str, wards: int, *, with_areas: bool) -> str:
    """Say what a briefing is for; `with_areas` where it tells what holds people back."""
    which, them = ("1 ward", "it") if wards == 1 else (f"{wards:,} wards", "them")
    told = ["by what they were chosen", "how sure each place on the list is", "whom the list leaves out"]
    if with_areas:
        told.append("what holds people back where they live")
    return (
        f"This paper sets out {which} of {area} to be helped first, since people there are furthest from "
        f"work and independence or a stated rule or a written reason brings {them} in: {listed(told)}. "
        "Every figure is of published data or is named as the council\u2019s own, and anybody can work the "
        "list out again."
    )


def list_title(area: str, wards: int) -> str:
    """Return what a list is called that nobody has named."""
    return f"A list of {'1 ward' if wards == 1 else f'{wards:,} wards'} of {area}"


def more(count: int, where: str) -> str:
    """Say how many more there are, and where they are named."""
    return f"And {count:,} more; {where} names them all."


def map_alt(area: str, wards: int, areas: str) -> str:
    """Say in words what the map of a list shows; `areas` are numbered names."""
    which = "The ward" if wards == 1 else f"The {wards} wards"
    return f"Map of {area}. {which} on the list lie in these areas, numbered: {areas}."


def how_to_verify(uid: str) -> str:
    """Say how anybody can have a decision worked out again."""
    return (
        f"On the page Decisions, open \u2018{uid}\u2019 and choose Verify; or run "
        f"\u2018sipmap decision verify {uid}\u2019. Either works the list out again from its record, on its "
        "own release, and says what differs."
    )


def foot(release_id: int, label: str, licences: Sequence[str]) -> str:
    """Return the line at the foot of every page; `licences` are of each source, the commonest is named."""
    common = max(sorted(set(licences)), key=list(licences).count, default="")
    others = "; others as under Sources" if len(set(licences)) > 1 else ""
    under = f" Figures under the {common}{others}." if common else ""
    return f"sipmap, release {release_id} ({label}).{under}"
