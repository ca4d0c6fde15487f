"""Files that leave: CSV with its metadata."""

from sipmap.export.csvw import Export
from sipmap.export.ranking import ranking_export

__all__ = ["Export", "ranking_export"]
