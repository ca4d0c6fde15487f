"""From the LSOAs of 2001 to those of 2011 in Kent and Medway, for figures published on the former alone.

Of 1,065 areas of 2011, 1,017 kept code and borders. Of the others, 41 were cut out of one area of 2001 each
and four were put together from two: what was published for the former area or areas is an estimate for them.
Three, between Sevenoaks and Tonbridge and Malling, were redrawn in other ways and have no figure.
Source: ONS, Lower layer Super Output Area (2001) to (2011) lookup, change indicators U, S, M and X.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from etl.sources.base import Figure, Numbers, Table, tidy
from etl.sources.districts import KENT, MEDWAY, small_areas

_SPLIT: Mapping[int, tuple[int, ...]] = {
    1023982: (1032810, 1032812),
    1023991: (1032820, 1032821),
    1023994: (1032813, 1032814),
    1024000: (1032811, 1032822),
    1024007: (1032818, 1032819),
    1024018: (1032815, 1032817, 1032824),
    1024030: (1032816, 1032823),
    1024125: (1032807, 1032808),
    1024199: (1033209, 1033211),
    1024289: (1032799, 1032800),
    1024359: (1033087, 1033091),
    1024368: (1033088, 1033089),
    1024370: (1033090, 1033092),
    1024506: (1033212, 1033215),
    1024543: (1033213, 1033214),
    1024574: (1032655, 1032656),
    1024607: (1032735, 1032737),
    1024617: (1032653, 1032654),
    1024759: (1032825, 1032826, 1032827, 1032828),
}
"""An area of 2001 -> the areas of 2011 that it was split into (E01023982 as 1023982)."""

_MERGED: Mapping[int, tuple[int, ...]] = {
    1032798: (1016108, 1016109),
    1032809: (1024050, 1024051),
    1032830: (1024769, 1024770),
    1033210: (1024210, 1024211),
}
"""An area of 2011 -> the areas of 2001 that it was put together from."""

REDRAWN = frozenset({"E01032619", "E01032620", "E01032829"})
"""Areas of 2011 that are neither a part of one area of 2001 nor a sum of several."""


def _code(number: int) -> str:
    return f"E{number:08d}"


FORMER: Mapping[str, tuple[str, ...]] = {
    **{_code(new): (_code(old),) for old, parts in _SPLIT.items() for new in parts},
    **{_code(new): tuple(map(_code, old)) for new, old in _MERGED.items()},
}
"""An area of 2011 that is new -> the areas of 2001 whose figures stand for it."""


def on_areas_of_2011(table: Table, column: str, period: str, figures: Mapping[str, Numbers]) -> pd.DataFrame:
    """Bring figures of 2001's areas to those of 2011 in Kent and Medway.

    Parameters
    ----------
    table : Table
        One row for each area of 2001; others in England are left out.
    column : str
        Heading of the area codes.
    period : str
    figures : mapping
        Indicator id of a score -> its values, aligned with the rows of the table.

    Returns
    -------
    DataFrame
        Tidy observations of every LSOA of 2011 in Kent and Medway: present where the area is the same,
        estimated where it was split or put together (then the plain mean of the former areas), missing where
        it was redrawn. `row` is the line of the first former area, or 1 (the headings) where there is none.

    Raises
    ------
    InputFileError
        Where an area of 2001 is not in the file.
    """
    place = {code: i for i, code in enumerate(table.codes(column, "lsoa11"))}
    codes = sorted([*small_areas("lsoa11", KENT), *small_areas("lsoa11", MEDWAY)])
    former = [() if code in REDRAWN else FORMER.get(code, (code,)) for code in codes]
    lacking = sorted({old for each in former for old in each} - place.keys())
    if lacking:
        problem = (
            f"{len(lacking):,} small areas of Kent and Medway (2001 edition) are not in the file, "
            f"{lacking[0]} the first of them"
        )
        table.fail(problem, f"load the whole file, on the areas of 2001 ({table.source.url})")
    where = [[place[old] for old in each] for each in former]
    rows = np.array([table.rows[w[0]] if w else 1 for w in where], dtype=np.int64)
    moved = [
        Figure(name, np.array([values[w].mean() if w else np.nan for w in where]))
        for name, values in figures.items()
    ]
    frame = tidy(replace(table, rows=rows), pd.Series(codes, dtype="str"), "lsoa11", period, moved)
    is_estimated = frame["area_code"].isin(list(FORMER)) & frame["value"].notna()
    status = frame["status"].cat.add_categories("estimated")
    return frame.assign(status=status.mask(is_estimated, "estimated"))
