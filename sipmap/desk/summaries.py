"""Ward summaries of the Index of Multiple Deprivation 2025, as far as a release holds them."""

import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import indicators
from sipmap.desk.pockets import small_areas
from sipmap.desk.ranking import RankingInputs
from sipmap.scoring.agreement import summary_ranks
from sipmap.scoring.summaries import worst_lsoa
from sipmap.store import read

STORED = {
    "average_score": "iod2025-imd-score",
    "average_rank": "iod2025-imd-average-rank",
    "extent": "iod2025-imd-extent",
    "worst_decile_lsoas": "iod2025-imd-worst-decile-lsoas",
}
"""Summaries that are worked out at load, as the ministry makes them for districts, by their names here."""

WORST = "worst_lsoa"
"""Worked out here from the small areas: one counts with a twentieth of the ward's residents."""


def ward_summaries(engine: Engine, inputs: RankingInputs) -> pd.DataFrame | None:
    """Rank the wards of a comparison set by each summary that the release has for it.

    The worst small area is there where wards are made by postcode share: the release holds no others.

    Returns
    -------
    DataFrame of Int64, wards x summaries, indexed by area_code in the order of the areas; or None
        average_score, average_rank, extent, worst_decile_lsoas, worst_lsoa, those at hand: ranks, 1 = most
        need, <NA> where a ward has no such summary. None where there are none, as for the wards of 1998.
    """
    if inputs.profile.geography != "ward":
        return None
    known = indicators()
    figures = read.observations(
        engine,
        inputs.release.id,
        indicators=tuple(STORED.values()),
        geography="ward",
        basis=inputs.comparison.basis,
        periods=sorted({known[indicator].period for indicator in STORED.values()}),
    ).pivot(index="area_code", columns="indicator_id", values="value")
    codes = pd.Index([str(code) for code in inputs.areas["code"]], name="area_code")
    turned = pd.DataFrame(index=codes)
    for name, indicator in STORED.items():
        if indicator in figures:
            sign = -1 if known[indicator].direction == "lower is worse" else 1
            turned[name] = sign * figures[indicator].reindex(codes)
    if inputs.is_apportioned:
        turned[WORST] = -worst_lsoa(small_areas(engine, inputs.release.id))["rank"].reindex(codes)
    turned = turned.dropna(axis="columns", how="all")
    return None if turned.empty else summary_ranks(turned)
