"""Census 2021 TS062: adults who never worked or are long-term unemployed, and full-time students (NS-SeC)."""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOPIC = "National Statistics Socio-economic Classification (NS-SEC): "
TOTAL = f"{TOPIC}Total: All usual residents aged 16 years and over"
NEVER_WORKED = f"{TOPIC}L14.1 and L14.2 Never worked and long-term unemployed"
STUDENTS = f"{TOPIC}L15 Full-time students"

SHARES = {
    "census-never-worked": [NEVER_WORKED],
    "census-full-time-students": [STUDENTS],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS062",
    "National Statistics Socio-economic Classification",
    read,
    list(SHARES),
    [
        ("census-never-worked", "denominator", (115_417, 122_000, 1_276_567)),
        ("census-never-worked", "numerator", (11_175, 10_911, 94_641)),
        ("census-full-time-students", "numerator", (5_673, 5_752, 79_053)),
    ],
)
