"""The map of areas: every ward drawn once, every area numbered, nothing told by colour alone."""

import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import shapely

from sipmap.figures.areamap import MARK_RADIUS, MappedArea, area_map

SVG = "{http://www.w3.org/2000/svg}"


def county(columns=4, rows=3, side=4_000.0):
    squares = [
        (f"W{r}{c}", f"D{r}", shapely.box(c * side, r * side, (c + 1) * side, (r + 1) * side))
        for r in range(rows)
        for c in range(columns)
    ]
    return pd.DataFrame(squares, columns=["code", "district_code", "geometry"])


def drawn(areas, wards=None):
    return ElementTree.fromstring(area_map(county() if wards is None else wards, areas, "A county & more"))


def of_class(svg, name, kind):
    return [e for e in svg.iter(SVG + name) if e.get("class") == kind]


def rings(svg, kind):
    return sum(path.get("d").count("M") for path in of_class(svg, "path", kind))


def test_every_ward_is_drawn_once_as_what_it_is():
    svg = drawn([MappedArea("1", "Town", ("W00", "W01"), ("W02",)), MappedArea("2", "Isle", ("W23",))])
    assert (rings(svg, "member"), rings(svg, "context"), rings(svg, "ward")) == (3, 1, 8)
    assert rings(svg, "district") == 3
    assert svg.find(SVG + "title").text == "A county & more"


def test_each_area_has_its_number_and_no_number_covers_another():
    wards = county(columns=6, rows=4)
    areas = [MappedArea(str(n + 1), code, (code,)) for n, code in enumerate(wards["code"][:8])]
    svg = drawn(areas, wards)
    assert [e.text for e in of_class(svg, "text", "no")] == [str(n + 1) for n in range(8)]
    at = np.array([(float(e.get("cx")), float(e.get("cy"))) for e in of_class(svg, "circle", "mark")])
    apart = np.hypot(*(at[:, None] - at[None]).T)
    assert apart[~np.eye(8, dtype=bool)].min() >= 2 * MARK_RADIUS - 0.02


def test_other_wards_of_a_place_are_hatched():
    text = area_map(county(), [MappedArea("1", "Town", ("W00",), ("W01",))], "")
    assert ".context{fill:url(#hatch)" in text
    assert 'id="hatch"' in text


def test_a_ward_without_a_shape_is_left_out():
    wards = county()
    wards.loc[0, "geometry"] = None
    svg = drawn([MappedArea("1", "Nowhere", ("W00",)), MappedArea("2", "Somewhere", ("W01",))], wards)
    assert [e.text for e in of_class(svg, "text", "no")] == ["2"]


def test_outlines_are_no_finer_than_a_tenth_of_a_pixel():
    coordinates = re.findall(r"-?[\d.]+,-?[\d.]+", area_map(county(), [], ""))
    assert coordinates
    for pair in coordinates:
        assert all(len(part.partition(".")[2]) <= 1 for part in pair.split(","))
