"""Census 2021 TS058: how far people in work travel, in a straight line from home.

Taken in March 2021, in lockdown and furlough: ONS asks for care in using it for planning.
"""

from pathlib import Path

import pandas as pd

from etl.sources import census

TOPIC = "Distance travelled to work: "
TOTAL = f"{TOPIC}Total: All usual residents aged 16 years and over in employment the week before the census"
NEAR = [f"{TOPIC}Less than 2km", f"{TOPIC}2km to less than 5km"]
FAR = [
    f"{TOPIC}20km to less than 30km",
    f"{TOPIC}30km to less than 40km",
    f"{TOPIC}40km to less than 60km",
    f"{TOPIC}60km and over",
]
AT_HOME = [f"{TOPIC}Works mainly from home"]

SHARES = {
    "census-commute-under-5km": NEAR,
    "census-commute-20km-plus": FAR,
    "census-work-at-home": AT_HOME,
}


def read(path: Path) -> pd.DataFrame:
    """Return the shares by LSOA of 2021 as tidy observations; raises InputFileError."""
    return census.read_shares(path, SOURCE, TOTAL, SHARES)


SOURCE = census.source(
    "TS058",
    "Distance travelled to work",
    read,
    list(SHARES),
    [
        ("census-work-at-home", "denominator", (59_189, 69_200, 728_612)),
        ("census-commute-under-5km", "numerator", (18_608, 15_235, 152_880)),
        ("census-commute-20km-plus", "numerator", (6_428, 8_757, 86_798)),
        ("census-work-at-home", "numerator", (14_408, 17_587, 226_601)),
    ],
)
