"""Wards found in the snapshot by whatever a person types, on both databases."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from sipmap import desk
from sipmap.desk.finding import MOST_IN_GROUP, Answer, find
from sipmap.desk.gazetteer import Gazetteer, read_gazetteer
from sipmap.desk.position import ward_at
from sipmap.store.engine import make_engine

SHEERNESS, SHEPPEY_EAST, MARGATE_CENTRAL = "E05009560", "E05009562", "E05005093"


@pytest.fixture(scope="module")
def engine(snapshot_url: str) -> Iterator[Engine]:
    made = make_engine(snapshot_url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def names(engine: Engine) -> Gazetteer:
    return read_gazetteer(engine, desk.active_release(engine).id)


@pytest.fixture
def ask(engine: Engine, names: Gazetteer):
    release = desk.active_release(engine)
    return lambda text: find(engine, release.id, names, text)


def headings(answer: Answer) -> list[str]:
    return [group.heading for group in answer.groups]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sheerness", SHEERNESS),
        ("sheerness ward", SHEERNESS),
        ("ME12 1AA", SHEERNESS),
        ("me121aa", SHEERNESS),
        (SHEERNESS.lower(), SHEERNESS),
        ("Swale 006E", SHEPPEY_EAST),
        ("E01024609", SHEERNESS),
        ("Newington, Thanet", "E05005095"),
        ("Sandwich", "E05012867"),
    ],
)
def test_what_means_one_ward_beyond_doubt_is_sure(ask, text, code):
    assert ask(text).sure == code


@pytest.mark.parametrize(
    "text", ["Roman", "Margate", "ME12", "Thanet", "River", "Ainsdale", "Cliftonvile", "", "zqxj"]
)
def test_what_may_mean_several_or_none_is_not_sure(ask, text):
    assert ask(text).sure is None


def test_a_place_gives_its_wards_and_says_so(ask):
    group = ask("isle of sheppy").groups[0]
    assert (group.heading, group.total) == ("In Isle of Sheppey (island)", 5)
    assert {hit.why for hit in group.hits} == {"in Isle of Sheppey"}


def test_a_former_name_gives_the_wards_of_today_after_present_ones(ask):
    hits = ask("Gillingham South").groups[0].hits
    assert [(hit.ward.name, hit.why) for hit in hits] == [
        ("Gillingham South", ""),
        ("Watling", "formerly Gillingham South (ward of 2022)"),
    ]
    assert "part of the former River (ward of 2022)" in {hit.why for hit in ask("river").groups[0].hits}


def test_the_beginning_of_a_postcode_gives_its_wards_with_how_many_lie_in_each(ask):
    (group,) = ask("me12").groups
    assert group.heading == "Postcodes that begin ME12"
    assert group.hits[0].why == "288 of 938 postcodes that begin ME12"
    counts = [int(hit.why.split()[0]) for hit in group.hits]
    assert (sum(counts), counts) == (938, sorted(counts, reverse=True))
    assert headings(ask("ME1")) == ["Postcodes that begin ME1"], "not those of ME10 to ME19"
    assert "E05009560" not in {hit.ward.code for hit in ask("ME1").groups[0].hits}


def test_a_postcode_that_is_not_there_gives_those_around_it_and_says_so(ask):
    answer = ask("ME12 9ZZ")
    assert answer.sure is None
    assert "ME12 9ZZ is not a live postcode" in answer.note
    assert headings(answer) == ["Postcodes that begin ME12 9"]
    assert ask("SW1A 1AA").groups == ()
    assert "not a live postcode of Kent and Medway" in ask("SW1A 1AA").note


def test_england_comes_after_what_is_at_hand(ask):
    answer = ask("river")
    assert answer.groups[0].hits[0].ward.is_at_hand
    far = next(n for n, heading in enumerate(headings(answer)) if heading.startswith("Elsewhere"))
    assert all(hit.ward.is_at_hand for group in answer.groups[:far] for hit in group.hits)
    assert headings(ask("leeds"))[-1] == "In Leeds (district)"
    assert ask("E05000932").groups[0].hits[0].ward.name == "Ainsdale"


def test_wards_of_one_name_are_told_apart_by_district(ask):
    hits = [hit.ward for hit in ask("roman").groups[0].hits]
    assert [(ward.name, ward.district) for ward in hits] == [("Roman", "Ashford"), ("Roman", "Swale")]


def test_a_code_of_a_district_or_a_part_of_a_code_lists_wards(ask):
    assert headings(ask("E07000114")) == ["In Thanet (district)"]
    assert ask("E0500956").groups[0].hits[0].ward.code == SHEERNESS
    assert "has the code E05999999" in ask("E05999999").note


def test_a_long_list_is_cut_and_says_how_long_it_is(ask):
    group = ask("e05009").groups[0]
    assert len(group.hits) == MOST_IN_GROUP < group.total


def test_what_is_too_wide_or_unknown_has_suggestions(ask):
    assert "Swale" in ask("Kent").suggestions
    assert "Sheerness" in ask("shearnesse").suggestions or ask("shearnesse").groups
    assert ask("zqxj").groups == ()


@pytest.mark.parametrize(
    ("latitude", "longitude", "code"),
    [
        (51.4408, 0.7608, SHEERNESS),
        (51.3813, 1.3862, MARGATE_CENTRAL),
        (51.5, -0.12, None),
        (51.48, 0.80, None),
        (float("nan"), 0.76, None),
        (91, 0, None),
        (0.7608, 51.4408, None),
    ],
)
def test_a_position_lies_in_one_ward_or_in_none(engine, latitude, longitude, code):
    assert ward_at(engine, desk.active_release(engine).id, latitude, longitude) == code


def test_every_ward_is_found_where_it_is(engine, names):
    """A point inside each ward, brought to degrees by the inverse, comes back to the ward."""
    import shapely

    from sipmap.desk.position import _transformer
    from sipmap.store import read

    release = desk.active_release(engine)
    codes = [ward.code for ward in names.here][::25]
    rows = read.areas(engine, release.id, "ward", codes=codes, with_geometry=True)
    for code, wkb in zip(rows["code"], rows["geometry"], strict=True):
        point = shapely.point_on_surface(shapely.from_wkb(wkb))
        longitude, latitude = _transformer().transform(point.x, point.y, direction="INVERSE")
        assert ward_at(engine, release.id, latitude, longitude) == code


def test_the_command_prints_a_table_or_json(embedded_url, sipmap):
    done = sipmap(embedded_url, "find", "isle", "of", "sheppey")
    assert done.returncode == 0
    assert "E05009562  Sheppey East" in done.stdout
    record = json.loads(sipmap(embedded_url, "find", "ME12 1AA", "--format", "json").stdout)
    assert record["sure"] == SHEERNESS
    assert record["groups"][0]["wards"][0]["why"] == "postcode ME12 1AA"
    rows = sipmap(embedded_url, "find", "roman", "--format", "csv").stdout
    assert "E05009558,Roman,Swale" in rows


def test_the_command_says_what_to_do_where_nothing_is_found(embedded_url, sipmap):
    done = sipmap(embedded_url, "find", "zqxj")
    assert done.returncode == 2
    assert "Nothing is called 'zqxj'; type a ward" in done.stderr
    assert "try" in sipmap(embedded_url, "find", "margit zentre").stderr
