"""Census 2021 TS011: households deprived in employment, education, health and disability, or housing."""

from pathlib import Path

import pandas as pd

from etl.sources import census

DIMENSIONS = "Household deprivation: Household is deprived in {} dimension{}; measures: Value"
TOTAL = "Household deprivation: Total: All households; measures: Value"
ONE, TWO, THREE, FOUR = (
    DIMENSIONS.format(*words) for words in (("one", ""), ("two", "s"), ("three", "s"), ("four", "s"))
)

SHARES = {
    "census-household-deprived-any": [ONE, TWO, THREE, FOUR],
    "census-household-deprived-3-plus": [THREE, FOUR],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS011",
    "Households by deprivation dimensions",
    read,
    list(SHARES),
    [
        ("census-household-deprived-any", "denominator", (62_200, 60_494, 648_394)),
        ("census-household-deprived-any", "numerator", (36_604, 33_683, 333_030)),
        ("census-household-deprived-3-plus", "numerator", (3_166, 2_843, 23_183)),
    ],
)
