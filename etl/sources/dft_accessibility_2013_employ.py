"""Accessibility 2013, ACS0501: minutes to the nearest employment centre by public transport or on foot."""

from pathlib import Path

import pandas as pd

from etl.sources import accessibility

MINUTES = "acc_employ_PTtime"


def read(path: Path) -> pd.DataFrame:
    """Return the minutes by LSOA of 2011 as tidy observations; raises InputFileError."""
    return accessibility.read_minutes(path, SOURCE, MINUTES)


SOURCE = accessibility.source("ACS0501", "employment centres", "employ", "dft2013-employment-minutes", read)
