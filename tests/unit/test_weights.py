"""Small areas are shared among wards by their postcodes; every share is accounted for."""

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from etl.weights import (
    WEIGHT_COLUMNS,
    apportioning_weights,
    area_share,
    best_fit_weights,
    nested_weights,
    postcode_share,
    small_areas_of_points,
)
from tests.shapes import EAST, NORTH, areas, square

WARDS = areas({"E05099001": square(0, 0), "E05099002": square(1000, 0)})
SMALL = areas({"X01000001": square(0, 0, 1250, 1000), "X01000002": square(1250, 0, 750, 1000)})


def points(*places):
    return shapely.points([(EAST + x, NORTH + y) for x, y in places])


def postcodes(*pairs):
    return pd.DataFrame(pairs, columns=["from_code", "to_code"])


def test_a_share_is_of_postcodes_not_of_extent():
    shares = postcode_share(postcodes(*[("X01000001", "E05099001")] * 3, ("X01000001", "E05099002")))
    assert shares["weight"].tolist() == [0.75, 0.25]
    assert area_share(SMALL, WARDS)["weight"].tolist() == pytest.approx([0.8, 0.2, 1.0])


def test_an_area_without_a_postcode_falls_back_to_its_extent():
    weights = apportioning_weights("lsoa21", postcodes(("X01000002", "E05099001")), SMALL, WARDS)
    assert list(weights.columns) == WEIGHT_COLUMNS
    assert weights["from_code"].tolist() == ["X01000001", "X01000001", "X01000002"]
    assert weights["to_code"].tolist() == ["E05099001", "E05099002", "E05099001"]
    assert weights["weight"].tolist() == pytest.approx([0.8, 0.2, 1.0])
    assert set(weights["basis"]) == {"postcode-share"}


def test_an_area_outside_every_ward_and_without_postcodes_is_a_fault():
    far = areas({"X01000009": square(9000, 9000)})
    with pytest.raises(ValueError, match="X01000009"):
        apportioning_weights("lsoa21", postcodes(("X01000001", "E05099001")), far, WARDS)


def test_borders_that_only_rub_are_no_share():
    rubbing = areas({"X01000003": square(0, 0, 1000.4, 1000)})
    shares = area_share(rubbing, WARDS)
    assert shares["to_code"].tolist() == ["E05099001"]
    assert shares["weight"].tolist() == [1.0]


pairs = st.lists(
    st.tuples(st.sampled_from(["X01000001", "X01000002", "X01000003"]), st.sampled_from(["W1", "W2", "W3"])),
    min_size=1,
    max_size=60,
)


@given(pairs)
def test_the_weights_of_each_area_sum_to_one_and_order_does_not_matter(rows):
    shares = postcode_share(postcodes(*rows))
    assert shares.groupby("from_code")["weight"].sum().to_numpy() == pytest.approx(1, abs=1e-12)
    assert ((shares["weight"] > 0) & (shares["weight"] <= 1)).all()
    pd.testing.assert_frame_equal(shares, postcode_share(postcodes(*reversed(rows))))


def test_a_point_lies_in_the_area_around_it():
    found = small_areas_of_points(points((10, 10), (1990, 10)), pd.Series(["E07000999"] * 2), SMALL)
    assert found.tolist() == ["X01000001", "X01000002"]


def test_a_point_off_the_coast_goes_to_the_nearest_area_and_one_at_sea_to_none():
    districts = pd.Series(["E07000999"] * 3, index=[7, 8, 9])
    found = small_areas_of_points(points((-20, 500), (2300, 500), (-5000, 500)), districts, SMALL)
    assert found[7] == "X01000001"
    assert found[8] == "X01000002"
    assert pd.isna(found[9])


def test_a_point_stays_in_its_own_district():
    mixed = SMALL.assign(district_code=["E07000998", "E07000999"])
    found = small_areas_of_points(
        points((1245, 500), (1255, 500)), pd.Series(["E07000999", "E07000998"]), mixed
    )
    assert found.tolist() == ["X01000002", "X01000001"]


def test_a_point_on_a_border_goes_to_one_area():
    found = small_areas_of_points(points((1250, 500)), pd.Series(["E07000999"]), SMALL)
    assert found.isin(["X01000001", "X01000002"]).all()


def test_best_fit_gives_an_area_whole_to_one_ward():
    lookup = pd.DataFrame({"from_code": ["X01000002", "X01000001"], "to_code": ["E05099001", "E05099001"]})
    weights = best_fit_weights("lsoa21", lookup)
    assert weights.to_numpy().tolist() == [
        ["lsoa21", "best-fit", "X01000001", "E05099001", 1.0],
        ["lsoa21", "best-fit", "X01000002", "E05099001", 1.0],
    ]


def test_multipart_areas_are_shared_by_all_their_parts():
    islands = areas({"X01000004": shapely.union_all(np.array([square(0, 0, 300), square(1500, 0, 300)]))})
    assert area_share(islands, WARDS)["weight"].tolist() == pytest.approx([0.5, 0.5])


def test_a_larger_area_goes_by_residents_and_then_by_postcodes():
    small = pd.DataFrame(
        {
            "from_geography": "lsoa21",
            "basis": "postcode-share",
            "from_code": ["A", "A", "B", "C"],
            "to_code": ["W1", "W2", "W2", "W3"],
            "weight": [0.5, 0.5, 1.0, 1.0],
        }
    )
    nesting = pd.DataFrame(
        {
            "small_code": ["A", "A", "B", "C"],
            "large_code": ["M", "M", "M", "N"],
            "residents": [10, 10, 60, 5],
        }
    )
    found = nested_weights("msoa21", nesting, small)
    assert found["from_geography"].eq("msoa21").all()
    assert found["basis"].eq("postcode-share").all()
    shares = found.set_index(["from_code", "to_code"])["weight"].to_dict()
    assert shares == pytest.approx({("M", "W1"): 0.125, ("M", "W2"): 0.875, ("N", "W3"): 1.0})


def test_a_small_area_without_a_weight_is_a_fault():
    nesting = pd.DataFrame({"small_code": ["A"], "large_code": ["M"], "residents": [1]})
    none = pd.DataFrame(columns=["from_geography", "basis", "from_code", "to_code", "weight"])
    with pytest.raises(ValueError, match="A has no weight"):
        nested_weights("msoa21", nesting, none)
