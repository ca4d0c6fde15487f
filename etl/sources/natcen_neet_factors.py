"""Births to mothers under 20 by district, standardised: one variable of the NatCen file of NEET risk factors.

The file has one row for each district of England (2021) and variable. Only "Fertility rates (age < 20)" is
read. The others are left out: for Kent they look unsafe (children looked after, absences and special needs
support are blank for all 181 districts of counties; exclusions hardly vary), or other sources give them for
small areas (disability, qualifications, tenure, IMD domains), or they are scores made of these.

The fertility figure is ONS's rate of live births to women under 20, through Nomis, turned into standard
deviations from the mean of the 309 districts; the rate itself is not in the file.
"""

from pathlib import Path

import pandas as pd

from etl.sources.base import ReferenceTotal, Source, read_csv, score, tidy

CODE = "Local Authority Code"
VARIABLE = "Fertility rates (age < 20)"
PERIOD = "2019-2022"
THANET = "E07000114"
FARTHEST = 10.0
"""No district lies this many standard deviations from the mean; the Isles of Scilly, at 8.4, come nearest."""


def read(path: Path) -> pd.DataFrame:
    """Return `births-under-20` by district as tidy observations; raises InputFileError."""
    table = read_csv(path, SOURCE, [CODE, "variable", "value"])
    wanted = (table.text("variable") == VARIABLE).to_numpy()
    if not wanted.any():
        table.fail(f'no row has the variable "{VARIABLE}"', f"use {SOURCE.title} as published")
    births = table.where(wanted)
    codes = births.codes(CODE, "district")
    values = births.numbers("value", low=-FARTHEST, high=FARTHEST)
    return tidy(births, codes, "district", PERIOD, [score("births-under-20", values)])


SOURCE = Source(
    id="natcen_neet_factors",
    title="Risk factors for young people not in education, employment or training, by district (2023)",
    publisher="Youth Futures Foundation and the National Centre for Social Research (NatCen)",
    url=(
        "https://youthfuturesfoundation.org/news/"
        "new-research-identifies-the-key-risk-factors-for-young-people-becoming-neet/"
    ),
    attribution=(
        "Source: Youth Futures Foundation and NatCen, from birth registrations of the Office for National "
        "Statistics (Nomis, birth rates)"
    ),
    period=PERIOD,
    geography="district",
    file_name="barriers/neet_factors*.csv",
    indicators=("births-under-20",),
    areas_expected=309,
    read=read,
    references=(
        ReferenceTotal(
            "births-under-20",
            PERIOD,
            "sum",
            1.7219,
            0.0001,
            "Youth Futures Foundation, NEET risk factors by local authority: Thanet, 14th highest of 309",
            (THANET,),
            place="Thanet",
        ),
        ReferenceTotal(
            "births-under-20",
            PERIOD,
            "mean",
            0.0,
            1e-9,
            "standard scores have the mean 0 over the districts they are made from",
        ),
    ),
    licence="The file names none; the ONS figures it is made from are under the Open Government Licence v3.0",
    note="Districts of 2021. Only births to mothers under 20 are read; other variables look unsafe for Kent.",
)
