"""Census 2021 TS039: unpaid care, by MSOA: who gives any, and who gives 50 hours a week or more."""

from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, rate, read_csv, tidy
from etl.sources.census import PERIOD, PERTURBATION
from etl.sources.districts import KENT, require_kent_and_medway, small_areas

CODE = "msoa21cd"
TOTAL = "total"
NONE = "provides_no_unpaid_care"
MOST = "provides_50_or_more_hours_unpaid_care_a_week"
SOME = (
    "provides_9_hours_or_less_unpaid_care_a_week",
    "provides_10_to_19_hours_unpaid_care_a_week",
    "provides_20_to_34_hours_unpaid_care_a_week",
    "provides_35_to_49_hours_unpaid_care_a_week",
    MOST,
)


def read(path: Path) -> pd.DataFrame:
    """Return the shares by MSOA as tidy observations; raises InputFileError.

    A total that is not the sum of its categories is refused, so that a shifted column is found.
    """
    table = read_csv(path, SOURCE, [CODE, TOTAL, NONE, *SOME])
    codes = table.codes(CODE, "msoa21")
    require_kent_and_medway(table, codes, "msoa21")
    total, none = table.counts(TOTAL), table.counts(NONE)
    carers = {heading: table.counts(heading) for heading in SOME}
    caring = sum(carers.values())
    if (none + caring != total).any():
        problem = "is not the sum of the row's categories"
        table.refuse(none + caring != total, TOTAL, problem, "put the published counts back")
    shares = [
        rate("census-unpaid-care", caring, total),
        rate("census-unpaid-care-50-hours", carers[MOST], total),
    ]
    return tidy(table, codes, "msoa21", PERIOD, shares)


_OF_KENT = small_areas("msoa21", KENT)

SOURCE = Source(
    id="ons_census2021_ts039",
    title="Census 2021, TS039 Provision of unpaid care, middle layer super output areas",
    publisher="Office for National Statistics",
    url="https://www.nomisweb.co.uk/datasets/c2021ts039",
    attribution="Source: Office for National Statistics, Census 2021, through Nomis",
    period=PERIOD,
    geography="msoa21",
    file_name="census2021/msoa_provision_of_unpaid_care_2021*.csv",
    indicators=("census-unpaid-care", "census-unpaid-care-50-hours"),
    areas_expected=None,
    read=read,
    references=(
        ReferenceTotal(
            "census-unpaid-care",
            PERIOD,
            "sum",
            135_893,
            PERTURBATION * len(_OF_KENT) ** 0.5,
            "Kent Public Health Observatory, Carers: people in Kent giving unpaid care in 2021 (Census 2021)",
            _OF_KENT,
            "numerator",
            KENT,
        ),
    ),
    note="England only. By MSOA, since the table by LSOA is not at hand; the copy is a third party's.",
)
