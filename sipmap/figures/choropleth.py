"""A choropleth for print: wards in classes, the legend in words, title, dates and credit around them.

For paper, so on white whatever the screen. Every class carries its number, range and wards; what has no
figure is striped, what is held back dotted.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from sipmap.figures.classes import MapClass, Scheme, breaks, class_of, classes
from sipmap.figures.legend import labels
from sipmap.figures.legend import wards as count_wards
from sipmap.figures.mapframe import MapFrame
from sipmap.figures.palette import OUTLINE, colour
from sipmap.figures.svg import picture, tag, text

WIDTH, MARGIN = 900.0, 24.0
MOST_HEIGHT = 900.0
LINE = 19.0
LETTERS = 118
"""Of a line of small text across the picture."""
TITLE_LETTERS = 62
LETTER_WIDTH = 7.4
"""Of a place's name, in pixels: generous, since a reader's font is not known here."""
ROW, COLUMNS = 24.0, 3
HATCHED, HELD = -1, -2

STYLE = (
    f"path{{stroke:{OUTLINE};stroke-width:.4;stroke-linejoin:round;fill-rule:evenodd}}.context{{fill:#dfe4e4;stroke:#8b989c}}"
    ".none{fill:url(#stripes)}.held{fill:url(#dots)}.district{fill:none;stroke-width:1.1}"
    ".casing{fill:none;stroke:#ffffff;stroke-width:4.5}"
    ".selected{fill:none;stroke-width:2;stroke-dasharray:5 3}"
    f".dot{{fill:#ffffff;stroke:{OUTLINE};stroke-width:1.1}}text{{fill:#1b2628;font-size:14px}}"
    ".title{font-size:22px;font-weight:700}.note{font-size:12.5px;fill:#44525a}.strong{font-weight:700}"
    ".name{font-size:12px;font-weight:600;fill:#0b151b}.halo{stroke:#ffffff;stroke-width:3;stroke-linejoin:round}"
)
PATTERNS = (
    '<defs><pattern id="stripes" width="6" height="6" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="6" height="6" fill="#f7f8f7"/>'
    '<rect width="2" height="6" fill="#6d7a7f"/></pattern>'
    '<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">'
    '<rect width="6" height="6" fill="#fdf3e4"/><circle cx="3" cy="3" r="1.4" fill="#8a4b12"/>'
    "</pattern></defs>"
)


@dataclass(frozen=True)
class MapText:
    """What stands around a map, in plain text."""

    title: str
    subtitle: str
    legend: str
    """What the colours show and how they are made."""
    notes: tuple[str, ...] = ()
    """Below: dates, sources, licence."""


@dataclass(frozen=True)
class NamedPoint:
    """A place to name, in metres; those that come first are named first."""

    name: str
    east: float
    north: float


def choropleth(
    wards: pd.DataFrame,
    scheme: Scheme,
    written: Callable[[float], str],
    words: MapText,
    *,
    context: npt.NDArray[np.object_] | None = None,
    listed: Sequence[str] = (),
    selected: Sequence[str] = (),
    names: Sequence[NamedPoint] = (),
    tolerance_m: float | None = 60.0,
) -> str:
    """Draw wards by class.

    Parameters
    ----------
    wards : DataFrame
        code, district_code (None where no outline is wanted), value (NaN where there is none), is_held (the
        value is suppressed), geometry (shapely polygons in metres that share their borders, or None).
    scheme : Scheme
    written : function
        Writes a value for the legend.
    words : MapText
    context : array of polygons, optional
        Drawn in grey around them: not compared.
    listed, selected : sequences of codes
        A dot on each of the first; a dashed outline around each of the second.
    names : sequence of NamedPoint
    tolerance_m : float
        By how much outlines are simplified, shared borders kept; None where they are already.

    Returns
    -------
    str
        SVG, its text escaped.
    """
    drawn = wards[wards["geometry"].notna()].reset_index(drop=True)
    around = np.array([], dtype=object) if context is None else context
    every = np.concatenate([drawn["geometry"].to_numpy(), around])
    shapes = every if tolerance_m is None else shapely.coverage_simplify(every, tolerance_m)
    own, others = shapes[: len(drawn)], shapes[len(drawn) :]
    if len(others):
        others = shapely.clip_by_rect(others, *shapely.total_bounds(own))
        others = others[~shapely.is_empty(others)]
    inner = breaks(wards["value"], scheme)
    at = np.array([class_of(v, inner) for v in drawn["value"]])
    at[drawn["is_held"].to_numpy(dtype=bool)] = HELD
    head, top = _head(words)
    frame = MapFrame.around(own, MARGIN, top, WIDTH - 2 * MARGIN, MOST_HEIGHT)
    body = tag("path", d=frame.path(others), class_="context") if len(others) else ""
    for kind in np.unique(at):
        body += tag("path", d=frame.path(own[at == kind]), **_fill(int(kind), len(inner) + 1, scheme.number))
    body += _districts(drawn, own, frame) + _selected(drawn, own, frame, selected)
    body += _dots(drawn, own, frame, listed) + _names(names, frame)
    made = classes(wards["value"], scheme)
    known = [
        (str(n + 1), _fill(n, len(made), scheme.number), said, c.count)
        for n, (c, said) in reversed(list(enumerate(zip(made, labels(made, written), strict=True))))
    ]
    missing = [("", {"class_": "none"}, "No figure", int((at == HATCHED).sum()))]
    missing += [("", {"class_": "held"}, "Held back [c]", int((at == HELD).sum()))]
    key, height = _legend(
        words.legend, known + [line for line in missing if line[3]], frame.top + frame.height + 22
    )
    marks = [f"Dot: the first {len(listed):,}"] if listed else []
    marks += [f"dashed outline: {count_wards(len(selected))} selected"] if selected else []
    marks += ["grey: not compared"] if len(others) else []
    foot, height = _notes([*([_sentence("; ".join(marks))] if marks else []), *words.notes], height)
    ground = tag("rect", width=WIDTH, height=height, fill="#ffffff")
    label = f"{words.title}. {words.subtitle} {_in_words(made, written)}"
    return picture(ground + PATTERNS + head + body + key + foot, WIDTH, height, STYLE, label)


def _fill(kind: int, used: int, number: int) -> dict[str, str]:
    if kind in (HATCHED, HELD):
        return {"class_": "none" if kind == HATCHED else "held"}
    return {"fill": colour(kind, used, number)}


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."


def _in_words(made: list[MapClass], written: Callable[[float], str]) -> str:
    """Return the legend as a sentence, most need first."""
    said = [f"{label}: {count_wards(c.count)}" for c, label in zip(made, labels(made, written), strict=True)]
    return f"Classes: {'; '.join(reversed(said))}." if said else "No ward has a figure."


def _head(words: MapText) -> tuple[str, float]:
    """Return title and subtitle, and where the map begins."""
    y, body = MARGIN, ""
    for line in textwrap.wrap(words.title, TITLE_LETTERS):
        y += 26
        body += text(line, x=MARGIN, y=y - 6, class_="title")
    for line in textwrap.wrap(words.subtitle, LETTERS):
        y += LINE
        body += text(line, x=MARGIN, y=y - 2)
    return body, y + 16


def _districts(drawn: pd.DataFrame, shapes: npt.NDArray[np.object_], frame: MapFrame) -> str:
    lines = ""
    for rows in drawn.groupby("district_code").indices.values():
        lines += tag(
            "path", d=frame.path(np.array([shapely.coverage_union_all(shapes[rows])])), class_="district"
        )
    return lines


def _selected(
    drawn: pd.DataFrame, shapes: npt.NDArray[np.object_], frame: MapFrame, codes: Sequence[str]
) -> str:
    chosen = shapes[drawn["code"].isin(list(codes)).to_numpy()]
    if not len(chosen):
        return ""
    outline = frame.path(chosen)
    return tag("path", d=outline, class_="casing") + tag("path", d=outline, class_="selected")


def _dots(drawn: pd.DataFrame, shapes: npt.NDArray[np.object_], frame: MapFrame, codes: Sequence[str]) -> str:
    spots = shapely.point_on_surface(shapely.make_valid(shapes[drawn["code"].isin(list(codes)).to_numpy()]))
    if not len(spots):
        return ""
    return "".join(
        tag("circle", cx=x, cy=y, r=3.0, class_="dot") for x, y in frame.place(shapely.get_coordinates(spots))
    )


def _names(places: Sequence[NamedPoint], frame: MapFrame) -> str:
    """Return names that stand clear of each other, each on a halo."""
    taken: list[tuple[float, float, float, float]] = []
    halos = said = ""
    for place in places:
        x, y = frame.place(np.array([[place.east, place.north]]))[0]
        half = len(place.name) * LETTER_WIDTH / 2
        x = min(max(x, half + 4), WIDTH - half - 4)
        box = (x - half, y - 9.0, x + half, y + 9.0)
        is_on = frame.top <= y <= frame.top + frame.height
        if not is_on or any(
            box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in taken
        ):
            continue
        taken.append(box)
        # A halo of its own below the letters: not every reader of SVG knows paint-order.
        halos += text(place.name, x=x, y=y + 4, text_anchor="middle", class_="name halo")
        said += text(place.name, x=x, y=y + 4, text_anchor="middle", class_="name")
    return halos + said


def _legend(
    heading: str, lines: Sequence[tuple[str, dict[str, str], str, int]], top: float
) -> tuple[str, float]:
    """Return the key, column by column, and where it ends."""
    body, y = "", top
    for line in textwrap.wrap(heading, LETTERS):
        body += text(line, x=MARGIN, y=y, class_="strong")
        y += LINE
    rows = -(-len(lines) // COLUMNS)
    across = (WIDTH - 2 * MARGIN) / COLUMNS
    for n, (mark, fill, said, count) in enumerate(lines):
        x, low = MARGIN + across * (n // max(rows, 1)), y + ROW * (n % max(rows, 1))
        body += text(mark, x=x, y=low + 12, class_="strong") if mark else ""
        body += tag("rect", x=x + 16, y=low, width=24, height=15, stroke=OUTLINE, stroke_width=0.8, **fill)
        body += text(f"{said}, {count_wards(count)}", x=x + 48, y=low + 12)
    return body, y + ROW * rows + 10


def _notes(notes: Sequence[str], top: float) -> tuple[str, float]:
    body, y = "", top
    for note in notes:
        for line in textwrap.wrap(note, LETTERS + 14):
            body += text(line, x=MARGIN, y=y, class_="note")
            y += LINE - 2
    return body, y + 6
