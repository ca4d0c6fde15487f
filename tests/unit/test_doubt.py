"""What moves the ranks near the cut and the joint sets: the wards near it, the sentences, the records."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from sipmap.desk.doubt import Doubt, near_cut
from sipmap.desk.stated import stated_varied
from sipmap.errors import ProfileError
from sipmap.export import doubt
from sipmap.scoring.uncertainty import NOTHING_VARIES, SOURCES, Varied, joint_ranks
from sipmap.words import doubt as words
from tests.simulated_counties import noisy_county

RANKS = pd.Series([1, 2, 3, 4, 4, 6, pd.NA], index=list("ABCDEFG"), dtype="Int64")
NAMES = {code: f"Ward {code}" for code in "ABCDEFG"}
DRIVERS = pd.DataFrame(
    {
        "area_code": ["", "", "B", "B", "C", "C"],
        "source": ["weights", "summary"] * 3,
        "first": [0.61, 0.2, 0.7, 0.1, np.nan, np.nan],
        "total": [0.72, 0.31, 0.8, 0.2, np.nan, np.nan],
    }
)
JOINT = pd.DataFrame(
    {
        "score": [3.0, 2.0, 1.0, np.nan],
        "joint_low": pd.array([1, 1, 3, None], dtype="Int64"),
        "joint_high": pd.array([2, 2, 3, None], dtype="Int64"),
        "may_be_top": pd.array([True, True, False, None], dtype="boolean"),
    },
    index=pd.Index(list("ABCG"), name="area_code"),
)
FOUND = Doubt(size=1, near=("B", "C"), drivers=DRIVERS, joint=JOINT, is_counted=True)


def test_the_wards_near_the_cut_lie_on_both_sides_of_it():
    assert near_cut(RANKS, 3, 2) == ("C", "D")  # D before E, which shares its rank
    assert near_cut(RANKS, 3, 4) == ("B", "C", "D", "E")
    assert near_cut(RANKS, 6, 3) == ("D", "E", "F")  # none below: those above
    assert near_cut(RANKS, 1, 20) == tuple("ABCDEF")  # the unranked is left out


def test_the_choice_that_moves_the_ranks_most_comes_first():
    assert words.drives(
        {"weights": (0.2, 0.31), "summary": (0.61, 0.72), "sampling": (-0.01, 0.004)}, 12
    ) == (
        "Of what moves the ranks of the 12 wards nearest to the cut, a ward\u2019s average or its worst "
        "neighbourhood makes up 61% alone and 72% with the others; the weights 20% and 31%; "
        "chance in the counts less than 1% and less than 1%."
    )
    assert words.drives({"weights": (1.0, 1.0)}, 1) == (
        "Of what moves the ranks of the 1 ward nearest to the cut, the weights make up "
        "100% alone and 100% with the others."
    )


@pytest.mark.parametrize("shares", [{}, {"weights": (0.0, 0.0)}])
def test_where_nothing_moves_the_ranks_it_is_said(shares):
    assert words.drives(shares, 12) == words.NOTHING


def test_joint_sets_name_the_first_ward_and_the_one_at_the_cut():
    assert words.joint([("Margate Central", 1, 3), ("Northgate", 24, 24)], 31, 24, 0.9) == (
        "By chance in the counts alone, for all ranks at once (90% joint confidence; Mogstad and others, "
        "2024): Margate Central lies between 1st and 3rd and Northgate is 24th; 31 wards may be among the "
        "true first 24."
    )
    assert doubt.joint_sentence(FOUND, NAMES).endswith(
        "Ward A lies between 1st and 2nd; 2 wards may be the true first."
    )


def test_without_counts_or_with_too_many_wards_there_are_no_joint_sets():
    assert doubt.joint_sentence(replace(FOUND, joint=None, is_counted=False), NAMES) == words.NO_COUNTS
    assert doubt.joint_sentence(replace(FOUND, joint=None), NAMES) == words.TOO_MANY


def test_each_ward_has_its_main_source_and_its_joint_set():
    assert doubt.main_source(FOUND, "B") == "weights"
    assert doubt.main_source(FOUND, "C") is None  # its rank never moves
    assert doubt.main_source(replace(FOUND, drivers=None), "B") is None
    assert doubt.joint_set(FOUND, "C") == (3, 3, False)
    assert doubt.joint_set(FOUND, "G") is None
    assert doubt.joint_set(replace(FOUND, joint=None), "A") is None


def test_the_record_holds_both_answers_and_null_for_what_is_missing():
    record = doubt.doubt_record(FOUND, NAMES)
    assert record["drivers"]["sources"] == [
        {"source": "weights", "first": 0.61, "total": 0.72},
        {"source": "summary", "first": 0.2, "total": 0.31},
    ]
    assert record["drivers"]["wards"][2] == {
        "ward_code": "C", "source": "weights", "first": None, "total": None,
    }  # fmt: skip
    assert record["joint"]["may_be_top"] == 2
    assert [w["ward_code"] for w in record["joint"]["wards"]] == ["A", "B", "C"]
    bare = doubt.doubt_record(replace(FOUND, drivers=None, joint=None), NAMES)
    assert bare["drivers"]["sources"] == bare["drivers"]["wards"] == bare["joint"]["wards"] == []
    assert bare["joint"]["may_be_top"] is None
    assert bare["drivers"]["in_words"] == words.NOTHING


def test_sources_are_switched_off_by_their_names():
    assert stated_varied(None) == Varied()
    assert stated_varied(["weights", " Summary "]) == Varied(weights=False, summary=False)
    assert stated_varied(SOURCES) == NOTHING_VARIES
    with pytest.raises(ProfileError, match="no source of uncertainty 'luck'; use one of sampling, weights"):
        stated_varied(["luck"])


def test_joint_sets_are_given_without_those_of_each_ward_for_itself():
    problem = noisy_county("normal", 0.3, np.random.default_rng(2)).problem
    both = joint_ranks(problem, 10, draws=50)
    pd.testing.assert_frame_equal(
        joint_ranks(problem, 10, draws=50, marginal=False),
        both.drop(columns=["marginal_low", "marginal_high"]),
    )
