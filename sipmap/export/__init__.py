"""Files that leave: CSV with its metadata."""

from sipmap.export.ranking import RankingExport, ranking_export

__all__ = ["RankingExport", "ranking_export"]
