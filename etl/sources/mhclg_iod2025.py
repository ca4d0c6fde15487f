"""English Indices of Deprivation 2025, File 7: scores, ranks, sub-domains and denominators of every LSOA."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, Table, count, read_csv, score, tidy
from etl.sources.file7 import INDEX_COLUMNS, index_figures, index_ids, is_ranked

EDITION = "iod2025"
PERIOD = "2025"
POPULATION_PERIOD = "mid-2022"
AREAS = 33_755

CODE = "LSOA code (2021)"
PEOPLE = "Total population: mid 2022"
CHILDREN = "Dependent Children aged 0-15: mid 2022"
OLDER = "Older population aged 60 and over: mid 2022"
WORKERS = "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022"

SUBDOMAINS: Mapping[str, str] = {
    "iod2025-children-score": "Children and Young People Sub-domain Score",
    "iod2025-adult-skills-subdomain-score": "Adult Skills Sub-domain Score",
    "iod2025-geographical-barriers-score": "Geographical Barriers Sub-domain Score",
    "iod2025-wider-barriers-score": "Wider Barriers Sub-domain Score",
    "iod2025-indoors-score": "Indoors Sub-domain Score",
    "iod2025-outdoors-score": "Outdoors Sub-domain Score",
}
POPULATIONS: Mapping[str, str] = {
    "iod2025-population": PEOPLE,
    "iod2025-population-working-age": WORKERS,
    "iod2025-population-children": CHILDREN,
    "iod2025-population-older": OLDER,
}


def read(path: Path) -> pd.DataFrame:
    """Read File 7 into the tidy frame; the blank IDACI and IDAOPI columns are left out.

    Raises InputFileError for anything but the whole file of England's LSOAs of 2021.
    """
    table = read_csv(path, SOURCE, (CODE, *INDEX_COLUMNS, *SUBDOMAINS.values(), *POPULATIONS.values()))
    codes = table.codes(CODE, "lsoa21")
    people, workers = table.counts(PEOPLE), table.counts(WORKERS)
    _refuse_parts_above_whole(table)
    figures = [
        *index_figures(table, EDITION, SOURCE.areas_expected or len(codes), people, workers),
        *(score(indicator, table.numbers(heading), people) for indicator, heading in SUBDOMAINS.items()),
        *(count(i, table.counts(heading), period=POPULATION_PERIOD) for i, heading in POPULATIONS.items()),
    ]
    return tidy(table, codes, "lsoa21", PERIOD, figures)


def _refuse_parts_above_whole(table: Table) -> None:
    people = table.counts(PEOPLE)
    for part in (WORKERS, CHILDREN, OLDER):
        table.refuse_above(part, table.counts(part), people, "the total population")


SOURCE = Source(
    id="mhclg_iod2025",
    title="English Indices of Deprivation 2025, File 7: ranks, scores, deciles and denominators",
    publisher="Ministry of Housing, Communities and Local Government",
    url="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025",
    attribution="English Indices of Deprivation 2025, MHCLG, Crown copyright 2025",
    period=PERIOD,
    geography="lsoa21",
    file_name="iod/iod2025_file7_*.csv",
    indicators=(*index_ids(EDITION), *SUBDOMAINS, *POPULATIONS),
    areas_expected=AREAS,
    read=read,
    references=(
        ReferenceTotal(
            indicator_id="iod2025-population",
            period=POPULATION_PERIOD,
            what="sum",
            expected=57_112_129,
            tolerance=0.5,
            cited="MHCLG, IoD 2025 File 6, population denominators, all LSOAs",
        ),
        ReferenceTotal(
            indicator_id="iod2025-population-working-age",
            period=POPULATION_PERIOD,
            what="sum",
            expected=35_777_767,
            tolerance=0.5,
            cited="MHCLG, IoD 2025 File 6, population denominators, all LSOAs",
        ),
        is_ranked("iod2025", 1, "E01021988", "Tendring 018A", "MHCLG, IoD 2025 statistical release"),
        is_ranked("iod2025", 48, "E01024667", "Thanet 016D", "MHCLG, IoD 2025 File 1"),
        is_ranked("iod2025", 95, "E01024609", "Swale 001A", "MHCLG, IoD 2025 File 1"),
    ),
    note="The copy at hand was rebuilt in the layout of File 7 from its published parts (scores, ranks and "
    "deciles of files 1 to 3 and 5, denominators of File 6); four rows of the published file agree with it. "
    "IDACI and IDAOPI are blank in it.",
)
