"""Claimant Count by LSOA of 2011, 2013 to 2022: yearly sums of monthly counts, read as the average month.

The file has one row for each area and year (`year,area_code,area_name,pop,claimant_rate,claimant_count`), as
gathered for the Annual Deprivation Index. `claimant_count` adds up twelve monthly counts, each rounded to the
nearest 5 by ONS, so it is divided by 12. `pop` and `claimant_rate` are not used: they count residents of all
ages, and the population stands still after 2020; etl/derive.py divides by residents aged 16 to 64 instead.
"""

from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, Table, count, read_csv, tidy
from etl.sources.districts import require_kent_and_medway, small_areas

YEARS = tuple(str(year) for year in range(2013, 2023))
MONTHS = 12
ROUNDING = 5
THANET_TOLERANCE = 0.005
"""Share of the total: months are revised after publication, by up to about this much for a district."""


def read(path: Path) -> pd.DataFrame:
    """Return `claimants` by LSOA of 2011 and year as tidy observations; raises InputFileError."""
    table = read_csv(path, SOURCE, ["year", "area_code", "claimant_count"])
    years = table.text("year")
    unknown = ~years.isin(YEARS).to_numpy()
    if unknown.any():
        table.refuse(unknown, "year", f"is not a year from {YEARS[0]} to {YEARS[-1]}", "put the year back")
    codes = table.codes("area_code", "lsoa11", repeated=True)
    require_kent_and_medway(table, codes, "lsoa11")
    _require_every_year(table, codes, years)
    yearly = table.counts("claimant_count")
    uneven = yearly % ROUNDING != 0
    if uneven.any():
        problem = f"is not a sum of monthly counts rounded to {ROUNDING}"
        table.refuse(
            uneven, "claimant_count", problem, "use the yearly sums as gathered, not averages or rates"
        )
    return tidy(table, codes, "lsoa11", years, [count("claimants", yearly / MONTHS)])


def _require_every_year(table: Table, codes: pd.Series, years: pd.Series) -> None:
    """Refuse an area that stands twice in a year, or lacks one of the years."""
    pairs = pd.DataFrame({"code": codes, "year": years})
    twice = pairs.duplicated().to_numpy()
    if twice.any():
        table.refuse(twice, "area_code", "stands twice in one year", "keep one row for each area and year")
    short = pairs.groupby("code").size().loc[lambda sizes: sizes < len(YEARS)]
    if len(short):
        problem = (
            f"{len(short):,} areas lack a year, {short.index[0]} the first of them: the file is cut short"
        )
        table.fail(problem, f"load the whole file, with every area in each of {YEARS[0]} to {YEARS[-1]}")


def _thanet(year: str, average: float) -> ReferenceTotal:
    cited = f"Nomis NM_162_1, mean of the twelve months of {year} over the district's LSOAs of 2011"
    tolerance = THANET_TOLERANCE * average
    codes = small_areas("lsoa11", "Thanet")
    return ReferenceTotal("claimants", year, "sum", average, tolerance, cited, codes, place="Thanet")


SOURCE = Source(
    id="ons_claimant_count",
    title="Claimant Count by lower layer super output area, yearly sums 2013 to 2022",
    publisher="Office for National Statistics",
    url="https://www.nomisweb.co.uk/datasets/ucjsa",
    attribution=(
        "Source: Office for National Statistics, Claimant Count, through Nomis (NM_162_1); yearly sums "
        "gathered for the Annual Deprivation Index of Autonomy"
    ),
    period="2013 to 2022",
    geography="lsoa11",
    file_name="claimants/adi_claimant_counts_lsoa11_*.csv",
    indicators=("claimants",),
    areas_expected=None,
    read=read,
    references=(_thanet("2013", 4_592.0), _thanet("2020", 7_365.0)),
    note="Monthly counts are rounded to 5 by the publisher; the yearly sums were made by a third party.",
)
