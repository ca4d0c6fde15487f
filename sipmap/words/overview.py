"""The opening sentence of the map page and the coverage statement: people first."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sipmap.words.numbers import about, is_figure, percent, whole


@dataclass(frozen=True)
class Reach:
    """What a list holds of a whole: how many, and of how many. Either may be NaN."""

    inside: float
    total: float

    @property
    def share(self) -> float:
        """The share inside, NaN where there is no total."""
        return self.inside / self.total if self.total else float("nan")


def reach(covered: pd.DataFrame, count: str) -> Reach:
    """Return one row of `scoring.coverage.coverage`."""
    return Reach(float(covered["inside"][count]), float(covered["total"][count]))


PURPOSE = (
    "Where in {area} people are furthest from work and independence, ward by ward: move the weights, "
    "and see what changes."
)


def opening(area: str, size: int, deprived: Reach) -> str:
    """Return the plain sentence that the page opens with."""
    if not is_figure(deprived.share):
        return PURPOSE.format(area=area)
    return (
        f"{about(deprived.total).capitalize()} people of working age in {area} are kept out of work by "
        f"unemployment, sickness, disability or caring; {percent(deprived.share, 0)} of them live in "
        f"{'the ward' if size == 1 else f'the {whole(size)} wards'} of greatest need."
    )


def without_figures(count: int, of: int) -> str:
    """Say how many wards are in no figure, since no neighbourhood is best fitted to them."""
    return (
        f"{whole(count)} of the {whole(of)} wards have no neighbourhood that is best fitted to them: they "
        "are unranked, and their people are in none of these counts."
    )


COUNTED = {
    "people": "residents",
    "employment_deprived": "people in need (kept out of work)",
    "worst_decile_residents": "residents of neighbourhoods among England's most deprived tenth",
}
"""What `scoring.coverage.coverage` counts, in words."""


def coverage(wards: str, area: str, covered: pd.DataFrame) -> list[str]:
    """Return what some wards cover and leave outside: a sentence for each kind of people that is counted.

    Parameters
    ----------
    wards : str
        What the wards are called, such as "first 24 wards".
    area : str
    covered : DataFrame
        From `scoring.coverage.coverage`.
    """
    reached = {kind: reach(covered, count) for count, kind in COUNTED.items()}
    return [
        f"{about(held.inside).capitalize()} of {about(held.total)} {kind} ({percent(held.share, 0)}) live "
        f"in the {wards}; {about(held.total - held.inside)} live elsewhere in {area}."
        for kind, held in reached.items()
        if is_figure(held.share)
    ]


def pockets(count: int, residents: float, within: str = "") -> str:
    """Say how many of the most deprived neighbourhoods lie outside the list.

    `within` is the part of the comparison set whose neighbourhoods are held, where that is not all of it.
    """
    held = f"In {within}, the one part whose neighbourhoods are held here: " if within else ""
    if count == 0:
        said = "No neighbourhood among England's most deprived tenth lies outside these wards."
        return f"{held}{said[0].lower()}{said[1:]}" if held else said
    noun, lie = ("neighbourhood", "lies") if count == 1 else ("neighbourhoods", "lie")
    return (
        f"{held}{whole(count)} {noun} among England's most deprived tenth, home to {about(residents)} "
        f"people, {lie} in wards outside the list."
    )


def pocket(row: Mapping[str, object]) -> str:
    """Name a pocket, a row of `desk.pockets.pockets_outside`, with its rank."""
    return f"{row['small_area']} in {row['ward']}: England rank {whole(float(str(row['rank'])))}"
