"""Warnings that stand beside a ward's figures."""

from sipmap.scoring.communal import CommunalWarning
from sipmap.words.numbers import about, is_figure, percent


def of_ward(warning: CommunalWarning, size: int) -> str:
    """Warn of a ward's communal residents, and where their exclusion would move it across the cut."""
    said = communal(warning.share, warning.residents, warning.rate, warning.household_rate)
    return f"{said} {borderline(size)}" if warning.is_borderline else said


def communal(share: float, residents: float | None, rate: float | None, sensitivity: float | None) -> str:
    """Warn that many residents live in communal establishments, and say what their exclusion would do.

    `share` is of all residents (Census 2021 TS001), `rate` the published employment deprivation rate and
    `sensitivity` the same over the household population alone.
    """
    count = f" ({about(residents)} people)" if is_figure(residents) else ""
    text = (
        f"{percent(share, 0)} of residents{count} live in communal establishments, such as a prison, a care "
        "home or student halls. Rates here count them among the residents, so need in ordinary households "
        "can be higher than it looks."
    )
    if not (is_figure(rate) and is_figure(sensitivity)):
        return text
    return (
        f"{text} Over the household population alone, the employment deprivation rate would be about "
        f"{percent(sensitivity)} instead of {percent(rate)}."
    )


def borderline(size: int) -> str:
    """Warn that the household-population rate would move the ward across the cut."""
    return f"That would move this ward across the line after the first {size}: treat it as borderline."
