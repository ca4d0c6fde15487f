"""Whether anything in the database has moved: one short query, for whoever keeps what was made of it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Engine, func, select

from sipmap.store.tables import AuditEvent, LoadReport, Release
from sipmap.store.transactions import reading


class Pulse(NamedTuple):
    """Two that are equal stand for the same figures, registers and load reports."""

    release_id: int | None
    """The release in use; None before the first load."""
    activated_at: datetime | None
    last_event: int | None
    """Of the audit trail, which every change of a register lengthens."""
    last_report: int | None
    """Of a load, also one that was refused."""


def pulse(engine: Engine) -> Pulse:
    """Take the database's pulse."""
    active = Release.status == "active"
    query = select(
        select(Release.id).where(active).scalar_subquery(),
        select(Release.activated_at).where(active).scalar_subquery(),
        select(func.max(AuditEvent.id)).scalar_subquery(),
        select(func.max(LoadReport.id)).scalar_subquery(),
    )
    with reading(engine) as connection:
        return Pulse(*connection.execute(query).one())
