"""The opening of the page of areas."""

from sipmap.words.areaoverview import overview


def test_areas_are_told_apart_by_what_holds_them_back():
    found = [("Isle of Sheppey", ["Transport"]), ("Margate", ["Digital", "Caring"]), ("Dover", [])]
    assert overview(found, 24, "Kent") == (
        "The first 24 wards of Kent by need lie in 3 areas. They are held back by different things. "
        "What sets an area apart, however many wards it is compared with: transport (Isle of Sheppey) and "
        "digital and caring (Margate)."
    )


def test_nothing_specific_is_said_to_be_nothing():
    assert overview([("Dover", [])], 1, "Kent") == (
        "The first ward of Kent by need lies in 1 area. Nothing sets any of them firmly apart."
    )


def test_many_are_cut_short():
    said = overview([(f"Town {n}", ["Health"]) for n in range(6)], 24, "Kent")
    assert said.endswith("health (Town 3) and more in 2 others.")
