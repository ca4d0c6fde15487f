"""Where the snapshot's files are, in a checkout and in the wheel alike."""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).parent
GEOGRAPHY = Path(__file__).parents[2] / "boundaries" / "kent"

FIGURE_TABLES = ("observation", "standardisation")
GEOGRAPHY_TABLES = (
    "area",
    "area_name",
    "area_weight",
    "area_link",
    "place",
    "place_area",
    "postcode",
    "map_layer",
)

MANIFEST = FIGURES / "manifest.json"


def table_path(table: str, figures: Path = FIGURES, geography: Path = GEOGRAPHY) -> Path:
    """Return the parquet file of a table."""
    return (figures if table in FIGURE_TABLES else geography) / f"{table}.parquet"


def manifest(path: Path = MANIFEST) -> dict[str, Any]:
    """Return the manifest: datasets with their content hashes and source files."""
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@cache
def snapshot_hash() -> str:
    """Return what identifies this snapshot: a hash of its datasets' content hashes."""
    hashes = sorted(d["content_hash"] for d in manifest()["datasets"])
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:16]
