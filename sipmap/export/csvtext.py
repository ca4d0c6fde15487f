"""CSV that opens rightly in a spreadsheet and harms nobody: RFC 4180, UTF-8 with a byte-order mark."""

import csv
import io

import pandas as pd

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the local code page and garbles accents."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet runs a text cell that begins with one of these (OWASP, CSV Injection); the last four are the
full-width signs, which some versions take for the plain ones."""

DECIMALS = 6


def harmless(text: str) -> str:
    """Return text that a spreadsheet shows and does not run: an apostrophe before a formula's first sign."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def cell(value: object) -> str:
    """Return one cell: numbers as numbers (negative ones too), missing as nothing, text made harmless."""
    if pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return repr(round(value, DECIMALS) + 0.0)
    if isinstance(value, int):
        return str(value)
    return harmless(str(value))


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a frame as CSV: one header row in the frame's column names, nothing above it."""
    text = io.StringIO(newline="")
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text)
    writer.writerow([harmless(str(c)) for c in frame.columns])
    for row in frame.astype(object).itertuples(index=False, name=None):
        writer.writerow([cell(v.item() if hasattr(v, "item") else v) for v in row])
    return text.getvalue().encode("utf-8")
