"""What is said of areas: people first, ranges named for what they are, districts never as a ward's figure."""

import pytest

from sipmap.areas.barriers import AtSize, Finding
from sipmap.areas.contrasts import Contrast
from sipmap.areas.ranks import PlacedRank
from sipmap.catalogue import indicator
from sipmap.words import areas, evidence

NAN = float("nan")
CONNECTIVITY = indicator("iod2025-connectivity")


CURLY = str.maketrans({"\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})


def straight(text):
    """Return text with straight quotation marks, as one types them."""
    return text.translate(CURLY)


def contrast(value, kind="sensitivity range"):
    return Contrast(value, value - 0.2, value + 0.2, kind)


def finding(*values, county=0.5, own=None, own_wards=()):
    return Finding(
        "iod2025-connectivity",
        50.0,
        58.0,
        None if county is None else contrast(county),
        tuple(
            AtSize(
                size=size,
                others=20,
                contrast=contrast(value),
                is_specific=value >= 1,
                own_wards=own_wards,
                own=None if own is None else contrast(own),
                own_is_specific=False,
            )
            for size, value in zip((24, 40, 60), values, strict=False)
        ),
    )


TRANSPORT = ("Transport", finding(1.26, 1.24, 1.11, own=0.4))
SKILLS = ("Skills", finding(0.68, 0.78, 1.01, own=2.0))


def test_people_come_first_and_the_wards_on_the_list_after():
    said = areas.opening("Isle of Sheppey", 5, ["Sheerness"], 47_428.0)
    assert said == "Isle of Sheppey. About 47,430 people live in 5 wards; Sheerness is on the list."
    assert areas.opening("A", 1, ["A"], 9_000.0).endswith("live in 1 ward, which is on the list.")
    assert areas.opening("A", 2, ["A", "B"], NAN) == "A. It lies in 2 wards, all on the list."


def test_the_headline_names_both_contrasts_and_their_ranges():
    said = straight(areas.headline(TRANSPORT, "Kent", 24))
    assert said == (
        "Transport: 1.3 standard deviations worse than Kent's other high-need wards among the first 24 "
        "(sensitivity range 1.1 to 1.5); 0.5 standard deviations worse than Kent as a whole "
        "(sensitivity range 0.3 to 0.7)."
    )
    assert areas.headline(None, "Kent", 24).startswith("There is nothing at hand to compare it by")


def test_better_is_said_as_better_with_its_range_turned():
    said = areas.contrast(contrast(-0.5, "confidence interval"), "Kent")
    assert said == "0.5 standard deviations better than Kent (95% confidence interval 0.3 to 0.7)"


def test_where_a_theme_is_specific_and_where_it_is_not():
    assert areas.specific(*TRANSPORT) == "Transport is specific to this area, firmly: at 24, 40 and 60."
    assert areas.specific(*SKILLS) == "Skills is specific to this area at 60, not at 24 and 40."
    assert areas.specific("X", finding(0.1, 0.2, 0.3)) == "X is not specific to this area."
    assert areas.specific("X", finding()) == "X cannot be compared between wards."


def test_how_themes_stand_at_each_size_ties_named():
    told = [TRANSPORT, SKILLS, ("Health", finding(0.1, 0.1, 0.1))]
    assert areas.at_size(told, 24) == "At 24, Transport is the largest contrast (1.3), then Skills (0.7)."
    assert areas.at_size(told, 60) == "At 60, Transport (1.1) and Skills (1.0) are level."
    assert areas.at_size(told[2:], 24) == "At 24, Health is the largest contrast, and small (0.1)."
    assert areas.at_size([], 24) == ""


def test_the_larger_contrast_of_its_own_high_need_wards_stands_beside():
    assert areas.own_wards([TRANSPORT, SKILLS], 24, ["Sheerness"]) == (
        "Its own high-need wards alone (Sheerness, among the first 24): Skills is the larger contrast there "
        "(2.0, against 0.4 for Transport)."
    )
    assert "Skills is the largest contrast there too (2.0)" in areas.own_wards([SKILLS, TRANSPORT], 24, ["A"])
    assert areas.own_wards([("Transport", finding(1.2))], 24, []) == ""


@pytest.mark.parametrize(
    ("county", "says"),
    [
        (-0.6, "Sheerness is better connected than Kent's average."),
        (0.6, "Sheerness is worse connected than Kent's average."),
        (0.1, "Sheerness is near Kent's average on this."),
        (None, "Sheerness: no figure to hold against Kent's average."),
    ],
)
def test_each_ward_is_on_its_own_side_of_the_average(county, says):
    found = finding(1.0, county=county)
    said = areas.side("Sheerness", found, "is worse connected", "is better connected", "Kent")
    assert straight(said) == says


def test_what_it_has_is_said_before_what_it_lacks():
    said = areas.what_it_has("A", ["is better connected", "has faster broadband"], "Kent")
    assert straight(said) == ("A is better connected and has faster broadband than Kent's average.")
    assert areas.what_it_has("A", [], "Kent") == ""


def test_what_is_missing_names_the_place_for_the_councils_own():
    said = straight(areas.missing("Fares.", "council-buses", "Buses"))
    assert said == (
        "Not told by any open figure here: fares. The council's own would come in as 'council-buses' (Buses)."
    )


def test_a_shared_figure_is_no_independent_witness():
    said = straight(areas.shared("Barriers", "It is 100 minus it.", "IMD 2025"))
    assert said.startswith("Not independent of the profile 'IMD 2025', whose part 'Barriers' shares a figure")


def test_a_districts_figure_is_never_the_areas():
    said = evidence.district("Thanet", 14, 309, indicator("births-under-20"), "Margate")
    assert said == (
        "Thanet district: 14th highest of 309 on births to under-20s (standardised; no rate published here). "
        "Not a figure for Margate."
    )
    low = evidence.district("A", 2, 9, CONNECTIVITY, "B", is_shared=True)
    assert low == "A district: joint 2nd lowest of 9 on connectivity. Not a figure for B."


def test_a_figure_stands_beside_the_countys_and_englands_where_that_is_known():
    assert evidence.figures(52.8, 58.3, NAN, CONNECTIVITY, "Kent") == (
        "Connectivity score: 52.8 here, 58.3 in Kent, England not at hand"
    )
    assert evidence.figures(52.8, 58.3, 63.0, CONNECTIVITY, "Kent").endswith("63.0 in England")


def test_a_rank_has_its_range_or_is_not_given():
    place = PlacedRank(13, 11, 14, 255, "confidence interval")
    assert evidence.standing(place, CONNECTIVITY, "Kent") == (
        "13th worst of 255 wards in Kent (confidence interval: 11th to 14th)"
    )
    first = PlacedRank(1, 1, 1, 255, "sensitivity range")
    assert evidence.standing(first, CONNECTIVITY, "Kent") == (
        "Worst of 255 wards in Kent (sensitivity range: 1st)"
    )
    assert evidence.standing(None, CONNECTIVITY, "Kent") == "No rank: its range cannot be told"
    rent = indicator("census-private-rent")
    assert evidence.standing(place, rent, "Kent") == "No rank: neither more nor less of it is worse"


def test_level_year_and_source_are_cited():
    assert evidence.cited("lsoa21", "2025", "File 8", "MHCLG") == "Level: LSOA, 2025. Source: MHCLG, File 8"
    assert evidence.cited("district", "", "", "") == "Level: district. Source: source not at hand"
