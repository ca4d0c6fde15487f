"""Named exports: every table on every page as a file, the same from its address and from the command line.

`entries()` lists them; `entry(name).make(readings, request)` makes one. A new table is one function under
`@named`.
"""

from sipmap.export.named import doubts, lists, places, records, wards  # each enters its tables
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import Named, entries, entry
from sipmap.export.named.request import Query, Request, read_request

__all__ = [
    "Named",
    "Query",
    "Readings",
    "Request",
    "doubts",
    "entries",
    "entry",
    "lists",
    "places",
    "read_request",
    "records",
    "wards",
]
