"""Mid-2020 population estimates by single year of age, LSOA of 2011, gathered into four age groups.

The file has one row for each area: `lsoa11_name,lsoa11_code,total_population,0,1,...,89,90+`. The ages must
add up to the total, so that a shifted or altered column is found.
"""

from itertools import starmap
from pathlib import Path

import numpy as np
import pandas as pd

from etl.sources.base import ReferenceTotal, Source, count, read_csv, tidy
from etl.sources.districts import KENT, only_england, require_kent_and_medway, small_areas

PERIOD = "mid-2020"
TOTAL = "total_population"
OLDEST = 90
AGES = [*(str(age) for age in range(OLDEST)), f"{OLDEST}+"]

GROUPS = {
    "population-2020-0-15": slice(0, 16),
    "population-2020-16-64": slice(16, 65),
    "population-2020-65-plus": slice(65, None),
}
"""Indicator id -> which of AGES it adds up."""


def read(path: Path) -> pd.DataFrame:
    """Return residents by LSOA of 2011, in all and by age, as tidy observations; raises InputFileError."""
    table = only_england(read_csv(path, SOURCE, ["lsoa11_code", TOTAL, *AGES]), "lsoa11_code")
    codes = table.codes("lsoa11_code", "lsoa11")
    require_kent_and_medway(table, codes, "lsoa11")
    total = table.counts(TOTAL)
    by_age = np.vstack([table.counts(age) for age in AGES])
    if (by_age.sum(axis=0) != total).any():
        problem = "is not the sum of the row's single years of age"
        table.refuse(by_age.sum(axis=0) != total, TOTAL, problem, "put the published figures back")
    groups = [count(name, by_age[ages].sum(axis=0)) for name, ages in GROUPS.items()]
    return tidy(table, codes, "lsoa11", PERIOD, [count("population-2020-total", total), *groups])


def _total(indicator_id: str, place: str, people: float) -> ReferenceTotal:
    whose = "Kent's twelve districts" if place == KENT else place
    cited = (
        f"ONS, ward level mid-year population estimates, mid-2020 (SAPE23DT8a), sum of the wards of {whose}"
    )
    return ReferenceTotal(
        indicator_id, PERIOD, "sum", people, 0.5, cited, small_areas("lsoa11", place), place=place
    )


SOURCE = Source(
    id="ons_population_2020",
    title="Mid-2020 population estimates by single year of age, lower layer super output areas",
    publisher="Office for National Statistics",
    url=(
        "https://www.ons.gov.uk/peoplepopulationandcommunity/populationandmigration/populationestimates/"
        "datasets/lowersuperoutputareamidyearpopulationestimates"
    ),
    attribution="Source: Office for National Statistics, mid-2020 population estimates (SAPE23DT2)",
    period=PERIOD,
    geography="lsoa11",
    file_name="population/population20_lsoa11_single_year_age*.csv",
    indicators=("population-2020-total", *GROUPS),
    areas_expected=None,
    read=read,
    references=tuple(
        starmap(
            _total,
            (
                ("population-2020-total", "Thanet", 141_458),
                ("population-2020-total", "Swale", 151_015),
                ("population-2020-total", KENT, 1_589_057),
                ("population-2020-0-15", KENT, 310_200),
                ("population-2020-16-64", "Thanet", 80_735),
                ("population-2020-16-64", "Swale", 90_997),
                ("population-2020-16-64", KENT, 956_082),
                ("population-2020-65-plus", KENT, 322_775),
            ),
        )
    ),
    note="Areas of England only; the published file holds Wales too.",
)
