"""Sentences: people before rank, comparison sets named, missing said as missing."""

from datetime import date

import pandas as pd
import pytest

from sipmap.words import flags, numbers, overlap, overview, ward, warnings
from sipmap.words.overview import Reach
from sipmap.words.ward import Standing

NAN = float("nan")


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234.5, 1, "1,234.5"),
        (-0.5, 1, "\N{MINUS SIGN}0.5"),
        (-0.001, 2, "0.00"),
        (NAN, 1, "no figure"),
        (None, 0, "no figure"),
    ],
)
def test_numbers_have_commas_a_true_minus_and_no_minus_zero(value, places, text):
    assert numbers.decimals(value, places) == text


@pytest.mark.parametrize(("value", "text"), [(1634.2, "about 1,630"), (12.4, "about 12"), (NAN, "no figure")])
def test_estimated_counts_are_rounded(value, text):
    assert numbers.about(value) == text


@pytest.mark.parametrize(
    ("n", "text"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (1022, "1,022nd")]
)
def test_ordinals(n, text):
    assert numbers.ordinal(n) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.2214, "proportion", "22.1%"),
        (3.14, "per 1,000", "3.1 per 1,000"),
        (12.0, "people", "12 people"),
        (NAN, "minutes", "no figure"),
    ],
)
def test_values_name_their_unit(value, unit, text):
    assert numbers.value(value, unit) == text


def test_a_unit_can_be_left_to_the_heading():
    assert numbers.value(12.0, "people", with_unit=False) == "12"


def test_the_ward_sentence_counts_people_and_says_the_share():
    said = ward.people(8_100.0, 2_573.0, 13_240.0)
    assert said.startswith("About 2,570 of about 8,100 people of working age")
    assert "(32%)" in said
    assert "About 13,240 people live here." in said


def test_a_ward_without_figures_says_so():
    assert ward.people(NAN, NAN, NAN) == "There is no figure for people out of work here."


def test_standing_names_what_it_is_among():
    said = ward.standing(Standing(2, 255, "Kent", "SIP today"))
    assert said.startswith("2nd of 255 wards in Kent")
    assert "1st is most need" in said
    assert ward.standing(Standing(2, 255, "Kent", "SIP today", is_shared=True)).startswith("joint 2nd")


def test_an_unranked_ward_says_why():
    said = ward.standing(Standing(None, 255, "Kent", "SIP today", reason="No figure for Claimant rate"))
    assert said == "Not ranked among the 255 wards of Kent: No figure for Claimant rate."


def test_the_england_rank_is_labelled_with_its_method():
    assert "best fit" in ward.england(46, 6_458)
    assert ward.england(None, 6_458).startswith("No England rank")


def test_the_page_opens_with_people():
    said = overview.opening("Kent", 24, Reach(29_000.0, 123_720.0))
    assert said.startswith("About 123,720 people of working age in Kent")
    assert "23% of them live in the 24 wards" in said
    assert "in the ward of greatest need" in overview.opening("Kent", 1, Reach(2_000.0, 123_720.0))
    assert overview.opening("Kent", 24, Reach(NAN, NAN)).startswith("Where in Kent")


def test_coverage_says_what_is_left_outside():
    covered = pd.DataFrame(
        {"inside": [100.0, 24.0, 0.0], "total": [1_000.0, 100.0, 0.0]},
        index=["people", "employment_deprived", "worst_decile_residents"],
    )
    lines = overview.coverage("first 24 wards", "Kent", covered)
    assert len(lines) == 2, "a kind without a total has no sentence"
    assert "about 900 live elsewhere in Kent" in lines[0]
    assert "(24%)" in lines[1]


def test_pockets_outside_are_counted():
    assert overview.pockets(0, 0.0).startswith("No neighbourhood")
    assert overview.pockets(2, 3_000.0).startswith("2 neighbourhoods")
    assert overview.pockets(1, 1_500.0).startswith("1 neighbourhood among")


def test_the_communal_warning_gives_the_sensitivity():
    said = warnings.communal(0.26, 2_220.0, 0.166, 0.2654)
    assert "26% of residents (about 2,220 people)" in said
    assert "about 26.5% instead of 16.6%" in said
    assert "instead of" not in warnings.communal(0.26, NAN, 0.166, NAN)
    assert "first 24" in warnings.borderline(24)


def flag(review_by, today=date(2026, 1, 1)):
    return flags.flag(
        theme="Transport",
        subject="Isle of Sheppey",
        statement="Few buses",
        source_title="A report",
        author_role="officer",
        recorded_on=date(2008, 3, 14),
        review_by=review_by,
        today=today,
    )


def test_an_old_flag_says_that_its_review_was_due():
    assert flag(date(2009, 3, 14)).state == "Its review was due by 14 March 2009."
    assert flag(date(2026, 1, 1)).state == "", "the day itself is not yet past"
    assert flag(date(2026, 1, 1)).origin == "officer, 14 March 2008. Source: A report."


def test_overlap_tells_effective_weights_and_who_goes_together():
    said = overlap.overlap({"A": 0.6, "B": 0.4}, ("A", "B"), 0.92)
    assert "A 60%, B 40%" in said
    assert "A and B go together most (rank correlation 0.92)" in said
    assert "together" not in overlap.overlap({"A": 0.6, "B": 0.4}, ("A", "B"), 0.1)
    assert overlap.overlap({"A": NAN}, ("A", "B"), NAN) == ""
