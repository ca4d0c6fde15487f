"""What the Census 2021 sources share: reading a topic summary in the Nomis bulk layout by small area.

The layout is one row for each area: `date,geography,geography code`, then one column for each category,
headed by the topic and the category. The files of all of England and Wales and parts of them look the same.
Welsh areas are left out: England's index of deprivation, beside which all this stands, does not cover Wales.

ONS protects confidentiality by swapping some records and by changing some counts by a few people ("cell key
perturbation"), so small areas do not add up to the published district, nor tables to one another.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from etl.sources.base import ReferenceTotal, Source, Table, count, rate, read_csv, tidy
from etl.sources.districts import KENT, only_england, require_kent_and_medway, small_areas

PERIOD = "2021"
DATE = "date"
CODE = "geography code"

PERTURBATION = 4.0
"""How far a total may differ from the published one: this many people or households, times the square root of
the number of small areas. Each area's count is changed at random by a few, so sums drift with the square
root; over these tables in Thanet, Swale and Kent the largest drift met is 3.5."""

_PLACES = ("Thanet", "Swale", KENT)


def source(
    table: str,
    title: str,
    read: Callable[[Path], pd.DataFrame],
    indicators: Sequence[str],
    totals: Sequence[tuple[str, str, tuple[float, float, float]]],
) -> Source:
    """Return the SOURCE record of a table such as "TS045".

    `totals` are published ones: indicator, which part of it ("value", "numerator" or "denominator"), and the
    figure for Thanet, for Swale and for Kent (the sum of its twelve districts).
    """
    number = table.lower()
    return Source(
        id=f"ons_census2021_{number}",
        title=f"Census 2021, {table} {title}, lower layer super output areas",
        publisher="Office for National Statistics",
        url=f"https://www.nomisweb.co.uk/datasets/c2021{number}",
        attribution="Source: Office for National Statistics, Census 2021, through Nomis",
        period=PERIOD,
        geography="lsoa21",
        file_name=f"census2021/census2021-{number}-lsoa*.csv",
        indicators=tuple(indicators),
        areas_expected=None,
        read=read,
        references=tuple(
            _reference(table, indicator, part, place, expected)
            for indicator, part, figures in totals
            for place, expected in zip(_PLACES, figures, strict=True)
        ),
        note="Areas of England only; the published file holds Wales too.",
    )


def _reference(table: str, indicator: str, part: str, place: str, expected: float) -> ReferenceTotal:
    codes = small_areas("lsoa21", place)
    tolerance = PERTURBATION * np.sqrt(len(codes))
    whose = "sum of Kent's twelve districts" if place == KENT else f"district of {place}"
    cited = f"ONS, Census 2021, {table} by lower tier local authority (Nomis bulk file), {whose}"
    return ReferenceTotal(indicator, PERIOD, "sum", expected, tolerance, cited, codes, part, place)


def read_shares(
    path: Path, record: Source, total: str, shares: Mapping[str, Sequence[str]], counted: str | None = None
) -> pd.DataFrame:
    """Read a table into rates, each the sum of some categories over the total.

    Parameters
    ----------
    path : Path
        The published CSV.
    record : Source
        The module's SOURCE.
    total : str
        Heading of the column that counts everybody (or every household).
    shares : mapping
        Indicator id -> headings of the categories in its numerator.
    counted : str, optional
        Id of an indicator that is the total itself.

    Returns
    -------
    DataFrame
        Tidy observations by LSOA of 2021, and `row`.

    Raises
    ------
    InputFileError
        For anything that is not the published table of 2021, with all of Kent and Medway in it.
    """
    categories = list(dict.fromkeys(heading for headings in shares.values() for heading in headings))
    table = only_england(read_csv(path, record, [DATE, CODE, total, *categories]), CODE)
    _refuse_other_years(table)
    codes = table.codes(CODE, "lsoa21")
    require_kent_and_medway(table, codes, "lsoa21")
    whole = table.counts(total)
    counts = {heading: table.counts(heading) for heading in categories}
    for heading, part in counts.items():
        if (part > whole).any():
            table.refuse(part > whole, heading, f'is above "{total}"', "put the published counts back")
    figures = [rate(i, sum(counts[h] for h in headings), whole) for i, headings in shares.items()]
    if counted is not None:
        figures.insert(0, count(counted, whole))
    return tidy(table, codes, "lsoa21", PERIOD, figures)


def _refuse_other_years(table: Table) -> None:
    other_year = (table.text(DATE) != PERIOD).to_numpy()
    if other_year.any():
        table.refuse(other_year, DATE, f"is not {PERIOD}", "use the table of Census 2021")
