"""A ward's page in sentences: numbers of people first, then where it stands; no rank without its range."""

from collections.abc import Sequence

from sipmap.areas.contrasts import Contrast
from sipmap.catalogue import Indicator
from sipmap.words.areas import contrast
from sipmap.words.certainty import SENSITIVITY
from sipmap.words.evidence import is_old, level
from sipmap.words.numbers import about, decimals, indicator_value, is_figure, ordinal, percent, whole
from sipmap.words.shortlist import listed

NEITHER_WORKED_OUT = "\N{EN DASH}"
LIKE = (
    "How far two wards are apart is the root mean square of their differences over {count} figures, each in "
    "standard deviations of the wards of Kent and Medway."
)
NO_INTERVAL = (
    "Intervals are 95% confidence intervals (Wilson) and tell chance in counts. Figures of the index are "
    "published without their counts and have none."
)
BEST_FIT = (
    "For wards outside Kent and Medway this shows what the Indices of Deprivation 2025 say, by best fit: "
    "each small area counts in one ward only. Figures on barriers, claimants and local knowledge are held "
    "for Kent and Medway alone."
)


def headline(
    name: str,
    working_age: float,
    deprived: float,
    rate: float,
    beside: tuple[str, float],
) -> str:
    """Open with people, e.g. "About 2,570 of about 8,100 people of working age in Sheerness are kept out...".

    Parameters
    ----------
    name : str
    working_age, deprived : float
        People of working age, and those of them in employment deprivation; NaN where unknown.
    rate : float
        The share of the one in the other.
    beside : tuple of label and rate
        What it is held against, e.g. ("Kent", 0.13).
    """
    if not (is_figure(deprived) and is_figure(working_age)):
        return f"There is no figure for people out of work in {name}."
    here, there = percent(rate, 0), percent(beside[1], 0)
    against = f", as in {beside[0]}" if here == there else f", where it is {there} in {beside[0]}"
    tail = against if is_figure(beside[1]) else ""
    return (
        f"{_capital(about(deprived))} of {about(working_age)} people of working age in {name} are kept out "
        f"of work by unemployment, sickness, disability or caring: {here}{tail}."
    )


def lives(residents: float, name: str) -> str:
    """Say how many people live there."""
    if not is_figure(residents):
        return f"There is no figure for how many people live in {name}."
    return f"{_capital(about(residents))} people live here."


def places(names: Sequence[str]) -> str:
    """Say which declared places hold some of the ward; "" where none does."""
    return f"It lies in the area of {listed(list(names))}." if names else ""


def former(names: Sequence[str]) -> str:
    """Say which earlier wards lay here; "" where it kept its name."""
    return f"Earlier wards here: {listed(list(names))}." if names else ""


def stand(
    rank: int,
    ends: tuple[int, int],
    of: int,
    among: str,
    *,
    kind: str,
    word: str = "",
    size: int = 0,
    is_shared: bool = False,
) -> str:
    """Say a rank with its range, e.g. "4th of 255 wards in Kent by need (range: 4th to 6th; certain...)"."""
    if of == 1:
        return f"The only ward in {among}, so there is no rank."
    joint = "joint " if is_shared else ""
    sure = f"; {_sure(word)} among the first {whole(size)}" if word else ""
    place = _capital(f"{joint}{ordinal(rank)}")
    return f"{place} of {whole(of)} wards in {among} by need ({_between(ends, kind)}{sure})."


def _sure(word: str) -> str:
    return "borderline for a place" if word == "borderline" else f"{word} to be"


def unranked(of: int, among: str, reason: str) -> str:
    """Say why a ward has no rank."""
    return f"Not ranked among the {whole(of)} wards of {among}: {reason or 'too little data'}."


def count(here: float, whole_number: float) -> str:
    """Return e.g. "about 700 of 8,020"."""
    if not (is_figure(here) and is_figure(whole_number)):
        return NEITHER_WORKED_OUT
    return f"{about(here)} of {about(whole_number).removeprefix('about ')}"


