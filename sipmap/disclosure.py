"""Small numbers held back, so that a table about areas says nothing about anybody in them.

For figures that the council supplies; what a publisher released follows the publisher's own rule. Two steps:

1. *Primary*: a count from 1 to 4 is held back; so is a rate whose denominator is from 1 to 4, or where all of
   the denominator but 4 or fewer are counted, since that gives away the few others (or that everybody is). A
   count of 0 is shown: it tells only that nobody there is counted.
2. *Secondary*: where a total is known, what is held back could be had by taking the rest from it. So the next
   smallest areas are held back too, until the total leaves at least five possible values for every one, or
   all there are. Totals are of districts, of their wards, and of counties, of their districts. Where a
   district's wards do not suffice, its total must not be published either, and the same is done a level up.

These are the usual steps of cell suppression (Hundepool et al., "Statistical Disclosure Control", 2012). To
hide small counts above 0, the rates made of them, and what subtraction would give back, is the rule of public
bodies too, though thresholds differ; one published in full is Washington State Department of Health,
"Standards for Reporting Data with Small Numbers" (2018). Below 5 is this project's.

The mark is `[c]`, "confidential". It protects one figure of one period from its own totals alone: not from
another table that counts some of the same people, nor from the same figure for overlapping periods.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

MARK = "[c]"
"""Stands in a file for a figure that is held back."""

THRESHOLD = 5
"""Counts below this, and above 0, are small."""

_NOISE = 1e-9
"""Shared-out counts are sums of floating-point numbers."""

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class HeldBack:
    """What must not be shown."""

    cells: pd.Series
    """Aligned with the cells: "" shown, "primary", "secondary", or "given" where it came marked."""
    districts: tuple[str, ...]
    """Districts whose totals must not be published, sorted."""
    counties: tuple[str, ...]


def small(numerators: Floats, denominators: Floats | None = None) -> Mask:
    """Return which figures are small in themselves (step 1); NaN is not."""
    found = _few(numerators)
    if denominators is None:
        return found
    others = denominators - numerators
    is_all = (np.abs(others) <= _NOISE) & (numerators > _NOISE)
    return found | _few(denominators) | _few(others) | is_all


def _few(counts: Floats) -> Mask:
    return (counts > _NOISE) & (counts < THRESHOLD - _NOISE)


def hold_back(cells: pd.DataFrame) -> HeldBack:
    """Find what to hold back of one figure in one period.

    Parameters
    ----------
    cells : DataFrame
        One row an area: code, district_code, county_code, numerator, denominator (NaN throughout for a count)
        and is_given (True where the figure came held back: its numbers are NaN). Rows that are NaN and not
        given are missing, and take no part.

    Returns
    -------
    HeldBack
        The same whatever the order of the rows; held back once more, nothing changes.

    Notes
    -----
    Figures that came marked are taken to be safe among themselves; one that stands alone in its district gets
    company.
    """
    search = _Search(cells)
    open_districts = [d for d in search.districts() if not search.close_district(d)]
    counties = [c for c in search.counties() if not search.close_county(c, open_districts)]
    return HeldBack(search.reasons(cells.index), tuple(sorted(open_districts)), tuple(counties))


class _Search:
    """The cells in order of code, and what of them is hidden so far."""

    def __init__(self, cells: pd.DataFrame) -> None:
        self._place = cells["code"].argsort(kind="stable").to_numpy()
        ordered = cells.iloc[self._place]
        self._n = ordered["numerator"].to_numpy(dtype=np.float64)
        denominators = ordered["denominator"].to_numpy(dtype=np.float64)
        self._d = None if np.isnan(denominators).all() else denominators
        self._given = ordered["is_given"].to_numpy(dtype=bool)
        self._district = ordered["district_code"].to_numpy(dtype=object)
        self._county = ordered["county_code"].to_numpy(dtype=object)
        self._primary = small(self._n, self._d)
        self._hidden = self._primary | self._given
        self._is_cell = self._given | ~np.isnan(self._n)

    def districts(self) -> list[str]:
        return sorted(set(self._district[self._is_cell]))

    def counties(self) -> list[str]:
        return sorted(set(self._county[self._is_cell]))

    def close_district(self, district: str) -> bool:
        """Hide wards until the district's total gives none away; False where even all of them do not do."""
        of_district = self._is_cell & (self._district == district)
        if not (self._hidden & of_district).any():
            return True
        return self._hide_until_safe(of_district, of_district)

    def close_county(self, county: str, open_districts: list[str]) -> bool:
        """Open further districts until the county's total gives nothing away; False where all do not do.

        Adds to `open_districts`.
        """
        here = self._is_cell & (self._county == county)
        of_open = here & np.isin(self._district, open_districts)
        if not (of_open & self._hidden & ~self._given).any():
            return True  # nothing open, or all of it came marked
        for district in self._smallest_totals(here & ~of_open):
            if self._is_safe(of_open):
                return True
            own = here & (self._district == district)
            open_districts.append(district)
            of_open |= own
            self._hide(own, 2 - int((own & self._hidden).sum()))
            self._hide_until_safe(of_open, own)
        return self._is_safe(of_open)

    def reasons(self, index: pd.Index) -> pd.Series:
        """Say why each cell is hidden, in the order in which the cells came."""
        found = np.select(
            [self._given, self._primary, self._hidden], ["given", "primary", "secondary"], default=""
        )
        in_place = np.empty(len(found), dtype=object)
        in_place[self._place] = found
        return pd.Series(in_place, index=index, dtype=object)

    def _hide_until_safe(self, group: Mask, among: Mask) -> bool:
        """Hide the next smallest of `among` until what is hidden of `group` is safe."""
        while not self._is_safe(group):
            if not self._hide(among, 1):
                return False
        return True

    def _hide(self, among: Mask, count: int) -> bool:
        """Hide the next smallest shown cells, those above 0 first; False where there is none left."""
        left = np.flatnonzero(among & ~self._hidden)
        order = np.lexsort((left, self._n[left], self._n[left] <= _NOISE))
        chosen = left[order][: max(count, 0)]
        self._hidden[chosen] = True
        return len(chosen) > 0

    def _smallest_totals(self, among: Mask) -> Iterator[str]:
        """Return districts by their totals, the smallest above 0 first."""
        totals = pd.Series(self._n[among]).groupby(self._district[among]).sum()
        yield from sorted(totals.index, key=lambda d: (totals[d] <= _NOISE, totals[d], d))

    def _is_safe(self, group: Mask) -> bool:
        """Whether the group's total leaves enough open about each hidden cell, and about each district."""
        hidden = group & self._hidden
        known = hidden & ~self._given
        if hidden.sum() < 2:
            return False
        if not known.any():
            return True
        n, d = self._n[known], None if self._d is None else self._d[known]
        if not leaves_open(n, d, has_company=bool((hidden & self._given).any())):
            return False
        districts = pd.factorize(self._district[known])[0]
        if districts.max() == 0:
            return True
        return leaves_open(_sums(districts, n), None if d is None else _sums(districts, d))


def _sums(groups: npt.NDArray[np.intp], counts: Floats) -> Floats:
    """Return the sum of each group, numbered from 0."""
    return np.bincount(groups, counts).astype(np.float64)


def leaves_open(numerators: Floats, denominators: Floats | None, *, has_company: bool = False) -> bool:
    """Whether the sum of hidden counts, being known, leaves open what each is.

    Each lies between what the others cannot take up and the sum, and between 0 and its denominator: that
    range must be THRESHOLD wide, or all of 0 to the denominator.

    Parameters
    ----------
    numerators, denominators : ndarray
        The hidden cells; denominators None for counts that have no upper limit.
    has_company : bool
        Whether others of unknown size are hidden with them.
    """
    total = numerators.sum()
    if denominators is None:
        return bool(total >= THRESHOLD - _NOISE and (len(numerators) > 1 or has_company))
    low = np.maximum(0, total - (denominators.sum() - denominators))
    high = np.minimum(total, denominators)
    return bool((high - low >= np.minimum(THRESHOLD, denominators) - _NOISE).all())
