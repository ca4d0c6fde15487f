"""Where the store meets the scoring: a release's figures laid out and ranked, for whoever shows them.

Everything here takes an engine and a release and gives frames; it decides nothing about how they are shown.
"""

from sipmap.desk.certainty import ranking_certainty, ranking_layout
from sipmap.desk.listed import list_certainty, national_certainty
from sipmap.desk.ranking import (
    RankingInputs,
    active_release,
    areas_of,
    comparison_set,
    indicator_ranks,
    national_ranks,
    profile_standards,
    ranking_inputs,
    sources_in_use,
)
from sipmap.desk.summaries import ward_summaries

__all__ = [
    "RankingInputs",
    "active_release",
    "areas_of",
    "comparison_set",
    "indicator_ranks",
    "list_certainty",
    "national_certainty",
    "national_ranks",
    "profile_standards",
    "ranking_certainty",
    "ranking_inputs",
    "ranking_layout",
    "sources_in_use",
    "ward_summaries",
]