def interval(low: float, high: float) -> str:
    """Return e.g. "29.8% to 31.6%", a dash where there is none."""
    return f"{percent(low)} to {percent(high)}" if is_figure(low) else NEITHER_WORKED_OUT


def dated(indicator: Indicator, period: str, this_year: int) -> str:
    """Say of what level and year a figure is, and whether it is old, e.g. "LSOA, 2013: old"."""
    old = ": old" if is_old(period or indicator.period, this_year) else ""
    return f"{level(indicator.geography)}, {period or indicator.period}{old}"


def stands_out(indicator: Indicator, value: float, county: tuple[str, float]) -> str:
    """Say a figure beside the county's, e.g. "Adult skills: 43.6%, where it is 23.7% in Kent."."""
    own, theirs = indicator_value(value, indicator), indicator_value(county[1], indicator)
    return f"{indicator.label}: {own}, where it is {theirs} in {county[0]}."


def how_far(found: Contrast, county: str, of: str) -> str:
    """Say how far a figure is from the county's; `of` is its level and year, from `dated`."""
    return f"{_capital(contrast(found, county))}. {of}."


def nothing_stands_out(side: str, county: str) -> str:
    """Say that no figure is far on one side; `side` is "worse" or "better"."""
    return f"No figure at hand is clearly {side} than {county} by half a standard deviation."


def pocket(residents: float, share: float, of: int) -> str:
    """Say how many residents live in the worst tenth of England's small areas, which an average may hide."""
    areas = "the 1 small area (LSOA)" if of == 1 else f"the {whole(of)} small areas (LSOAs)"
    if not is_figure(share):
        return f"Of {areas} inside, none has a figure."
    tenth = "the most deprived tenth of England\N{RIGHT SINGLE QUOTATION MARK}s small areas"
    if share <= 0:
        return f"Of {areas} inside, none is in {tenth}."
    if share >= 1 - 1e-9:
        return f"Every resident lives in {tenth}."
    hidden = "; the ward\N{RIGHT SINGLE QUOTATION MARK}s average hides them" if share < 1 / 2 else ""
    return f"{_capital(about(residents))} residents ({percent(share, 0)}) live in {tenth}{hidden}."


def small_area(rank: int | None, decile: int | None, of: int) -> str:
    """Return e.g. "95th of England's 33,755, decile 1"."""
    if rank is None or decile is None:
        return "no figure"
    return f"{ordinal(rank)} of {whole(of)}, decile {decile}"


def alike(distance: float, apart_on: str, apart: float) -> str:
    """Say how far a ward is and on what it differs most."""
    side = "higher" if apart > 0 else "lower"
    figure = f"{apart_on[0].lower()}{apart_on[1:]}"
    return f"{decimals(distance, 1)} apart; most on {figure}, {decimals(abs(apart), 1)} {side} there"


def how_alike(count: int, typical: float) -> str:
    """Say what the distance is, and how far wards typically are."""
    said = LIKE.format(count=whole(count))
    return (
        f"{said} A typical ward is {decimals(typical, 1)} away from this one." if is_figure(typical) else said
    )


def claimants(year: str, here: str, there: str, county: str) -> str:
    """Say the latest claimant rate beside the county's; nothing is compared across years."""
    return (
        f"In {year}, {here} of residents aged 16 to 64 claimed because they were out of work, in an average "
        f"month; in {county} {there}."
    )


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"


def england(rank: int, ends: tuple[int, int], of: int, *, kind: str) -> str:
    """Say the England rank with its range, on the index alone and labelled with its method."""
    return (
        f"{ordinal(rank)} of {whole(of)} wards in England with data ({_between(ends, kind)}), on the index "
        "alone (average score of IMD 2025, best fit on both sides), so it can differ from places by need."
    )


NOT_IN_ENGLAND = "No place in England: no small area is best fitted to this ward."


def _between(ends: tuple[int, int], kind: str) -> str:
    low, high = (ordinal(end) for end in ends)
    name = SENSITIVITY if kind == SENSITIVITY else "range"
    return f"{name}: {low} to {high}" if low != high else f"{name}: {low} throughout"
