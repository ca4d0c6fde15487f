"""Census 2021 TS037: residents in bad or very bad health, as they see it; not standardised for age."""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOTAL = "General health: Total: All usual residents"
BAD = "General health: Bad health"
VERY_BAD = "General health: Very bad health"

SHARES = {
    "census-bad-health": [BAD, VERY_BAD],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS037",
    "General health",
    read,
    list(SHARES),
    [
        ("census-bad-health", "denominator", (140_587, 151_678, 1_576_072)),
        ("census-bad-health", "numerator", (10_177, 8_635, 78_760)),
    ],
)
