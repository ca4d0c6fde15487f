"""Initiatives as rows: what is being done, or once was, where and for whom."""

from sipmap.store.revisions import Register
from sipmap.store.tables import Initiative

INITIATIVE_COLUMNS = (
    "uid",
    "name",
    "provider",
    "themes",
    "support_needs",
    "areas",
    "starts_on",
    "ends_on",
    "funding",
    "is_historic",
    "known_on",
    "note",
    "source_title",
    "source_url",
)
"""What the register says of an initiative, in the order of files. `themes`, `support_needs` and `areas` are
lists of text, dates `datetime.date`, the first and last day None where they are not known."""

INITIATIVES = Register("initiative", Initiative, INITIATIVE_COLUMNS, "list the initiatives")
