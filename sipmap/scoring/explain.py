"""Why a ward scores what it scores: what lifts it above the average and what holds it down, adding up."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Breakdown:
    """A ward's score taken apart: score = average + the sum of the parts' differences."""

    area_code: str
    name: str
    score: float
    average: float
    """Score of the average ward: what the parts add on average."""
    parts: pd.DataFrame
    """Indexed by part, in the profile's order: adds (to the score), average, difference."""

    @property
    def lifts(self) -> pd.Series:
        """The differences above 0, the largest first."""
        above = self.parts["difference"][self.parts["difference"] > 0]
        return above.sort_values(ascending=False, kind="stable")

    @property
    def holds_down(self) -> pd.Series:
        """The differences below 0, the largest first."""
        below = self.parts["difference"][self.parts["difference"] < 0]
        return below.sort_values(kind="stable")


@dataclass(frozen=True)
class Comparison:
    """Two wards: the difference of their scores is the sum of the parts' differences."""

    one: Breakdown
    other: Breakdown
    parts: pd.DataFrame
    """Indexed by part, the largest difference first: one, other (what each adds), difference."""

    @property
    def difference(self) -> float:
        """How much more the one scores."""
        return self.one.score - self.other.score


def average_parts(ranking: pd.DataFrame, parts: Sequence[str]) -> pd.Series:
    """Return what each part adds to the score of the average ranked ward; their sum is the average score."""
    return ranking.loc[ranking["score"].notna(), list(parts)].mean()


def breakdown(
    ranking: pd.DataFrame, code: str, parts: Sequence[str], average: pd.Series | None = None
) -> Breakdown:
    """Take a ward's score apart against the average.

    Parameters
    ----------
    ranking : DataFrame
        From `ranking.rank_profile`.
    code : str
        A ranked ward.
    parts : sequence of str
        Names of the parts, as columns of `ranking`.
    average : Series, optional
        What each part adds on average over the reference set; over the ranking's own wards unless given.

    Raises
    ------
    KeyError
        No such ward.
    ValueError
        The ward is unranked.
    """
    row = ranking.set_index("area_code").loc[code]
    if pd.isna(row["score"]):
        raise ValueError(f"{code} is unranked: {row['reason']}")
    usual = (average_parts(ranking, parts) if average is None else average)[list(parts)].astype(float)
    adds = row[list(parts)].astype(float)
    taken = pd.DataFrame({"adds": adds, "average": usual, "difference": adds - usual})
    return Breakdown(code, str(row["name"]), float(row["score"]), float(usual.sum()), taken)


def compare(ranking: pd.DataFrame, one: str, other: str, parts: Sequence[str]) -> Comparison:
    """Take the difference of two wards' scores apart; raises as `breakdown`."""
    first, second = breakdown(ranking, one, parts), breakdown(ranking, other, parts)
    table = pd.DataFrame({"one": first.parts["adds"], "other": second.parts["adds"]})
    table["difference"] = table["one"] - table["other"]
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return Comparison(first, second, table.loc[order])
