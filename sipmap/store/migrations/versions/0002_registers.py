"""Registers: replies to flags, what initiatives serve, decisions kept to the byte."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

from sipmap.store.types import code_text

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _status_known() -> sa.CheckConstraint:
    """Return the check that a table remade on SQLite would lose."""
    known = "status IN ('draft', 'published', 'superseded')"
    return sa.CheckConstraint(known, name=op.f("ck_decision_status_known"))


def upgrade() -> None:
    op.create_table(
        "flag_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", code_text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("flag_uid", code_text(), nullable=False),
        sa.Column("statement", code_text(), nullable=False),
        sa.Column("author_role", code_text(), nullable=False),
        sa.Column("replied_on", sa.Date(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag_reply")),
        sa.UniqueConstraint("uid", "revision", name=op.f("uq_flag_reply_uid_revision")),
    )
    _initiatives()
    _decisions()


def _initiatives() -> None:
    with op.batch_alter_table("initiative") as batch:
        batch.add_column(sa.Column("support_needs", sa.JSON(), server_default="[]", nullable=False))
        batch.add_column(sa.Column("is_historic", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch.add_column(sa.Column("known_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("note", code_text(), server_default="", nullable=False))
        batch.add_column(sa.Column("is_withdrawn", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.execute("UPDATE initiative SET known_on = COALESCE(ends_on, starts_on, CURRENT_DATE)")
    with op.batch_alter_table("initiative") as batch:
        for name in ("support_needs", "is_historic", "note", "is_withdrawn"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("known_on", existing_type=sa.Date(), nullable=False)


def _decisions() -> None:
    with op.batch_alter_table("decision", table_args=(_status_known(),)) as batch:
        batch.alter_column(
            "record",
            existing_type=sa.JSON(),
            type_=code_text(),
            existing_nullable=False,
            postgresql_using="record::text",
        )
        batch.add_column(sa.Column("sha256", code_text(), nullable=True))
    decision = sa.table("decision", sa.column("id"), sa.column("record"), sa.column("sha256"))
    connection = op.get_bind()
    for key, record in connection.execute(sa.select(decision.c.id, decision.c.record)).all():
        canonical = json.dumps(
            json.loads(record), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        connection.execute(
            sa.update(decision).where(decision.c.id == key).values(record=canonical, sha256=digest)
        )
    with op.batch_alter_table("decision", table_args=(_status_known(),)) as batch:
        batch.alter_column("sha256", existing_type=code_text(), nullable=False)


def downgrade() -> None:
    for trigger in ("decision_update", "decision_delete", "decision_replace", "decision_truncate"):
        op.execute(
            f"DROP TRIGGER IF EXISTS {trigger}"
            + (" ON decision" if op.get_bind().dialect.name == "postgresql" else "")
        )
    with op.batch_alter_table("decision", table_args=(_status_known(),)) as batch:
        batch.drop_column("sha256")
        batch.alter_column(
            "record",
            existing_type=code_text(),
            type_=sa.JSON(),
            existing_nullable=False,
            postgresql_using="record::json",
        )
    with op.batch_alter_table("initiative") as batch:
        for name in ("support_needs", "is_historic", "known_on", "note", "is_withdrawn"):
            batch.drop_column(name)
    op.drop_table("flag_reply")
