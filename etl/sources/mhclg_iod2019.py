"""English Indices of Deprivation 2019, File 7: index, domains and denominators of every LSOA of 2011."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, count, read_csv, tidy
from etl.sources.file7 import INDEX_COLUMNS, index_figures, index_ids, is_ranked

EDITION = "iod2019"
PERIOD = "2019"
POPULATION_PERIOD = "mid-2015"
AREAS = 32_844

CODE = "LSOA code (2011)"
PEOPLE = "Total population: mid 2015 (excluding prisoners)"
CHILDREN = "Dependent Children aged 0-15: mid 2015 (excluding prisoners)"
OLDER = "Older population aged 60 and over: mid 2015 (excluding prisoners)"
WORKERS = "Working age population 18-59/64: for use with Employment Deprivation Domain (excluding prisoners)"
POPULATIONS: Mapping[str, str] = {
    "iod2019-population": PEOPLE,
    "iod2019-population-working-age": WORKERS,
    "iod2019-population-children": CHILDREN,
    "iod2019-population-older": OLDER,
}


def read(path: Path) -> pd.DataFrame:
    """Read File 7 into the tidy frame.

    The working-age denominator is an average of several dates and lies above the total population in ten
    areas as published, so only the age groups of one date are held against the total. Raises InputFileError
    for anything but the whole file of England's LSOAs of 2011.
    """
    table = read_csv(path, SOURCE, (CODE, *INDEX_COLUMNS, *POPULATIONS.values()))
    codes = table.codes(CODE, "lsoa11")
    people = table.counts(PEOPLE)
    for part in (CHILDREN, OLDER):
        table.refuse_above(part, table.counts(part), people, "the total population")
    n = SOURCE.areas_expected or len(codes)
    figures = [
        *index_figures(table, EDITION, n, people, table.counts(WORKERS)),
        *(count(i, table.counts(heading), period=POPULATION_PERIOD) for i, heading in POPULATIONS.items()),
    ]
    return tidy(table, codes, "lsoa11", PERIOD, figures)


SOURCE = Source(
    id="mhclg_iod2019",
    title="English Indices of Deprivation 2019, File 7: ranks, scores, deciles and denominators",
    publisher="Ministry of Housing, Communities and Local Government",
    url="https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019",
    attribution="English Indices of Deprivation 2019, MHCLG, Crown copyright 2019",
    period=PERIOD,
    geography="lsoa11",
    file_name="iod/iod2019_file7_*.csv",
    indicators=(*index_ids(EDITION), *POPULATIONS),
    areas_expected=AREAS,
    read=read,
    references=(
        ReferenceTotal(
            indicator_id="iod2019-population",
            period=POPULATION_PERIOD,
            what="sum",
            expected=54_728_204,
            tolerance=0.5,
            cited="MHCLG, IoD 2019 File 6, population denominators, all LSOAs",
        ),
        ReferenceTotal(
            indicator_id="iod2019-population-working-age",
            period=POPULATION_PERIOD,
            what="sum",
            expected=31_906_714.75,
            tolerance=0.5,
            cited="MHCLG, IoD 2019 File 6, population denominators, all LSOAs",
        ),
        is_ranked("iod2019", 1, "E01021988", "Tendring 018A", "MHCLG, IoD 2019 statistical release"),
        is_ranked("iod2019", 48, "E01024609", "Swale 001A", "MHCLG, IoD 2019 File 1"),
        is_ranked("iod2019", 67, "E01024676", "Thanet 003A", "MHCLG, IoD 2019 File 1"),
    ),
    note="The copy at hand was rebuilt in the layout of File 7 from its published parts; its scores agree "
    "with a second copy of File 5. Outdoors scores are blank in it.",
)
