"""Standardisation parameters, fitted once per release on all wards of each reference set."""

import pandas as pd
from sqlalchemy import Engine

from sipmap.catalogue import indicators
from sipmap.geography import COMPARISON_SETS
from sipmap.scoring.standardise import fit
from sipmap.store import read

COLUMNS = ["reference", "indicator_id", "period", "count", "mean", "sd"]
LEAST_AREAS = 2
"""A spread needs two areas."""


def fit_standards(engine: Engine, release_id: int) -> pd.DataFrame:
    """Fit mean and standard deviation of every ward indicator on every comparison set.

    Returns
    -------
    DataFrame
        One row per reference set, indicator and period, as table `standardisation` holds them.
    """
    rows = []
    for reference in COMPARISON_SETS.values():
        wards = read.areas(engine, release_id, "ward", county_codes=reference.county_codes)
        figures = read.observations(engine, release_id, geography="ward", basis=reference.basis)
        figures = figures[figures["area_code"].isin(set(wards["code"])) & figures["value"].notna()]
        for (indicator_id, period), group in figures.groupby(["indicator_id", "period"]):
            if len(group) >= LEAST_AREAS and indicators()[indicator_id].direction != "neither":
                standard = fit(group["value"])
                rows.append((reference.id, indicator_id, period, standard.count, standard.mean, standard.sd))
    return pd.DataFrame(rows, columns=COLUMNS)
