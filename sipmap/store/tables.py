"""The tables, one set of models for PostGIS and the embedded default.

Figures and areas belong to a `dataset`, an immutable load of one source; a `release` is a manifest of
datasets. Keys are codes. A missing value is NULL with a status, never NaN.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from sipmap.store.types import GeometryColumn, UtcDateTime, code_text

STATUSES = ("present", "suppressed", "missing", "estimated", "apportioned")
BASES = ("published", "postcode-share", "best-fit")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    quoted = ", ".join(f"'{v}'" for v in values)
    return CheckConstraint(f"{column} IN ({quoted})", name=f"{column}_known")


class Base(DeclarativeBase):
    """Declarative base with a naming convention, so that migrations can name every constraint."""

    type_annotation_map: ClassVar[dict[object, object]] = {datetime: UtcDateTime(), str: code_text()}


Base.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class SourceFile(Base):
    """A published file as it was read: the provenance of every figure."""

    __tablename__ = "source_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str]
    title: Mapped[str]
    publisher: Mapped[str]
    url: Mapped[str]
    licence: Mapped[str]
    attribution: Mapped[str]
    period: Mapped[str]
    file_name: Mapped[str]
    retrieved: Mapped[date]
    sha256: Mapped[str]
    byte_size: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    __table_args__ = (UniqueConstraint("source_id", "sha256"),)


class Dataset(Base):
    """An immutable load of one source; `content_hash` covers the file, the weights and the declarations."""

    __tablename__ = "dataset"
    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str]
    content_hash: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str]
    created_at: Mapped[datetime]
    __table_args__ = (_one_of("status", ("loading", "ready")),)


class DatasetSource(Base):
    """Which files a dataset was made of."""

    __tablename__ = "dataset_source"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    source_file_id: Mapped[int] = mapped_column(ForeignKey("source_file.id"), primary_key=True)


class Release(Base):
    """A manifest of datasets; at most one is active."""

    __tablename__ = "release"
    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]
    status: Mapped[str]
    origin: Mapped[str]
    """What made it: `snapshot:<hash>` or `load`."""
    created_at: Mapped[datetime]
    activated_at: Mapped[datetime | None]
    __table_args__ = (
        _one_of("status", ("loading", "active", "superseded")),
        Index(
            "uq_release_one_active",
            "status",
            unique=True,
            sqlite_where=text("status = 'active'"),
            postgresql_where=text("status = 'active'"),
        ),
    )


class ReleaseDataset(Base):
    """The manifest: which datasets a release is made of, one for each source."""

    __tablename__ = "release_dataset"
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"), primary_key=True)


class Area(Base):
    """An area with its names, parents, box and, where it is mapped, its geometry (EPSG:27700)."""

    __tablename__ = "area"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    geography: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_welsh: Mapped[str] = mapped_column(default="")
    vintage: Mapped[str]
    district_code: Mapped[str] = mapped_column(default="")
    county_code: Mapped[str] = mapped_column(default="")
    """Upper-tier authority: the county, or the unitary authority itself."""
    region_code: Mapped[str] = mapped_column(default="")
    west: Mapped[float | None]
    """The box in metres; not xmin and xmax, which PostgreSQL keeps for itself."""
    south: Mapped[float | None]
    east: Mapped[float | None]
    north: Mapped[float | None]
    geometry: Mapped[bytes | None] = mapped_column(GeometryColumn())
    __table_args__ = (
        Index("ix_area_box", "west", "east", "south", "north"),
        # GiST where the database has it; the box above serves both.
        Index("ix_area_geometry", "geometry", postgresql_using="gist").ddl_if(dialect="postgresql"),
    )


class AreaName(Base):
    """A former name of an area, or the name of a former area whose people now live in it."""

    __tablename__ = "area_name"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    vintage: Mapped[str] = mapped_column(primary_key=True)


class AreaWeight(Base):
    """The share of one area that goes to another."""

    __tablename__ = "area_weight"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    from_geography: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(primary_key=True)
    from_code: Mapped[str] = mapped_column(primary_key=True)
    to_code: Mapped[str] = mapped_column(primary_key=True)
    weight: Mapped[float]
    __table_args__ = (
        _one_of("basis", BASES),
        CheckConstraint("weight > 0 AND weight <= 1", name="weight_share"),
    )


class AreaLink(Base):
    """Two wards that touch, are joined by a crossing, or only seem to touch."""

    __tablename__ = "area_link"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    left_code: Mapped[str] = mapped_column(primary_key=True)
    right_code: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    border_m: Mapped[float | None]
    reason: Mapped[str] = mapped_column(default="")
    __table_args__ = (_one_of("kind", ("border", "crossing", "severed")),)


class Place(Base):
    """A declared place: an island, a town."""

    __tablename__ = "place"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    longitude: Mapped[float]
    latitude: Mapped[float]


class PlaceArea(Base):
    """The wards of a place."""

    __tablename__ = "place_area"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    place_id: Mapped[str] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(primary_key=True)


class Postcode(Base):
    """A live postcode with its ward and LSOA."""

    __tablename__ = "postcode"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    postcode: Mapped[str] = mapped_column(primary_key=True)
    """Upper case, without the space."""
    ward_code: Mapped[str]
    lsoa21_code: Mapped[str]
    easting: Mapped[int]
    northing: Mapped[int]


class MapLayer(Base):
    """Geometry encoded for the browser, made at load and served as it is."""

    __tablename__ = "map_layer"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    vintage: Mapped[str]
    hash: Mapped[str]
    media_type: Mapped[str]
    encoding: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Observation(Base):
    """One figure about one area: the long table."""

    __tablename__ = "observation"
    dataset_id: Mapped[int] = mapped_column(primary_key=True)
    """No foreign key: to check one for each row takes half the time of a load into PostgreSQL. A trigger
    removes a dataset's observations with it (`triggers.py`)."""
    indicator_id: Mapped[str] = mapped_column(primary_key=True)
    geography: Mapped[str] = mapped_column(primary_key=True)
    basis: Mapped[str] = mapped_column(primary_key=True)
    """How it came to this area: as published, by postcode share, or by best fit."""
    period: Mapped[str] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(primary_key=True)
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    value: Mapped[float | None]
    status: Mapped[str]
    __table_args__ = (
        _one_of("status", STATUSES),
        _one_of("basis", BASES),
        CheckConstraint("(value IS NULL) = (status IN ('suppressed', 'missing'))", name="status_fits_value"),
        Index("ix_observation_area", "area_code", "dataset_id"),
        {"sqlite_with_rowid": False},
    )


