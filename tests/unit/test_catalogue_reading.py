"""Broken declarations: one sentence each, with file, key and remedy."""

import pytest

from sipmap import catalogue
from sipmap.catalogue.models import Indicator, Theme
from sipmap.catalogue.parts import check_profile, part_period
from sipmap.catalogue.registry import read_indicators, read_tables
from sipmap.catalogue.suggest import suggestion
from sipmap.errors import ProfileError
from tests.made_up_profile import INDICATORS, made_up_indicator, made_up_profile

PROFILE = """
id = "mine"
label = "Mine"
description = "My own."
standardise = "z"
reference = "kent"

[[parts]]
indicator = "claimant-rate"
period = "2022"
weight = 0.4

[[parts]]
indicator = "census-no-car"
weight = 0.6
"""


@pytest.fixture
def written(tmp_path):
    def write(text, name="mine.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def refusal_of(path):
    with pytest.raises(ProfileError) as refusal:
        catalogue.load_profile(path)
    sentence = str(refusal.value)
    assert sentence.startswith(f"{path.name}:")
    assert sentence.endswith((".", "?"))
    assert "\n" not in sentence
    return sentence


def test_ones_own_profile_is_read(written):
    profile = catalogue.load_profile(written(PROFILE))
    assert profile.id == "mine"
    assert catalogue.part_names(profile) == ("claimant-rate", "census-no-car")


def test_a_byte_order_mark_does_no_harm_and_a_path_may_be_text(written):
    assert catalogue.load_profile(str(written(b"\xef\xbb\xbf" + PROFILE.encode()))).id == "mine"


WEIGHT = "'weight' in entry 1 of 'parts'"
NO_DISTRICT_RULE = "[rules]\nmin_per_distrct = 1\n[[parts]]"
TWICE = '"claimant-rate"\nperiod = "2022"'


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("weight = 0.4", "wieght = 0.4", f"the key {WEIGHT} is missing; add it"),
        (
            "weight = 0.4",
            "weight = 0.4\nwieght = 1",
            "'wieght' in entry 1 of 'parts' is not known; did you mean",
        ),
        ('label = "Mine"', "", "the key 'label' is missing; add it"),
        ('label = "Mine"', 'label = "Mine"\ncolour = 3', "the key 'colour' is not known; "),
        ("weight = 0.4", "weight = -0.4", f"{WEIGHT} cannot be -0.4: input should be greater than"),
        ("weight = 0.4", 'weight = "0.4"', f"{WEIGHT} cannot be '0.4': input should be a valid number"),
        ("weight = 0.4", "weight = true", f"{WEIGHT} cannot be True"),
        ("weight = 0.4", "weight = nan", f"{WEIGHT} cannot be nan"),
        ("weight = 0.4", "weight = inf", f"{WEIGHT} cannot be inf"),
        ("weight = 0.4", "weight = 0,4", "is not valid TOML"),
        ('standardise = "z"', 'standardise = "zed"', "cannot be 'zed': input should be 'z', 'none'"),
        ('reference = "kent"', 'reference = "knet"', "'knet' is not a comparison set; did you mean 'kent'?"),
        ('"census-no-car"', '"census-no-cars"', "is not in the catalogue; did you mean 'census-no-car'?"),
        ('period = "2022"\n', "", "has many periods; name one with the key 'period'"),
        ('"census-no-car"', TWICE, "an indicator stands twice; correct it"),
        (
            "[[parts]]",
            NO_DISTRICT_RULE,
            "'min_per_distrct' in 'rules' is not known; did you mean 'min_per_dist",
        ),
    ],
)
def test_each_mistake_is_one_sentence(written, was, becomes, words):
    assert was in PROFILE
    assert words in refusal_of(written(PROFILE.replace(was, becomes, 1)))


def test_weights_all_zero(written):
    text = PROFILE.replace("weight = 0.4", "weight = 0").replace("weight = 0.6", "weight = 0.0")
    assert "the weights are all zero; correct it" in refusal_of(written(text))


def test_parts_that_are_no_tables(written):
    text = PROFILE[: PROFILE.index("[[parts]]")]
    assert "entry 1 of 'parts' is not a table of keys" in refusal_of(written(text + "parts = [3]"))
    assert "'parts' cannot be []" in refusal_of(written(text + "parts = []"))


def test_a_file_that_is_not_there(tmp_path):
    assert "cannot be read (No such file or directory); check the path" in refusal_of(tmp_path / "none.toml")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    assert "cannot be read (Is a directory)" in refusal_of(tmp_path / "folder.toml")


