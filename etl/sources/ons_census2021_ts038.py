"""Census 2021 TS038: residents disabled under the Equality Act; not standardised for age."""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOTAL = "Disability: Total: All usual residents"
DISABLED = "Disability: Disabled under the Equality Act"
LIMITED_A_LOT = "Disability: Disabled under the Equality Act: Day-to-day activities limited a lot"

SHARES = {
    "census-disabled": [DISABLED],
    "census-disabled-limited-a-lot": [LIMITED_A_LOT],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS038",
    "Disability",
    read,
    list(SHARES),
    [
        ("census-disabled", "denominator", (140_587, 151_677, 1_576_071)),
        ("census-disabled", "numerator", (32_135, 29_637, 281_423)),
        ("census-disabled-limited-a-lot", "numerator", (14_390, 12_671, 116_043)),
    ],
)
