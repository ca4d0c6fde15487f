"""Local-knowledge flags as rows: never changed, only followed by a later revision."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, insert, select

from sipmap.errors import UnknownCodeError
from sipmap.store.frames import FrameError
from sipmap.store.tables import Flag
from sipmap.store.transactions import writing

FLAG_COLUMNS = (
    "uid",
    "subject_kind",
    "subject",
    "theme",
    "statement",
    "strength",
    "evidence",
    "source_title",
    "source_url",
    "author_role",
    "recorded_on",
    "review_by",
    "is_public",
)
"""What a flag says, in the order of the frames; dates are `datetime.date`."""


@dataclass(frozen=True)
class FlagChanges:
    """How many flags were new, changed (a further revision) and already there as given."""

    added: int
    changed: int
    unchanged: int


def append_flags(engine: Engine, flags: pd.DataFrame) -> FlagChanges:
    """Record flags in one transaction: a new uid as revision 1, a changed one as the next revision.

    `flags` has FLAG_COLUMNS. A flag that was withdrawn and is given again comes back as a revision.
    Raises FrameError for absent columns or a uid given twice.
    """
    absent = sorted(set(FLAG_COLUMNS) - set(flags.columns))
    if absent or flags["uid"].duplicated().any():
        raise FrameError(f"flags need a column {absent[0]}" if absent else "a flag's uid is given twice")
    added = changed = 0
    with writing(engine) as connection:
        latest = latest_flags(connection)
        for given in _rows(flags):
            known = latest.get(given["uid"])
            if known is None:
                _insert(connection, given, revision=1)
                added += 1
            elif known != known | given | {"is_withdrawn": False}:
                _insert(connection, given, revision=known["revision"] + 1)
                changed += 1
    return FlagChanges(added, changed, len(flags) - added - changed)


def withdraw_flags(engine: Engine, uids: Iterable[str]) -> None:
    """Withdraw flags by a further revision; raises UnknownCodeError for a uid that was never recorded."""
    with writing(engine) as connection:
        latest = latest_flags(connection)
        for uid in uids:
            if uid not in latest:
                raise UnknownCodeError(f"No flag has the id {uid}; list the flags to find its id.")
            known = latest[uid]
            if not known["is_withdrawn"]:
                latest[uid] = known | {"revision": known["revision"] + 1, "is_withdrawn": True}
                connection.execute(insert(Flag).values(**latest[uid]))


def latest_flags(connection: Connection) -> dict[str, dict[str, Any]]:
    """Return each flag's latest revision by uid, withdrawn ones too."""
    columns = [getattr(Flag, name) for name in (*FLAG_COLUMNS, "revision", "is_withdrawn")]
    rows = connection.execute(select(*columns).order_by(Flag.revision)).mappings()
    return {row["uid"]: dict(row) for row in rows}


def _insert(connection: Connection, given: dict[str, Any], revision: int) -> None:
    connection.execute(insert(Flag).values(**given, revision=revision, is_withdrawn=False))


def _rows(flags: pd.DataFrame) -> list[dict[str, Any]]:
    frame = flags[list(FLAG_COLUMNS)].astype(object)
    frame = frame.where(frame.notna(), "")
    for name in ("recorded_on", "review_by"):
        frame[name] = [d.date() if isinstance(d, pd.Timestamp) else d for d in frame[name]]
    frame["is_public"] = [bool(value) for value in frame["is_public"]]
    return [{str(key): cell for key, cell in row.items()} for row in frame.to_dict("records")]
