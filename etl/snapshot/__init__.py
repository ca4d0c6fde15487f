"""The snapshot: the embedded default's figures and geometry in the project's own compact format.

One zstd-compressed parquet file a table (figures here, geography under `boundaries/kent`) and a manifest with
every source's provenance. It is dumped from a release made of the published files, and a store restored from
it equals the one it came from, figure for figure.
"""

from etl.snapshot.files import snapshot_hash
from etl.snapshot.restore import ensure_release, restore

__all__ = ["ensure_release", "restore", "snapshot_hash"]
