"""Bars for the parts of a score: one small picture for each part, all on one scale, from a common zero."""

from math import isnan

from sipmap.figures.svg import picture, tag

WIDTH, HEIGHT = 120.0, 14.0
STYLE = (
    ".more{fill:#0f6f74}.less{fill:#8a9599}.zero{stroke:#1d2a2f}"
    "@media (prefers-color-scheme:dark){.more{fill:#6fc7c3}.less{fill:#7d8a90}.zero{stroke:#e4ebeb}}"
)


def scale(contributions: list[float]) -> tuple[float, float]:
    """Return the ends of a common scale that holds zero and every finite contribution."""
    present = [c for c in contributions if not isnan(c)]
    low, high = min([0.0, *present]), max([0.0, *present])
    return (low, high) if high > low else (0.0, 1.0)


def bar(contribution: float, ends: tuple[float, float]) -> str:
    """Return an SVG bar from zero to `contribution`; `ends` is the scale shared with the other parts.

    A missing contribution gives the zero line alone.
    """
    low, high = ends
    per_unit = (WIDTH - 2) / (high - low)
    zero = 1 - low * per_unit
    body = ""
    if not isnan(contribution):
        length = abs(contribution) * per_unit
        start = zero if contribution >= 0 else zero - length
        kind = "more" if contribution >= 0 else "less"
        body = tag("rect", x=start, y=2, width=length, height=HEIGHT - 4, class_=kind)
    body += tag("line", x1=zero, x2=zero, y1=0, y2=HEIGHT, class_="zero")
    return picture(body, WIDTH, HEIGHT, STYLE, "")
