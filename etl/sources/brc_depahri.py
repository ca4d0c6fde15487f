"""Digital Exclusion and Physical Access to Healthcare Risk Index of the British Red Cross, by LSOA of 2011.

It adds a component, how far GPs and hospitals are by road, to the three of the Digital Exclusion Risk Index
of the Greater Manchester Combined Authority (version 1.6): broadband, demography and deprivation. Each
component is a mean of indicators scaled from 0 (the least in England) to 10 (the most); the score of digital
exclusion is the mean of its three, which is checked row by row.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from etl.sources.base import ReferenceTotal, Source, read_csv, score, tidy
from etl.sources.districts import KENT, MEDWAY, require_kent_and_medway, small_areas

PERIOD = "2022"
CODE = "lsoa11_code"
DIGITAL = "deri_score_national"
COMPONENTS = ("broadband_comp_national", "demography_comp_national", "deprivation_comp_national")
BROADBAND = COMPONENTS[0]
HEALTH_ACCESS = "health_access_comp_national"
HIGHEST = 10.0
ROUNDING = 1e-6

SCORES = {
    "depahri-digital-exclusion": DIGITAL,
    "depahri-broadband": BROADBAND,
    "depahri-health-access": HEALTH_ACCESS,
}


def read(path: Path) -> pd.DataFrame:
    """Return the scores by LSOA of 2011 as tidy observations; raises InputFileError."""
    table = read_csv(path, SOURCE, [CODE, *COMPONENTS, DIGITAL, HEALTH_ACCESS])
    codes = table.codes(CODE, "lsoa11")
    require_kent_and_medway(table, codes, "lsoa11")
    scores = {h: table.numbers(h, low=0, high=HIGHEST) for h in (*COMPONENTS, DIGITAL, HEALTH_ACCESS)}
    mean = np.mean([scores[heading] for heading in COMPONENTS], axis=0)
    wrong = np.abs(scores[DIGITAL] - mean) > ROUNDING
    if wrong.any():
        table.refuse(wrong, DIGITAL, "is not the mean of its three components", "use the file as published")
    return tidy(table, codes, "lsoa11", PERIOD, [score(i, scores[heading]) for i, heading in SCORES.items()])


SOURCE = Source(
    id="brc_depahri",
    title="Digital Exclusion and Physical Access to Healthcare Risk Index (DEPAHRI), small areas of England",
    publisher="British Red Cross, on an index of the Greater Manchester Combined Authority",
    url="https://github.com/humaniverse/DEPAHRI",
    attribution=(
        "Source: British Red Cross (DEPAHRI) and Greater Manchester Combined Authority (Digital Exclusion "
        "Risk Index 1.6), from Ofcom, ONS, DWP and MHCLG"
    ),
    period=PERIOD,
    geography="lsoa11",
    file_name="barriers/depahri_england_lsoa11*.csv",
    indicators=tuple(SCORES),
    areas_expected=None,
    read=read,
    references=(
        ReferenceTotal(
            "depahri-digital-exclusion",
            PERIOD,
            "sum",
            3_209.6080,
            0.001,
            "DEPAHRI: four times the whole score less its health component, over three, all LSOAs here",
            tuple(sorted([*small_areas("lsoa11", KENT), *small_areas("lsoa11", MEDWAY)])),
            place="Kent and Medway",
        ),
    ),
    note="Broadband of May 2022; qualifications, health and social grade of the Census of 2011; IMD of 2019.",
)
