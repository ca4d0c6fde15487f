"""The map as SVG and as PNG by address: what the page shows, the same for everyone."""

from xml.etree import ElementTree

import pytest

from tests.web import synthetic

PNG = b"\x89PNG\r\n\x1a\n"


def picture(client, query=""):
    answer = client.get(f"/maps/wards.svg{query}")
    assert answer.status_code == 200
    assert answer.mimetype == "image/svg+xml"
    return ElementTree.fromstring(answer.data), answer


def said(svg):
    return " ".join("".join(e.itertext()) for e in svg.iter("{http://www.w3.org/2000/svg}text"))


def test_the_picture_says_what_it_shows_of_when_and_from_whom(client):
    svg, answer = picture(client)
    words = said(svg)
    assert "Need score by \u2018SIP today\u2019: wards of Kent" in words
    assert "quantiles: each class has as many wards" in words
    assert "Open Government Licence" in words
    assert "drawn on " in words
    assert 'filename="sip-map-kent-need-sip-today.svg"' in answer.headers["Content-Disposition"]


def test_it_follows_the_address_of_the_page(client):
    ward = synthetic.MISSING
    svg, _ = picture(client, f"?w.claimant-rate=0.4&classes=natural.6&top=3&wards={ward},E05999999")
    words = said(svg)
    assert "Claimant rate 33%" in words
    assert "natural breaks" in words
    assert "Dot: the first 3; dashed outline: 1 ward selected" in words
    assert "No figure, " in words
    other, answer = picture(client, "?show=claimant-rate&area=medway")
    assert "wards of Medway" in said(other)
    assert "%" in said(other)
    assert "sip-map-medway-claimant-rate" in answer.headers["Content-Disposition"]


def test_a_browser_that_has_it_is_told_so(client):
    tag = client.get("/maps/wards.svg").headers["ETag"]
    assert client.get("/maps/wards.svg", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/maps/wards.svg?top=2").headers["ETag"] != tag


def test_the_same_leaves_as_png(client):
    answer = client.get("/maps/wards.png?area=kent")
    assert answer.status_code == 200
    assert answer.data.startswith(PNG)
    wide = int.from_bytes(answer.data[16:20])
    assert wide > 1200, "sharp on paper"


@pytest.mark.parametrize("query", ["?area=mars&classes=rainbow&wards=%3Cscript%3E", "?show=nonsense"])
def test_a_hand_edited_address_gives_the_nearest_sensible_picture(client, query):
    svg, _ = picture(client, query)
    assert "Need score" in said(svg)
    assert "script" not in said(svg)
