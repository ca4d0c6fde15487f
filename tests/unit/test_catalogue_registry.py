"""What ships: complete, consistent, and nothing lost silently."""

import subprocess
import sys

import pytest

from sipmap import catalogue
from sipmap.errors import ProfileError, UnknownCodeError
from sipmap.scoring.index import IMD_2000_WEIGHTS, IMD_WEIGHTS

SUMMARIES = {
    "iod2025-imd-average-rank",
    "iod2025-imd-extent",
    "iod2025-imd-local-concentration",
    "iod2025-imd-worst-decile-lsoas",
    "iod2025-imd-worst-decile-residents",
}


def test_three_profiles_ship():
    assert set(catalogue.profiles()) == {"imd-2025", "sip-2002", "sip-today"}


def weights(profile_id):
    profile = catalogue.profile(profile_id)
    return {part.indicator: part.weight for part in profile.parts}


def test_sip_today_is_worklessness_and_income():
    assert weights("sip-today") == {
        "iod2025-employment-rate": 0.40,
        "claimant-rate": 0.20,
        "iod2025-income-rate": 0.40,
    }
    profile = catalogue.profile("sip-today")
    assert (profile.standardise, profile.reference, profile.size) == ("z", "kent", 24)
    assert catalogue.part_period(profile.parts[1], catalogue.indicators()) == "2022"


def test_imd_2025_has_the_published_weights():
    expected = {f"iod2025-{domain}-exponential": weight for domain, weight in IMD_WEIGHTS.items()}
    assert weights("imd-2025") == expected
    assert catalogue.profile("imd-2025").standardise == "none"


def test_sip_2002_has_the_weights_of_2000_on_the_wards_of_1998():
    expected = {f"imd2000-{domain}-exponential": weight for domain, weight in IMD_2000_WEIGHTS.items()}
    assert weights("sip-2002") == expected
    assert catalogue.profile("sip-2002").geography == "ward98"


def test_barriers_do_not_enter_the_default_need_score():
    themes = {catalogue.indicator(part.indicator).theme for part in catalogue.profile("sip-today").parts}
    assert themes == {"worklessness", "income"}


def test_summaries_of_the_index_are_in_the_catalogue():
    assert set(catalogue.indicators()) >= SUMMARIES


def test_every_entry_speaks_in_sentences():
    for indicator in catalogue.indicators().values():
        assert indicator.definition.endswith("."), indicator.id
        assert not indicator.caution or indicator.caution.endswith("."), indicator.id
        assert indicator.label[0].isupper(), indicator.id
        assert indicator.reference, indicator.id


def test_every_theme_of_an_indicator_is_there():
    assert {indicator.theme for indicator in catalogue.indicators().values()} <= set(catalogue.themes())
    assert list(catalogue.themes())[:2] == ["worklessness", "income"]


def test_an_unknown_name_gets_the_nearest_one():
    with pytest.raises(
        UnknownCodeError, match=r"no indicator 'claimant-rates'; did you mean 'claimant-rate'\?"
    ):
        catalogue.indicator("claimant-rates")
    with pytest.raises(ProfileError, match=r"no profile 'imd2025'; did you mean 'imd-2025'\?"):
        catalogue.profile("imd2025")


def test_the_registry_cannot_be_changed_by_a_reader():
    with pytest.raises(TypeError):
        catalogue.indicators()["new"] = None


def test_the_catalogue_is_light():
    """Words, checks and the command line's help read it: no pandas, no numpy."""
    code = (
        "import sys; from sipmap import catalogue; catalogue.indicators(); "
        "print('pandas' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
