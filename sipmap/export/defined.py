"""What the columns of exports hold, by their headings; indicators are defined in the catalogue."""

from sipmap.disclosure import MARK

DEFINITIONS = {
    "Ward code": "The ward's code of the Government Statistical Service (E05...).",
    "Ward": "The ward's name.",
    "District": "The district, borough or unitary authority that the ward lies in.",
    "Range from": "The best of the ranks that nine draws in ten give the ward.",
    "Range to": "The worst of the ranks that nine draws in ten give the ward.",
    "Score": "What the profile makes of its parts; higher is more need.",
    "Note": "Why the row lacks a figure or a rank; empty where it lacks none.",
    "Residents (estimate)": "People who live there, brought from small areas to the ward.",
    "People in need (employment deprivation, estimate)": (
        "People of working age kept out of work by unemployment, sickness, disability or caring."
    ),
    "Why it is on the list": "Whether need, a rule or a pin with its reason brings the ward in.",
    "What its rule costs": "What the list would gain if the rule that brings the ward in were dropped.",
    "LSOA code": "The small area's code of the Government Statistical Service (E01...), LSOAs of 2021.",
    "LSOA": "The small area's name: a Lower-layer Super Output Area, about 1,500 people.",
    "IMD 2025 rank in England": "Among the 33,755 small areas of England; 1 is the most deprived.",
    "Indicator": "The figure's name in plain words.",
    "Indicator id": "The figure's id in sipmap's catalogue.",
    "Unit": "What the figure is measured in; a proportion lies between 0 and 1.",
    "Period": "The time that the figure is of.",
    "Published for": "The smallest areas that the figure is published for.",
    "Source": "The published file that the figure comes from.",
    "Publisher": "Who published the figure.",
    "Counted": "The people or households counted, the numerator.",
    "Of": "Those that they are counted among, the denominator.",
    "Value": f"The figure itself; {MARK} where it is held back, empty where it is missing.",
    "How it came to the ward": "Published for it, or estimated by postcode share or best fit.",
    "Status": "Present, apportioned, estimated, suppressed (held back) or missing.",
    "Area": "The target area's name.",
    "Ward codes": "The codes of all of the area's wards, separated by semicolons.",
    "Theme": "The field of life that the figures belong to.",
    "Standard deviations worse than the county": (
        "By how many standard deviations of the county's wards it is worse; below 0 it is better."
    ),
    "Area-specific and firm": (
        "Whether it is at least one standard deviation worse than other high-need wards, and worse than the "
        "county, at 24, 40 and 60 high-need wards."
    ),
    "SHA-256": "The file's checksum.",
    "Licence": "Under which terms the file may be used.",
    "Attribution": "How the publisher asks to be named.",
}
"""Exact headings."""

_BEGINNINGS = (
    ("Rank in ", "Place by need score among the wards named; 1 is most need, and equal scores share a rank."),
    ("Chance of the first ", "The share of the draws in which the ward is among the first so many, 0 to 1."),
    (
        "In the first ",
        "certain, likely, borderline or unlikely: in 95 % of the draws or more, 75 %, 25 %, or fewer.",
    ),
    ("Rank by ", "Place by this summary among the wards compared; 1 is most need, and equal wards share it."),
    (
        "Standard deviations worse than other high-need wards",
        ("By how many of the county's standard deviations it is worse than those; below 0, better."),
    ),
)


def definition(heading: str) -> str:
    """Return what a column with this heading holds; "" where the heading says it all."""
    if heading in DEFINITIONS:
        return DEFINITIONS[heading]
    return next((text for start, text in _BEGINNINGS if heading.startswith(start)), "")
