import math

import pytest

from sipmap.catalogue import Part, parse_weight, part_names, with_weights
from sipmap.errors import ProfileError
from tests.made_up_profile import made_up_profile


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("claimant-rate=0.2", ("claimant-rate", 0.2)),
        (" claimant-rate = 2 ", ("claimant-rate", 2.0)),
        ("claimant-rate=0", ("claimant-rate", 0.0)),
        ("claimants@2013=1e-3", ("claimants@2013", 0.001)),
    ],
)
def test_a_weight_is_read(text, parsed):
    assert parse_weight(text) == parsed


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("claimant-rate", "not of the form ID=W"),
        ("=0.2", "not of the form ID=W"),
        ("claimant-rate=", "is not a number"),
        ("claimant-rate=high", "'high' is not a number"),
        ("claimant-rate=0,2", r"with a point, like 0\.2"),
        ("claimant-rate=-0.1", r"below zero \(-0\.1\)"),
        ("claimant-rate=nan", "is not a number"),
        ("claimant-rate=inf", "is not a number"),
    ],
)
def test_a_weight_that_cannot_be_used_is_one_sentence(text, words):
    with pytest.raises(ProfileError, match=words) as refusal:
        parse_weight(text)
    assert "\n" not in str(refusal.value)


def test_weights_are_kept_as_written_and_the_scale_stays():
    profile = made_up_profile({"jobs": 0.5, "income": 0.3, "buses": 0.2})
    moved = with_weights(profile, {"jobs": 4, "buses": 0})
    assert [part.weight for part in moved.parts] == [4.0, 0.3, 0.0]
    assert moved.score_scale == pytest.approx(1.0)
    assert [part.weight for part in profile.parts] == [0.5, 0.3, 0.2]


def test_moving_weights_one_by_one_is_moving_them_together():
    profile = made_up_profile()
    one_by_one = with_weights(with_weights(profile, {"jobs": 4}), {"buses": 1})
    assert one_by_one == with_weights(profile, {"jobs": 4, "buses": 1})


def test_no_weights_moved_is_the_same_profile():
    profile = made_up_profile()
    assert with_weights(profile, {}) is profile


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"incom": 1}, "'incom' is not a part of the profile 'made-up'; did you mean 'income'?"),
        ({"jobs": -1}, "below zero"),
        ({"jobs": math.nan}, "is not a number"),
        ({"jobs": math.inf}, "is not a number"),
        ({"jobs": "1"}, "is not a number"),
        ({"jobs": True}, "is not a number"),
        ({"jobs": 0, "income": 0, "buses": 0}, "are all zero"),
    ],
)
def test_weights_that_cannot_be_used(weights, words):
    with pytest.raises(ProfileError) as refusal:
        with_weights(made_up_profile(), weights)
    assert words in str(refusal.value)


def test_an_indicator_in_two_periods_has_two_names():
    parts = (Part(indicator="jobs", weight=1, period="2013"), Part(indicator="jobs", weight=1, period="2022"))
    profile = made_up_profile(parts=(*parts, Part(indicator="income", weight=1, period="2022")))
    assert part_names(profile) == ("jobs@2013", "jobs@2022", "income")
    assert with_weights(profile, {"jobs@2013": 5}).parts[0].weight == 5
