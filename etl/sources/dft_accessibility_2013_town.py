"""Accessibility 2013, ACS0508: minutes to the nearest town centre by public transport or on foot."""

from pathlib import Path

import pandas as pd

from etl.sources import accessibility

MINUTES = "acc_town_PTtime"


def read(path: Path) -> pd.DataFrame:
    """Return the minutes by LSOA of 2011 as tidy observations; raises InputFileError."""
    return accessibility.read_minutes(path, SOURCE, MINUTES)


SOURCE = accessibility.source("ACS0508", "town centres", "town", "dft2013-town-centre-minutes", read)
