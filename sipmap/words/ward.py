"""Sentences about one ward: numbers of people come before a rank, and a rank names what it is among."""

from dataclasses import dataclass

from sipmap.words.numbers import about, is_figure, ordinal, percent, whole

APPORTIONED = "estimated from neighbourhood figures by postcode share"
BEST_FITTED = "estimated from neighbourhood figures by best fit"
BEST_FIT = (
    "By best fit: each neighbourhood counts in one ward only, so figures and ranks can differ from those of "
    "the same ward within its county."
)


@dataclass(frozen=True)
class Standing:
    """A ward's place: its rank (None where it is unranked), of how many, among which wards, by what."""

    rank: int | None
    of: int
    among: str
    """The comparison set's label, e.g. "Kent"."""
    by: str
    """The profile's label."""
    is_shared: bool = False
    reason: str = ""
    """Why it is unranked."""


def people(working_age: float | None, employment_deprived: float | None, residents: float | None) -> str:
    """Return the sentence with numbers of people; says plainly when there is none."""
    lives = f" {about(residents).capitalize()} people live here." if is_figure(residents) else ""
    if not (is_figure(employment_deprived) and is_figure(working_age)):
        return f"There is no figure for people out of work here.{lives}"
    share = percent(employment_deprived / working_age, 0)
    return (
        f"{about(employment_deprived).capitalize()} of {about(working_age)} people of working age here are "
        f"kept out of work by unemployment, sickness, disability or caring ({share}).{lives}"
    )


def standing(place: Standing) -> str:
    """Return where the ward stands, e.g. "2nd of 255 wards in Kent on SIP today; 1st is most need."""
    if place.rank is None:
        why = place.reason or "too little data"
        return f"Not ranked among the {whole(place.of)} wards of {place.among}: {why}."
    shared = "joint " if place.is_shared else ""
    return (
        f"{shared}{ordinal(place.rank)} of {whole(place.of)} wards in {place.among} "
        f"by the profile \N{LEFT SINGLE QUOTATION MARK}{place.by}\N{RIGHT SINGLE QUOTATION MARK}; "
        "1st is most need."
    )


def england(rank: int | None, of: int) -> str:
    """Return the England rank on the index of deprivation, labelled with its method."""
    if rank is None:
        return "No England rank: no small area is best fitted to this ward."
    return (
        f"{ordinal(rank)} of {whole(of)} wards in England with data, on the average score of IMD 2025. "
        "By best fit: each neighbourhood counts in one ward only, so it can differ from the rank above. "
        "Its range is in the file that \u2018sipmap export --area england --profile imd-2025\u2019 writes."
    )
