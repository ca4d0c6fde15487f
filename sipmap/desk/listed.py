"""How sure a list of the first so many wards is, whatever size is asked for."""

from collections.abc import Mapping

from sipmap.desk.certainty import ranking_certainty
from sipmap.desk.ranking import RankingInputs
from sipmap.scoring.uncertainty import Problem, RankUncertainty, Varied


def list_certainty(
    layout: Problem,
    inputs: RankingInputs,
    size: int,
    weights: Mapping[str, float] | None = None,
    *,
    varied: Varied | None = None,
) -> RankUncertainty:
    """Say how sure each rank is and who belongs to the first `size`; see `ranking_certainty`.

    A list longer than the ranked wards holds them all: its size is then theirs. The screen, the file and the
    command line all ask here, so that they say the same.
    """
    ranked = int(inputs.ranking(weights)["rank"].notna().sum())
    return ranking_certainty(layout, inputs, max(1, min(size, ranked)), weights, varied=varied)
