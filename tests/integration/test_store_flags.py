"""Flags: recorded once, revised never changed, withdrawn never removed."""

from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine, select

from sipmap.errors import UnknownCodeError
from sipmap.store import read, write
from sipmap.store.engine import reading
from sipmap.store.tables import Flag
from sipmap.store.write import Changes


def flags(**changes) -> pd.DataFrame:
    columns = {
        "uid": ["island-transport", "ward-skills"],
        "subject_kind": ["place", "ward"],
        "subject": ["isle", "E05990001"],
        "theme": ["transport", "skills"],
        "statement": ["Few buses", "Few courses"],
        "strength": "strong",
        "evidence": "report",
        "source_title": "A made-up report",
        "source_url": "",
        "author_role": "officer",
        "recorded_on": date(2024, 1, 2),
        "review_by": date(2025, 1, 2),
        "is_public": [True, False],
    }
    return pd.DataFrame(columns | changes)


def revisions(engine: Engine, uid: str) -> list[tuple[int, str, bool]]:
    with reading(engine) as connection:
        query = select(Flag.revision, Flag.statement, Flag.is_withdrawn).where(Flag.uid == uid)
        return [tuple(row) for row in connection.execute(query.order_by(Flag.revision))]


def test_flags_are_read_as_recorded(database: Engine):
    assert write.append_flags(database, flags()) == Changes(added=2, changed=0, unchanged=0)
    found = read.flags(database)
    pd.testing.assert_frame_equal(
        found.drop(columns="revision"), flags(), check_dtype=False, check_column_type=False
    )
    assert found["is_public"].dtype == bool
    assert found["review_by"].tolist() == [date(2025, 1, 2)] * 2


def test_the_same_flags_again_change_nothing(database: Engine):
    write.append_flags(database, flags())
    with_times = flags(recorded_on=pd.Timestamp(2024, 1, 2), source_url=None)
    assert write.append_flags(database, with_times) == Changes(added=0, changed=0, unchanged=2)
    assert read.flags(database)["revision"].tolist() == [1, 1]


def test_a_changed_flag_is_a_further_revision(database: Engine):
    write.append_flags(database, flags())
    changed = flags(statement=["Fewer buses", "Few courses"])
    assert write.append_flags(database, changed) == Changes(added=0, changed=1, unchanged=1)
    assert revisions(database, "island-transport") == [(1, "Few buses", False), (2, "Fewer buses", False)]
    assert read.flags(database)["statement"].tolist() == ["Fewer buses", "Few courses"]


def test_a_withdrawn_flag_is_kept_but_not_shown(database: Engine):
    write.append_flags(database, flags())
    write.withdraw_flags(database, ["ward-skills", "ward-skills"])
    write.withdraw_flags(database, ["ward-skills"])
    assert read.flags(database)["uid"].tolist() == ["island-transport"]
    assert revisions(database, "ward-skills") == [(1, "Few courses", False), (2, "Few courses", True)]
    assert write.append_flags(database, flags()) == Changes(added=0, changed=1, unchanged=1)
    assert read.flags(database)["revision"].tolist() == [1, 3]


def test_a_flag_that_was_never_recorded_cannot_be_withdrawn(database: Engine):
    write.append_flags(database, flags())
    with pytest.raises(
        UnknownCodeError, match=r"No flag has the id nonsense; list the flags to find its id\."
    ):
        write.withdraw_flags(database, ["ward-skills", "nonsense"])
    assert len(read.flags(database)) == 2


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        (flags().drop(columns="theme"), "flags need a column theme"),
        (flags(uid="twice"), "uid is given twice"),
    ],
)
def test_flags_that_cannot_be_recorded(database: Engine, frame: pd.DataFrame, words: str):
    with pytest.raises(write.FrameError, match=words):
        write.append_flags(database, frame)


def test_flags_are_recorded_all_or_none(database: Engine):
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError):
        write.append_flags(database, flags(subject_kind=["place", "galaxy"]))
    assert len(read.flags(database)) == 0
