"""Catalogue entries of the council's own: what is taken and refused, how the registry learns of them."""

import tomllib
from pathlib import Path

import pytest

from sipmap.catalogue import indicators
from sipmap.catalogue.own import entry_path, kept, read_own, template
from sipmap.catalogue.registry import know, shipped_indicators
from sipmap.errors import ProfileError, SipmapError
from tests.council import EXAMPLE


def entry(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    """The example's entry with some of its text changed."""
    text = (EXAMPLE / "neet.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "neet.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(ProfileError) as error:
        read_own(path)
    sentence = str(error.value)
    assert sentence.startswith("neet.toml")
    assert "\n" not in sentence
    return sentence


def test_the_template_is_an_entry_that_can_be_used(tmp_path):
    path = tmp_path / "neet.toml"
    path.write_text(template(), encoding="utf-8")
    found = read_own(path)
    assert found.indicator.id == "council-neet"
    assert found.indicator.source == "council-neet"
    assert set(tomllib.loads(template())) == {"indicator", "source"}
    assert "area_code" in template()


def test_the_example_is_an_entry(tmp_path):
    assert read_own(entry(tmp_path)).source.publisher == "An example council"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "council-neet"', 'id = "neet"', "does not begin with 'council-'"),
        ('id = "council-neet"', 'id = "council neet"', "cannot be 'council neet'"),
        ('theme = "skills"', 'theme = "skill"', "did you mean 'skills'?"),
        ('kind = "rate"', 'kind = "rank"', "'kind' cannot be 'rank'"),
        ('kind = "rate"', 'kind = "share"', "cannot be 'share'"),
        ('geography = "ward"', 'geography = "district"', "'geography' cannot be 'district'"),
        ('geography = "ward"', 'geography = "msoa21"', "write one of ward, lsoa21, lsoa11"),
        ('label = "', 'lable = "x"\nlabel = "', "the key 'lable' is not known; did you mean 'label'?"),
        ('period = "2025"', 'source = "x"', "the key 'source' is not known; write it as [source]"),
        ("[source]", "[sauce]", "the table [source] is missing"),
        ("[source]", "[x]\n[source]", "the key 'x' is not known"),
        ('licence = "', 'license = "x"\nlicence = "', "the key 'license' is not known; did you mean"),
        ('licence = "', 'url = "javascript:alert(1)"\nlicence = "', "'url' cannot be 'javascript:alert(1)'"),
        ('numerator = "', '# numerator = "', "a rate names its numerator and denominator"),
    ],
)
def test_what_is_refused(tmp_path, old, new, said):
    assert said in refused(entry(tmp_path, (old, new)))


def test_a_score_of_lsoas_is_weighted_by_people_of_the_same_areas(tmp_path):
    score = (('kind = "rate"', 'kind = "score"'), ('unit = "proportion"', 'unit = "score"'))
    small = ('geography = "ward"', 'geography = "lsoa21"\nweighted_by = "population-2020-total"')
    assert "counts people by lsoa11, not by lsoa21" in refused(entry(tmp_path, *score, small))
    right = ('geography = "ward"', 'geography = "lsoa11"\nweighted_by = "population-2020-total"')
    assert read_own(entry(tmp_path, *score, right)).indicator.weighted_by == "population-2020-total"


def test_a_file_that_is_not_there():
    with pytest.raises(SipmapError, match=r"neet\.toml: cannot be read"):
        read_own(Path("nowhere/neet.toml"))


def test_where_the_entry_of_a_csv_stands(tmp_path):
    csv = tmp_path / "neet.csv"
    assert entry_path(csv, None) == tmp_path / "neet.toml"
    folder = tmp_path / "entries"
    folder.mkdir()
    assert entry_path(csv, folder) == folder / "neet.toml"
    assert entry_path(csv, folder / "other.toml") == folder / "other.toml"


def test_the_registry_holds_own_indicators_beside_those_that_ship(tmp_path):
    own = read_own(entry(tmp_path)).indicator
    know({own.id: own})
    assert list(indicators())[-1] == "council-neet"
    assert indicators()["council-neet"] == own
    assert len(indicators()) == len(shipped_indicators()) + 1
    know({})
    assert indicators() == shipped_indicators()


def test_none_takes_the_place_of_one_that_ships():
    published = shipped_indicators()["claimant-rate"]
    know({"claimant-rate": published.model_copy(update={"label": "Mine"})})
    assert indicators()["claimant-rate"] == published


def test_a_declaration_that_cannot_be_read_any_more_is_left_out(tmp_path):
    own = read_own(entry(tmp_path)).indicator
    bodies = {
        "council-neet": own.model_dump_json(),
        "council-old": own.model_copy(update={"id": "council-old", "theme": "gone"}).model_dump_json(),
        "council-broken": "{}",
    }
    assert kept(bodies) == {"council-neet": own}
