"""How far ways of choosing agree: which of the first N wards they share.

Wards level at the cut: where more wards are level there than places are left, those places could go to any
of them. How many wards two lists share is then not one number but lies between a least and a most, the fewest
and the most over every way of giving the places out; where no ward is level at the cut, the two are the same.
"""

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from sipmap.scoring.rank import rank


@dataclass(frozen=True)
class Cut:
    """The first N by one way of choosing."""

    sure: frozenset[Hashable]
    """Wards that are among them however ties are settled."""
    level: frozenset[Hashable] = frozenset()
    """Wards level at the cut, more than there are places left for."""
    left: int = 0
    """Places that go to some of those."""

    @property
    def size(self) -> int:
        """How many wards it holds: N, or fewer where fewer are ranked."""
        return len(self.sure) + self.left


@dataclass(frozen=True)
class Shared:
    """How many wards two ways of choosing share."""

    least: int
    most: int
    of: int
    """How many they could share at most: the size of the smaller."""


def summary_ranks(turned: pd.DataFrame) -> pd.DataFrame:
    """Rank wards by each summary.

    Parameters
    ----------
    turned : DataFrame, wards x summaries
        Higher is more need; NaN where a ward has no such summary.

    Returns
    -------
    DataFrame of Int64, the shape of `turned`
        1 is most need, equal summaries share a rank (see `rank`); <NA> where missing.
    """
    return turned.apply(rank)


def first_wards(ranks: pd.Series, size: int) -> Cut:
    """Return the first `size` wards by a column of `summary_ranks`; wards without a rank are in none."""
    known = ranks.dropna().sort_values(kind="stable")
    if len(known) <= size:
        return Cut(frozenset(known.index))
    at_cut = known.index[known == known.iloc[size - 1]]
    before = frozenset(known.index[known < known.iloc[size - 1]])
    left = size - len(before)
    if len(at_cut) == left:
        return Cut(before | frozenset(at_cut))
    return Cut(before, frozenset(at_cut), left)


def shared(one: Cut, other: Cut) -> Shared:
    """Count the wards that two ways of choosing share, at least and at most (see this module's head)."""
    both = len(one.sure & other.sure)
    mine = len(one.level & other.sure)  # level by the one way, sure by the other
    theirs = len(other.level & one.sure)
    level = len(one.level & other.level)
    one_left, other_left = one.left - min(one.left, mine), other.left - min(other.left, theirs)
    most = both + min(one.left, mine) + min(other.left, theirs) + min(one_left, other_left, level)
    # For the fewest, places go first to wards that the other way leaves out, then apart to those level twice.
    one_pressed = max(0, one.left - (len(one.level) - mine - level))
    other_pressed = max(0, other.left - (len(other.level) - theirs - level))
    one_apart, other_apart = min(one_pressed, level), min(other_pressed, level)
    met = max(0, one_apart + other_apart - level)
    least = both + met + one_pressed - one_apart + other_pressed - other_apart
    return Shared(least, most, min(one.size, other.size))


def agreement(ranks: pd.DataFrame, size: int) -> dict[tuple[str, str], Shared]:
    """Say of each pair of summaries how many of the first `size` wards they share.

    Parameters
    ----------
    ranks : DataFrame
        From `summary_ranks`.
    size : int

    Returns
    -------
    dict of the two columns' names, in the order of the columns
    """
    cuts = {str(name): first_wards(ranks[name], size) for name in ranks}
    return {(a, b): shared(cuts[a], cuts[b]) for a, b in combinations(cuts, 2)}


def agreement_with(ranks: pd.DataFrame, chosen: Collection[str]) -> dict[str, Shared]:
    """Say of each summary how many of a list's wards are among as many first wards by it.

    Parameters
    ----------
    ranks : DataFrame
        From `summary_ranks`.
    chosen : collection of ward codes
    """
    listed = Cut(frozenset(chosen))
    return {str(name): shared(listed, first_wards(ranks[name], len(listed.sure))) for name in ranks}
