"""Figures of a county's wards, laid out so that any group of them can be summed first and divided last."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.catalogue import Indicator
from sipmap.scoring.rank import rank

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

SIGNS = {"higher is worse": 1.0, "lower is worse": -1.0, "neither": np.nan}


@dataclass(frozen=True, eq=False)
class WardFigures:
    """Values of wards x indicators, with the people that each stands for.

    A group's rate is its numerators over its denominators; since a numerator is value x denominator, that is
    the mean of the values weighted by their denominators, which is also how published scores are brought
    together.
    """

    codes: tuple[str, ...]
    """Every ward of the county, in order of code."""
    ids: tuple[str, ...]
    values: Floats
    """wards x indicators, NaN where missing."""
    weights: Floats
    """wards x indicators: a rate's denominator, or the people that weight a score; 0 without a value."""
    signs: Floats
    """indicators: 1 where higher is worse, -1 where lower is, NaN where neither."""
    counted: npt.NDArray[np.bool_]
    """indicators: whether the value is a count over a denominator, so that it carries sampling error."""

    @cached_property
    def all_rows(self) -> Rows:
        """Rows of the whole county."""
        return np.arange(len(self.codes))

    @cached_property
    def spread(self) -> Floats:
        """Standard deviation of each indicator over the county's wards (ddof 0); NaN where none."""
        with np.errstate(invalid="ignore"):
            known = np.where(np.isnan(self.values), 0.0, 1.0)
            count = known.sum(axis=0)
            mean = np.nansum(self.values, axis=0) / np.where(count > 0, count, np.nan)
            squares = np.nansum((self.values - mean) ** 2, axis=0) / np.where(count > 0, count, np.nan)
        found: Floats = np.sqrt(squares)
        return np.where(found > 0, found, np.nan)

    def rows(self, codes: Collection[str]) -> Rows:
        """Return the rows of wards; KeyError for one that is not of the county."""
        unknown = sorted(set(codes) - set(self.codes))
        if unknown:
            raise KeyError(f"{unknown[0]} is not among the wards")
        return np.flatnonzero(np.isin(self.codes, list(codes)))

    def mean(self, rows: Rows) -> Floats:
        """Return each indicator over a group of wards; NaN where none of them has it."""
        total = self.weights[rows].sum(axis=0)
        with np.errstate(invalid="ignore", divide="ignore"):
            found: Floats = np.where(total > 0, self.sums(rows) / total, np.nan)
        return found

    def sums(self, rows: Rows) -> Floats:
        """Return the numerators of a group: values x weights, summed."""
        found: Floats = np.nansum(self.values[rows] * self.weights[rows], axis=0)
        return found

    def ranks(self, indicator_id: str) -> "pd.Series[int]":
        """Rank the county's wards on one indicator, 1 being the worst; <NA> without figure or direction."""
        column = self.ids.index(indicator_id)
        return rank(pd.Series(self.values[:, column] * self.signs[column], index=list(self.codes)))


def ward_figures(
    observed: pd.DataFrame,
    codes: Iterable[str],
    indicators: Mapping[str, Indicator],
    residents: "pd.Series[float]",
) -> WardFigures:
    """Lay out tidy observations of wards.

    Parameters
    ----------
    observed : DataFrame
        indicator_id, area_code, value, denominator; one period of each indicator.
    codes : iterable of ward codes
        Every ward of the county.
    indicators : mapping of id to Indicator
        The ones to lay out, in their order; one without a figure is NaN everywhere.
    residents : Series of people by ward code
        What weights a figure that was supplied without a denominator.

    Raises
    ------
    ValueError
        An indicator stands twice for a ward: periods were not chosen.
    """
    wards, ids = sorted(set(codes)), list(indicators)
    if observed.duplicated(["indicator_id", "area_code"]).any():
        raise ValueError("an indicator stands twice for a ward; choose one period of each")
    values, whole = (
        observed.pivot(index="area_code", columns="indicator_id", values=name)
        .reindex(index=wards, columns=ids)
        .to_numpy(dtype=np.float64)
        for name in ("value", "denominator")
    )
    people = residents.reindex(wards).to_numpy(dtype=np.float64)
    bare = np.isnan(whole).all(axis=0)
    weights = np.where(bare[None, :], people[:, None], whole)
    known = ~np.isnan(values) & (weights > 0)
    return WardFigures(
        codes=tuple(wards),
        ids=tuple(ids),
        values=np.where(known, values, np.nan),
        weights=np.where(known, weights, 0.0),
        signs=np.array([SIGNS[indicators[i].direction] for i in ids]),
        counted=np.array([indicators[i].kind == "rate" for i in ids]) & ~bare,
    )
