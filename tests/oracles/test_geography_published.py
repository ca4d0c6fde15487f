"""The geography of Kent and Medway from the published files, held against figures that others worked out."""

import gzip
import json

import numpy as np
import pandas as pd
import pytest
import shapely

from boundaries.declared import declared_links, declared_places
from boundaries.editions import editions
from boundaries.grid import to_national_grid
from etl.geofiles import GeoFiles
from etl.geography import read_geography
from etl.maplayer import map_layers
from sipmap.areas.contiguity import SLIVER_M2
from sipmap.errors import InputFileError
from sipmap.geography import KENT, MEDWAY
from tests.published import published_file
from tests.topologies import decoded

pytestmark = pytest.mark.published

SHEPPEY = {"E05009560", "E05009557", "E05009554", "E05009561", "E05009562"}
BOBBING, QUEENBOROUGH, SHEPPEY_CENTRAL = "E05009545", "E05009557", "E05009561"
COUNTY_M2 = 3_545_283_264
"""Area of Kent as the county's own boundary file of May 2023 states it (SHAPE_Area)."""


@pytest.fixture(scope="module")
def folder():
    return published_file("GEOGRAPHY.md").parent


@pytest.fixture(scope="module")
def geography(folder):
    return read_geography(folder)


@pytest.fixture(scope="module")
def wards(geography):
    """Return the 279 wards by code."""
    areas = geography.areas
    here = (areas["geography"] == "ward") & areas["county_code"].isin([KENT, MEDWAY])
    return areas[here].set_index("code")


def shares(geography, small):
    kept = (geography.weights["from_geography"] == small) & (geography.weights["basis"] == "postcode-share")
    return geography.weights[kept]


def test_no_ward_is_lost_added_or_invalid(wards, folder):
    published = json.loads((folder / editions()["wards-wd25"].file).read_text(encoding="utf-8"))
    codes = {feature["properties"]["WD25CD"] for feature in published["features"]}
    assert set(wards.index) == codes
    assert wards["county_code"].value_counts().to_dict() == {KENT: 255, MEDWAY: 24}
    shapes = wards["geometry"].to_numpy(dtype=object)
    assert shapely.is_valid(shapes).all()
    assert set(shapely.get_type_id(shapes)) <= {3, 6}
    assert shapely.coverage_is_valid(shapes)


def test_the_wards_of_kent_cover_the_county(wards):
    kent = wards[wards["county_code"] == KENT]
    covered = sum(shape.area for shape in kent["geometry"])
    assert covered == pytest.approx(COUNTY_M2, rel=1e-4)


def test_every_geography_has_as_many_areas_as_are_published(geography):
    found = geography.areas.groupby(["geography", "county_code"]).size()
    assert geography.areas["geography"].value_counts().to_dict() == {
        "ward": 6826,
        "lsoa21": 1107,
        "lsoa11": 1065,
        "msoa21": 221,
        "ward98": 366,
        "district": 296,
        "county": 2,
        "country": 1,
    }
    assert (found["lsoa21", KENT], found["lsoa21", MEDWAY]) == (938, 169)
    assert (found["lsoa11", KENT], found["lsoa11", MEDWAY]) == (902, 163)
    assert (found["msoa21", KENT], found["msoa21", MEDWAY]) == (183, 38)
    assert (found["ward98", KENT], found["ward98", MEDWAY]) == (331, 35)


def test_simplifying_loses_no_vertex_that_matters(geography):
    for of_geography in ("ward", "lsoa21", "lsoa11"):
        report = geography.report[of_geography]
        assert report["repaired"] == []
        assert report["vertices_after"] < report["vertices_before"]
        assert report["largest_area_change_pct"] < 0.15


