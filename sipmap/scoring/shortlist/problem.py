"""A shortlist as a problem to solve: wards, size, and rules that each can be taken away by name."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse

from sipmap.scoring.shortlist.wards import Bools, Integers, Wards

Floats = npt.NDArray[np.float64]
Kind = Literal["least", "most", "group", "cap", "floor", "touching", "pin", "exclusion"]


@dataclass(frozen=True)
class NamedRule:
    """One rule, with the words for it."""

    key: str
    """Its own name, e.g. "min_per_district", "pin E05000000", "group Isle of Sheppey"."""
    kind: Kind
    label: str
    """In plain words, to stand in a sentence, e.g. "at least 1 ward per district"."""
    remedy: str
    """What eases it, to stand in a sentence, e.g. "raise the cap"."""
    rows: Floats = field(default_factory=lambda: np.zeros((0, 0)), repr=False)
    """Rows x wards: low <= rows @ chosen <= high."""
    low: Floats = field(default_factory=lambda: np.zeros(0), repr=False)
    high: Floats = field(default_factory=lambda: np.zeros(0), repr=False)
    ward: int = -1
    """Position of the ward, for a pin or an exclusion."""
    amount: float = 0.0
    """The floor, the cap, or what a touching pair adds."""
    reason: str = ""
    """Why a ward is pinned or excluded, as it was given."""


@dataclass(frozen=True)
class Problem:
    """Choose `size` wards that bring the most, under the rules."""

    wards: Wards
    size: int
    rules: tuple[NamedRule, ...]
    pairs: Integers = field(default_factory=lambda: np.zeros((0, 2), dtype=np.int64), repr=False)
    """Positions of wards that touch, two a row."""
    admitted: tuple[int, ...] = ()
    """Positions of wards that may be in like pinned ones but need not: for asking what is in conflict."""

    def without(self, keys: Collection[str]) -> "Problem":
        """Return the problem without some of its rules."""
        return replace(self, rules=tuple(rule for rule in self.rules if rule.key not in keys))

    def of_kind(self, *kinds: Kind) -> list[NamedRule]:
        """Return its rules of some kinds."""
        return [rule for rule in self.rules if rule.kind in kinds]

    def marked(self, kind: Kind) -> Bools:
        """Return which wards are pinned, or excluded."""
        marks = np.zeros(len(self.wards.codes), dtype=bool)
        marks[[rule.ward for rule in self.of_kind(kind)]] = True
        return marks

    @cached_property
    def let_in(self) -> Bools:
        """Which wards may be in whatever their figures: pinned, or admitted."""
        marks = self.marked("pin")
        marks[list(self.admitted)] = True
        return marks

    @cached_property
    def can_be_chosen(self) -> Bools:
        """Which wards may be in: those with a figure, or pinned; not those excluded.

        Under a cap on people, a ward whose residents are unknown could break it unseen: it needs a pin.
        """
        able = self.wards.has_figure.copy()
        if any(rule.key == CAP for rule in self.rules):
            able &= self.wards.frame["people"].notna().to_numpy()
        return (able | self.let_in) & ~self.marked("exclusion")

    @cached_property
    def below_floor(self) -> Bools:
        """Which wards may be in only where a rule pulls them in: below the floor, and not pinned."""
        below = np.zeros(len(self.wards.codes), dtype=bool)
        for rule in self.of_kind("floor"):
            below = self.wards.frame["score"].to_numpy(dtype=np.float64) < rule.amount
        return below & ~self.let_in

    @cached_property
    def bonus(self) -> int:
        """What a pair of chosen wards that touch adds, in whole steps."""
        return sum(self.wards.steps(rule.amount) for rule in self.of_kind("touching"))

    @cached_property
    def counts(self) -> tuple[Floats, Floats, Floats]:
        """Rows, low and high of all rules that count wards or people."""
        rules = self.of_kind("least", "most", "group", "cap")
        if not rules:
            return np.zeros((0, len(self.wards.codes))), np.zeros(0), np.zeros(0)
        stacked = [
            np.concatenate(part) for part in zip(*((r.rows, r.low, r.high) for r in rules), strict=True)
        ]
        return stacked[0], stacked[1], stacked[2]

    @cached_property
    def counts_sparse(self) -> sparse.csr_array:
        """The rows of `counts`, for the solver."""
        return sparse.csr_array(self.counts[0])

    @cached_property
    def is_nested(self) -> bool:
        """Whether the rules count wards of sets that lie within each other or apart, and nothing else.

        Then a list that no exchange of two wards betters is the best of all: such lists are an M-convex set
        (Murota, "Discrete Convex Analysis", 2003: laminar convex functions, section 6.3; single exchanges,
        theorem 6.26).
        """
        if self.bonus or self.of_kind("cap"):
            return False
        groups = [set(np.flatnonzero(rule.rows[0]).tolist()) for rule in self.of_kind("group")]
        districts: list[set[int]] = []
        for rule in self.of_kind("least", "most")[:1]:
            districts = [set(np.flatnonzero(row).tolist()) for row in rule.rows]
        apart = [*combinations(groups, 2), *((g, d) for g in groups for d in districts)]
        return all(one <= other or other <= one or not one & other for one, other in apart)

    def total(self, chosen: Bools) -> int:
        """Return what a list brings, touching pairs included, in whole steps: exact."""
        return int(self.wards.gain[chosen].sum()) + self.bonus * self.touching_pairs(chosen)

    def touching_pairs(self, chosen: Bools) -> int:
        """Return how many pairs of chosen wards touch."""
        return int(chosen[self.pairs].all(axis=1).sum())

    def keeps_counts(self, chosen: Bools) -> bool:
        """Whether a list keeps every rule that counts wards or people."""
        rows, low, high = self.counts
        counted = rows @ chosen
        is_enough = counted >= low - COUNTING_NOISE * np.abs(low)
        return bool((is_enough & (counted <= high * (1 + COUNTING_NOISE))).all())

    def holds(self, chosen: Bools) -> bool:
        """Whether a list has the size, only wards that may be in, every pin, and keeps every count."""
        return bool(
            chosen.sum() == self.size
            and not (chosen & ~self.can_be_chosen).any()
            and not (self.marked("pin") & ~chosen).any()
            and self.keeps_counts(chosen)
        )


CAP = "cap_people"

COUNTING_NOISE = 1e-12
"""What a sum of people may be out by in floating point, as a share of it."""
