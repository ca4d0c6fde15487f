"""How far ward summaries agree, in words."""

import pytest

from sipmap.scoring.agreement import Shared
from sipmap.words import agreement


def test_two_summaries_agree_on_so_many():
    assert agreement.agree(("average_score", "worst_lsoa"), Shared(19, 19, 24)) == (
        "Average score and worst LSOA agree on 19 of 24."
    )
    assert agreement.agree(("extent", "worst_decile_lsoas"), Shared(17, 20, 24)) == (
        "Extent and share of LSOAs in England\u2019s worst 10% agree on 17 to 20 of 24: "
        "wards level at the cut could count either way."
    )


@pytest.mark.parametrize(
    ("found", "size", "said"),
    [
        (Shared(22, 22, 24), 24, "22 of the 24 wards on the list are among the first 24 by extent."),
        (Shared(1, 1, 3), 3, "1 of the 3 wards on the list is among the first 3 by extent."),
        (
            Shared(1, 2, 3),
            3,
            "1 to 2 of the 3 wards on the list are among the first 3 by extent: "
            "wards level at the cut could count either way.",
        ),
        (Shared(1, 1, 1), 1, "The ward on the list is the first by extent."),
        (Shared(0, 0, 1), 1, "The ward on the list is not the first by extent."),
        (Shared(0, 1, 1), 1, "The ward on the list is level with others as the first by extent."),
    ],
)
def test_a_list_beside_a_summary(found, size, said):
    assert agreement.listed("extent", found, size) == said


def test_the_list_comes_first_then_the_average_score_beside_each_other_summary():
    with_list = {"average_score": Shared(2, 2, 2), "extent": Shared(1, 1, 2), "worst_lsoa": Shared(2, 2, 2)}
    pairs = {
        ("average_score", "extent"): Shared(1, 1, 2),
        ("average_score", "worst_lsoa"): Shared(2, 2, 2),
        ("extent", "worst_lsoa"): Shared(1, 1, 2),
    }
    said = agreement.sentences(with_list, pairs, 2)
    assert len(said) == 5
    assert said[3] == "Average score and extent agree on 1 of 2."
    assert not any(s.startswith("Extent and") for s in said)
    assert agreement.sentences({}, {}, 2) == []


def test_a_shared_rank_is_marked():
    assert agreement.shown_rank(37, is_shared=False) == "37"
    assert agreement.shown_rank(37, is_shared=True) == "37="


def test_every_summary_has_its_definition():
    assert agreement.LABELS.keys() == agreement.WHAT.keys()
