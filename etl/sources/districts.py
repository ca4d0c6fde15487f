"""Which small areas make up each district of Kent and Medway: a whole file has them all; totals are theirs.

From the names that ONS gives small areas ("Thanet 001A" lies in Thanet) in Census 2021 (lsoa21, msoa21) and
in the mid-2020 population estimates (lsoa11). Kept as first and last numbers of runs, E01024633 as 1024633:
ONS numbered the areas of 2001 district by district and gave later ones new numbers at the end.
"""

from collections.abc import Mapping
from typing import Literal

import pandas as pd

from etl.sources.base import Table

SmallAreas = Literal["lsoa11", "lsoa21", "msoa21"]
Runs = tuple[tuple[int, int], ...]

KENT = "Kent"
MEDWAY = "Medway"
_WELSH = "W01"

_LSOA11: Mapping[str, Runs] = {
    "Ashford": (
        (1023972, 1023981),
        (1023983, 1023990),
        (1023992, 1023993),
        (1023995, 1023999),
        (1024001, 1024006),
        (1024008, 1024017),
        (1024019, 1024029),
        (1024031, 1024041),
        (1032810, 1032824),
    ),
    "Canterbury": ((1024042, 1024049), (1024052, 1024124), (1024126, 1024131), (1032807, 1032809)),
    "Dartford": ((1024132, 1024189),),
    "Dover": ((1024190, 1024198), (1024200, 1024209), (1024212, 1024256), (1033209, 1033211)),
    "Folkestone and Hythe": ((1024486, 1024505), (1024507, 1024542), (1024544, 1024550), (1033212, 1033215)),
    "Gravesham": ((1024257, 1024288), (1024290, 1024319), (1032799, 1032800)),
    "Maidstone": (
        (1024320, 1024358),
        (1024360, 1024367),
        (1024369, 1024369),
        (1024371, 1024411),
        (1033087, 1033092),
    ),
    "Medway": ((1016016, 1016107), (1016110, 1016179), (1032798, 1032798)),
    "Sevenoaks": ((1024413, 1024485), (1032619, 1032619)),
    "Swale": (
        (1024551, 1024573),
        (1024575, 1024606),
        (1024608, 1024616),
        (1024618, 1024632),
        (1032653, 1032656),
        (1032735, 1032735),
        (1032737, 1032737),
    ),
    "Thanet": ((1024633, 1024716),),
    "Tonbridge and Malling": (
        (1024717, 1024737),
        (1024740, 1024758),
        (1024760, 1024768),
        (1024771, 1024786),
        (1032620, 1032620),
        (1032825, 1032830),
    ),
    "Tunbridge Wells": ((1024787, 1024854),),
}
_LSOA21: Mapping[str, Runs] = {
    "Ashford": (
        (1023972, 1023981),
        (1023983, 1023990),
        (1023992, 1023993),
        (1023995, 1023999),
        (1024001, 1024006),
        (1024008, 1024017),
        (1024019, 1024026),
        (1024028, 1024029),
        (1024031, 1024033),
        (1024035, 1024041),
        (1032810, 1032824),
        (1034985, 1034989),
    ),
    "Canterbury": (
        (1024042, 1024049),
        (1024052, 1024124),
        (1024126, 1024129),
        (1024131, 1024131),
        (1032807, 1032808),
        (1035308, 1035311),
    ),
    "Dartford": ((1024132, 1024139), (1024143, 1024147), (1024150, 1024189), (1035270, 1035283)),
    "Dover": (
        (1024190, 1024190),
        (1024192, 1024198),
        (1024200, 1024209),
        (1024212, 1024216),
        (1024218, 1024256),
        (1033209, 1033211),
        (1035312, 1035315),
    ),
    "Folkestone and Hythe": ((1024486, 1024505), (1024507, 1024542), (1024544, 1024550), (1033212, 1033215)),
    "Gravesham": (
        (1024257, 1024279),
        (1024281, 1024288),
        (1024290, 1024319),
        (1032799, 1032800),
        (1035284, 1035285),
    ),
    "Maidstone": (
        (1024320, 1024333),
        (1024335, 1024337),
        (1024339, 1024358),
        (1024360, 1024362),
        (1024364, 1024367),
        (1024369, 1024369),
        (1024371, 1024387),
        (1024390, 1024411),
        (1033087, 1033089),
        (1033091, 1033092),
        (1034990, 1034999),
    ),
    "Medway": (
        (1016016, 1016035),
        (1016037, 1016075),
        (1016077, 1016107),
        (1016111, 1016111),
        (1016113, 1016145),
        (1016147, 1016179),
        (1035286, 1035297),
    ),
    "Sevenoaks": ((1024413, 1024421), (1024423, 1024485), (1032619, 1032619), (1035000, 1035001)),
    "Swale": (
        (1024551, 1024566),
        (1024569, 1024573),
        (1024575, 1024578),
        (1024580, 1024606),
        (1024608, 1024616),
        (1024619, 1024632),
        (1032653, 1032653),
        (1032655, 1032656),
        (1032735, 1032735),
        (1032737, 1032737),
        (1035298, 1035307),
    ),
    "Thanet": ((1024633, 1024677), (1024679, 1024700), (1024702, 1024716), (1035316, 1035319)),
    "Tonbridge and Malling": (
        (1024717, 1024726),
        (1024728, 1024737),
        (1024740, 1024758),
        (1024760, 1024765),
        (1024767, 1024768),
        (1024771, 1024773),
        (1024775, 1024783),
        (1024785, 1024786),
        (1032620, 1032620),
        (1032825, 1032830),
        (1035002, 1035011),
    ),
    "Tunbridge Wells": ((1024787, 1024800), (1024802, 1024854), (1035012, 1035013)),
}

