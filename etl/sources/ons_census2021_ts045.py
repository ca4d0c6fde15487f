"""Census 2021 TS045: households without a car or van.

How exposed people are to poor transport, not how good the transport is.
"""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOTAL = "Number of cars or vans: Total: All households"
NONE = "Number of cars or vans: No cars or vans in household"

SHARES = {
    "census-no-car": [NONE],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS045",
    "Car or van availability",
    read,
    list(SHARES),
    [
        ("census-no-car", "denominator", (62_200, 60_495, 648_399)),
        ("census-no-car", "numerator", (16_219, 10_064, 113_325)),
    ],
)
