"""Rules in a profile: stated, typed, changed; and refused in one sentence."""

import pytest

from sipmap.catalogue import Group, Rules, load_profile, parse_group, parse_reason, with_rules
from sipmap.catalogue.overrides import with_rules as put_rules
from sipmap.errors import ProfileError
from tests.made_up_profile import made_up_profile

PROFILE = """
id = "ours"
label = "Ours"
description = "Made up."
standardise = "z"
reference = "kent"
[[parts]]
indicator = "iod2025-income-rate"
weight = 1.0
[rules]
min_per_district = 1
max_per_district = 4
floor = 0
cap_people = 200000
touching = 0.1
[rules.pinned]
E05099001 = " the jobcentre is moving "
[rules.excluded]
E05099002 = "has a programme of its own"
[[rules.groups]]
name = "Made-up Island"
least = 2
"""


def write(tmp_path, text):
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_profile_file_states_every_rule(tmp_path):
    rules = load_profile(write(tmp_path, PROFILE)).rules
    assert rules == Rules(
        min_per_district=1,
        max_per_district=4,
        floor=0.0,
        cap_people=200000.0,
        touching=0.1,
        pinned={"E05099001": "the jobcentre is moving"},
        excluded={"E05099002": "has a programme of its own"},
        groups=(Group(name="Made-up Island", least=2),),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"has a programme of its own"',
            '" "',
            "'E05099002' in 'excluded' in 'rules' cannot be ' ': a reason",
        ),
        ("E05099002", "E05099001", "'rules': The ward E05099001 is both pinned and excluded; take it out"),
        ("max_per_district = 4", "max_per_district = 0", "'max_per_district' in 'rules' cannot be 0"),
        ("min_per_district = 1", "min_per_district = 5", "At least 5 and at most 4 wards per district"),
        ("floor = 0", 'flor = "x"', "the key 'flor' in 'rules' is not known; did you mean 'floor'?"),
        ("floor = 0", "floor = nan", "'floor' in 'rules' cannot be nan"),
        ("least = 2", "least = 0", "'least' in entry 1 of 'groups' in 'rules' cannot be 0"),
        ("touching = 0.1", "touching = -1.0", "'touching' in 'rules' cannot be -1.0"),
        ("cap_people = 200000", "cap_people = 0", "'cap_people' in 'rules' cannot be 0"),
        (
            "least = 2",
            'least = 2\n[[rules.groups]]\nname = "MADE-UP island"\nleast = 1',
            "The group 'made-up island' stands twice; keep one",
        ),
    ],
)
def test_a_slip_in_the_rules_is_one_sentence(tmp_path, old, new, said):
    with pytest.raises(ProfileError) as caught:
        load_profile(write(tmp_path, PROFILE.replace(old, new)))
    message = str(caught.value)
    assert message.startswith("ours.toml: ")
    assert said in message
    assert message.endswith(".") or message.endswith("?")
    assert "\n" not in message


def test_rules_stay_a_key_of_a_cache():
    first = Rules(pinned={"A": "x", "B": "y"}, groups=(Group(name="G", least=1),))
    second = Rules(pinned={"B": "y", "A": "x"}, groups=(Group(name="G", least=1),))
    assert hash(first) == hash(second)
    assert len({first, second, Rules()}) == 2
    assert len({made_up_profile(rules=first), made_up_profile(rules=second)}) == 1


def test_a_pin_is_typed_as_code_and_reason():
    assert parse_reason(" e05009562 : the prison: half its residents") == (
        "E05009562",
        "the prison: half its residents",
    )


@pytest.mark.parametrize("text", ["E05009562", ":why", " : why", ""])
def test_a_pin_without_colon_or_code_is_refused(text):
    with pytest.raises(ProfileError, match="is not of the form CODE:reason; write"):
        parse_reason(text)


def test_a_pin_without_a_reason_is_refused():
    with pytest.raises(ProfileError, match="gives no reason; write why after the colon"):
        parse_reason("E05009562: ")


def test_a_group_is_typed_as_name_and_number():
    assert parse_group("Isle of Sheppey = 2") == Group(name="Isle of Sheppey", least=2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Isle of Sheppey", "not of the form NAME=K"),
        ("=2", "not of the form NAME=K"),
        ("Isle=two", "'two' is not a number of wards; write 1 or more"),
        ("Isle=0", "'0' is not a number of wards"),
        ("Isle=-1", "'-1' is not a number of wards"),
    ],
)
def test_a_group_typed_wrongly_is_refused(text, said):
    with pytest.raises(ProfileError, match=said):
        parse_group(text)


def test_changes_are_added_to_a_profiles_own_rules():
    own = Rules(min_per_district=1, pinned={"A": "x"}, groups=(Group(name="G", least=1),), floor=1.0)
    profile = made_up_profile(rules=own)
    changes = {"pinned": {"B": "y"}, "groups": [Group(name="g", least=3), Group(name="H", least=1)]}
    found = with_rules(profile, {**changes, "floor": None, "max_per_district": 2}).rules
    assert found.pinned == {"A": "x", "B": "y"}
    assert [(g.name, g.least) for g in found.groups] == [("g", 3), ("H", 1)]
    assert (found.min_per_district, found.max_per_district, found.floor) == (1, 2, None)
    assert profile.rules == own


def test_none_takes_rules_away():
    own = Rules(min_per_district=1, pinned={"A": "x"}, groups=(Group(name="G", least=1),), touching=1.0)
    gone = {"min_per_district": None, "pinned": None, "groups": None, "touching": None}
    assert with_rules(made_up_profile(rules=own), gone).rules == Rules()


def test_no_change_is_the_same_profile():
    profile = made_up_profile()
    assert put_rules(profile, {}) is profile


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"pinned": {"A": "x"}, "excluded": {"A": "y"}},
            "The ward A is both pinned and excluded; take it out",
        ),
        ({"pinnd": 1}, "the key 'pinnd' is not known; did you mean 'pinned'?"),
        ({"groups": 3}, "'groups' cannot be 3"),
        ({"pinned": 3}, "'pinned' cannot be 3"),
    ],
)
def test_a_change_that_cannot_be_is_refused(changes, said):
    with pytest.raises(ProfileError, match=r"^Rules of 'made-up': ") as caught:
        with_rules(made_up_profile(), changes)
    assert said in str(caught.value)
