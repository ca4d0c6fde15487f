"""Accessibility 2013, ACS0505: minutes to the nearest GP surgery by public transport or on foot."""

from pathlib import Path

import pandas as pd

from etl.sources import accessibility

MINUTES = "acc_gp_PTtime"


def read(path: Path) -> pd.DataFrame:
    """Return the minutes by LSOA of 2011 as tidy observations; raises InputFileError."""
    return accessibility.read_minutes(path, SOURCE, MINUTES)


SOURCE = accessibility.source("ACS0505", "GP surgeries", "gp", "dft2013-gp-minutes", read)
