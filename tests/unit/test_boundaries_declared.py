"""Declarations are complete, and a slip in one is refused rather than passed over."""

import re

import pytest

from boundaries.declared import declared_links, declared_places
from boundaries.editions import editions
from sipmap.geography import is_code

SHEPPEY = {"E05009560", "E05009557", "E05009554", "E05009561", "E05009562"}


def test_every_edition_is_complete():
    for edition in editions().values():
        stated = (edition.title, edition.publisher, edition.licence, edition.attribution, edition.vintage)
        assert all(stated), edition.id
        assert edition.url.startswith("https://"), edition.id
        assert re.fullmatch("[0-9a-f]{64}", edition.sha256), edition.id
        assert edition.columns, edition.id
        assert (edition.crs != "") == edition.file.endswith((".geojson", ".gpkg")), edition.id


def test_every_link_has_its_reason_and_ward_codes():
    for link in declared_links():
        assert len(link.reason) > 20
        assert link.wards[0] < link.wards[1]
        assert all(is_code(code, "ward") for code in link.wards)


def test_sheppey_is_an_island_of_five_wards_that_the_mainland_does_not_touch():
    (island,) = [place for place in declared_places() if place.kind == "island"]
    assert set(island.wards) == SHEPPEY
    (severed,) = [link for link in declared_links() if link.kind == "severed"]
    assert severed.wards == ("E05009545", "E05009557")
    bridges = [
        link.wards for link in declared_links() if set(link.wards) & SHEPPEY and link.kind == "crossing"
    ]
    assert bridges == [("E05009545", "E05009557"), ("E05009545", "E05009561")]


def test_a_ward_in_two_places_is_refused(tmp_path):
    path = tmp_path / "places.toml"
    place = '[[place]]\nid = "{}"\nname = "A"\nkind = "town"\nwards = ["E05099001"]\n'
    path.write_text(place.format("a") + place.format("b"))
    with pytest.raises(ValueError, match="the ward E05099001 stands twice"):
        declared_places(path)


def test_an_unknown_key_is_refused(tmp_path):
    path = tmp_path / "links.toml"
    path.write_text('[[crossing]]\nwards = ["E05099001", "E05099002"]\nreason = "A bridge"\ntoll = 2\n')
    with pytest.raises(TypeError, match="toll"):
        declared_links(path)
    path.write_text("[[ferry]]\n")
    with pytest.raises(ValueError, match="ferry"):
        declared_links(path)


def test_a_link_without_a_reason_is_refused(tmp_path):
    path = tmp_path / "links.toml"
    path.write_text('[[crossing]]\nwards = ["E05099001", "E05099002"]\n')
    with pytest.raises(TypeError, match="reason"):
        declared_links(path)