def test_another_encoding(written):
    assert "is not in UTF-8; save it again" in refusal_of(written(PROFILE.encode("utf-16")))


def refused_table(path, model=Theme, key="theme"):
    with pytest.raises(ProfileError) as refusal:
        read_tables(path, key, model)
    return str(refusal.value)


def test_broken_tables_of_the_catalogue(written):
    good = '[[theme]]\nid = "a"\nlabel = "A"\n'
    assert "the theme 'a' stands twice; remove one" in refused_table(written(good + good))
    assert "the key 'them' is not known; write each entry under [[theme]]" in refused_table(
        written('[[them]]\nid = "a"')
    )
    assert "'theme' is not a list of tables" in refused_table(written("theme = 3"))
    assert "theme 1: an entry is not a table of keys" in refused_table(written("theme = [3]"))
    assert (
        refused_table(written('[[theme]]\nlabel = "A"'))
        == "mine.toml, theme 1: the key 'id' is missing; add it."
    )


def indicator_table(**others):
    values = made_up_indicator("jobs").model_dump(exclude_defaults=True) | others
    return "[[indicator]]\n" + "".join(f'{key} = "{value}"\n' for key, value in values.items())


def refused_indicators(folder):
    with pytest.raises(ProfileError) as refusal:
        read_indicators(folder, {"people": Theme(id="people", label="People")})
    return str(refusal.value)


def test_indicators_that_contradict_one_another(written, tmp_path):
    written(indicator_table(), "a.toml")
    themes = {"people": Theme(id="people", label="People")}
    assert read_indicators(tmp_path, themes) == {"jobs": made_up_indicator("jobs")}
    written(indicator_table(), "b.toml")
    assert (
        refused_indicators(tmp_path) == "b.toml: indicator 'jobs' is in another file too; remove one of them."
    )
    written(indicator_table(id="pay", theme="peple"), "b.toml")
    assert "'pay': theme 'peple' is not known; did you mean 'people'?" in refused_indicators(tmp_path)
    written(indicator_table(id="pay", weighted_by="jobs"), "b.toml")
    assert "'pay': 'jobs', its weight, is no count; there are none" in refused_indicators(tmp_path)
    written(indicator_table(id="pay", kind="rate"), "b.toml")
    assert "b.toml, indicator pay: pay: a rate names its numerator" in refused_indicators(tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"direction": "neither"}, "says neither that more is worse nor that less is; leave it out"),
        ({"kind": "rank"}, "is a rank, and ranks are never averaged; use the score"),
        ({"geography": "ward98"}, "is published for ward98, not for ward"),
        ({"period": ""}, "has many periods"),
    ],
)
def test_an_indicator_that_cannot_be_a_part(change, words):
    indicators = INDICATORS | {"jobs": made_up_indicator("jobs", **change)}
    with pytest.raises(ProfileError, match=words):
        check_profile(made_up_profile(), indicators, "mine.toml")


def test_a_profile_of_old_wards_takes_figures_of_old_wards_alone():
    with pytest.raises(ProfileError, match="is published for ward, not for ward98"):
        check_profile(made_up_profile(geography="ward98"), INDICATORS, "mine.toml")


def test_a_part_without_period_means_its_indicators():
    part = made_up_profile().parts[0]
    assert part_period(part, INDICATORS) == "2025"
    assert part_period(part.model_copy(update={"period": "2013"}), INDICATORS) == "2013"


def test_suggestions():
    assert suggestion("jbos", ["jobs", "income"]) == "did you mean 'jobs'?"
    assert suggestion("zzz", ["jobs", "income"]) == "choose from income, jobs."
    assert suggestion("zzz", [f"n{i}" for i in range(10, 30)]).startswith(
        "there are 20 to choose from, such as n10,"
    )
    assert suggestion("zzz", []) == "there are none."


def test_an_indicator_is_frozen():
    with pytest.raises(ValueError, match="frozen"):
        INDICATORS["jobs"].label = "Other"
    assert isinstance(INDICATORS["jobs"], Indicator)


def test_a_score_of_small_areas_says_whose_people_weight_it():
    with pytest.raises(ValueError, match="jobs: a score of small areas names what it is weighted by"):
        made_up_indicator("jobs", geography="lsoa21")
    assert made_up_indicator("jobs", geography="lsoa21", weighted_by="people").weighted_by == "people"
