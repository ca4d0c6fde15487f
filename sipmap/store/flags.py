"""Local-knowledge flags and replies to them as rows: never changed, only followed by a later revision."""

from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sipmap.store import revisions
from sipmap.store.audit import PROGRAM, Writer
from sipmap.store.frames import FrameError
from sipmap.store.revisions import Changes, Register
from sipmap.store.tables import Flag, FlagReply

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
"""What a flag says, in the order of the frames and of files; dates are `datetime.date`."""
REPLY_COLUMNS = ("uid", "flag_uid", "statement", "author_role", "replied_on")

FLAGS = Register("flag", Flag, FLAG_COLUMNS, "list the flags")
REPLIES = Register("flag reply", FlagReply, REPLY_COLUMNS, "list the flags with their replies")


def append_flags(engine: Engine, flags: pd.DataFrame, writer: Writer = PROGRAM) -> Changes:
    """Record flags in one transaction: a new uid as revision 1, a changed one as the next revision.

    `flags` has FLAG_COLUMNS. A flag that was withdrawn and is given again comes back as a revision.
    Raises FrameError for absent columns or a uid given twice.
    """
    absent = sorted(set(FLAG_COLUMNS) - set(flags.columns))
    if absent or flags["uid"].duplicated().any():
        raise FrameError(f"flags need a column {absent[0]}" if absent else "a flag's uid is given twice")
    return revisions.append(engine, FLAGS, _rows(flags), writer)


def withdraw_flags(engine: Engine, uids: Iterable[str], writer: Writer = PROGRAM, why: str = "") -> None:
    """Withdraw flags by a further revision; raises UnknownCodeError for a uid that was never recorded."""
    revisions.withdraw(engine, FLAGS, uids, writer, why)


def _rows(flags: pd.DataFrame) -> list[dict[str, Any]]:
    frame = flags[list(FLAG_COLUMNS)].astype(object)
    frame = frame.where(frame.notna(), "")
    for name in ("recorded_on", "review_by"):
        frame[name] = [d.date() if isinstance(d, pd.Timestamp) else d for d in frame[name]]
    frame["is_public"] = [bool(value) for value in frame["is_public"]]
    return [{str(key): cell for key, cell in row.items()} for row in frame.to_dict("records")]
