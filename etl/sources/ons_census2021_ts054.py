"""Census 2021 TS054: households that rent, from a social or from a private landlord.

Council and housing association tenants are taken together, as ONS advises: many name the wrong one.
"""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOTAL = "Tenure of household: Total: All households"
SOCIAL = "Tenure of household: Social rented"
PRIVATE = "Tenure of household: Private rented"

SHARES = {
    "census-social-rent": [SOCIAL],
    "census-private-rent": [PRIVATE],
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS054",
    "Tenure",
    read,
    list(SHARES),
    [
        ("census-social-rent", "denominator", (62_200, 60_495, 648_394)),
        ("census-social-rent", "numerator", (7_396, 8_041, 87_868)),
        ("census-private-rent", "numerator", (16_334, 11_102, 122_498)),
    ],
)
