"""A council's own figures: all of a file or nothing, small numbers never stored, used like any other."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine, text

from etl.own import load_own
from etl.snapshot.files import table_path
from sipmap import desk
from sipmap.catalogue import indicators
from sipmap.catalogue.own import template
from sipmap.disclosure import small
from sipmap.errors import InputFileError
from sipmap.geography import KENT
from sipmap.store import read, write
from sipmap.store.engine import make_engine, migrate
from sipmap.web.data import Figures
from tests.council import EXAMPLE
from tests.integration.conftest import KINDS, copied, new_url
from tests.published import published_file

ID = "council-neet"
TEXTS = ("source_id", "title", "publisher", "url", "licence", "attribution", "period")


def quiet(_: str) -> None:
    """Say nothing."""


def figures() -> pd.DataFrame:
    return pd.read_csv(EXAMPLE / "neet.csv", dtype={"period": str})


@pytest.fixture(scope="module", params=KINDS)
def ground_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with the geography of the snapshot and no figures."""
    url = new_url(request.param, request, "ground")
    engine = make_engine(url)
    migrate(engine)
    tables = ("area", "area_weight")
    frames = {t: pd.read_parquet(table_path(t)).drop(columns="source_id") for t in tables}
    named = dict.fromkeys(TEXTS, "made up") | {"source_id": "geography", "file_name": "made-up", "note": ""}
    file = named | {"retrieved": date(2025, 1, 1), "sha256": "0" * 64, "byte_size": 1}
    with write.Loading(engine, "geography", "load") as loading:
        loading.dataset("geography", "geography", [file], frames)
        loading.activate()
    engine.dispose()
    return url


