"""Census 2021 TS001: residents, and how many of them live in communal establishments.

Prisons, care homes, barracks and halls of residence: where one resident in ten lives in one, figures that
count everybody carry a warning (three prisons stand in the east of the Isle of Sheppey).
"""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOTAL = "Residence type: Total; measures: Value"
COMMUNAL = "Residence type: Lives in a communal establishment; measures: Value"

SHARES = {
    "census-communal": [COMMUNAL],
}


def read(path: Path) -> pd.DataFrame:
    """Return the residents and the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES, counted="census-residents")


SOURCE = census.source(
    "TS001",
    "Number of usual residents in households and communal establishments",
    read,
    ["census-residents", *SHARES],
    [
        ("census-residents", "value", (140_587, 151_676, 1_576_071)),
        ("census-communal", "numerator", (1_728, 3_000, 26_580)),
    ],
)
