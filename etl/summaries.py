"""Ward summaries of the Index of Multiple Deprivation, as the ministry makes them for districts."""

import numpy as np
import pandas as pd

from etl.apportion import TIDY_COLUMNS
from sipmap.scoring.summaries import summarise

SCORE, RANK, POPULATION = "iod2025-imd-score", "iod2025-imd-rank", "iod2025-population"

SUMMARY_INDICATORS = {
    "average_rank": "iod2025-imd-average-rank",
    "extent": "iod2025-imd-extent",
    "worst_decile_lsoas": "iod2025-imd-worst-decile-lsoas",
    "worst_decile_residents": "iod2025-imd-worst-decile-residents",
    "local_concentration": "iod2025-imd-local-concentration",
}
"""The average score is `iod2025-imd-score` itself: both are means weighted by the index's own population."""


def ward_summaries(frame: pd.DataFrame, weights: pd.DataFrame) -> pd.DataFrame:
    """Summarise England's LSOAs by ward.

    Parameters
    ----------
    frame : DataFrame
        Tidy observations of every LSOA in England: score, rank and population of IMD 2025.
    weights : DataFrame
        from_code, to_code, weight, basis (one basis).

    Returns
    -------
    DataFrame
        Tidy observations of wards. Where a summary is not defined (local concentration of a small ward) there
        is no row. The share of residents in the worst decile carries those residents as its numerator.
    """
    small = frame[frame["indicator_id"].isin([SCORE, RANK, POPULATION])].pivot(
        index="area_code", columns="indicator_id", values="value"
    )
    period = frame.loc[frame["indicator_id"] == SCORE, "period"].iloc[0]
    parts = weights.merge(small, left_on="from_code", right_index=True).rename(
        columns={
            "to_code": "group",
            "from_code": "code",
            "weight": "share",
            SCORE: "score",
            RANK: "rank",
            POPULATION: "population",
        }
    )
    summary = summarise(parts, n_national=len(small))
    long = summary.melt(
        id_vars=["residents"], value_vars=list(SUMMARY_INDICATORS), var_name="summary", ignore_index=False
    ).dropna(subset="value")
    long = long.rename_axis("area_code").reset_index()
    is_share = long["summary"] == "worst_decile_residents"
    return long.assign(
        indicator_id=long["summary"].map(SUMMARY_INDICATORS),
        geography="ward",
        basis=weights["basis"].iloc[0],
        period=period,
        numerator=np.where(is_share, long["value"] * long["residents"], np.nan),
        denominator=long["residents"],
        status="apportioned",
    )[TIDY_COLUMNS]
