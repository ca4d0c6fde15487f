"""The wards that can be chosen, in one order that never depends on the rows they came in."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from sipmap.errors import ProfileError
from sipmap.scoring.rank import TIE_DECIMALS

Objective = Literal["need-score", "people-in-need"]
Bools = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]

MOST_STEPS = 10**15
"""Largest gain in whole steps: thousands of them add up exactly in 64 bits."""


@dataclass(frozen=True)
class Wards:
    """Every ward of an area, by what it brings to the objective, then score, then code."""

    frame: pd.DataFrame
    """area_code, name, district, rank, score, people, people_in_need, reason; in that order of wards."""
    gain: Integers
    """What each ward brings, in whole steps, so that sums and ties are exact; 0 where it has no figure."""
    step: float
    """What one step is in the objective's unit."""
    has_figure: Bools
    """Whether a ward is ranked and has a figure for the objective: else only a pin can bring it in."""
    objective: Objective
    area: str
    """Label of the comparison set, for sentences."""

    @cached_property
    def codes(self) -> list[str]:
        """Codes of the wards, in order."""
        return [str(code) for code in self.frame["area_code"]]

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each code stands."""
        return {code: place for place, code in enumerate(self.codes)}

    def places(self, codes: Collection[str]) -> Integers:
        """Return the positions of some wards, in order."""
        return np.array(sorted(self.position[c] for c in codes), dtype=np.int64)

    def steps(self, amount: float) -> int:
        """Return an amount of the objective in whole steps."""
        return round(amount / self.step)


def lay_out(
    ranking: pd.DataFrame,
    people: pd.DataFrame | None,
    objective: Objective,
    area: str,
    in_need: str = "employment_deprived",
) -> Wards:
    """Bring a ranking and counts of people to one order.

    Parameters
    ----------
    ranking : DataFrame
        rank, area_code, name, district, score, reason: as `ranking.rank_profile` returns it, in any order.
        A score that is NaN is an unranked ward.
    people : DataFrame, optional
        area_code, people (residents) and the column `in_need`; NaN where unknown. Wards that it lacks have
        no figure.
    objective : "need-score" or "people-in-need"
    area : str
    in_need : str
        The column of `people` that counts people in need.

    Raises
    ------
    ProfileError
        The objective counts people, and no count is given.
    ValueError
        A ward stands twice.
    """
    frame = ranking[["area_code", "name", "district", "rank", "score", "reason"]].reset_index(drop=True)
    if frame["area_code"].duplicated().any():
        raise ValueError(f"{frame.loc[frame['area_code'].duplicated(), 'area_code'].iloc[0]} stands twice")
    counts = pd.DataFrame(columns=["people", in_need], dtype=float)
    if people is not None:
        counts = people.set_index("area_code")[["people", in_need]]
    frame["people"] = frame["area_code"].map(counts["people"]).astype(float)
    frame["people_in_need"] = frame["area_code"].map(counts[in_need]).astype(float)
    scores = np.round(frame["score"].to_numpy(dtype=np.float64), TIE_DECIMALS)
    values = scores if objective == "need-score" else frame["people_in_need"].to_numpy(dtype=np.float64)
    known = ~(np.isnan(values) | np.isnan(scores))
    if objective == "people-in-need" and not known.any():
        raise ProfileError(
            f"There is no count of people in need for {area}, so it cannot be the objective; use need-score."
        )
    gain, step = _whole(np.where(known, values, 0.0))
    order = np.lexsort((frame["area_code"].astype(str), -np.where(known, scores, 0.0), -gain, ~known))
    return Wards(frame.iloc[order].reset_index(drop=True), gain[order], step, known[order], objective, area)


def _whole(values: npt.NDArray[np.float64]) -> tuple[Integers, float]:
    """Count values in whole steps of 1e-9, or of more where they are very large."""
    largest = float(np.abs(values).max(initial=0.0))
    step = max(10.0**-TIE_DECIMALS, largest / MOST_STEPS)
    return np.round(values / step).astype(np.int64), step
