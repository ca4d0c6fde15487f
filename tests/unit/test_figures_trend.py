"""The claimant trend as a picture: what is shaded, what breaks, what is escaped; and the bars."""

import math
import xml.etree.ElementTree as ET
from base64 import b64decode

import pandas as pd
import pytest

from sipmap.figures.bars import WIDTH, bar, scale
from sipmap.figures.svg import data_uri, number
from sipmap.figures.trend import trend

SVG = "{http://www.w3.org/2000/svg}"
YEARS = range(2013, 2023)


def drawn(ward=None, county=None, name="Sheerness"):
    ward = pd.Series(0.05, index=YEARS) if ward is None else ward
    county = pd.Series(0.03, index=YEARS) if county is None else county
    return trend(ward, county, name, "Kent")


def elements(svg, kind, css):
    return [e for e in ET.fromstring(svg).iter(f"{SVG}{kind}") if e.get("class") == css]


def test_the_roll_out_and_the_pandemic_are_shaded_and_named():
    svg = drawn()
    assert len(elements(svg, "rect", "shade")) == 1
    assert len(elements(svg, "rect", "shade2")) == 1
    texts = [e.text for e in ET.fromstring(svg).iter(f"{SVG}text")]
    assert "Universal Credit roll-out" in texts
    assert "Pandemic" in texts


def test_the_shade_covers_2015_to_2019_and_the_next_begins_where_it_ends():
    svg = drawn()
    (credit,), (pandemic,) = elements(svg, "rect", "shade"), elements(svg, "rect", "shade2")
    assert float(credit.get("width")) == pytest.approx(float(pandemic.get("width")) / 2 * 5, abs=0.05)
    end = float(credit.get("x")) + float(credit.get("width"))
    assert end == pytest.approx(float(pandemic.get("x")), abs=0.02)


def test_a_missing_year_breaks_the_line():
    ward = pd.Series(0.05, index=YEARS)
    ward[2017] = math.nan
    assert len(elements(drawn(ward), "polyline", "ward")) == 2
    assert len(elements(drawn(), "polyline", "ward")) == 1
    assert len(elements(drawn(), "polyline", "county")) == 1


def test_a_year_on_its_own_is_a_dot():
    ward = pd.Series(math.nan, index=YEARS)
    ward[2016] = 0.04
    assert len(elements(drawn(ward), "circle", "dot")) == 1


def test_a_ward_without_a_figure_has_no_picture():
    assert drawn(pd.Series(math.nan, index=YEARS)) == ""
    assert drawn(pd.Series(dtype=float)) == ""


def test_higher_values_stand_higher_and_stay_inside():
    rising = pd.Series([0.01 * (i + 1) for i in range(10)], index=YEARS)
    (line,) = elements(drawn(rising), "polyline", "ward")
    heights = [float(p.split(",")[1]) for p in line.get("points").split()]
    assert heights == sorted(heights, reverse=True)
    assert min(heights) > 0


def test_names_are_escaped():
    svg = drawn(name="<b>Ash & 'Oak'</b>")
    assert "<b>" not in svg
    assert any(e.text == "<b>Ash & 'Oak'</b>" for e in ET.fromstring(svg).iter(f"{SVG}text"))


def test_bars_begin_at_a_common_zero():
    ends = scale([1.0, -1.0, math.nan])
    assert ends == (-1.0, 1.0)
    (more,) = elements(bar(1.0, ends), "rect", "more")
    (less,) = elements(bar(-0.5, ends), "rect", "less")
    assert float(more.get("x")) == pytest.approx(WIDTH / 2)
    assert float(less.get("x")) + float(less.get("width")) == pytest.approx(WIDTH / 2)
    assert float(less.get("width")) == pytest.approx(float(more.get("width")) / 2)


def test_a_missing_part_has_no_bar():
    assert not elements(bar(math.nan, (0.0, 1.0)), "rect", "more")
    assert scale([math.nan]) == (0.0, 1.0)


def test_a_picture_travels_as_an_address():
    head, body = data_uri("<svg>\u2013</svg>").split(",")
    assert head == "data:image/svg+xml;base64"
    assert b64decode(body).decode() == "<svg>\u2013</svg>"


@pytest.mark.parametrize(
    ("value", "text"), [(1.0, "1"), (1.504, "1.5"), (-0.25, "-0.25"), (10.0, "10"), (0.0, "0")]
)
def test_coordinates_carry_no_noise(value, text):
    assert number(value) == text
