"""The opening sentence of the map page and the coverage statement: people first."""

from dataclasses import dataclass

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


def coverage(wards: str, area: str, people: Reach, deprived: Reach, worst_decile: Reach) -> list[str]:
    """Return what some wards, such as "first 24 wards", cover and leave outside: a sentence for each kind."""
    kinds = (
        ("residents", people),
        ("people kept out of work (employment deprivation)", deprived),
        ("residents of neighbourhoods among England's most deprived tenth", worst_decile),
    )
    return [
        f"{about(reach.inside).capitalize()} of {about(reach.total)} {kind} ({percent(reach.share, 0)}) live "
        f"in the {wards}; {about(reach.total - reach.inside)} live elsewhere in {area}."
        for kind, reach in kinds
        if is_figure(reach.share)
    ]


def pockets(names: list[str], residents: float) -> str:
    """Name the most deprived neighbourhoods that lie outside the list."""
    if not names:
        return "No neighbourhood among England's most deprived tenth lies outside these wards."
    noun = "neighbourhood" if len(names) == 1 else "neighbourhoods"
    return (
        f"{len(names)} {noun} among England's most deprived tenth, home to {about(residents)} people, "
        "lie in wards outside the list."
    )
