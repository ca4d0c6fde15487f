"""Indicators made from two sources: pure, tidy frames in and tidy frames out, at the geography they come at.

A ward's rate divides the ward's own sums, whether it is derived from small areas and then apportioned or
derived from apportioned counts: it is never an average of the rates of small areas.
"""

import numpy as np
import pandas as pd

from etl.sources.base import TIDY_COLUMNS

CLAIMANTS = "claimants"
WORKING_AGE = "population-2020-16-64"
CLAIMANT_RATE = "claimant-rate"

DERIVED_INDICATORS = (CLAIMANT_RATE,)
"""Ids in the catalogue that no source's frame holds."""

_LEVELS = ["geography", "basis"]
_WORST_FIRST = ("suppressed", "missing", "estimated", "apportioned", "present")
"""A rate is no better than the worse of its two parts."""


def claimant_rate(claimants: pd.DataFrame, population: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Divide claimants in an average month by residents aged 16 to 64 in mid-2020, for every year.

    The claimant series' own population counts all residents and stands still after 2020, so it is not used;
    ONS too divides claimants by residents aged 16 to 64 (Nomis NM_162_1, "claimants as a proportion of
    residents aged 16-64").

    Parameters
    ----------
    claimants : DataFrame
        Tidy observations with `claimants` (counts) for one or more periods; other indicators are left aside.
    population : DataFrame or Series
        Tidy observations with `population-2020-16-64`, matched by geography, basis and area; or people by
        area code, of the claimants' own geography and basis.

    Returns
    -------
    DataFrame
        Tidy observations of `claimant-rate`: numerator claimants, denominator residents, value a proportion.
        An area lacking either, or with nobody aged 16 to 64, is missing (suppressed where a part is): its
        value is NaN, never 0. Sorted by geography, basis, period and area.

    Raises
    ------
    ValueError
        Where either indicator is not there, or an area stands twice: a fault of the caller.
    """
    numerators = _only(claimants, CLAIMANTS, ["period", "area_code"])
    people = _people(population)
    keys = [key for key in (*_LEVELS, "area_code") if key in people]
    both = numerators.merge(people, on=keys, how="left")
    residents = both["people"].where(both["people"] > 0)
    status = _worse(both["status"], both["people_status"].where(residents.notna(), "missing"))
    has_rate = ~status.isin(["missing", "suppressed"])
    rates = both.assign(
        indicator_id=CLAIMANT_RATE,
        numerator=both["value"].where(has_rate),
        denominator=residents.where(has_rate),
        value=both["value"] / residents,
        status=status,
    )
    return rates[list(TIDY_COLUMNS)].sort_values([*_LEVELS, "period", "area_code"], ignore_index=True)


def _people(population: pd.DataFrame | pd.Series) -> pd.DataFrame:
    """Return residents aged 16 to 64 by area, with their status."""
    if isinstance(population, pd.Series):
        codes = population.index.astype(object)
        if codes.has_duplicates:
            raise ValueError(f"an area stands twice for {WORKING_AGE}")
        return pd.DataFrame(
            {"area_code": codes, "people": population.to_numpy(dtype=float), "people_status": "present"}
        )
    rows = _only(population, WORKING_AGE, ["area_code"])
    named = rows.rename(columns={"value": "people", "status": "people_status"})
    return named[[*_LEVELS, "area_code", "people", "people_status"]]


def _only(frame: pd.DataFrame, indicator_id: str, keys: list[str]) -> pd.DataFrame:
    """Return one indicator's rows, each area once, with plain text in place of categories."""
    rows = frame.loc[frame["indicator_id"] == indicator_id]
    if rows.empty:
        raise ValueError(f"the frame holds no {indicator_id}")
    rows = rows.astype(dict.fromkeys([*_LEVELS, "period", "area_code", "status"], "object"))
    if rows.duplicated([*_LEVELS, *keys]).any():
        raise ValueError(f"an area stands twice for {indicator_id}")
    return rows


def _worse(left: pd.Series, right: pd.Series) -> pd.Series:
    """Return the worse status of each pair."""
    order = {status: place for place, status in enumerate(_WORST_FIRST)}
    places = np.minimum(left.map(order).to_numpy(dtype=int), right.map(order).to_numpy(dtype=int))
    return pd.Series(np.array(_WORST_FIRST, dtype=object)[places], index=left.index)
