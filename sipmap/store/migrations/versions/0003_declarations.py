"""Catalogue entries of the council's own indicators, kept with their figures."""

import sqlalchemy as sa
from alembic import op

from sipmap.store.types import code_text

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "declaration",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", code_text(), nullable=False),
        sa.Column("body", code_text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_declaration_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "indicator_id", name=op.f("pk_declaration")),
    )


def downgrade() -> None:
    op.drop_table("declaration")
