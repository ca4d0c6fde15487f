"""Standardisation parameters, fitted once per release on all wards of each reference set."""

import pandas as pd
from sqlalchemy import Engine

from sipmap.geography import COMPARISON_SETS, ComparisonSet
from sipmap.scoring.standardise import fit_all
from sipmap.store import read


def fit_standards(engine: Engine, release_id: int) -> pd.DataFrame:
    """Fit mean and standard deviation of every ward indicator on every comparison set.

    Returns
    -------
    DataFrame
        One row per reference set, indicator and period, as table `standardisation` holds them.
    """
    return pd.concat(
        [fit_all(_ward_figures(engine, release_id, s), s.id) for s in COMPARISON_SETS.values()],
        ignore_index=True,
    )


def _ward_figures(engine: Engine, release_id: int, comparison: ComparisonSet) -> pd.DataFrame:
    """Return the tidy figures of a comparison set's wards, on its own basis."""
    wards = read.areas(engine, release_id, "ward", county_codes=comparison.county_codes)
    figures = read.observations(engine, release_id, geography="ward", basis=comparison.basis)
    return figures[figures["area_code"].isin(set(wards["code"]))]
