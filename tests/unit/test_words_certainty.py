"""How sure a rank is, in words."""

import pytest

from sipmap.scoring.uncertainty import NOTHING_VARIES, SOURCES, Varied, word
from sipmap.words import certainty
from sipmap.words.certainty import Certainty


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            Certainty(4, 6, 0.99, 24, "range"),
            "Between 4th and 6th in nine of ten draws; certain to be in the first 24.",
        ),
        (Certainty(1, 1, 1.0, 1, "range"), "1st in nine of ten draws; certain to be in the first ward."),
        (
            Certainty(21, 30, 0.456, 24, "sensitivity range"),
            "Sensitivity range: between 21st and 30th in nine of ten draws; "
            "borderline: in the first 24 in 46% of the draws.",
        ),
        (
            Certainty(40, 52, 0.0, 24, "range"),
            "Between 40th and 52nd in nine of ten draws; unlikely to be in the first 24.",
        ),
    ],
)
def test_a_ward_is_between_ranks_and_in_the_list_with_a_word(found, said):
    assert certainty.ward(found) == said


def test_a_span_is_one_number_where_the_rank_never_moves():
    assert certainty.span(4, 6) == "4\N{EN DASH}6"
    assert certainty.span(4, 4) == "4"


@pytest.mark.parametrize(
    ("words", "size", "said"),
    [
        (
            ["certain"] * 18 + ["likely"] + ["borderline"] * 9 + ["unlikely"] * 200,
            24,
            "18 wards are certain to be among the first 24 and 1 likely; "
            "9 wards are borderline and contend for the last places.",
        ),
        (["certain", "unlikely"], 1, "1 ward is certain to be the first ward; no ward is borderline."),
        (
            ["borderline", "unlikely"],
            1,
            "0 wards are certain to be the first ward; 1 ward is borderline and contends for the last place.",
        ),
    ],
)
def test_how_many_wards_contend(words, size, said):
    assert certainty.contenders(words, size) == said


def test_what_was_varied_is_said_and_nothing_else():
    full = certainty.varied("range", ["Claimant rate"], is_apportioned=True)
    assert full == (
        "Varied in the draws: chance in the counts (Claimant rate), the weights by up to a quarter, how "
        "figures are shared out to wards, and a ward\u2019s average or its worst neighbourhood."
    )
    least = certainty.varied("sensitivity range", [], is_apportioned=False)
    assert least.startswith("Varied in the draws: the weights by up to a quarter. ")
    assert "no confidence interval" in least
    assert "no confidence interval" in certainty.caption("sensitivity range")
    assert "sensitivity" not in certainty.caption("range")


def test_what_was_held_still_is_said():
    no_weights = Varied(weights=False)
    assert (
        certainty.caption("range", no_weights)
        == "Range: the ranks of nine draws in ten. Held still: the weights"
    )
    said = certainty.varied("range", ["Claimants"], is_apportioned=False, switched=no_weights)
    assert said == "Varied in the draws: chance in the counts (Claimants). Held still: the weights."
    no_chance = Varied(sampling=False, summary=False)
    said = certainty.varied("sensitivity range", ["Claimants"], is_apportioned=True, switched=no_chance)
    assert said == (
        "Varied in the draws: the weights by up to a quarter, and how figures are shared out to wards. "
        "Held still: chance in the counts, a ward\u2019s average or its worst neighbourhood. "
        "This is no confidence interval: chance in the counts, which would give one, is held still."
    )


def test_where_all_is_held_still_nothing_was_varied():
    said = certainty.varied("sensitivity range", [], is_apportioned=True, switched=NOTHING_VARIES)
    assert said.startswith("Nothing was varied in the draws, so each range is the rank itself. Held still: ")


def test_every_source_has_its_words():
    assert tuple(certainty.SOURCE_WORDS) == SOURCES


def test_the_definitions_give_the_bounds_that_are_used():
    defined = dict(certainty.DEFINITIONS)
    assert set(defined) == {"Range", "Sensitivity range", "Certain", "Likely", "Borderline", "Unlikely"}
    assert (word(0.95), word(0.75), word(0.25)) == ("certain", "likely", "borderline")
    assert "95%" in defined["Certain"]
    assert "75% to below 95%" in defined["Likely"]
    assert "25% to below 75%" in defined["Borderline"]
    assert "fewer than 25%" in defined["Unlikely"]
