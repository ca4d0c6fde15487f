"""Kent's islands and areas do not hang on where slivers begin, nor on how far outlines were simplified."""

import pandas as pd
import pytest
import shapely

from boundaries.declared import declared_links
from etl.geofiles import GeoFiles
from sipmap import desk
from sipmap.areas.contiguity import SLIVER_M2, components, islands, ward_links
from sipmap.areas.targets import target_areas
from sipmap.catalogue import profile
from sipmap.geography import COMPARISON_SETS
from sipmap.store import read
from sipmap.store.engine import make_engine
from tests.published import published_file

pytestmark = pytest.mark.published

SHEPPEY = ("E05009554", "E05009557", "E05009560", "E05009561", "E05009562")
THRESHOLDS = [100.0, 300.0, SLIVER_M2, 3_000.0, 10_000.0]


@pytest.fixture(scope="module")
def published():
    """Return the wards as published, not simplified."""
    files = GeoFiles(published_file("GEOGRAPHY.md").parent)
    return files.polygons("wards-wd25", known_codes=set(files.lookup("wards-england")["code"])).frame


@pytest.fixture(scope="module")
def stored(embedded_url):
    """Return what the embedded default holds: Kent and Medway's wards, places, links, Kent's ranking."""
    engine = make_engine(embedded_url)
    release = desk.active_release(engine)
    both = desk.areas_of(engine, release.id, COMPARISON_SETS["kent-and-medway"], "ward")
    shapes = read.areas(engine, release.id, "ward", codes=list(both["code"]), with_geometry=True)
    inputs = desk.ranking_inputs(engine, release, COMPARISON_SETS["kent"], profile("sip-today"))
    places = read.places(engine, release.id)
    links = read.links(engine, release.id)
    engine.dispose()
    ranked = inputs.ranking().sort_values("rank")["area_code"].tolist()
    shapes = shapes.assign(geometry=shapely.from_wkb(shapes["geometry"].to_numpy()))
    return {"wards": both, "shapes": shapes, "places": places, "links": links, "ranked": ranked}


def found_areas(stored, links):
    """Return the target areas at 24, 40 and 60, as kind and wards."""
    lists = [stored["ranked"][:size] for size in (24, 40, 60)]
    found = [target_areas(wards, stored["wards"], *stored["places"], links) for wards in lists]
    return [[(area.kind, area.wards) for area in areas] for areas in found]


def test_the_links_in_the_store_are_those_of_the_published_wards(published, stored):
    made = ward_links(published, declared_links())
    pd.testing.assert_frame_equal(
        stored["links"], made, check_dtype=False, check_exact=False, atol=0.5, rtol=0, check_like=True
    )


def test_sheppey_is_the_one_group_apart_and_no_ward_is_alone(stored):
    codes = stored["wards"]["code"]
    groups = components(codes, stored["links"])
    assert sorted(map(len, groups)) == [5, 274]
    assert SHEPPEY in groups
    assert islands(codes, stored["links"]) == ()


@pytest.mark.parametrize("sliver_m2", THRESHOLDS)
@pytest.mark.parametrize("outline", ["published", "simplified"])
def test_neither_the_threshold_nor_simplifying_moves_an_area(published, stored, sliver_m2, outline):
    wards = published if outline == "published" else stored["shapes"]
    links = ward_links(wards, declared_links(), sliver_m2=sliver_m2)
    codes = stored["wards"]["code"]
    assert components(codes, links) == components(codes, stored["links"])
    assert found_areas(stored, links) == found_areas(stored, stored["links"])
