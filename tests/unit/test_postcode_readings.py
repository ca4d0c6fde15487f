"""What a person may mean by a postcode, whole or in part."""

import pytest

from sipmap.desk.postcodes import Start, readings


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ME12 1AA", Start("ME12", "1AA")),
        ("me121aa", Start("ME12", "1AA")),
        ("me1 1aa", Start("ME1", "1AA")),
        ("ME1 2", Start("ME1", "2")),
        ("ME12", Start("ME12", "")),
        ("ME121", Start("ME12", "1")),
        ("sw1a 1aa", Start("SW1A", "1AA")),
        ("CT9", Start("CT9", "")),
    ],
)
def test_the_likeliest_reading_comes_first(typed, first):
    assert readings(typed)[0] == first


def test_without_a_space_a_district_may_be_a_sector_too():
    assert readings("ME12") == [Start("ME12", ""), Start("ME1", "2")]
    assert readings("ME1 2") == [Start("ME1", "2")]


@pytest.mark.parametrize("typed", ["", "ME", "Sheerness", "12", "E05009560", "ME12 1AA x", "ME12 1AAA"])
def test_what_cannot_be_a_postcode_has_no_reading(typed):
    assert readings(typed) == []


def test_a_whole_postcode_widens_to_its_sector_and_then_its_district():
    start = readings("ME121AA")[0]
    assert start.is_whole
    assert [wider.written for wider in start.wider()] == ["ME12 1", "ME12"]
    assert not readings("ME12 1A")[0].is_whole
