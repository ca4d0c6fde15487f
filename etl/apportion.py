"""Small-area counts and scores brought to wards: pure, frames in and frames out.

Counts and denominators are shared out and summed, and divided last. A published score without a numerator
becomes a mean weighted by the people it is about. Ranks are never averaged: they stay with their small area.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from etl.sources.base import TIDY_COLUMNS as TIDY
from sipmap.catalogue.models import Indicator

TIDY_COLUMNS = list(TIDY)


LEAST_COVERED_SHARE = 0.8
"""A ward value is made only where small areas with a figure hold at least this share of what the ward is
made of (small areas counted by their weights); below it the ward is missing, between it and 1 estimated."""

_KEYS = ["indicator_id", "period", "to_code"]


def apportion(
    small: pd.DataFrame,
    weights: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    populations: Mapping[str, pd.Series] | None = None,
    *,
    geography: str = "ward",
) -> pd.DataFrame:
    """Bring tidy figures of one small geography to wards.

    Parameters
    ----------
    small : DataFrame
        Tidy observations of small areas. Rows of kind "rank" are left out of the result.
    weights : DataFrame
        from_code, to_code, weight, basis (one basis only): the share of each small area in each ward.
        Small areas that do not appear in it take no part.
    indicators : mapping
        The catalogue, by indicator id.
    populations : mapping, optional
        Indicator id of a count -> Series of people by small-area code, for scores whose own file does not
        carry the people that weight them (`weighted_by`).
    geography : str
        What the result's areas are.

    Returns
    -------
    DataFrame
        Tidy observations, status apportioned, estimated or missing, sorted by indicator, period and ward.

    Raises
    ------
    KeyError
        Where a score's weights are neither in the frame nor in `populations`: a fault of the caller.
    """
    (basis,) = weights["basis"].unique()
    kinds = {i: indicators[i].kind for i in small["indicator_id"].unique()}
    moving = small.loc[small["indicator_id"].map(kinds).ne("rank").to_numpy(), TIDY_COLUMNS].copy()
    moving["kind"] = moving["indicator_id"].map(kinds).astype(object)
    moving = _with_weighting_people(moving, indicators, populations or {})
    shared = moving.merge(
        weights[["from_code", "to_code", "weight"]], left_on="area_code", right_on="from_code", how="inner"
    )
    sums = _weighted_sums(shared)
    ward = sums.reset_index().rename(columns={"to_code": "area_code"})
    ward["value"], ward["numerator"], ward["denominator"] = _divide_last(ward, indicators)
    short = ward["covered"] < LEAST_COVERED_SHARE * ward["whole"]
    whole = ward["covered"] >= ward["whole"] * (1 - 1e-9)
    ward["status"] = np.select([short | ward["value"].isna(), whole], ["missing", "apportioned"], "estimated")
    ward.loc[ward["status"] == "missing", ["value", "numerator", "denominator"]] = np.nan
    ward["basis"], ward["geography"] = basis, geography
    return ward[TIDY_COLUMNS].sort_values(["indicator_id", "period", "area_code"], ignore_index=True)


def _with_weighting_people(
    moving: pd.DataFrame, indicators: Mapping[str, Indicator], populations: Mapping[str, pd.Series]
) -> pd.DataFrame:
    """Fill the denominator of scores whose file carries none, from the count that `weighted_by` names."""
    lacking = moving["kind"].eq("score") & moving["denominator"].isna()
    for indicator_id in moving.loc[lacking, "indicator_id"].unique():
        people = populations[str(indicators[indicator_id].weighted_by)]
        rows = lacking & moving["indicator_id"].eq(indicator_id)
        moving.loc[rows, "denominator"] = moving.loc[rows, "area_code"].map(people).to_numpy(dtype=float)
    return moving


def _weighted_sums(shared: pd.DataFrame) -> pd.DataFrame:
    """Sum what each ward receives: numerators, denominators, weights, and how much of it has a figure."""
    is_score = shared["kind"].eq("score").to_numpy()
    has_figure = shared["value"].notna().to_numpy() & (
        shared["denominator"].notna().to_numpy() | shared["kind"].eq("count").to_numpy()
    )
    w = np.where(has_figure, shared["weight"].to_numpy(), 0.0)
    denominator = shared["denominator"].fillna(0.0).to_numpy()
    numerator = np.where(is_score, shared["value"].fillna(0.0) * denominator, shared["numerator"].fillna(0.0))
    parts = shared[_KEYS].assign(
        kind=shared["kind"].to_numpy(),
        numerator=numerator * w,
        denominator=denominator * w,
        covered=w,
        whole=shared["weight"].to_numpy(),
    )
    grouped = parts.groupby(_KEYS, observed=True, sort=True)
    return grouped.agg(
        {"kind": "first", "numerator": "sum", "denominator": "sum", "covered": "sum", "whole": "sum"}
    )


def _divide_last(
    ward: pd.DataFrame, indicators: Mapping[str, Indicator]
) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return value, numerator and denominator as the kind of each indicator asks.

    A published rate (a score in proportions) keeps rate x people as its numerator: an estimated count.
    """
    is_count = ward["kind"].eq("count")
    as_proportion = {i for i in ward["indicator_id"].unique() if indicators[i].unit == "proportion"}
    counts_people = ward["kind"].eq("rate") | ward["indicator_id"].isin(as_proportion)
    quotient = ward["numerator"] / ward["denominator"].where(ward["denominator"] > 0)
    value = ward["numerator"].where(is_count, quotient)
    numerator = ward["numerator"].where(is_count | counts_people)
    return value, numerator, ward["denominator"].mask(is_count)