class DeclarationKept(Base):
    """What an indicator of the council's own is: the catalogue entry, kept with its figures."""

    __tablename__ = "declaration"
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id", ondelete="CASCADE"), primary_key=True)
    indicator_id: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    """The indicator as JSON."""


class Standardisation(Base):
    """Where a standardised scale begins and how long its unit is: fitted once per release."""

    __tablename__ = "standardisation"
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    """Comparison set id, e.g. "kent"."""
    indicator_id: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    mean: Mapped[float]
    sd: Mapped[float]
    """Population standard deviation (divisor n) over the areas of the reference set."""


class Flag(Base):
    """A dated, sourced statement of local knowledge about a ward or place."""

    __tablename__ = "flag"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    revision: Mapped[int]
    subject_kind: Mapped[str]
    """ward or place"""
    subject: Mapped[str]
    """Ward code or place id."""
    theme: Mapped[str]
    statement: Mapped[str]
    strength: Mapped[str]
    evidence: Mapped[str]
    source_title: Mapped[str]
    source_url: Mapped[str] = mapped_column(default="")
    author_role: Mapped[str]
    recorded_on: Mapped[date]
    review_by: Mapped[date]
    is_public: Mapped[bool]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (
        UniqueConstraint("uid", "revision"),
        _one_of("subject_kind", ("ward", "place")),
        CheckConstraint("review_by >= recorded_on", name="review_after_recording"),
    )


class FlagReply(Base):
    """What somebody answers to a flag: a member for the ward, a service, a resident."""

    __tablename__ = "flag_reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    revision: Mapped[int]
    flag_uid: Mapped[str]
    statement: Mapped[str]
    author_role: Mapped[str]
    replied_on: Mapped[date]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("uid", "revision"),)


class Initiative(Base):
    """Something being done, or once done, somewhere."""

    __tablename__ = "initiative"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str]
    revision: Mapped[int]
    name: Mapped[str]
    provider: Mapped[str]
    themes: Mapped[list[str]] = mapped_column(JSON)
    support_needs: Mapped[list[str]] = mapped_column(JSON)
    areas: Mapped[list[str]] = mapped_column(JSON)
    """Ward codes, district codes or place ids."""
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    funding: Mapped[str] = mapped_column(default="")
    is_historic: Mapped[bool]
    """Whether it is on record only for its history."""
    known_on: Mapped[date]
    """The day of what tells of it: what came after is not known."""
    note: Mapped[str] = mapped_column(default="")
    source_title: Mapped[str]
    source_url: Mapped[str] = mapped_column(default="")
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    __table_args__ = (UniqueConstraint("uid", "revision"),)


class Decision(Base):
    """A named shortlist on record; superseded, never edited."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="RESTRICT"))
    name: Mapped[str]
    status: Mapped[str]
    record: Mapped[str]
    """Canonical JSON, to the byte (`audit.canonical`)."""
    sha256: Mapped[str]
    """Of `record`; the audit trail keeps it too."""
    created_at: Mapped[datetime]
    supersedes: Mapped[str | None]
    __table_args__ = (_one_of("status", ("draft", "published", "superseded")),)


class AuditEvent(Base):
    """Who did what, when: append-only, each event carrying the hash of the one before."""

    __tablename__ = "audit_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str]
    role: Mapped[str]
    action: Mapped[str]
    detail: Mapped[dict[str, object]] = mapped_column(JSON)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class LoadReport(Base):
    """What a load read, checked and made; kept whether it succeeded or not."""

    __tablename__ = "load_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id", ondelete="SET NULL"))
    source_id: Mapped[str]
    at: Mapped[datetime]
    outcome: Mapped[str]
    report: Mapped[dict[str, object]] = mapped_column(JSON)
    __table_args__ = (_one_of("outcome", ("loaded", "unchanged", "refused")),)
