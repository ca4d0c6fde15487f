"""One figure of two to four wards or areas side by side: a dot for each with its interval, on one scale.

Each has a line of its own under its name, and marks of four shapes, so that colour need not tell them apart;
upright lines are what they are held against, each named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isnan

from sipmap.figures.svg import picture, tag, text

WIDTH, ROW, TOP = 340.0, 36.0, 6.0
LEFT, RIGHT = 12.0, 12.0
NAMED = 16.0
"""Height of a line that names what an upright line is."""
LONGEST = 34

STYLE = (
    "text{font-size:12.5px;fill:#33434a;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".name{font-weight:600;fill:#1b2628}.value{fill:#1b2628}"
    ".axis{stroke:#c9d2d2}.whisker{stroke-width:3;stroke-linecap:round;opacity:.55}"
    ".s0{fill:#0f6f74;stroke:#0f6f74}.s1{fill:#b3320b;stroke:#b3320b}.s2{fill:#3c55a5;stroke:#3c55a5}"
    ".s3{fill:#6b4a00;stroke:#6b4a00}.by0{stroke:#33434a;stroke-dasharray:5 3}"
    ".by1{stroke:#33434a;stroke-dasharray:1 3}"
    ".by2{stroke:#33434a;stroke-dasharray:8 2 1 2}"
    "@media (prefers-color-scheme:dark){text{fill:#c9d5d6;stroke:#12191c}"
    ".name,.value{fill:#e6eced}.axis{stroke:#3c4b51}"
    ".s0{fill:#6fc7c3;stroke:#6fc7c3}.s1{fill:#ffb86b;stroke:#ffb86b}.s2{fill:#a9b8ff;stroke:#a9b8ff}"
    ".s3{fill:#e8cf8a;stroke:#e8cf8a}.by0,.by1,.by2{stroke:#c9d5d6}}"
)


@dataclass(frozen=True)
class Dot:
    """A ward's or area's figure, its text, and its interval; NaN where there is none."""

    name: str
    value: float
    said: str
    low: float = float("nan")
    high: float = float("nan")


@dataclass(frozen=True)
class Beside:
    """What the figures are held against."""

    name: str
    value: float
    said: str


def dots(found: Sequence[Dot], beside: Sequence[Beside], label: str, *, from_zero: bool = True) -> str:
    """Draw a figure of a few wards or areas; "" where none of them has it.

    Parameters
    ----------
    found : sequence of Dot
        Up to four.
    beside : sequence of Beside
    label : str
        The figure's name, the picture's title.
    from_zero : bool
        Whether the scale holds zero; for rates it always does.
    """
    known = [d for d in found if not isnan(d.value)]
    if not known:
        return ""
    held = [b for b in beside if not isnan(b.value)]
    ends = [v for d in known for v in (d.value, d.low, d.high) if not isnan(v)] + [b.value for b in held]
    low, high = (min(0.0, *ends), max(0.0, *ends)) if from_zero else (min(ends), max(ends))
    per = (WIDTH - LEFT - RIGHT) / (high - low) if high > low else 0.0

    def x(value: float) -> float:
        return LEFT + (value - low) * per

    foot = TOP + ROW * len(found)
    body = "".join(
        tag("line", x1=x(b.value), x2=x(b.value), y1=TOP, y2=foot + 3, class_=f"by{n}")
        for n, b in enumerate(held)
    )
    body += "".join(_row(d, n, TOP + ROW * n, x) for n, d in enumerate(found))
    for n, one in enumerate(held):
        y = foot + 5 + NAMED * (n + 1)
        body += tag("line", x1=LEFT, x2=LEFT + 24, y1=y - 4, y2=y - 4, class_=f"by{n}")
        body += text(f"{one.name} {one.said}".rstrip(), x=LEFT + 30, y=y)
    return picture(body, WIDTH, foot + 10 + NAMED * len(held), STYLE, label)


def _row(dot: Dot, n: int, top: float, x: Callable[[float], float]) -> str:
    kind, y = f"s{n % 4}", top + 24
    body = text(_short(dot.name), x=LEFT, y=top + 11, class_="name")
    body += text(dot.said, x=WIDTH - RIGHT, y=top + 11, text_anchor="end", class_="value")
    body += tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, class_="axis")
    if isnan(dot.value):
        return body
    if not (isnan(dot.low) or isnan(dot.high)):
        body += tag("line", x1=x(dot.low), x2=x(dot.high), y1=y, y2=y, class_=f"whisker {kind}")
    return body + shape(n, x(dot.value), y, kind)


def shape(n: int, x: float, y: float, kind: str) -> str:
    """Return the nth mark: a circle, a square, a diamond, a triangle."""
    r = 5.5
    if n % 4 == 0:
        return tag("circle", cx=x, cy=y, r=r, class_=kind)
    if n % 4 == 1:
        return tag("rect", x=x - r + 0.5, y=y - r + 0.5, width=2 * r - 1, height=2 * r - 1, class_=kind)
    points = (
        ((x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y))
        if n % 4 == 2
        else ((x, y - r - 1), (x + r + 1, y + r), (x - r - 1, y + r))
    )
    return tag("polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in points), class_=kind)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}\u2026"
