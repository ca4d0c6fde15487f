"""Census 2021 TS029: how well people whose main language is not English speak it, by MSOA.

The copy at hand has no heading for everybody: they are those whose main language is English and those whose
is not. The share of each MSOA that the copy worked out is not used.
"""

from itertools import starmap
from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, rate, read_csv, tidy
from etl.sources.census import PERIOD, PERTURBATION
from etl.sources.districts import KENT, require_kent_and_medway, small_areas

CODE = "msoa21_code"
ENGLISH = "Main language is English (English or Welsh in Wales)"
OTHER = "Main language is not English (English or Welsh in Wales)"
NOT_WELL = (f"{OTHER}: Cannot speak English well", f"{OTHER}: Cannot speak English")
INDICATOR = "census-english-not-well"


def read(path: Path) -> pd.DataFrame:
    """Return the share by MSOA as tidy observations; raises InputFileError."""
    table = read_csv(path, SOURCE, [CODE, ENGLISH, OTHER, *NOT_WELL])
    codes = table.codes(CODE, "msoa21")
    require_kent_and_medway(table, codes, "msoa21")
    other = table.counts(OTHER)
    parts = [table.counts(heading) for heading in NOT_WELL]
    for heading, part in zip(NOT_WELL, parts, strict=True):
        table.refuse_above(heading, part, other, "those whose main language is not English")
    everybody = table.counts(ENGLISH) + other
    return tidy(table, codes, "msoa21", PERIOD, [rate(INDICATOR, sum(parts), everybody)])


def _total(place: str, part: str, people: float) -> ReferenceTotal:
    codes = small_areas("msoa21", place)
    tolerance = PERTURBATION * len(codes) ** 0.5
    whose = "sum of Kent's twelve districts" if place == KENT else f"district of {place}"
    cited = f"ONS, Census 2021, TS029 by lower tier local authority (Nomis bulk file), {whose}"
    return ReferenceTotal(INDICATOR, PERIOD, "sum", people, tolerance, cited, codes, part, place)


SOURCE = Source(
    id="ons_census2021_ts029",
    title="Census 2021, TS029 Proficiency in English, middle layer super output areas",
    publisher="Office for National Statistics",
    url="https://www.nomisweb.co.uk/datasets/c2021ts029",
    attribution="Source: Office for National Statistics, Census 2021, through Nomis",
    period=PERIOD,
    geography="msoa21",
    file_name="census2021/proficiency21_msoa21*.csv",
    indicators=(INDICATOR,),
    areas_expected=None,
    read=read,
    references=tuple(
        starmap(
            _total,
            (
                ("Thanet", "denominator", 136_278),
                ("Thanet", "numerator", 1_508),
                ("Swale", "denominator", 146_479),
                ("Swale", "numerator", 1_048),
                ("Medway", "numerator", 3_101),
                (KENT, "denominator", 1_525_282),
                (KENT, "numerator", 14_758),
            ),
        )
    ),
    note="England only. By MSOA, since the table by LSOA is not at hand; the copy is a third party's.",
)
