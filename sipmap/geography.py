"""Codes and kinds of area: the Government Statistical Service's nine-character codes, and the study area."""

import re
from dataclasses import dataclass
from typing import Literal

Geography = Literal["ward", "lsoa21", "lsoa11", "msoa21", "ward98", "district", "county", "country"]

WARD_VINTAGE = "WD25"
CRS_BRITISH_NATIONAL_GRID = "EPSG:27700"

DEGREES_TO_GRID = (
    "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
    "+step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
    "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
    "+convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
    "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy"
)
"""Longitude and latitude (degrees, WGS 84) to EPSG:27700 (metres), for PROJ: EPSG:1314, good to about 2 m.

PROJ left to itself takes the best way that is installed, so that two machines place the same point metres
apart; this one needs no grid file."""

KENT = "E10000016"
MEDWAY = "E06000035"
ENGLAND = "E92000001"

STUDY_AREA = (KENT, MEDWAY)
"""Upper-tier codes of where sipmap holds small-area figures."""

CODE_PATTERNS: dict[Geography, re.Pattern[str]] = {
    "ward": re.compile(r"E05\d{6}"),
    "lsoa21": re.compile(r"E01\d{6}"),
    "lsoa11": re.compile(r"E01\d{6}"),
    "msoa21": re.compile(r"E02\d{6}"),
    "ward98": re.compile(r"[0-9]{2}[A-Z]{2}[A-Z]{2}"),
    "district": re.compile(r"E0[6789]\d{6}"),
    "county": re.compile(r"E(?:10|06|08|09|13|11|47)\d{6}"),
    "country": re.compile(r"E92\d{6}"),
}
"""What a code of each geography looks like; ward98 is the six-character code of the 1998 wards."""

LEVELS: dict[Geography, str] = {
    "ward": "ward",
    "lsoa21": "LSOA",
    "lsoa11": "LSOA",
    "msoa21": "MSOA",
    "ward98": "ward of 1998",
    "district": "district",
    "county": "county",
    "country": "England",
}
"""What a page calls the level that a figure was published at: a ward's own figure is made from it."""


@dataclass(frozen=True)
class ComparisonSet:
    """The areas that a rank is among: a name to type, a label to read, the upper-tier codes within it."""

    id: str
    label: str
    county_codes: tuple[str, ...]
    """Upper-tier (county or unitary) codes; empty means all of England."""
    basis: Literal["postcode-share", "best-fit"]
    """How small areas were brought to wards in this set; the two are never mixed in one ranking."""


COMPARISON_SETS: dict[str, ComparisonSet] = {
    s.id: s
    for s in (
        ComparisonSet("kent", "Kent", (KENT,), "postcode-share"),
        ComparisonSet("medway", "Medway", (MEDWAY,), "postcode-share"),
        ComparisonSet("kent-and-medway", "Kent and Medway", (KENT, MEDWAY), "postcode-share"),
        ComparisonSet("england", "England", (), "best-fit"),
    )
}


CENTURY_TURNS = 50


def vintage_year(vintage: str) -> int:
    """Return the year of an edition of wards: 2025 of WD25, 1998 of WD98."""
    year = int(vintage[-2:])
    return (1900 if year >= CENTURY_TURNS else 2000) + year


def is_code(code: str, geography: Geography) -> bool:
    """Whether `code` has the form of a code of `geography`."""
    return CODE_PATTERNS[geography].fullmatch(code) is not None
