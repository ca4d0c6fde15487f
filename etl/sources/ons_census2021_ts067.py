"""Census 2021 TS067: adults without qualifications, and with level 4 qualifications or above."""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOPIC = "Highest level of qualification: "
TOTAL = f"{TOPIC}Total: All usual residents aged 16 years and over"
NONE = f"{TOPIC}No qualifications"
LEVEL_4 = f"{TOPIC}Level 4 qualifications and above"

SHARES = {
    "census-no-qualifications": [NONE],
    "census-level-4-plus": [LEVEL_4],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS067",
    "Highest level of qualification",
    read,
    list(SHARES),
    [
        ("census-no-qualifications", "denominator", (115_417, 122_000, 1_276_561)),
        ("census-no-qualifications", "numerator", (24_990, 26_824, 229_214)),
        ("census-level-4-plus", "numerator", (30_376, 28_911, 389_230)),
    ],
)
