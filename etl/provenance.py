"""Where a figure comes from, and what makes two loads the same."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from etl.ground import Ground, needs
from etl.sources.base import Source
from sipmap.catalogue import indicators

FORMAT = "1"
"""Raised when the way figures are made changes, so that the same file makes a new dataset."""

FILE_COLUMNS = (
    "source_id",
    "title",
    "publisher",
    "url",
    "licence",
    "attribution",
    "period",
    "file_name",
    "retrieved",
    "sha256",
    "byte_size",
    "note",
)
"""The columns of table source_file that describe a file."""


def provenance(source: Source, path: Path) -> dict[str, Any]:
    """Return the row of table source_file for a published file."""
    content = path.read_bytes()
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "licence": source.licence,
        "attribution": source.attribution,
        "period": source.period,
        "file_name": path.name,
        "retrieved": datetime.fromtimestamp(path.stat().st_mtime, UTC).date(),
        "sha256": hashlib.sha256(content).hexdigest(),
        "byte_size": len(content),
        "note": source.note,
    }


def content_hash(
    source_id: str,
    files: Iterable[Mapping[str, Any]],
    ground: Ground | None = None,
    declarations: str = "",
) -> str:
    """Hash what a dataset is made of: its files, geography, weighting counts, what is declared."""
    catalogue = indicators()
    made_of = {
        "format": FORMAT,
        "source": source_id,
        "files": sorted(str(f["sha256"]) for f in files),
        "geography": ground.hash if ground else "",
        "needs": {s: ground.hashes.get(s, "") for s in sorted(needs(source_id, catalogue))} if ground else {},
        "declarations": declarations,
        # Only what moves a figure: a better label does not make a new dataset.
        "declared": sorted(
            f"{i.id} {i.kind} {i.unit} {i.weighted_by}" for i in catalogue.values() if i.source == source_id
        ),
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()
