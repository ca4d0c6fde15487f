"""What the accessibility statistics of the Department for Transport for 2013 share.

One file for each kind of destination, one row for each LSOA of 2001. The copies at hand have the columns of
table ACS0501 and its sisters under other headings. Times are modelled from timetables of October: on foot and
by public transport to the nearest destination, averaged over the area's residents. No time below 5 or above
120 minutes is given.
"""

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from etl.sources import lsoa2001
from etl.sources.base import ReferenceTotal, Source, read_csv

PERIOD = "2013"
CODE = "lsoa01_code"
SHORTEST, LONGEST = 5.0, 120.0
"""Minutes; the published tables have no time outside."""


def source(
    number: str, destination: str, of: str, indicator_id: str, read: Callable[[Path], pd.DataFrame]
) -> Source:
    """Return the SOURCE record of one table.

    Parameters
    ----------
    number : str
        Of the table, e.g. "ACS0501".
    destination : str
        What the journeys lead to, in words, e.g. "employment centres".
    of : str
        The same in the file's name, e.g. "employ".
    indicator_id : str
    read : callable
        The module's `read`.
    """
    return Source(
        id=f"dft_accessibility_2013_{of}",
        title=f"Accessibility statistics 2013, {number}: travel time to {destination}, by small area",
        publisher="Department for Transport",
        url="https://www.gov.uk/government/statistics/accessibility-statistics-2013",
        attribution="Source: Department for Transport, accessibility statistics 2013",
        period=PERIOD,
        geography="lsoa11",
        file_name=f"barriers/dft_accessibility_2013_{of}_lsoa01*.csv",
        indicators=(indicator_id,),
        areas_expected=None,
        read=read,
        references=(
            ReferenceTotal(
                indicator_id,
                PERIOD,
                "min",
                SHORTEST,
                1e-9,
                f"DfT, {number} for 2013: 5 minutes is the shortest time that the table gives",
            ),
        ),
        note=(
            "Published on LSOAs of 2001; brought here to those of 2011, of which 45 are estimates from the "
            "area they were cut from and 3 have none. Headings as in a third party's copy."
        ),
    )


def read_minutes(path: Path, record: Source, heading: str) -> pd.DataFrame:
    """Return minutes by public transport or on foot, by LSOA of 2011; raises InputFileError."""
    table = read_csv(path, record, [CODE, heading])
    minutes = table.numbers(heading, low=SHORTEST, high=LONGEST, blanks=True)
    return lsoa2001.on_areas_of_2011(table, CODE, PERIOD, {record.indicators[0]: minutes})