_MSOA21: Mapping[str, Runs] = {
    "Ashford": ((2004996, 2004998), (2005000, 2005009), (2007046, 2007047)),
    "Canterbury": ((2005010, 2005023), (2005025, 2005027), (2006855, 2006856)),
    "Dartford": ((2005028, 2005040),),
    "Dover": ((2005041, 2005054),),
    "Folkestone and Hythe": ((2005102, 2005107), (2005109, 2005114), (2006879, 2006880)),
    "Gravesham": ((2005055, 2005067),),
    "Maidstone": ((2005068, 2005086),),
    "Medway": ((2003314, 2003351),),
    "Sevenoaks": ((2005087, 2005091), (2005093, 2005101), (2006832, 2006832)),
    "Swale": ((2005115, 2005131),),
    "Thanet": ((2005132, 2005148),),
    "Tonbridge and Malling": ((2005149, 2005151), (2005153, 2005161), (2006833, 2006833)),
    "Tunbridge Wells": ((2005162, 2005175),),
}

_RUNS: Mapping[SmallAreas, Mapping[str, Runs]] = {"lsoa11": _LSOA11, "lsoa21": _LSOA21, "msoa21": _MSOA21}
_EDITIONS: Mapping[SmallAreas, str] = {"lsoa11": "2011", "lsoa21": "2021", "msoa21": "2021"}


def small_areas(geography: SmallAreas, district: str) -> tuple[str, ...]:
    """Return the codes of the small areas in a district, in order; "Kent" means its twelve districts.

    Raises KeyError for a district that is neither one of Kent's twelve nor Medway.
    """
    runs = _RUNS[geography]
    wanted = [name for name in runs if name != MEDWAY] if district == KENT else [district]
    numbers = [n for name in wanted for first, last in runs[name] for n in range(first, last + 1)]
    return tuple(f"E{n:08d}" for n in sorted(numbers))


def require_kent_and_medway(table: Table, codes: pd.Series, geography: SmallAreas) -> None:
    """Raise InputFileError unless every small area of Kent and Medway is among `codes`.

    A file may hold more, up to all of England; one that lacks any of these is cut short, or is on the areas
    of another census.
    """
    wanted = {*small_areas(geography, KENT), *small_areas(geography, MEDWAY)}
    lacking = sorted(wanted.difference(codes))
    if lacking:
        problem = (
            f"{len(lacking):,} of the {len(wanted):,} small areas of Kent and Medway ({_EDITIONS[geography]} "
            f"edition) are not in the file, {lacking[0]} the first of them"
        )
        table.fail(
            problem, f"load the whole file, on the areas of {_EDITIONS[geography]} ({table.source.url})"
        )


def only_england(table: Table, column: str) -> Table:
    """Return the rows whose small area, in `column`, is not Welsh: England's indices do not cover Wales."""
    return table.where((~table.text(column).str.startswith(_WELSH)).to_numpy())
