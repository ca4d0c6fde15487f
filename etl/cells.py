"""Cells of text to numbers; and what is wrong with a cell that is not one, in words."""

import re
from collections.abc import Collection, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Kind = Literal["number", "count", "proportion", "rank"]

_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_THOUSANDS_COMMA = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_NOT_A_NUMBER = {"nan", "inf", "infinity", "na", "n/a", "null", "none", "#n/a", "#value!", "#div/0!", "#ref!"}


def to_numbers(texts: Sequence[str], markers: Collection[str] = ()) -> npt.NDArray[np.float64]:
    """Return texts as numbers: NaN wherever a text is not a plain number, "nan" among them."""
    cells = pd.Series(texts, dtype=object)
    if markers:
        cells = cells.where(~cells.isin(set(markers)), "")
    return pd.to_numeric(cells, errors="coerce").to_numpy(dtype=np.float64)


def are_absent(
    texts: Sequence[str], unread: npt.NDArray[np.bool_], *, blanks: bool, markers: Collection[str]
) -> npt.NDArray[np.bool_]:
    """Tell which `unread` texts are rightly without a number: blank where allowed, or a known marker."""
    absent = np.zeros(len(texts), dtype=bool)
    for place in np.flatnonzero(unread):
        text = texts[place].strip()
        absent[place] = text in markers or (blanks and not text)
    return absent


def what_is_wrong(text: str, kind: Kind) -> tuple[str, str]:
    """Return the problem (to follow the quoted cell) and the remedy for a cell that is not a number."""
    text = text.strip()
    if not text:
        return f"should be a {kind}", "put the published figure back"
    if text.lower() in _NOT_A_NUMBER:
        return "is not a figure", "leave a cell blank where the publisher gives none"
    is_whole = kind in ("count", "rank")
    if _THOUSANDS_COMMA.fullmatch(text) and (is_whole or text.count(",") > 1 or "." in text):
        return "has a thousands comma", "write numbers without commas"
    if _DECIMAL_COMMA.fullmatch(text):
        return "has a decimal comma", "write decimals with a point, as published"
    return f"is not a {kind}", "put the published figure back"


def out_of_range(kind: Kind, limits: tuple[float, float]) -> tuple[str, str]:
    """Return the problem and the remedy for a number outside `limits`, the lowest and the highest allowed."""
    low, high = limits
    if kind == "proportion":
        return "is not between 0 and 1", "give proportions, not percentages, as published"
    if np.isinf(high):
        return f"is below {low:g}", "put the published figure back"
    if np.isinf(low):
        return f"is above {high:g}", "put the published figure back"
    return f"is not between {low:,.15g} and {high:,.15g}", "put the published figure back"
