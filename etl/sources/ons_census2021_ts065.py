"""Census 2021 TS065: of adults not in employment, who last worked over a year ago and who never worked.

The denominator counts retired people, who are most of those not in employment.
"""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOPIC = "Unemployment history: "
TOTAL = (
    f"{TOPIC}Total: All usual residents aged 16 years and over not in employment the week before the census"
)
OVER_A_YEAR = f"{TOPIC}Not in employment: Not worked in the last 12 months"
NEVER = f"{TOPIC}Not in employment: Never worked"

SHARES = {
    "census-not-worked-12-months": [OVER_A_YEAR],
    "census-out-of-work-never-worked": [NEVER],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS065",
    "Unemployment history",
    read,
    list(SHARES),
    [
        ("census-not-worked-12-months", "denominator", (56_227, 52_797, 547_948)),
        ("census-not-worked-12-months", "numerator", (38_197, 34_279, 362_659)),
        ("census-out-of-work-never-worked", "numerator", (12_549, 12_746, 120_017)),
    ],
)
