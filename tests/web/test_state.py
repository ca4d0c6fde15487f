"""A page's address: what it holds, and the nearest sensible page for what it cannot mean."""

import pytest

from sipmap.web.state import parse


def test_an_empty_address_is_the_default_page():
    state, notes = parse({})
    assert (state.area, state.profile.id, state.weights, state.show, state.ward, state.top) == (
        "kent",
        "sip-today",
        {},
        "need",
        None,
        24,
    )
    assert notes == []


def test_everything_comes_from_the_address():
    state, notes = parse(
        {
            "area": "medway",
            "profile": "imd-2025",
            "w.iod2025-crime-exponential": "0.5",
            "show": "claimant-rate",
            "ward": "E05009560",
            "top": "40",
        }
    )
    assert notes == []
    assert state.area == "medway"
    assert state.weights == {"iod2025-crime-exponential": 0.5}
    assert state.all_weights["iod2025-income-exponential"] == 0.225
    assert (state.show, state.ward, state.top) == ("claimant-rate", "E05009560", 40)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"area": "mars"}, "Kent is shown instead"),
        ({"profile": "nonsense"}, "There is no profile"),
        ({"profile": "sip-2002"}, "wards of 1998, which have no map"),
        ({"w.nonsense": "1"}, "is no part of"),
        ({"w.claimant-rate": "x"}, "is not a number"),
        ({"w.claimant-rate": "nan"}, "is not a number"),
        ({"w.claimant-rate": "-1"}, "is not a number of 0 or more"),
        ({"top": "many"}, "is not a number of wards"),
        ({"top": "0"}, "the first 1 are taken"),
        ({"top": "2.5"}, "the first 2 are taken"),
        ({"classes": "rainbow.5"}, "is no way to make classes; the map has 5 quantiles"),
        ({"classes": "natural.12"}, "5 to 7 classes, not \u201812\u2019; 7 are shown"),
        ({"classes": "fixed.many"}, "not \u2018many\u2019; 5 are shown"),
        ({"wards": ",".join(f"E05{n:06}" for n in range(400))}, "up to 300 wards"),
    ],
)
def test_what_an_address_cannot_mean_gives_a_note_and_a_page(query, said):
    state, notes = parse(query)
    assert len(notes) == 1
    assert said in notes[0]
    assert state.profile.id == "sip-today"
    assert state.weights == {}
    assert state.top >= 1


def test_the_map_and_the_selection_come_from_the_address():
    state, notes = parse(
        {"classes": "natural.6", "wards": "e05009560, E05005093,,E05009560", "only": "yes", "names": "off"}
    )
    assert notes == []
    assert str(state.classes) == "natural.6"
    assert state.wards == ("E05009560", "E05005093")
    assert state.only
    assert not state.names
    plain, _ = parse({"only": "yes"})
    assert (str(plain.classes), plain.wards, plain.only, plain.names) == ("quantiles.5", (), False, True)


def test_weights_above_one_keep_their_proportions():
    query = {"w.iod2025-employment-rate": "2", "w.claimant-rate": "1", "w.iod2025-income-rate": "4"}
    state, notes = parse(query)
    assert state.weights == {
        "iod2025-employment-rate": 0.5,
        "claimant-rate": 0.25,
        "iod2025-income-rate": 1.0,
    }
    assert "keeps their proportions" in notes[0]


def test_weights_that_are_all_zero_give_no_order_so_the_profile_stands():
    query = dict.fromkeys(["w.iod2025-employment-rate", "w.claimant-rate", "w.iod2025-income-rate"], "0")
    state, notes = parse(query)
    assert state.weights == {}
    assert "all zero" in notes[0]


def test_an_unknown_key_is_nobodys_business():
    assert parse({"utm_source": "mail"})[1] == []
