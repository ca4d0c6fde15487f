"""A table as a file with its description beside it: CSV on the Web (W3C, 2015)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sipmap.export.csvtext import csv_bytes

LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


@dataclass(frozen=True)
class Export:
    """A table ready to leave."""

    file_name: str
    """Says what is in it: lower case, dashes."""
    csv: bytes
    metadata: bytes
    """The W3C's metadata vocabulary for tabular data, as JSON."""

    @property
    def metadata_name(self) -> str:
        """File name of the metadata, as the standard asks."""
        return f"{self.file_name}-metadata.json"

    def renamed(self, file_name: str) -> "Export":
        """Return the same under another name, which the description gives too."""
        described = json.loads(self.metadata) | {"url": file_name}
        return Export(file_name, self.csv, _json(described))


def export_table(
    frame: pd.DataFrame, file_name: str, *, title: str, description: str, said: Mapping[str, object]
) -> Export:
    """Make a file of a table whose first column is its key.

    Parameters
    ----------
    frame : DataFrame
        Under headings in plain words.
    file_name : str
    title, description : str
        What it is, in plain words.
    said : mapping of a Dublin Core term ("dc:source") to text or a list of texts
        What else is said of it.
    """
    columns = [
        {"name": column_name(c), "titles": c, "datatype": _datatype(frame[c]), "required": i == 0}
        for i, c in enumerate(frame.columns)
    ]
    described = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name,
        "dc:title": title,
        "dc:description": description,
        "dc:license": {"@id": LICENCE_URL},
        **said,
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns, "primaryKey": columns[0]["name"]},
    }
    return Export(file_name, csv_bytes(frame), _json(described))


def _json(described: Mapping[str, object]) -> bytes:
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def column_name(title: str) -> str:
    """Return a heading as a name that the standard allows."""
    return "_".join("".join(c if c.isalnum() and c.isascii() else " " for c in title.lower()).split())


def _datatype(column: pd.Series) -> str:
    if pd.api.types.is_integer_dtype(column.dtype):
        return "integer"
    return "double" if pd.api.types.is_float_dtype(column.dtype) else "string"
