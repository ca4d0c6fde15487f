"""Colours of the map's classes: told apart by everyone, and the same on the page and in a file.

Colour vision deficiency is simulated as Machado, Oliveira and Fernandes (2009, "A physiologically-based model
for simulation of color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15, table
1) do at severity 1, on linear RGB; contrast is that of WCAG 2.2.
"""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from sipmap.figures.palette import OUTLINE, PALETTES, colour

CSS = Path(__file__).parents[2] / "assets"
SIGHT = {
    "as most people see": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
LEAST_STEP = 1.25
"""Between neighbouring classes, which an outline parts as well; borders and labels carry 3:1."""
NEEDED = 3.0


def linear(colour):
    parts = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour, sight="as most people see"):
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    return float(seen @ [0.2126, 0.7152, 0.0722])


def contrast(one, other, sight="as most people see"):
    light, dark = sorted((luminance(one, sight), luminance(other, sight)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def variables(file, scheme):
    """The custom properties of a style sheet, in the light or as the dark overrides them."""
    light, _, dark = (CSS / file).read_text().partition("@media (prefers-color-scheme: dark)")
    text = light.split(".map-buttons")[0] if scheme == "light" else dark.partition("\n}\n")[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", text))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("number", PALETTES)
def test_neighbouring_classes_differ_in_lightness_for_everyone(number, sight):
    steps = [contrast(a, b, sight) for a, b in pairwise(PALETTES[number])]
    assert min(steps) >= LEAST_STEP
    lightness = [luminance(c, sight) for c in PALETTES[number]]
    assert lightness == sorted(lightness, reverse=True), "more need is darker, whoever looks"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("number", PALETTES)
def test_the_page_has_the_same_colours_the_dark_one_turned_round(number, scheme):
    found = variables("map.css", scheme)
    colours = tuple(found[f"class-{number}-{n + 1}"] for n in range(number))
    assert colours == (PALETTES[number] if scheme == "light" else PALETTES[number][::-1])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_needed_to_read_the_map_stands_three_to_one(scheme):
    of_map, of_page = variables("map.css", scheme), variables("sipmap.css", scheme)
    fills = [c for palette in PALETTES.values() for c in palette]
    assert min(contrast(of_map["map-outline"], fill) for fill in fills) >= NEEDED
    assert contrast(of_map["name"], of_map["name-halo"]) >= 7
    assert contrast(of_map["map-held"], of_map["map-held-ground"]) >= NEEDED
    assert contrast(of_page["map-hatch"], of_page["map-hatch-ground"]) >= NEEDED
    assert contrast(of_page["ring-chosen"], of_page["ring-casing"]) >= NEEDED


def test_a_file_has_the_outline_of_the_light_page():
    assert variables("map.css", "light")["map-outline"] == OUTLINE


def test_fewer_classes_than_colours_spread_over_all_of_them():
    assert [colour(at, 5, 5) for at in range(5)] == list(PALETTES[5])
    assert (colour(0, 3, 5), colour(1, 3, 5), colour(2, 3, 5)) == PALETTES[5][::2]
    assert colour(0, 1, 6) == PALETTES[6][-1]
    assert colour(6, 7, 5) == PALETTES[7][-1]
