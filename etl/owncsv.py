"""The CSV of the council's own figures: area_code, period, and the columns that its kind of figure needs."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from etl.csvtext import read_text
from etl.sources.base import Figure, Numbers, Source, Table, read_csv, tidy
from sipmap.catalogue import Indicator
from sipmap.disclosure import MARK
from sipmap.errors import InputFileError

CODE, PERIOD = "area_code", "period"
NUMBERS = ("numerator", "denominator", "value")
NEEDED = {"rate": ("numerator", "denominator"), "count": ("numerator",), "score": ("value",)}
ROUNDING = 0.005
"""How far a stated rate may lie from its counts: half a percentage point, as rounded by hand."""


def read_own_csv(path: Path, source: Source, indicator: Indicator) -> pd.DataFrame:
    """Return tidy observations at the file's own level, and `row`.

    A blank figure is missing, MARK one that is held back already. Raises InputFileError.
    """
    needed = NEEDED[indicator.kind]
    also = [h for h in NUMBERS if h in _headings(path, source, needed) and h not in needed]
    table = read_csv(path, source, [CODE, PERIOD, *needed, *also])
    codes = table.codes(CODE, indicator.geography, repeated=True)
    periods = _periods(table, indicator)
    figures = {heading: _numbers(table, heading) for heading in (*needed, *also)}
    marked = np.any([(table.text(h) == MARK).to_numpy() for h in needed], axis=0)
    absent = np.any([np.isnan(figures[h]) for h in needed], axis=0)
    made = _figure(table, indicator, {h: np.where(absent, np.nan, n) for h, n in figures.items()})
    frame = tidy(table, codes, indicator.geography, periods, [made])
    return frame.assign(status=frame["status"].where(~marked, "suppressed"))


def _headings(path: Path, source: Source, needed: Sequence[str]) -> list[str]:
    """Return the file's headings; raises InputFileError where it lacks one that this kind of figure needs."""
    first = next(csv.reader(io.StringIO(read_text(path, source.url), newline="")), [])
    found = [heading.strip() for heading in first]
    lacking = [h for h in (CODE, PERIOD, *needed) if h not in found]
    if lacking:
        problem = f'the column "{lacking[0]}" is missing: the headings are {", ".join(found) or "blank"}'
        remedy = f"head the columns {', '.join((CODE, PERIOD, *needed))}, with commas between them"
        raise InputFileError(path, problem, remedy, row=1)
    return found


def _periods(table: Table, indicator: Indicator) -> pd.Series:
    periods = table.text(PERIOD)
    blank = periods.eq("").to_numpy()
    if blank.any():
        table.refuse(blank, PERIOD, "should be a year or term", "say what each figure is of")
    other = periods.ne(indicator.period).to_numpy()
    if indicator.period and other.any():
        remedy = "correct one of them, or leave the entry's period empty for a file of several"
        table.refuse(other, PERIOD, f'is not "{indicator.period}", the period of the entry', remedy)
    return periods


def _numbers(table: Table, heading: str) -> Numbers:
    if heading == "value":
        return table.numbers(heading, blanks=True, markers=(MARK,))
    return table.counts(heading, blanks=True, markers=(MARK,))


def _figure(table: Table, indicator: Indicator, figures: dict[str, Numbers]) -> Figure:
    numerator, denominator = figures.get("numerator"), figures.get("denominator")
    value = figures.get("value")
    if indicator.kind == "score":
        assert value is not None
        if indicator.unit == "proportion" and ((value < 0) | (value > 1)).any():
            table.refuse((value < 0) | (value > 1), "value", "is not between 0 and 1", "give proportions")
        return Figure(indicator.id, value, None, denominator)
    assert numerator is not None
    if indicator.kind == "count":
        return Figure(indicator.id, numerator, numerator)
    assert denominator is not None
    table.refuse_above("numerator", numerator, denominator, "its denominator")
    rates = np.full(len(numerator), np.nan)
    np.divide(numerator, denominator, out=rates, where=denominator > 0)
    if value is not None:
        differs = np.abs(value - rates) > ROUNDING
        if differs.any():
            remedy = "give a proportion between 0 and 1 made of the two counts, or leave the column out"
            table.refuse(differs, "value", "is not its numerator divided by its denominator", remedy)
    return Figure(indicator.id, rates, numerator, denominator)
