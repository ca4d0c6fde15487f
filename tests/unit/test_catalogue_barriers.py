"""Themes and support needs: complete, known, and honest about what no open figure tells."""

import pytest

from sipmap.catalogue import Profile, indicators, profile, themes
from sipmap.catalogue.barriers import (
    barriers,
    read_barriers,
    read_needs,
    shared_with,
    shares,
    support_needs,
)
from sipmap.errors import ProfileError

OF_THE_DESIGN = [
    "transport",
    "skills",
    "health",
    "mental-health",
    "childcare-and-young-parents",
    "language",
    "digital",
    "housing",
    "crime",
    "local-jobs",
    "caring",
]


def test_every_theme_that_can_hold_people_back_is_declared():
    assert list(barriers()) == OF_THE_DESIGN
    assert set(barriers()) <= set(themes())


def test_the_nine_groups_of_2002_are_there():
    assert len(support_needs()) == 9
    assert [n for n in support_needs().values() if not n.proxies] == [
        support_needs()[i]
        for i in (
            "repeat-offending",
            "care-leavers",
            "addictions",
            "lone-parents",
            "long-term-unemployed-over-50",
        )
    ]


def test_each_says_what_is_missing_and_where_the_councils_own_would_come():
    entries = [*barriers().values(), *support_needs().values()]
    for entry in entries:
        assert entry.missing.endswith("."), entry.id
        assert entry.own.startswith("council-"), entry.id
        assert entry.own_label, entry.id
    assert len({e.own for e in entries}) == len(entries), "two would write to one place"


def test_a_lead_is_of_its_theme_and_has_its_reason():
    for theme, entry in barriers().items():
        if entry.lead:
            assert indicators()[entry.lead].theme == theme, theme
            assert entry.why.endswith("."), theme


def test_people_and_places_are_not_labelled():
    told = " ".join(n.label + n.missing + n.own_label for n in support_needs().values()).lower()
    assert not any(word in told for word in ("dependen", "archetype", "addict ", "offenders"))


def test_the_car_is_vulnerability_and_not_supply():
    (car,) = [b for b in barriers()["transport"].beside if b.indicator == "census-no-car"]
    assert car.note == "Vulnerability to poor transport, not transport supply."


def test_the_index_shares_connectivity_with_transport_and_the_default_does_not():
    (share,) = shared_with(profile("imd-2025"), ["iod2025-connectivity", "census-no-car"])
    assert share.id == "iod2025-barriers-exponential"
    assert "100 minus the connectivity score" in share.how
    assert shared_with(profile("sip-today"), ["iod2025-connectivity"]) == ()


def test_a_part_that_is_the_figure_itself_is_shared_and_one_of_no_weight_is_not():
    part = {"indicator": "iod2025-connectivity", "weight": 1.0}
    base = {"id": "x", "label": "X", "description": "X.", "standardise": "z", "reference": "kent"}
    (share,) = shared_with(Profile.model_validate({**base, "parts": [part]}), ["iod2025-connectivity"])
    assert share.how == "It is the same figure."
    other = {"indicator": "iod2025-broadband", "weight": 1.0}
    quiet = Profile.model_validate({**base, "parts": [{**part, "weight": 0.0}, other]})
    assert shared_with(quiet, ["iod2025-connectivity"]) == ()


def test_what_shares_is_known_and_is_no_rank():
    for entry in shares().values():
        assert {entry.id, *entry.holds} <= set(indicators())


BARRIER = """
[[barrier]]
id = "transport"
lead = "iod2025-connectivity"
why = "Because."
worse = "is worse"
better = "is better"
missing = "Fares."
own = "council-buses"
own_label = "Buses"
"""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("lead =", "leed ="), "the key 'leed' is not known; did you mean 'lead'"),
        (("iod2025-connectivity", "iod2025-conectivity"), "did you mean 'iod2025-connectivity'"),
        (("iod2025-connectivity", "iod2025-imd-rank"), "is a rank; use the figure that it comes from"),
        (("iod2025-connectivity", "census-private-rent"), "neither that more is worse nor that less is"),
        (('id = "transport"', 'id = "transprot"'), "it is no theme; did you mean 'transport'"),
        (('why = "Because."\n', ""), "go together; give all or none"),
        (("council-buses", "buses"), "'own' cannot be 'buses'"),
        (('missing = "Fares."\n', ""), "the key 'missing' is missing; add it"),
        (
            (
                'own_label = "Buses"',
                'own_label = "B"\n[[barrier.beside]]\nindicator = "iod2025-connectivity"',
            ),
            "the indicator 'iod2025-connectivity' stands twice; keep one",
        ),
    ],
)
def test_a_slip_in_the_file_is_one_sentence_with_its_remedy(tmp_path, change, says):
    file = tmp_path / "barriers.toml"
    file.write_text(BARRIER.replace(*change), encoding="utf-8")
    with pytest.raises(ProfileError, match=r"^barriers\.toml") as problem:
        read_barriers(file, indicators())
    assert says in str(problem.value)


def test_a_need_names_known_indicators_once(tmp_path):
    file = tmp_path / "needs.toml"
    text = '[[need]]\nid = "x"\nlabel = "X"\nmissing = "M."\nown = "council-x"\nown_label = "X"\n'
    proxy = '[[need.proxies]]\nindicator = "census-no-car"\n'
    file.write_text(text + proxy * 2, encoding="utf-8")
    with pytest.raises(ProfileError, match="'census-no-car' stands twice"):
        read_needs(file, indicators())
