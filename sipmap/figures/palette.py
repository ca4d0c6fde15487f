"""Colours of a map's classes: pale yellow to blue, told apart by lightness, so by everyone.

Equal steps of contrast (WCAG 2.2, relative luminance) from the palest to the darkest, which still stands 3:1
from the outline between wards. tests/unit/test_figures_palette.py holds neighbours apart under deuteranopia,
protanopia and tritanopia, and assets/map.css to these colours; in the dark the order is turned round.
"""

from collections.abc import Mapping

PALETTES: Mapping[int, tuple[str, ...]] = {
    5: ("#fdf7d3", "#b3d2a6", "#61b0aa", "#378ab3", "#3d62ac"),
    6: ("#fdf7d3", "#c4d9a7", "#7ebfa3", "#40a2af", "#3682b4", "#3d62ac"),
    7: ("#fdf7d3", "#cddeae", "#96c7a4", "#61b0aa", "#3b97b1", "#377db2", "#3d62ac"),
}
"""Least need first, for each number of classes."""
OUTLINE = "#0b151b"
"""Between wards, on a light page."""


def colour(at: int, used: int, number: int) -> str:
    """Return the colour of class `at` (0 the lowest) of `used`, where `number` were asked for.

    With fewer classes than colours, they spread over the whole range.
    """
    palette = PALETTES[max(number, used)]
    last = len(palette) - 1
    # Half rounds up, as the browser rounds.
    return palette[int(at * last / (used - 1) + 0.5) if used > 1 else last]
