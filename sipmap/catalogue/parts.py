"""The parts of a profile: what each is called, which period it means, and whether it can be a part at all."""

from collections import Counter
from collections.abc import Mapping

from sipmap.catalogue.models import Indicator, Part, Profile
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError
from sipmap.geography import COMPARISON_SETS

PERIOD_MARK = "@"


def part_names(profile: Profile) -> tuple[str, ...]:
    """Name each part, in the profile's order: its indicator's id, or `id@period` where that stands twice."""
    times = Counter(part.indicator for part in profile.parts)
    return tuple(
        part.indicator if times[part.indicator] == 1 else f"{part.indicator}{PERIOD_MARK}{part.period}"
        for part in profile.parts
    )


def part_period(part: Part, indicators: Mapping[str, Indicator]) -> str:
    """Return the period a part means: its own, else its indicator's."""
    return part.period or indicators[part.indicator].period


def check_profile(profile: Profile, indicators: Mapping[str, Indicator], where: str) -> None:
    """Check a profile against the catalogue.

    Raises
    ------
    ProfileError
        One sentence that begins with `where` (a file's name): an unknown indicator or reference, an indicator
        without direction, a rank, a figure of other areas, a period left open.
    """
    if profile.reference not in COMPARISON_SETS:
        hint = suggestion(profile.reference, COMPARISON_SETS)
        raise ProfileError(f"{where}: reference '{profile.reference}' is not a comparison set; {hint}")
    for part in profile.parts:
        if part.indicator not in indicators:
            hint = suggestion(part.indicator, indicators)
            raise ProfileError(f"{where}: indicator '{part.indicator}' is not in the catalogue; {hint}")
        problem = _unfit(part, indicators[part.indicator], profile)
        if problem:
            raise ProfileError(f"{where}: indicator '{part.indicator}' {problem}.")


def _unfit(part: Part, indicator: Indicator, profile: Profile) -> str:
    """Say why an indicator cannot be a part of this profile, with the remedy; "" where it can."""
    if indicator.direction == "neither":
        return "says neither that more is worse nor that less is; leave it out of the profile"
    if indicator.kind == "rank":
        return "is a rank, and ranks are never averaged; use the score it comes from"
    if (indicator.geography == "ward98") != (profile.geography == "ward98"):
        return f"is published for {indicator.geography}, not for {profile.geography}; use one that is"
    if not part_period(part, indicators={indicator.id: indicator}):
        return "has many periods; name one with the key 'period'"
    return ""