def test_wards_of_1998_lie_in_todays_districts_where_the_lsoa_lookup_puts_them(geography, folder):
    dissolved = json.loads(
        (folder / "history/DERIVED_wards2001_approx_from_LSOA_Kent_Medway.geojson").read_text()
    )
    names = {f["properties"]["WD01CD"]: f["properties"]["LAD11NM"] for f in dissolved["features"]}
    areas = geography.areas
    old = areas[areas["geography"] == "ward98"].set_index("code")["district_code"]
    districts = areas[areas["geography"] == "district"].set_index("code")["name"]
    ours = old.map(districts).replace({"Folkestone and Hythe": "Shepway"})
    compared = ours[ours.index.isin(names)]
    assert len(compared) == 364
    assert (compared == compared.index.map(names)).all()


@pytest.mark.parametrize("small", ["lsoa21", "lsoa11"])
def test_the_weights_of_each_small_area_sum_to_one(geography, small):
    sums = shares(geography, small).groupby("from_code")["weight"].sum()
    areas = geography.areas
    assert set(sums.index) == set(areas.loc[areas["geography"] == small, "code"])
    assert np.abs(sums - 1).max() < 1e-12
    assert shares(geography, small)["to_code"].nunique() == 279


@pytest.mark.parametrize(("small", "column"), [("lsoa21", "LSOA21CD"), ("lsoa11", "LSOA11CD")])
def test_the_weights_agree_with_those_worked_out_apart(geography, folder, small, column):
    """The other working placed six postcodes by the generalised borders in an LSOA of another district."""
    other = pd.read_csv(folder / f"lookups/DERIVED_{small}_to_wd25_weights_Kent_Medway.csv")
    theirs = other.set_index([column, "WD25CD"])["postcode_share"].rename_axis(["from_code", "to_code"])
    ours = shares(geography, small).set_index(["from_code", "to_code"])["weight"]
    difference = ours.sub(theirs, fill_value=0).abs()
    assert difference.max() <= 0.0401
    assert (difference > 0.0001).sum() <= 17


def test_no_weight_leaves_its_district(geography):
    district = geography.areas[geography.areas["geography"] == "ward"].set_index("code")["district_code"]
    for small in ("lsoa21", "lsoa11"):
        home = geography.areas[geography.areas["geography"] == small].set_index("code")["district_code"]
        weights = shares(geography, small)
        assert (weights["from_code"].map(home) == weights["to_code"].map(district)).all()


def test_population_is_kept_in_every_district(geography, folder, wards):
    total = "Residence type: Total; measures: Value"
    lsoas = pd.read_csv(folder / "census2021/census2021-ts001-lsoa_kent_medway.csv")
    people = lsoas.set_index("geography code")[total]
    weights = shares(geography, "lsoa21")
    by_ward = (weights["weight"] * weights["from_code"].map(people)).groupby(weights["to_code"]).sum()
    by_district = by_ward.groupby(by_ward.index.map(wards["district_code"])).sum()
    published = pd.read_csv(folder / "census2021/census2021-ts001-ltla.csv").set_index("geography code")[
        total
    ]
    assert len(by_district) == 13
    assert by_ward.sum() == pytest.approx(people.sum(), rel=1e-12)
    assert np.abs(by_district / published.reindex(by_district.index) - 1).max() < 0.001


def test_best_fit_gives_each_lsoa_of_england_to_one_ward(geography):
    best = geography.weights[geography.weights["basis"] == "best-fit"]
    assert len(best) == best["from_code"].nunique() == 33_755
    england = geography.areas.loc[geography.areas["geography"] == "ward", "code"]
    assert england.isin(best["to_code"]).sum() == 6826 - 368


def test_every_postcode_is_placed_where_the_other_working_places_it(geography, folder):
    other = pd.read_csv(folder / "postcodes/DERIVED_postcode_to_wd25_lsoa21_lsoa11_Kent_Medway.csv")
    theirs = other.assign(postcode=other["Postcode"].str.replace(" ", "")).set_index("postcode")
    ours = geography.postcodes.set_index("postcode")
    assert len(ours) == 51_981
    assert geography.report["postcodes_unplaced"] == 0
    assert (ours["lsoa21_code"] != theirs["LSOA21CD_pip"].reindex(ours.index)).sum() == 6
    assert (ours["ward_code"] == theirs["Admin_ward_code"].reindex(ours.index)).all()


