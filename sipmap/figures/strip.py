"""A strip of where a ward stands: every ward of the county as a tick by its need score, its own marked.

Height tells its own district's wards from the others, so that colour need not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sipmap.figures.svg import number, picture, tag, text

WIDTH, HEIGHT = 640.0, 104.0
SIDE, BASE = 16.0, 70.0
SHORT, TALL, OWN = 16.0, 30.0, 40.0
EDGE = 150.0
"""Nearer than this to an end, the ward's name is written away from it."""

STYLE = (
    "text{font-size:13px;fill:#33434a}.tick{stroke:#9aa8ac;stroke-width:1.2}"
    ".near{stroke:#0f6f74;stroke-width:1.6}.own{stroke:#b3320b;stroke-width:4}.dot{fill:#b3320b}"
    ".name{font-weight:700;fill:#1b2628}.line{stroke:#6f7f83}.cut{stroke:#33434a;stroke-dasharray:3 3}"
    "@media (prefers-color-scheme:dark){text{fill:#c9d5d6}.tick{stroke:#62747b}.near{stroke:#6fc7c3}"
    ".own{stroke:#ffb86b}.dot{fill:#ffb86b}.name{fill:#e6eced}.line{stroke:#84959b}.cut{stroke:#c9d5d6}}"
    "@media (max-width:480px){text{font-size:20px}}"  # as wide as a phone, half the picture's own width
)


@dataclass(frozen=True)
class Strip:
    """A picture and its words."""

    svg: str
    alt: str


def strip(
    scores: Sequence[tuple[str, float, bool]],
    code: str,
    name: str,
    *,
    size: int,
    districts: str,
    county: str,
) -> Strip:
    """Draw where a ward stands.

    Parameters
    ----------
    scores : sequence of (code, need score, whether of the ward's own district)
        Every ranked ward of the county, most need first.
    code, name : str
        Of the ward; KeyError where it is not among them.
    size : int
        How long the list is; 0 where none is asked about.
    districts, county : str
        Names.
    """
    known = {one: score for one, score, _ in scores}
    low, high = min(known.values()), max(known.values())
    per = (WIDTH - 2 * SIDE) / (high - low) if high > low else 0.0

    def x(score: float) -> float:
        return SIDE + (score - low) * per

    own = x(known[code])
    body = tag("line", x1=SIDE, x2=WIDTH - SIDE, y1=BASE, y2=BASE, class_="line")
    for is_near, height, kind in ((False, SHORT, "tick"), (True, TALL, "near")):
        places = [x(score) for one, score, near in scores if near is is_near and one != code]
        path = "".join(f"M{number(round(place, 1))},{number(BASE)}v-{number(height)}" for place in places)
        body += tag("path", d=path, class_=kind) if path else ""
    if 0 < size < len(scores):
        cut = (x(scores[size - 1][1]) + x(scores[size][1])) / 2
        body += tag("line", x1=cut, x2=cut, y1=BASE - OWN, y2=BASE + 8, class_="cut")
        anchor = "end" if cut > WIDTH - EDGE else "middle"
        at = WIDTH - SIDE if anchor == "end" else cut
        body += text(f"first {size} from here on", x=at, y=BASE + 22, text_anchor=anchor)
    body += tag("line", x1=own, x2=own, y1=BASE, y2=BASE - OWN, class_="own")
    body += tag("circle", cx=own, cy=BASE - OWN, r=5, class_="dot")
    anchor = "start" if own < EDGE else "end" if own > WIDTH - EDGE else "middle"
    body += text(_short(name), x=own, y=18, text_anchor=anchor, class_="name")
    body += text("Less need", x=SIDE, y=HEIGHT - 4)
    body += text("More need", x=WIDTH - SIDE, y=HEIGHT - 4, text_anchor="end")
    place = 1 + sum(score > known[code] for score in known.values())
    near = sum(is_near for *_, is_near in scores)
    tall = f" {districts}\u2019s {near} wards are the taller lines." if near < len(scores) else ""
    alt = (
        f"Strip of the {len(scores):,} ranked wards of {county} by need score, most need at the right. "
        f"{name} is marked; {place - 1:,} wards stand further right.{tall}"
    )
    return Strip(picture(body, WIDTH, HEIGHT, STYLE, f"{name} among the wards of {county}"), alt)


def _short(name: str) -> str:
    most = 48
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}\u2026"
