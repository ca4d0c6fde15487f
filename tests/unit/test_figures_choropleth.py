"""The map as a file: every ward in its class, the legend in words, text escaped, nothing by colour alone."""

import gzip
import json
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
import shapely

from etl.topology import topology
from sipmap.figures.choropleth import MapText, NamedPoint, choropleth
from sipmap.figures.classes import Scheme
from sipmap.figures.palette import PALETTES
from sipmap.figures.unpack import unpacked

SVG = "{http://www.w3.org/2000/svg}"
NAN = float("nan")
WORDS = MapText(
    "Need <b> & more", "Of what it is made.", "Need; quantiles", ("Drawn on 1 May.", "Source: ONS.")
)


def county(columns=5, rows=4, side=4_000.0):
    squares = [
        (f"W{r}{c}", f"D{r}", float(r * columns + c), False) for r in range(rows) for c in range(columns)
    ]
    wards = pd.DataFrame(squares, columns=["code", "district_code", "value", "is_held"])
    at = wards["code"].str[1:].map(lambda code: (int(code[1]) * side, int(code[0]) * side))
    return wards.assign(geometry=[shapely.box(x, y, x + side, y + side) for x, y in at])


FIVE = Scheme()


def drawn(wards=None, scheme=FIVE, **kwargs):
    wards = county() if wards is None else wards
    return ElementTree.fromstring(choropleth(wards, scheme, lambda v: f"{v:.0f}", WORDS, **kwargs))


def texts(svg):
    return ["".join(e.itertext()) for e in svg.iter(SVG + "text")]


def rings(svg, **wanted):
    """How many rings the paths with these attributes have."""
    paths = [e for e in svg.iter(SVG + "path") if all(e.get(k) == v for k, v in wanted.items())]
    return sum(path.get("d").count("M") for path in paths)


@pytest.mark.parametrize("number", [5, 6, 7])
def test_every_ward_is_drawn_in_its_class(number):
    svg = drawn(scheme=Scheme("natural", number))
    assert sum(rings(svg, fill=colour) for colour in PALETTES[number]) == 20
    assert min(rings(svg, fill=colour) for colour in PALETTES[number]) >= 1
    swatches = [e.get("fill") for e in svg.iter(SVG + "rect") if e.get("fill") in PALETTES[number]]
    assert swatches == list(PALETTES[number])[::-1], "the legend goes from most need to least"


def test_the_legend_says_number_range_and_wards_of_each_class():
    said = texts(drawn())
    assert "0 to 4, 4 wards" in said
    assert {"1", "2", "3", "4", "5"} <= set(said)
    svg = drawn()
    assert "Classes: 15 to 19: 4 wards; " in svg.find(SVG + "title").text


def test_title_dates_and_credit_stand_in_the_file_and_text_is_escaped():
    said = texts(drawn())
    assert {"Need <b> & more", "Of what it is made.", "Drawn on 1 May.", "Source: ONS."} <= set(said)


def test_what_is_missing_and_what_is_held_back_are_marked_apart():
    wards = county()
    wards.loc[0, "value"] = wards.loc[1, "value"] = NAN
    wards.loc[1, "is_held"] = True
    svg = drawn(wards)
    assert (rings(svg, **{"class": "none"}), rings(svg, **{"class": "held"})) == (1, 1)
    assert {"No figure, 1 ward", "Held back [c], 1 ward"} <= set(texts(svg))


def test_list_and_selection_are_marked_and_told():
    svg = drawn(listed=["W00", "W01", "W02"], selected=["W30", "W31"])
    assert len([e for e in svg.iter(SVG + "circle") if e.get("class") == "dot"]) == 3
    assert rings(svg, **{"class": "selected"}) == 2
    assert "Dot: the first 3; dashed outline: 2 wards selected." in texts(svg)


def test_what_is_not_compared_is_grey_and_does_not_leave_the_map():
    beside = np.array([shapely.box(20_000, 0, 200_000, 16_000), shapely.box(4_000, 16_000, 8_000, 90_000)])
    alone, svg = drawn(), drawn(context=beside)
    assert svg.get("viewBox").split()[2] == alone.get("viewBox").split()[2]
    assert rings(svg, **{"class": "context"}) <= 2
    assert "Grey: not compared." in texts(svg) or rings(svg, **{"class": "context"}) == 0


def test_names_stand_clear_of_each_other_the_larger_first():
    svg = drawn(
        names=[
            NamedPoint("Margate", 9e3, 9e3),
            NamedPoint("Westgate", 9.2e3, 9e3),
            NamedPoint("Deal", 9e3, 1e3),
        ]
    )
    named = [e.text for e in svg.iter(SVG + "text") if e.get("class") == "name"]
    assert named == ["Margate", "Deal"]


def test_no_figure_at_all_is_a_map_that_says_so():
    svg = drawn(county().assign(value=NAN))
    assert rings(svg, **{"class": "none"}) == 20
    assert "No ward has a figure." in svg.find(SVG + "title").text


def test_a_layer_of_borders_is_read_back_with_its_holes_and_neighbours_still_meet():
    hole = shapely.box(0.2, 52.2, 0.4, 52.4)
    shapes = np.array(
        [
            shapely.box(0, 52, 1, 53).difference(hole),
            hole,
            shapely.box(1, 52, 2, 53).segmentize(0.1),
        ]
    )
    codes = ["E05000001", "E05000007", "E05000123"]
    layer = json.loads(gzip.decompress(gzip.compress(json.dumps(topology(codes, shapes)).encode())))
    found = unpacked(layer, 50.0)
    assert list(found) == codes
    areas = [
        abs(sum(shapely.area(shapely.get_parts(s)) * [1, *[-1] * 9][: shapely.get_num_geometries(s)]))
        for s in found.values()
    ]
    assert areas[0] + areas[1] == pytest.approx(areas[2], rel=0.01)
    assert shapely.get_num_geometries(found["E05000001"]) == 2, "its ring and that of its hole"
    assert shapely.get_num_coordinates(found["E05000123"]) == 5, "points along a straight border are left out"
