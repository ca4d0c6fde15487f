"""Registers as files: the CSV that goes out is the one that comes in (docs/REGISTERS.md)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from sipmap.export.csvtext import csv_bytes
from sipmap.knowledge import flags, initiatives
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.initiatives import INITIATIVE_COLUMNS


def flags_csv(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """Return flags (`flag_register.list_flags`) as CSV."""
    return csv_bytes(flags_table(entries))


def flags_table(entries: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return flags as the columns of their CSV, all of them text."""
    return _table([flags.written(entry) for entry in entries], FLAG_COLUMNS)


def initiatives_csv(entries: Iterable[Mapping[str, Any]]) -> bytes:
    """Return initiatives (`initiative_register.list_initiatives`) as CSV."""
    return csv_bytes(initiatives_table(entries))


def initiatives_table(entries: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Return initiatives as the columns of their CSV, all of them text."""
    return _table([initiatives.written(entry) for entry in entries], INITIATIVE_COLUMNS)


def plain_records(entries: Iterable[Mapping[str, Any]]) -> list[dict[str, object]]:
    """Return entries as plain values for JSON: days as text, what is not known as null."""
    return [
        {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in entry.items()}
        for entry in entries
    ]


def _table(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns), dtype="str")