def test_borders_agree_with_the_adjacency_worked_out_apart(geography, folder):
    other = pd.read_csv(folder / "lookups/DERIVED_wd25_adjacency_Kent_Medway.csv")
    codes = np.sort(other[["WD25CD_left", "WD25CD_right"]].to_numpy(dtype=str), axis=1)
    theirs = pd.Series(other["shared_boundary_m"].to_numpy(), index=pd.MultiIndex.from_arrays(codes.T))
    touching = geography.links[geography.links["kind"] != "crossing"]
    ours = touching.set_index(["left_code", "right_code"])["border_m"]
    assert len(theirs) == 734
    assert ours.index.isin(theirs.index).all()
    lost = theirs.index.difference(ours.index)
    assert len(lost) == 2
    assert (theirs[lost] < 240).all(), "only contacts through slivers are ignored"
    assert (ours - theirs[ours.index] < 1).all()
    assert (np.abs(ours - theirs[ours.index]) < 1).sum() > 715
    assert (ours == 0).sum() == (theirs == 0).sum() == 14


def test_sheppey_holds_together_and_does_not_touch_the_mainland(geography):
    links = geography.links
    on_island = links["left_code"].isin(SHEPPEY).astype(int) + links["right_code"].isin(SHEPPEY)
    over_water = links[on_island == 1]
    assert set(over_water["kind"]) == {"crossing", "severed"}
    severed = over_water[over_water["kind"] == "severed"]
    assert severed[["left_code", "right_code"]].to_numpy().tolist() == [[BOBBING, QUEENBOROUGH]]
    assert 1_400 < severed["border_m"].iloc[0] < 1_500
    crossed = over_water.loc[over_water["kind"] == "crossing", ["left_code", "right_code"]]
    assert crossed.to_numpy().tolist() == [[BOBBING, QUEENBOROUGH], [BOBBING, SHEPPEY_CENTRAL]]
    within = links[(on_island == 2) & (links["kind"] == "border")]
    assert set(within["left_code"]) | set(within["right_code"]) == SHEPPEY


def test_crossings_span_water_narrow_enough_for_a_bridge(wards):
    for link in declared_links():
        main = [max(shapely.get_parts(wards.loc[code, "geometry"]), key=shapely.area) for code in link.wards]
        assert 100 < main[0].distance(main[1]) < 400, link.reason


def test_ignored_slivers_hold_no_postcode(geography, folder):
    published = json.loads((folder / editions()["wards-wd25"].file).read_text(encoding="utf-8"))
    shapes = np.array([shapely.geometry.shape(f["geometry"]) for f in published["features"]], dtype=object)
    pieces, _ = shapely.get_parts(shapes, return_index=True)
    # In degrees at this latitude a square metre is about 1.28e-10 of a square degree.
    slivers = pieces[shapely.area(pieces) < SLIVER_M2 * 1.28e-10]
    table = pd.read_csv(folder / editions()["postcodes"].file)
    points = shapely.points(table["longitude"], table["latitude"])
    assert len(slivers) > 70
    assert shapely.STRtree(slivers).query(points, predicate="intersects").size == 0


def test_towns_follow_their_built_up_areas_but_for_declared_departures(folder):
    table = pd.read_csv(folder / "places/DERIVED_wd25_to_buasd11_Kent_Medway.csv", keep_default_na=False)
    table["area"] = table["BUASD11NM"].where(table["BUASD11NM"] != "", table["BUA11NM"])
    district = table.drop_duplicates("WD25CD").set_index("WD25CD")["LAD25NM"]
    by_rule = table[table["share"] >= 0.5].groupby("area")["WD25CD"].agg(set)
    for place in declared_places():
        assert set(place.wards) <= set(district.index), place.id
        assert len(set(district[list(place.wards)])) == 1, place.id
        if place.built_up_area:
            home = district[place.wards[0]]
            ruled = {code for code in by_rule[place.built_up_area] if district[code] == home}
            assert set(place.wards) == (ruled | set(place.added)) - set(place.left_out), place.id
            assert set(place.left_out) <= ruled, place.id
            assert not set(place.added) & ruled, place.id


