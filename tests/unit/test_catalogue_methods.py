"""Methods in a profile: what may be stated, what does not go together, one sentence each."""

import pytest

from sipmap import catalogue
from sipmap.catalogue import with_methods, with_weights
from sipmap.errors import ProfileError
from tests.made_up_profile import made_up_profile

PROFILE = """
id = "mine"
label = "Mine"
description = "My own."
outliers = "winsorise"
most_winsorised = 3
standardise = "min-max"
weighting = "given"
aggregation = "geometric"
geometric_floor = 0.02
reference = "kent"

[[parts]]
indicator = "claimant-rate"
period = "2022"
weight = 0.4
goalposts = [0, 0.15]

[[parts]]
indicator = "census-no-car"
weight = 0.6
"""


@pytest.fixture
def read(tmp_path):
    def reading(text):
        path = tmp_path / "mine.toml"
        path.write_text(text)
        return catalogue.load_profile(path)

    return reading


def test_every_method_is_read(read):
    profile = read(PROFILE)
    assert (profile.outliers, profile.most_winsorised) == ("winsorise", 3)
    assert (profile.standardise, profile.weighting) == ("min-max", "given")
    assert (profile.aggregation, profile.geometric_floor) == ("geometric", 0.02)
    assert [part.goalposts for part in profile.parts] == [(0.0, 0.15), None]
    assert hash(profile) == hash(read(PROFILE))


def test_nothing_stated_is_as_it_was():
    profile = catalogue.profile("sip-today")
    assert (profile.outliers, profile.weighting, profile.aggregation) == ("none", "given", "arithmetic")


GOALPOSTS = "'goalposts' in entry 1 of 'parts'"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        (
            "[0, 0.15]",
            "[0.15, 0]",
            f"{GOALPOSTS} cannot be [0.15, 0]: the goalposts are reversed; write [0, 0.",
        ),
        ("[0, 0.15]", "[0.1, 0.1]", "the goalposts are the same value; give a lower and a higher one."),
        ("[0, 0.15]", "[0.1]", f"entry 2 of {GOALPOSTS} is missing; add it."),
        ("[0, 0.15]", '[0, "1"]', f"entry 2 of {GOALPOSTS} cannot be '1': input should be a valid number"),
        ("[0, 0.15]", "[0, inf]", f"entry 2 of {GOALPOSTS} cannot be inf: input should be a finite number"),
        ("[0, 0.15]", "[-1e308, 1e308]", "the goalposts are too far apart; bring them together."),
        (
            'standardise = "min-max"',
            'standardise = "z"',
            "aggregation = 'geometric' cannot go with standardise = 'z', whose values are not all above zero "
            "on one scale; set standardise = 'min-max'.",
        ),
        (
            'standardise = "min-max"\nweighting = "given"\naggregation = "geometric"',
            'standardise = "percentile"',
            "goalposts say nothing where standardise = 'percentile'; take them out or set standardise = 'min",
        ),
        (
            'standardise = "min-max"\nweighting = "given"\naggregation = "geometric"',
            'standardise = "none"',
            "outliers = 'winsorise' cannot go with standardise = 'none', since it may take logarithms and ",
        ),
        (
            '"given"',
            '"equal"',
            "weighting = 'equal' but the parts state different weights; leave the weights out or set w",
        ),
        (
            '"given"',
            '"equal shares"',
            "'weighting' cannot be 'equal shares': input should be 'given' or 'equal'",
        ),
        (
            '"geometric"',
            '"harmonic"',
            "'aggregation' cannot be 'harmonic': input should be 'arithmetic', 'geo",
        ),
        ('"winsorise"', '"trim"', "'outliers' cannot be 'trim': input should be 'none' or 'winsorise'"),
        (
            "most_winsorised = 3",
            "most_winsorised = 0",
            "'most_winsorised' cannot be 0: input should be greater",
        ),
        ("most_winsorised = 3", "most_winsorised = 2.5", "'most_winsorised' cannot be 2.5: "),
        ("0.02", "0", "'geometric_floor' cannot be 0: input should be greater than 0; correct it."),
        ("0.02", "1.0", "'geometric_floor' cannot be 1.0: input should be less than 1; correct it."),
        ("0.02", '"little"', "'geometric_floor' cannot be 'little': input should be a valid number"),
    ],
)
def test_each_mistake_is_one_sentence(read, was, becomes, words):
    assert was in PROFILE
    with pytest.raises(ProfileError) as refusal:
        read(PROFILE.replace(was, becomes, 1))
    sentence = str(refusal.value)
    assert words in sentence
    assert sentence.startswith("mine.toml: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


EQUAL = PROFILE.replace('"given"', '"equal"').replace("weight = 0.4\n", "").replace("weight = 0.6\n", "")


def test_equal_weights_need_not_be_stated(read):
    assert [part.weight for part in read(EQUAL).parts] == [0.5, 0.5]


def test_equal_weights_may_be_stated_and_a_part_taken_out(read):
    stated = EQUAL.replace('"census-no-car"', '"census-no-car"\nweight = 3').replace(
        'period = "2022"', 'period = "2022"\nweight = 3'
    )
    assert [part.weight for part in read(stated).parts] == [3.0, 3.0]
    assert [part.weight for part in read(stated.replace("weight = 3", "weight = 0", 1)).parts] == [0.0, 3.0]


def test_one_weight_stated_and_one_not_is_a_missing_key(read):
    with pytest.raises(ProfileError, match="'weight' in entry 1 of 'parts' is missing"):
        read(EQUAL.replace('"census-no-car"', '"census-no-car"\nweight = 3'))


@pytest.mark.parametrize("parts", ["parts = 3", "parts = [3]", "parts = []"])
def test_equal_weights_of_what_are_no_parts(read, parts):
    with pytest.raises(ProfileError, match=r"'parts'"):
        read(f"{EQUAL[: EQUAL.index('[[parts]]')]}\n{parts}")


def test_moving_a_weight_leaves_equal_weighting(read):
    moved = with_weights(read(EQUAL), {"census-no-car": 0.9})
    assert moved.weighting == "given"
    assert [part.weight for part in moved.parts] == [0.5, 0.9]
    assert type(moved).model_validate(moved.model_dump()) == moved


def test_other_methods_for_the_same_parts():
    profile = made_up_profile({"jobs": 0.5, "income": 0.3, "buses": 0.0}, standardise="z")
    other = with_methods(profile, standardise="min-max", weighting="equal", aggregation="geometric")
    assert (other.standardise, other.aggregation, other.id) == ("min-max", "geometric", profile.id)
    assert [part.weight for part in other.parts] == [0.4, 0.4, 0.0]
    assert with_methods(profile) is profile


def test_goalposts_go_with_their_scale(read):
    profile = read(PROFILE)
    percentiles = with_methods(profile, standardise="percentile", aggregation="arithmetic")
    assert [part.goalposts for part in percentiles.parts] == [None, None]
    kept = with_methods(profile, aggregation="arithmetic")
    assert kept.parts == profile.parts


def test_methods_that_do_not_go_together_are_refused():
    with pytest.raises(ProfileError, match=r"^Profile 'made-up': aggregation = 'geometric' cannot go with"):
        with_methods(made_up_profile(standardise="z"), aggregation="geometric")
    with pytest.raises(ProfileError, match="'standardise' cannot be 'zed'"):
        with_methods(made_up_profile(), standardise="zed")
