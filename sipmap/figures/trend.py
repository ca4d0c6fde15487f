"""The trend of claimants: a ward beside its county, with the years that cannot be compared shaded.

Universal Credit rolled out district by district in 2015 to 2019 and changed who is counted; 2020 and 2021
are the pandemic. Both are drawn on every trend (DESIGN section 4, number 9).
"""

from dataclasses import dataclass
from math import ceil, isnan

import pandas as pd

from sipmap.figures.svg import number, picture, tag, text

WIDTH, HEIGHT = 420.0, 236.0
LEFT, RIGHT, TOP, BOTTOM = 40.0, 12.0, 60.0, 26.0


@dataclass(frozen=True)
class Shade:
    """Years, both included, across which no figure is compared, and why."""

    first: int
    last: int
    label: str


SHADES = (Shade(2015, 2019, "Universal Credit roll-out"), Shade(2020, 2021, "Pandemic"))

STYLE = (
    "text{font-size:12px;fill:#33434a}.shade{fill:#e8eceb}.shade2{fill:#d8dfde}.grid{stroke:#c9d2d2}"
    ".ward{stroke:#0f6f74;stroke-width:2.5;fill:none}.dot{fill:#0f6f74}.wardname{fill:#0b5558;font-weight:600}"
    ".county{stroke:#5b6a70;stroke-width:1.75;stroke-dasharray:5 3;fill:none}"
    "@media (prefers-color-scheme:dark){text{fill:#c9d5d6}.shade{fill:#223036}.shade2{fill:#2d3d44}"
    ".grid{stroke:#3c4b51}.ward{stroke:#6fc7c3}.dot{fill:#6fc7c3}.wardname{fill:#8fdad6}.county{stroke:#a3b1b5}}"
)


@dataclass(frozen=True)
class _Axes:
    first: int
    last: int
    top: float
    """Upper end of the value axis, a proportion."""

    def x(self, year: float) -> float:
        return LEFT + (year - self.first + 0.5) / (self.last - self.first + 1) * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - value / self.top * (HEIGHT - TOP - BOTTOM)


STEPS = (0.005, 0.01, 0.02, 0.025, 0.05, 0.1, 0.2, 0.25)


def _step(highest: float) -> float:
    return next((s for s in STEPS if highest <= 4 * s), 0.25)


def _shades(axes: _Axes) -> str:
    body = ""
    for n, shade in enumerate(SHADES):
        first, last = max(shade.first, axes.first), min(shade.last, axes.last)
        if first > last:
            continue
        left, right = axes.x(first - 0.5), axes.x(last + 0.5)
        kind = "shade2" if n % 2 else "shade"
        height = HEIGHT - BOTTOM - TOP + 18
        body += tag("rect", x=left, y=TOP - 18, width=right - left, height=height, class_=kind)
        body += text(shade.label, x=(left + right) / 2, y=TOP - 5, text_anchor="middle")
    return body


def _grid(axes: _Axes, step: float) -> str:
    body, value = "", 0.0
    while value <= axes.top + 1e-9:
        y = axes.y(value)
        body += tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="grid")
        body += text(f"{number(value * 100)}%", x=LEFT - 5, y=y + 4, text_anchor="end")
        value += step
    for year in range(axes.first, axes.last + 1):
        if (axes.last - year) % 3 == 0:
            body += text(str(year), x=axes.x(year), y=HEIGHT - 8, text_anchor="middle")
    return body


def _line(series: "pd.Series[float]", axes: _Axes, kind: str) -> str:
    """Draw a line that breaks where a year is missing; a lone year is a dot."""
    body, run = "", list[str]()
    years = range(axes.first, axes.last + 2)
    for year in years:
        value = series.get(year)
        if value is not None and not isnan(value):
            run.append(f"{number(axes.x(year))},{number(axes.y(float(value)))}")
            continue
        if len(run) > 1:
            body += tag("polyline", points=" ".join(run), class_=kind)
        elif run:
            x, y = run[0].split(",")
            body += tag("circle", cx=x, cy=y, r=2.5, class_="dot")
        run = []
    return body


def trend(ward: "pd.Series[float]", county: "pd.Series[float]", ward_name: str, county_name: str) -> str:
    """Return the SVG of a ward's claimant rate by year beside its county's; "" without a single figure.

    Both series are proportions indexed by year (int); NaN or an absent year is a gap.
    """
    present = pd.concat([ward.dropna(), county.dropna()])
    if ward.dropna().empty:
        return ""
    highest = float(present.max())
    step = _step(highest)
    axes = _Axes(int(present.index.min()), int(present.index.max()), max(1, ceil(highest / step)) * step)
    key = tag("line", x1=LEFT, x2=LEFT + 22, y1=8, y2=8, class_="ward")
    key += text(ward_name, x=LEFT + 28, y=12, class_="wardname")
    key += tag("line", x1=LEFT, x2=LEFT + 22, y1=25, y2=25, class_="county")
    key += text(county_name, x=LEFT + 28, y=29)
    body = _shades(axes) + _grid(axes, step) + _line(county, axes, "county") + _line(ward, axes, "ward") + key
    return picture(body, WIDTH, HEIGHT, STYLE, f"Claimants in {ward_name} and {county_name}, by year")
