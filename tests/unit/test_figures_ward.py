"""Pictures of the ward's page and of Compare: what they draw, and what they do with nothing."""

from xml.etree import ElementTree

import pytest
import shapely

from sipmap.figures.dots import Beside, Dot, dots
from sipmap.figures.strip import strip
from sipmap.figures.wardmap import Piece, locator, ward_map

NAN = float("nan")
SVG = "{http://www.w3.org/2000/svg}"
SCORES = [("A", 3.0, True), ("B", 1.0, False), ("C", -1.0, True)]


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def strip_of(code: str, name: str = "Ward", scores=SCORES):
    return strip(scores, code, name, size=1, districts="Westshire", county="Kent")


def test_a_strip_says_in_words_how_many_wards_stand_further_right():
    assert "0 wards stand further right" in strip_of("A").alt
    assert "2 wards stand further right" in strip_of("C").alt
    assert "Westshire\u2019s 2 wards are the taller lines" in strip_of("B").alt


def test_a_name_is_escaped_and_a_very_long_one_is_cut():
    svg = strip_of("B", "<b>&' Much Longer Name of Ward with Hamlets, Marshes and the Isle of Elsewhere").svg
    said = [t.text or "" for t in drawn(svg).iter(f"{SVG}text")]
    assert any(text.startswith("<b>&'") and text.endswith("\u2026") for text in said)


def test_a_county_of_one_ward_or_of_equal_scores_can_be_drawn():
    for scores in ([("A", 1.0, True)], [("A", 1.0, True), ("B", 1.0, False)]):
        assert drawn(strip_of("A", scores=scores).svg).tag == f"{SVG}svg"


def test_dots_hold_zero_their_intervals_and_what_they_are_held_against():
    svg = dots(
        [Dot("One", 0.3, "30%", 0.25, 0.35), Dot("Two", NAN, "no figure")], [Beside("Kent", 0.1, "10%")], "x"
    )
    root = drawn(svg)
    assert len(list(root.iter(f"{SVG}circle"))) == 1, "a missing figure is no mark"
    assert "Kent 10%" in [t.text for t in root.iter(f"{SVG}text")]
    assert [line for line in root.iter(f"{SVG}line") if "whisker" in line.get("class", "")]


def test_four_marks_are_of_four_shapes():
    root = drawn(dots([Dot(str(n), n / 10, "x") for n in range(1, 5)], [], "x"))
    points = [p.get("points", "").count(",") for p in root.iter(f"{SVG}polygon")]
    assert len(list(root.iter(f"{SVG}circle"))) == len(list(root.iter(f"{SVG}rect"))) == 1
    assert sorted(points) == [3, 4]


def test_no_figure_at_all_is_no_picture():
    assert dots([Dot("One", NAN, "no figure")], [Beside("Kent", 0.1, "10%")], "x") == ""


def test_a_ward_map_cuts_small_areas_at_its_border_and_numbers_the_large_ones():
    ward = shapely.box(0, 0, 100, 100)
    pieces = [
        Piece("1", 1, shapely.box(-50, 0, 50, 100)),
        Piece("2", None, shapely.box(50, 0, 100, 100)),
        Piece("3", 9, shapely.box(99.5, 0, 300, 100)),
        Piece("4", 5, shapely.box(500, 0, 600, 100)),
    ]
    root = drawn(ward_map(ward, pieces, "Ward"))
    kinds = [p.get("class") for p in root.iter(f"{SVG}path")]
    assert kinds == ["piece d1", "piece none", "piece d5", "outline"]
    assert [t.text for t in root.iter(f"{SVG}text")] == ["1", "2"]


@pytest.mark.parametrize("ward", [None, shapely.Polygon()])
def test_a_ward_without_outline_has_no_map(ward):
    import numpy as np

    assert ward_map(ward, [], "Ward") == ""
    assert locator(ward, np.array([], dtype=object), "Ward") == ""
