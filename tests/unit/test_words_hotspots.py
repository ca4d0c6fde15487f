"""What is said of hot spots: how many, where, what significance means, and what it does not."""

import numpy as np
import pandas as pd
import pytest

from sipmap.areas.hotspots import NO_DIFFERENCES, NO_NEIGHBOURS, HotSpots
from sipmap.words.hotspots import CAUTION, meaning, summary, untested


def found(spots, notes=None):
    """Return a result with wards A, B, ... in these spots."""
    frame = pd.DataFrame({"area_code": list("ABCDE"[: len(spots)]), "spot": pd.Series(spots, dtype="str")})
    frame["note"] = notes or ""
    frame["p"] = np.where(frame["note"].eq(""), 0.5, np.nan)
    return HotSpots(frame, permutations=99_999, seed=2002, false_discovery=0.05)


@pytest.mark.parametrize(
    ("spots", "names", "sentence"),
    [
        (
            ["hot", "hot", "cold", None],
            ["Dane Valley", "Salmestone"],
            "Claimant rate, 2022: 2 of the 4 wards of Kent that were tested lie in hot spots: Dane Valley "
            "and Salmestone; 1 in cold spots.",
        ),
        (
            ["hot", None],
            ["Dane Valley"],
            "Claimant rate, 2022: 1 of the 2 wards of Kent that were tested lies in hot spots: Dane Valley; "
            "none in cold spots.",
        ),
        (
            [None, "cold", "cold"],
            [],
            "Claimant rate, 2022: none of the 3 wards of Kent that were tested lies in hot spots; "
            "2 in cold spots.",
        ),
    ],
)
def test_wards_in_hot_and_cold_spots_are_counted_and_hot_ones_named(spots, names, sentence):
    assert summary(found(spots), names, "Claimant rate, 2022", "Kent") == sentence


def test_where_nothing_was_tested_the_reason_is_given():
    said = summary(found([None, None], [NO_DIFFERENCES] * 2), [], "Claimant rate, 2022", "Kent")
    assert said == (
        "Claimant rate, 2022: no ward of Kent could be tested for hot spots (chance alone explains how the "
        "rates differ)."
    )


def test_wards_that_were_not_tested_are_named():
    some = found([None, None, None], ["", NO_NEIGHBOURS, NO_NEIGHBOURS])
    assert untested(some, ["Rock", "Skerry"]) == "Not tested, without neighbours or figures: Rock and Skerry."
    assert untested(found([None]), []) == ""
    assert untested(found([None], [NO_NEIGHBOURS]), ["Rock"]) == "", "said by the summary"


def test_significance_is_explained_with_its_own_numbers():
    said = meaning(found(["hot"]))
    assert "99,999 times" in said
    assert "about 5% at most" in said
    assert "great need" in CAUTION