def test_the_places_that_people_speak_of_are_there(geography):
    place_of = geography.place_areas.set_index("area_code")["place_id"]
    names = geography.areas[geography.areas["geography"] == "ward"].set_index("name")
    kent = names[names["county_code"] == KENT]["code"]
    for ward, place in {
        "Cliftonville West": "margate",
        "Margate Central": "margate",
        "Dane Valley": "margate",
        "Newington": "ramsgate",
        "Sheerness": "isle-of-sheppey",
        "Town & Castle": "dover",
        "Folkestone Harbour": "folkestone",
        "Northgate": "canterbury",
        "Temple Hill": "dartford",
    }.items():
        assert place_of[kent[ward]] == place, ward


def test_place_labels_stand_in_their_place(geography, wards):
    """Two of Kent's towns, by the position that a gazetteer gives: within 2 km of ours."""
    places = geography.places.set_index("id")
    for place, longitude, latitude in (("margate", 1.386, 51.381), ("maidstone", 0.517, 51.267)):
        east = (places.loc[place, "longitude"] - longitude) * 70_000
        north = (places.loc[place, "latitude"] - latitude) * 111_000
        assert np.hypot(east, north) < 2_000


def test_former_names_lead_to_present_wards(geography, wards):
    names = geography.area_names
    assert not names.duplicated().any()
    assert names["code"].isin(wards.index).all()
    present = wards.loc[names["code"], "name"].to_numpy()
    assert (names["name"].to_numpy() != present).all()
    assert "Gillingham North" in names.loc[names["code"] == "E05014455", "name"].to_list()


def test_the_map_s_layers_are_small_and_whole(geography):
    layers = map_layers(geography.areas, geography.england).set_index("name")
    sizes = layers["content"].map(len).to_dict()
    assert sizes["wards-kent-and-medway"] < 200_000
    assert sizes["wards-england"] < 1_000_000
    wards, districts, england = (json.loads(gzip.decompress(content)) for content in layers["content"])
    _check_england(geography.england, decoded(england))
    assert (len(wards["features"]), len(districts["features"])) == (279, 13)
    shapes = shapely.make_valid(
        np.array([shapely.geometry.shape(f["geometry"]) for f in wards["features"]], dtype=object)
    )
    together = shapely.union_all(shapes)
    assert sum(len(part.interiors) for part in shapely.get_parts(together)) == 0, "a gap between wards"
    overlap_m2 = (shapely.area(shapes).sum() - together.area) / 1.28e-10
    assert overlap_m2 < 10


def _check_england(published, drawn):
    """Every ward is drawn, about where and as large as it was published."""
    assert list(drawn) == sorted(published["code"])
    on_grid = to_national_grid(np.array(list(drawn.values()), dtype=object))
    whole = published.set_index("code")["geometry"].reindex(list(drawn)).to_numpy()
    change = np.abs(shapely.area(on_grid) / shapely.area(whole) - 1)
    assert np.quantile(change, 0.99) < 0.05
    assert change.max() < 0.2
    both = shapely.area(shapely.intersection(shapely.make_valid(on_grid), shapely.make_valid(whole)))
    assert (both / shapely.area(whole)).min() > 0.8


def test_every_file_read_is_the_one_declared_and_credited(geography):
    assert {f["source_id"] for f in geography.files} == set(editions())
    for file in geography.files:
        assert file["sha256"] == editions()[file["source_id"]].sha256, file["file_name"]
        assert file["byte_size"] > 0


def test_each_file_cut_in_half_is_refused_with_its_name(folder, tmp_path):
    for edition in editions().values():
        half = tmp_path / edition.file
        half.parent.mkdir(exist_ok=True)
        content = (folder / edition.file).read_bytes()
        half.write_bytes(content[: len(content) // 2])
        files = GeoFiles(tmp_path)
        read = files.polygons if edition.crs else files.lookup
        keys = {} if edition.crs else {"keys": (next(iter(edition.columns)),)}
        with pytest.raises(InputFileError) as caught:
            read(edition.id, **keys)
        assert str(caught.value).startswith(half.name)
        assert "\n" not in str(caught.value)
