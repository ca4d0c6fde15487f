"""The first tables: datasets, releases, areas, observations, local knowledge, the audit trail."""

import sqlalchemy as sa
from alembic import op

from sipmap.store.types import GeometryColumn, UtcDateTime, code_text

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", code_text(), nullable=False),
        sa.Column("role", code_text(), nullable=False),
        sa.Column("action", code_text(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("previous_hash", code_text(), nullable=False),
        sa.Column("hash", code_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
    )
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", code_text(), nullable=False),
        sa.Column("content_hash", code_text(), nullable=False),
        sa.Column("status", code_text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("status IN ('loading', 'ready')", name=op.f("ck_dataset_status_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dataset")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_dataset_content_hash")),
    )
    op.create_table(
        "flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", code_text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("subject_kind", code_text(), nullable=False),
        sa.Column("subject", code_text(), nullable=False),
        sa.Column("theme", code_text(), nullable=False),
        sa.Column("statement", code_text(), nullable=False),
        sa.Column("strength", code_text(), nullable=False),
        sa.Column("evidence", code_text(), nullable=False),
        sa.Column("source_title", code_text(), nullable=False),
        sa.Column("source_url", code_text(), nullable=False),
        sa.Column("author_role", code_text(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.CheckConstraint("subject_kind IN ('ward', 'place')", name=op.f("ck_flag_subject_kind_known")),
        sa.CheckConstraint("review_by >= recorded_on", name=op.f("ck_flag_review_after_recording")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flag")),
        sa.UniqueConstraint("uid", "revision", name=op.f("uq_flag_uid_revision")),
    )
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", code_text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("provider", code_text(), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("funding", code_text(), nullable=False),
        sa.Column("source_title", code_text(), nullable=False),
        sa.Column("source_url", code_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("uid", "revision", name=op.f("uq_initiative_uid_revision")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", code_text(), nullable=False),
        sa.Column("status", code_text(), nullable=False),
        sa.Column("origin", code_text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("activated_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "status IN ('loading', 'active', 'superseded')", name=op.f("ck_release_status_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
    )
    op.create_index(
        "uq_release_one_active",
        "release",
        ["status"],
        unique=True,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_table(
        "source_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", code_text(), nullable=False),
        sa.Column("title", code_text(), nullable=False),
        sa.Column("publisher", code_text(), nullable=False),
        sa.Column("url", code_text(), nullable=False),
        sa.Column("licence", code_text(), nullable=False),
        sa.Column("attribution", code_text(), nullable=False),
        sa.Column("period", code_text(), nullable=False),
        sa.Column("file_name", code_text(), nullable=False),
        sa.Column("retrieved", sa.Date(), nullable=False),
        sa.Column("sha256", code_text(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("note", code_text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_file")),
        sa.UniqueConstraint("source_id", "sha256", name=op.f("uq_source_file_source_id_sha256")),
    )
    op.create_table(
        "area",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("geography", code_text(), nullable=False),
        sa.Column("code", code_text(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("name_welsh", code_text(), nullable=False),
        sa.Column("vintage", code_text(), nullable=False),
        sa.Column("district_code", code_text(), nullable=False),
        sa.Column("county_code", code_text(), nullable=False),
        sa.Column("region_code", code_text(), nullable=False),
        sa.Column("west", sa.Double(), nullable=True),
        sa.Column("south", sa.Double(), nullable=True),
        sa.Column("east", sa.Double(), nullable=True),
        sa.Column("north", sa.Double(), nullable=True),
        sa.Column("geometry", GeometryColumn(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "geography", "code", name=op.f("pk_area")),
    )
    op.create_index("ix_area_box", "area", ["west", "east", "south", "north"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_area_geometry", "area", ["geometry"], unique=False, postgresql_using="gist")
    op.create_table(
        "area_link",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("left_code", code_text(), nullable=False),
        sa.Column("right_code", code_text(), nullable=False),
        sa.Column("kind", code_text(), nullable=False),
        sa.Column("border_m", sa.Double(), nullable=True),
        sa.Column("reason", code_text(), nullable=False),
        sa.CheckConstraint("kind IN ('border', 'crossing', 'severed')", name=op.f("ck_area_link_kind_known")),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_link_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "left_code", "right_code", "kind", name=op.f("pk_area_link")),
    )
    op.create_table(
        "area_name",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", code_text(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("vintage", code_text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_name_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "code", "name", "vintage", name=op.f("pk_area_name")),
    )
    op.create_table(
        "area_weight",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("from_geography", code_text(), nullable=False),
        sa.Column("basis", code_text(), nullable=False),
        sa.Column("from_code", code_text(), nullable=False),
        sa.Column("to_code", code_text(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "basis IN ('published', 'postcode-share', 'best-fit')", name=op.f("ck_area_weight_basis_known")
        ),
        sa.CheckConstraint("weight > 0 AND weight <= 1", name=op.f("ck_area_weight_weight_share")),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_area_weight_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "dataset_id", "from_geography", "basis", "from_code", "to_code", name=op.f("pk_area_weight")
        ),
    )
    op.create_table(
        "dataset_source",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("source_file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_dataset_source_dataset_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["source_file_id"], ["source_file.id"], name=op.f("fk_dataset_source_source_file_id")
        ),
        sa.PrimaryKeyConstraint("dataset_id", "source_file_id", name=op.f("pk_dataset_source")),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", code_text(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("status", code_text(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("supersedes", code_text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'superseded')", name=op.f("ck_decision_status_known")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_decision_release_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("uid", name=op.f("uq_decision_uid")),
    )
    op.create_table(
        "load_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("release_id", sa.Integer(), nullable=True),
        sa.Column("source_id", code_text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("outcome", code_text(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('loaded', 'unchanged', 'refused')", name=op.f("ck_load_report_outcome_known")
        ),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_load_report_release_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_load_report")),
    )
    op.create_table(
        "map_layer",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("vintage", code_text(), nullable=False),
        sa.Column("hash", code_text(), nullable=False),
        sa.Column("media_type", code_text(), nullable=False),
        sa.Column("encoding", code_text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_map_layer_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "name", name=op.f("pk_map_layer")),
    )
    op.create_table(
        "observation",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", code_text(), nullable=False),
        sa.Column("geography", code_text(), nullable=False),
        sa.Column("basis", code_text(), nullable=False),
        sa.Column("period", code_text(), nullable=False),
        sa.Column("area_code", code_text(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("status", code_text(), nullable=False),
        sa.CheckConstraint(
            "(value IS NULL) = (status IN ('suppressed', 'missing'))",
            name=op.f("ck_observation_status_fits_value"),
        ),
        sa.CheckConstraint(
            "basis IN ('published', 'postcode-share', 'best-fit')", name=op.f("ck_observation_basis_known")
        ),
        sa.CheckConstraint(
            "status IN ('present', 'suppressed', 'missing', 'estimated', 'apportioned')",
            name=op.f("ck_observation_status_known"),
        ),
        sa.PrimaryKeyConstraint(
            "dataset_id",
            "indicator_id",
            "geography",
            "basis",
            "period",
            "area_code",
            name=op.f("pk_observation"),
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_observation_area", "observation", ["area_code", "dataset_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("id", code_text(), nullable=False),
        sa.Column("name", code_text(), nullable=False),
        sa.Column("kind", code_text(), nullable=False),
        sa.Column("note", code_text(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_place_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "id", name=op.f("pk_place")),
    )
    op.create_table(
        "place_area",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("place_id", code_text(), nullable=False),
        sa.Column("area_code", code_text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_place_area_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "place_id", "area_code", name=op.f("pk_place_area")),
    )
    op.create_table(
        "postcode",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("postcode", code_text(), nullable=False),
        sa.Column("ward_code", code_text(), nullable=False),
        sa.Column("lsoa21_code", code_text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_postcode_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("dataset_id", "postcode", name=op.f("pk_postcode")),
    )
    op.create_table(
        "release_dataset",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name=op.f("fk_release_dataset_dataset_id")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_dataset_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "dataset_id", name=op.f("pk_release_dataset")),
    )
    op.create_table(
        "standardisation",
        sa.Column("release_id", sa.Integer(), nullable=False),
        sa.Column("reference", code_text(), nullable=False),
        sa.Column("indicator_id", code_text(), nullable=False),
        sa.Column("period", code_text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("mean", sa.Double(), nullable=False),
        sa.Column("sd", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_standardisation_release_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "release_id", "reference", "indicator_id", "period", name=op.f("pk_standardisation")
        ),
    )


def downgrade() -> None:

    op.drop_table("standardisation")
    op.drop_table("release_dataset")
    op.drop_table("postcode")
    op.drop_table("place_area")
    op.drop_table("place")
    op.drop_table("observation")
    op.drop_table("map_layer")
    op.drop_table("load_report")
    op.drop_table("decision")
    op.drop_table("dataset_source")
    op.drop_table("area_weight")
    op.drop_table("area_name")
    op.drop_table("area_link")
    op.drop_table("area")
    op.drop_table("source_file")
    op.drop_table("release")
    op.drop_table("initiative")
    op.drop_table("flag")
    op.drop_table("dataset")
    op.drop_table("audit_event")