@pytest.fixture
def ground(ground_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine on a copy of that database, for one test to write to."""
    with copied(ground_url, tmp_path, request) as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    """A folder with the example's entry, for CSVs of the test's own."""
    (tmp_path / "neet.toml").write_bytes((EXAMPLE / "neet.toml").read_bytes())
    return tmp_path


def load(engine: Engine, folder: Path, frame: pd.DataFrame):
    frame.to_csv(folder / "neet.csv", index=False)
    return load_own(engine, folder / "neet.csv", None, quiet)


def stored(engine: Engine) -> pd.DataFrame:
    release = desk.active_release(engine)
    return read.observations(engine, release.id, indicators=(ID,)).set_index("area_code")


def rewrite_entry(folder: Path, old: str, new: str) -> None:
    path = folder / "neet.toml"
    content = path.read_text(encoding="utf-8")
    assert old in content
    path.write_text(content.replace(old, new), encoding="utf-8")


def test_figures_of_wards_are_taken_as_they_are(ground: Engine, entry: Path):
    load(ground, entry, figures())
    held = stored(ground)
    given = figures().set_index("area_code")
    shown = held[held["status"] == "present"]
    assert len(held) == 279
    assert (shown["numerator"] == given["numerator"].reindex(shown.index)).all()
    assert shown["value"].to_numpy() == pytest.approx((shown["numerator"] / shown["denominator"]).to_numpy())
    assert set(held["geography"]) == {"ward"}
    assert set(held["basis"]) == {"published"}


def test_no_small_number_is_stored_anywhere(ground: Engine, entry: Path):
    load(ground, entry, figures())
    held, given = stored(ground), figures().set_index("area_code")
    is_small = small(given["numerator"].to_numpy(float), given["denominator"].to_numpy(float))
    hidden = held.reindex(given.index)["status"] == "suppressed"
    assert is_small.sum() > 50
    assert hidden[is_small].all()
    assert (
        held.loc[held["status"] == "suppressed", ["numerator", "denominator", "value"]].isna().all(axis=None)
    )
    with ground.connect() as connection:
        least = connection.scalar(text("SELECT MIN(numerator) FROM observation WHERE numerator > 0"))
    assert least >= 5


def test_a_lone_small_number_takes_its_neighbour_with_it(ground: Engine, entry: Path):
    thanet = read.areas(ground, desk.active_release(ground).id, "ward", district_codes=("E07000114",))
    frame = figures()[lambda f: f["area_code"].isin(thanet["code"])].assign(numerator=20, denominator=200)
    frame.iloc[3, frame.columns.get_loc("numerator")] = 2
    frame.iloc[5, frame.columns.get_loc("numerator")] = 11
    load(ground, entry, frame)
    held = stored(ground)
    assert set(held.index[held["status"] == "suppressed"]) == set(frame["area_code"].iloc[[3, 5]])


def test_loading_the_same_again_changes_nothing(ground: Engine, entry: Path):
    first = load(ground, entry, figures())
    again = load(ground, entry, figures())
    assert (again.release_id, again.loaded) == (first.release_id, ())


def test_a_new_file_takes_the_place_of_the_former(ground: Engine, entry: Path):
    load(ground, entry, figures())
    load(ground, entry, figures().assign(numerator=30, denominator=300))
    assert (stored(ground)["value"] == 0.1).all()


def test_where_they_come_from_is_kept_with_checksum_and_report(ground: Engine, entry: Path):
    load(ground, entry, figures())
    release = desk.active_release(ground)
    file = read.sources(ground, release.id).set_index("dataset_source_id").loc[ID]
    assert file["publisher"] == "An example council"
    assert file["licence"] == "Made up; free to use"
    assert len(file["sha256"]) == 64
    report = read.load_reports(ground).set_index("source_id").loc[ID, "report"]
    assert (report["wards_in_all"], report["threshold"]) == (279, 5)
    assert report["wards"] + report["held_back"] == 279


def test_the_catalogue_learns_of_them_from_the_database(ground: Engine, entry: Path):
    load(ground, entry, figures())
    assert ID not in indicators()
    desk.active_release(ground)
    assert indicators()[ID].label.startswith("Young people aged 16 and 17")


def test_standards_are_fitted_on_what_is_shown(ground: Engine, entry: Path):
    load(ground, entry, figures())
    release = desk.active_release(ground)
    fitted = read.standardisation(ground, release.id, "kent").set_index("indicator_id").loc[ID]
    kent = read.areas(ground, release.id, "ward", county_codes=(KENT,))["code"]
    shown = stored(ground).reindex(kent)["value"].dropna()
    assert (fitted["count"], fitted["mean"]) == (len(shown), pytest.approx(shown.mean()))


def test_figures_of_lsoas_are_shared_out_and_not_kept(ground: Engine, entry: Path):
    rewrite_entry(entry, 'geography = "ward"', 'geography = "lsoa21"')
    shares = read.weights(ground, desk.active_release(ground).id, "lsoa21", "postcode-share")
    codes = sorted(shares["from_code"].unique())
    frame = pd.DataFrame({"area_code": codes, "period": "2025", "numerator": 4, "denominator": 40})
    load(ground, entry, frame)
    held = stored(ground)
    assert set(held["geography"]) == {"ward"}
    assert set(held["basis"]) == {"postcode-share"}
    assert set(held["status"]) == {"apportioned", "suppressed"}
    whole = shares.groupby("to_code")["weight"].sum() * 4
    shown = held[held["status"] == "apportioned"]
    assert shown["numerator"].to_numpy() == pytest.approx(whole.reindex(shown.index).to_numpy())
    assert shown["value"].to_numpy() == pytest.approx(0.1)
    assert shown["numerator"].min() >= 5
    assert (whole < 5).any()


def test_a_ward_of_which_lsoas_are_lacking_has_no_figure(ground: Engine, entry: Path):
    rewrite_entry(entry, 'geography = "ward"', 'geography = "lsoa21"')
    shares = read.weights(ground, desk.active_release(ground).id, "lsoa21", "postcode-share")
    of_sheerness = shares.loc[shares["to_code"].eq("E05009560") & shares["weight"].gt(0.9), "from_code"]
    codes = sorted(set(shares["from_code"]) - set(of_sheerness.iloc[:3]))
    load(
        ground, entry, pd.DataFrame({"area_code": codes, "period": "2025", "numerator": 9, "denominator": 90})
    )
    held = stored(ground)
    assert "E05009560" not in held.index
    assert len(held) > 270


def test_marks_of_the_councils_own_and_blanks(ground: Engine, entry: Path):
    frame = figures().assign(numerator=20, denominator=200).astype(object)
    frame.loc[0, ["numerator", "denominator"]] = "[c]"
    frame.loc[1, ["numerator", "denominator"]] = ""
    load(ground, entry, frame)
    held = stored(ground)
    codes = frame["area_code"]
    assert held.loc[codes[0], "status"] == "suppressed"
    assert held.loc[codes[1], "status"] == "missing"
    assert (held["status"] == "suppressed").sum() == 3, "one alone in its district gets company"


def test_several_periods_are_each_held_back_on_their_own(ground: Engine, entry: Path):
    rewrite_entry(entry, 'period = "2025"', 'period = ""')
    frame = figures().assign(numerator=20, denominator=200)
    former = frame.assign(period="2024")
    former.loc[0, "numerator"] = 3
    load(ground, entry, pd.concat([former, frame]))
    held = stored(ground)
    assert (held[held["period"] == "2025"]["status"] == "present").all()
    assert (held[held["period"] == "2024"]["status"] == "suppressed").sum() == 2


def test_a_score_of_wards(ground: Engine, entry: Path):
    rewrite_entry(entry, 'kind = "rate"', 'kind = "score"')
    rewrite_entry(entry, 'unit = "proportion"', 'unit = "minutes"')
    frame = pd.DataFrame({"area_code": figures()["area_code"], "period": "2025", "value": 12.5})
    load(ground, entry, frame)
    assert (stored(ground)["value"] == 12.5).all()


def test_a_count_of_wards(ground: Engine, entry: Path):
    rewrite_entry(entry, 'kind = "rate"', 'kind = "count"')
    rewrite_entry(entry, 'unit = "proportion"', 'unit = "people"')
    load(ground, entry, figures().drop(columns="denominator").assign(numerator=7))
    held = stored(ground)
    assert (held["value"] == 7).all()
    assert held["denominator"].isna().all()


WRONG = {
    "an unknown ward": (
        lambda f: f.assign(area_code=f["area_code"].where(f.index != 4, "E05999999")),
        "row 6",
    ),
    "a former code": (lambda f: f.assign(area_code=f["area_code"].where(f.index != 4, "29UM")), "row 6"),
    "a ward twice": (lambda f: pd.concat([f, f.iloc[[2]]]), "row 281"),
    "more than there are": (lambda f: f.assign(numerator=f["numerator"].where(f.index != 1, 9999)), "row 3"),
    "a negative count": (lambda f: f.assign(numerator=f["numerator"].where(f.index != 1, -1)), "row 3"),
    "words": (lambda f: f.astype(object).assign(numerator=["few"] * len(f)), "row 2"),
    "another period": (lambda f: f.assign(period="2024"), 'is not "2025"'),
    "a blank period": (lambda f: f.assign(period=""), "should be a year or term"),
    "a lost column": (lambda f: f.drop(columns="denominator"), 'the column "denominator" is missing'),
    "a rate that does not fit": (lambda f: f.assign(value=0.9), "is not its numerator divided by"),
    "nothing that may be shown": (lambda f: f.assign(numerator=2), "no ward is left with a figure"),
}


@pytest.mark.parametrize("what", sorted(WRONG))
def test_a_wrong_file_is_refused_in_one_sentence_and_nothing_changes(ground: Engine, entry: Path, what: str):
    spoil, said = WRONG[what]
    before = desk.active_release(ground)
    with pytest.raises(InputFileError) as error:
        load(ground, entry, spoil(figures()))
    sentence = str(error.value)
    assert sentence.startswith("neet.csv")
    assert "\n" not in sentence
    assert said in sentence
    assert desk.active_release(ground) == before
    assert read.datasets(ground, before.id)["source_id"].tolist() == ["geography"]


def test_ranked_and_exported_with_marks_by_the_command(sipmap, own_url: str):
    done = sipmap(own_url, "load", "own", EXAMPLE / "neet.csv")
    assert done.returncode == 0, done.stderr
    assert "196 of 279 wards have a figure, 83 held back" in done.stderr
    ranked = sipmap(own_url, "rank", "--profile", EXAMPLE / "with-neet.toml", "--format", "csv")
    assert ranked.returncode == 0, ranked.stderr
    rows = list(csv.DictReader(io.StringIO(ranked.stdout.lstrip("\ufeff"))))
    column = next(c for c in rows[0] if "not in education" in c)
    marked = [row for row in rows if row[column] == "[c]"]
    assert (len(rows), len(marked)) == (255, 80)
    assert {(row["Rank in Kent"], row["Score"]) for row in marked} == {("", "")}
    assert all(float(row[column]) < 5 for row in rows if row not in marked)
    assert ID in sipmap(own_url, "sources").stdout


@pytest.mark.published
def test_they_stay_when_published_figures_are_loaded(sipmap, own_url: str):
    assert sipmap(own_url, "load", "own", EXAMPLE / "neet.csv").returncode == 0
    path = published_file("barriers/depahri_england_lsoa11*.csv")
    changed = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    Path("depahri_england_lsoa11.csv").write_text(changed, encoding="utf-8")
    done = sipmap(own_url, "load", "brc_depahri", "depahri_england_lsoa11.csv")
    assert done.returncode == 0, done.stderr
    assert "1 loaded" in done.stderr
    assert ID in sipmap(own_url, "sources").stdout


def test_another_process_knows_them_without_the_entry(sipmap, sipmap_process, own_url: str):
    assert sipmap(own_url, "load", "own", EXAMPLE / "neet.csv").returncode == 0
    done = sipmap_process(own_url, "rank", "--profile", EXAMPLE / "with-neet.toml", "--top", "3")
    assert done.returncode == 0, done.stderr
    assert "NEET (made up)" in done.stdout


def test_the_map_and_support_needs_show_them(sipmap, own_url: str, tmp_path: Path):
    part = tmp_path / "neet.csv"
    figures().iloc[50:].to_csv(part, index=False)  # not every ward, nor the first
    assert sipmap(own_url, "load", "own", part, "--catalogue", EXAMPLE).returncode == 0
    engine = make_engine(own_url)
    readers = Figures(engine)
    release = readers.release()
    shown = readers.shown(release)[ID]
    assert shown.period == "2025"
    assert readers.values(release, ID, shown.period).notna().sum() > 50
    engine.dispose()
    done = sipmap(own_url, "needs", "E05009560")
    assert "(made up)" in done.stdout
    assert "Level: ward, 2025. Source: An example council" in done.stdout


def test_a_themes_own_figures_stand_beside_its_lead(sipmap, own_url: str, entry: Path):
    said = (entry / "neet.toml").read_text(encoding="utf-8").replace(f'"{ID}"', '"council-adult-learning"')
    (entry / "neet.toml").write_text(said, encoding="utf-8")
    (entry / "neet.csv").write_bytes((EXAMPLE / "neet.csv").read_bytes())
    assert sipmap(own_url, "load", "own", entry / "neet.csv").returncode == 0
    found = json.loads(sipmap(own_url, "areas", "--format", "json").stdout)
    (island,) = [area for area in found["areas"] if area["name"] == "Isle of Sheppey"]
    (skills,) = [theme for theme in island["themes"] if theme["theme"] == "skills"]
    (own,) = [e for e in skills["evidence"] if e["role"] == "own"]
    assert own["indicator"] == "council-adult-learning"
    assert own["county_contrast"]["interval"] == "confidence interval"
    assert set(own["high_need_contrast"]) == {"24", "40", "60"}
    assert skills["indicator"] == "iod2025-adult-skills", "the council's own stand beside the lead"


def test_the_folder_of_entries_is_a_setting(sipmap, own_url: str, entry: Path, monkeypatch):
    csv_alone = entry / "figures" / "neet.csv"
    csv_alone.parent.mkdir()
    csv_alone.write_bytes((EXAMPLE / "neet.csv").read_bytes())
    done = sipmap(own_url, "load", "own", csv_alone)
    assert (done.returncode, "neet.toml: cannot be read" in done.stderr) == (2, True)
    monkeypatch.setenv("SIPMAP_CATALOGUE", str(entry))
    assert sipmap(own_url, "load", "own", csv_alone).returncode == 0


def test_a_template_is_printed(sipmap, tmp_path: Path):
    done = sipmap(f"sqlite:///{tmp_path}/none.sqlite", "load", "own", "--template")
    assert done.returncode == 0
    assert done.stdout == template()
    assert not (tmp_path / "none.sqlite").exists()
