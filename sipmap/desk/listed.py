"""How sure a list of the first so many wards is, whatever size is asked for."""

from collections.abc import Mapping

from sqlalchemy import Engine

from sipmap.catalogue import profile
from sipmap.desk.certainty import ranking_certainty, ranking_layout
from sipmap.desk.ranking import NATIONAL, NATIONAL_PROFILE, RankingInputs, ranking_inputs
from sipmap.geography import COMPARISON_SETS
from sipmap.scoring.uncertainty import Problem, RankUncertainty, Varied
from sipmap.store import read


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


def national_certainty(engine: Engine, release: read.ReleaseRecord) -> RankUncertainty:
    """Say how sure each place of a ward in England is, on the index as `ranking.national_ranks` ranks by it.

    The same draws as behind England's map and its file. They take some two seconds: remember the answer.
    """
    chosen = profile(NATIONAL_PROFILE)
    inputs = ranking_inputs(engine, release, COMPARISON_SETS[NATIONAL], chosen)
    return list_certainty(ranking_layout(engine, inputs), inputs, chosen.size)
