"""A table as a file with its description beside it: CSV on the Web (W3C, 2015)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from sipmap.disclosure import MARK
from sipmap.export.csvtext import csv_bytes
from sipmap.export.defined import definition

LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True)
class Export:
    """A table ready to leave."""

    file_name: str
    """Says what is in it: lower case, dashes."""
    csv: bytes
    metadata: bytes
    """The W3C's metadata vocabulary for tabular data, as JSON."""
    table: pd.DataFrame | None = field(default=None, repr=False, compare=False)
    """The rows themselves, for other forms of the same file; None where they are not a table of areas."""

    @property
    def metadata_name(self) -> str:
        """File name of the metadata, as the standard asks."""
        return f"{self.file_name}-metadata.json"

    def renamed(self, file_name: str) -> "Export":
        """Return the same under another name, which the description gives too."""
        described = json.loads(self.metadata) | {"url": file_name}
        return Export(file_name, self.csv, _json(described), self.table)


def export_table(
    frame: pd.DataFrame,
    file_name: str,
    *,
    title: str,
    description: str,
    said: Mapping[str, object],
    key: Sequence[str] = (),
    defined: Mapping[str, str] | None = None,
) -> Export:
    """Make a file of a table.

    Parameters
    ----------
    frame : DataFrame
        Under headings in plain words.
    file_name : str
    title, description : str
        What it is, in plain words.
    said : mapping of a Dublin Core term ("dc:source") to text or a list of texts
        What else is said of it.
    key : sequence of headings, optional
        The columns that tell rows apart; the first column unless given.
    defined : mapping of a heading to what its column holds, optional
        Beside and before the headings that `definition` knows.
    """
    keys = list(key) or [str(frame.columns[0])]
    own = defined or {}
    columns = [
        _column(str(c), frame[c], own.get(str(c)) or definition(str(c)), is_key=str(c) in keys)
        for c in frame.columns
    ]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name,
        "dc:title": title,
        "dc:description": description,
        "dc:license": {"@id": LICENCE_URL},
        **said,
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": [column_name(heading) for heading in keys]},
    }
    return Export(file_name, csv_bytes(frame), _json(described), frame)


def _column(heading: str, values: pd.Series, means: str, *, is_key: bool) -> dict[str, object]:
    """Describe one column; MARK stands for no number, so that a column of numbers stays one."""
    is_held = values.astype(object).eq(MARK)
    described: dict[str, object] = {
        "name": column_name(heading),
        "titles": heading,
        **({"dc:description": means} if means else {}),
        "datatype": _datatype(values[~is_held].infer_objects() if is_held.any() else values),
        "required": is_key,
    }
    return described | ({"null": ["", MARK]} if is_held.any() else {})


def _json(described: Mapping[str, object]) -> bytes:
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def column_name(title: str) -> str:
    """Return a heading as a name that the standard allows."""
    return "_".join("".join(c if c.isalnum() and c.isascii() else " " for c in title.lower()).split())


def _datatype(column: pd.Series) -> object:
    if pd.api.types.is_bool_dtype(column.dtype):
        return {"base": "boolean", "format": "yes|no"}
    if pd.api.types.is_integer_dtype(column.dtype):
        return "integer"
    return "double" if pd.api.types.is_float_dtype(column.dtype) else "string"
