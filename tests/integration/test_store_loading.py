"""Loading: beside the active release, whole or not at all, one at a time, and again without effect."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import Engine, insert, select

from sipmap.errors import BusyError
from sipmap.store import read, write
from sipmap.store.engine import load_lock, make_engine, reading, writing
from sipmap.store.tables import Dataset, Decision, Observation, Release
from tests.integration import interrupted_load
from tests.integration.store_frames import areas, contents, counts, load, observations, source_file

ROOT = Path(__file__).resolve().parents[2]


def test_what_is_loaded_is_read_again(database: Engine):
    given = observations(3, value=[0.1, np.nan, 1 / 3], status=["present", "suppressed", "apportioned"])
    release_id = load(database, {"observation": given})
    pd.testing.assert_frame_equal(read.observations(database, release_id), given, check_exact=True)


def test_an_absent_value_is_null_not_nan(database: Engine):
    given = observations(2, value=[0.5, np.nan], numerator=np.nan, status=["present", "missing"])
    load(database, {"observation": given})
    with reading(database) as connection:
        query = select(Observation.numerator, Observation.value).order_by(Observation.area_code)
        rows = connection.execute(query).all()
    assert [tuple(row) for row in rows] == [(None, 0.5), (None, None)]


AWKWARD = ["", '"', "a,b", "back\\slash", "\\N", "NULL", "two\nlines", "cr\r\nlf", "Dŵr", "🗺", " edge ", "'"]


def test_every_text_comes_back_as_it_was(database: Engine):
    given = areas(len(AWKWARD), name=AWKWARD, geometry=None)
    release_id = load(database, {"area": given})
    assert read.areas(database, release_id, "ward")["name"].tolist() == AWKWARD


def test_every_digit_of_a_number_comes_back(database: Engine):
    numbers = [1e-300, 0.1 + 0.2, 1e17 + 2, -1 / 3, 5e-324, 1.7976931348623157e308]
    release_id = load(database, {"observation": observations(6, value=numbers)})
    assert read.observations(database, release_id)["value"].tolist() == numbers


def test_a_release_is_seen_only_once_it_is_active(database: Engine):
    first = load(database, {"observation": observations()}, content_hash="one")
    with write.Loading(database, "Second", "load") as loading:
        loading.dataset("test_source", "two", [source_file()], {"observation": observations(5)})
        assert read.active_release(database).id == first
        second = loading.activate()
    active = read.active_release(database)
    assert (active.id, active.label, active.origin, active.status) == (second, "Second", "load", "active")
    assert active.activated_at.utcoffset().total_seconds() == 0
    assert [(r.id, r.status) for r in read.releases(database)] == [(second, "active"), (first, "superseded")]
    assert len(read.observations(database, first)) == 3
    assert len(read.observations(database, second)) == 5


def test_an_exception_leaves_the_database_exactly_as_it_was(database: Engine):
    load(database, {"observation": observations()})
    before = contents(database)

    def fail_half_way() -> None:
        with write.Loading(database, "Fails", "load") as loading:
            changed = source_file(title="Another title")
            loading.dataset("test_source", "new", [changed], {"observation": observations(9)})
            loading.report("test_source", "loaded", {})
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_half_way()
    assert contents(database) == before


def test_leaving_without_activating_leaves_the_database_exactly_as_it_was(database: Engine):
    load(database, {"observation": observations()})
    before = contents(database)
    with write.Loading(database, "Not activated", "load") as loading:
        loading.dataset("other", "new", [source_file("other")], {"observation": observations(9)})
    assert contents(database) == before


def test_a_frame_that_cannot_become_rows_leaves_no_dataset(database: Engine):
    bad = observations(2, value=[0.1, np.nan])
    with write.Loading(database, "Refused", "load") as loading:
        with pytest.raises(write.FrameError, match="absent exactly where"):
            loading.dataset("test_source", "bad", [source_file()], {"observation": bad})
        with reading(database) as connection:
            assert connection.scalar(select(Dataset.id)) is None


def test_a_table_that_is_no_dataset_s_is_refused(database: Engine):
    with (
        write.Loading(database, "Refused", "load") as loading,
        pytest.raises(write.FrameError, match="audit_event is not a table of a dataset"),
    ):
        loading.dataset("test_source", "h", [], {"audit_event": pd.DataFrame()})


def test_loading_the_same_again_changes_nothing(database: Engine):
    scale = _scale()

    def load_all() -> int:
        with write.Loading(database, "Same", "load") as loading:
            loading.dataset("test_source", "same", [source_file()], {"observation": observations()})
            loading.standardisation(scale)
            return loading.activate()

    first = load_all()
    before = contents(database)
    assert load_all() == first
    assert contents(database) == before


@pytest.mark.parametrize("change", ["label", "scale"])
def test_another_label_or_scale_makes_another_release_of_the_same_data(database: Engine, change: str):
    first = load(database, {"observation": observations()})
    with write.Loading(database, "Other" if change == "label" else "Test", "load") as loading:
        loading.keep(read.datasets(database, first)["id"])
        if change == "scale":
            loading.standardisation(_scale())
        second = loading.activate()
    assert second != first
    assert counts(database)["dataset"] == 1
    assert len(read.observations(database, second)) == 3


def test_a_report_of_a_load_that_changed_nothing_stays_with_the_active_release(database: Engine):
    first = load(database, {"observation": observations()})
    with write.Loading(database, "Test", "load") as loading:
        loading.keep([loading.known("hash")])
        loading.report("test_source", "unchanged", {"rows": 3})
        loading.activate()
    reports = read.load_reports(database)
    assert reports[["outcome", "release_id"]].to_numpy().tolist() == [["unchanged", first]]


def test_a_dataset_is_known_by_its_content_and_shared(database: Engine):
    first = load(database, {"observation": observations()}, content_hash="shared")
    with write.Loading(database, "Second", "load") as loading:
        assert loading.known("never seen") is None
        known = loading.known("shared")
        # The frames are not even looked at.
        assert loading.dataset("test_source", "shared", [source_file()], {}) == known
        loading.dataset("other", "other-hash", [], {"observation": observations(2, indicator_id="other")})
        second = loading.activate()
    assert read.datasets(database, first)["id"].tolist() == [known]
    assert read.datasets(database, second)["source_id"].tolist() == ["other", "test_source"]
    assert counts(database)["observation"] == 5


def test_a_release_has_one_dataset_of_each_source(database: Engine):
    with write.Loading(database, "Twice", "load") as loading:
        loading.dataset("test_source", "one", [], {"observation": observations()})
        with pytest.raises(ValueError, match="already has a dataset of test_source"):
            loading.dataset("test_source", "two", [], {"observation": observations()})


def test_a_dataset_that_is_not_there_cannot_be_kept(database: Engine):
    with (
        write.Loading(database, "Keeps", "load") as loading,
        pytest.raises(ValueError, match="no ready dataset 999"),
    ):
        loading.keep([999])


def test_a_corrected_description_of_a_file_is_taken_when_the_release_is(database: Engine):
    load(database, {"observation": observations()})
    with write.Loading(database, "Corrected", "load") as loading:
        corrected = source_file(url="https://example.org/moved.csv")
        loading.dataset("test_source", "hash", [corrected], {"observation": observations()})
        release_id = loading.activate()
    assert read.sources(database, release_id)["url"].tolist() == ["https://example.org/moved.csv"]


def test_two_loaders_at_once(database: Engine, database_url: str):
    other = make_engine(database_url)
    with write.Loading(database, "First", "load") as loading:
        with pytest.raises(BusyError) as refusal, write.Loading(other, "Second", "load"):
            pass
        loading.dataset("test_source", "hash", [], {"observation": observations()})
        loading.activate()
    assert str(refusal.value).count(".") == 1
    assert "Another load is under way" in str(refusal.value)
    with write.Loading(other, "Second", "load") as loading:
        loading.activate()
    other.dispose()


def test_the_lock_is_let_go_after_an_exception(database: Engine):
    with pytest.raises(ZeroDivisionError), write.Loading(database, "Fails", "load"):
        raise ZeroDivisionError
    with load_lock(database):
        pass


def test_readers_and_writers_go_on_during_a_load(database: Engine):
    release_id = load(database, {"observation": observations()})
    failures: list[BaseException] = []
    stop = threading.Event()

    def read_on() -> None:
        try:
            while not stop.is_set():
                assert len(read.observations(database, release_id)) == 3
                write.save_report(database, "meanwhile", "refused", {})
        except BaseException as error:
            failures.append(error)

    reader = threading.Thread(target=read_on)
    reader.start()
    many = observations(60_000, area_code=[f"X{i:08d}" for i in range(60_000)])
    load(database, {"observation": many}, content_hash="large")
    stop.set()
    reader.join()
    assert not failures
    assert (read.load_reports(database)["source_id"] == "meanwhile").any()


@pytest.fixture
def killed_url(database_url: str) -> str:
    """A database with a release, and the remains of a load that was killed in the middle."""
    engine = make_engine(database_url)
    load(engine, {"observation": observations(), "area": areas()})
    before = contents(engine)
    engine.dispose()
    process = subprocess.Popen(
        [sys.executable, "-m", interrupted_load.__name__, database_url],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    engine = make_engine(database_url)
    after = contents(engine)
    engine.dispose()
    assert len(after["observation"]) > len(before["observation"]), "the kill came before anything was written"
    return database_url


def test_a_killed_load_leaves_the_former_release_active_and_whole(killed_url: str):
    engine = make_engine(killed_url)
    active = read.active_release(engine)
    assert active.label == "Test"
    assert len(read.observations(engine, active.id)) == 3
    assert len(read.areas(engine, active.id, "ward")) == 3
    engine.dispose()


def test_the_next_load_sweeps_what_a_killed_one_left(killed_url: str):
    engine = make_engine(killed_url)
    load(engine, {"observation": observations(4)}, content_hash="next")
    assert {r.label for r in read.releases(engine)} == {"Test"}
    rows = counts(engine)
    assert (rows["dataset"], rows["observation"], rows["area"]) == (2, 3 + 4, 3)
    assert (rows["source_file"], rows["load_report"]) == (1, 0)
    engine.dispose()


def test_superseded_releases_go_but_the_last_ones_and_those_a_decision_names(database: Engine):
    ids = [load(database, {"observation": observations(i + 1)}, content_hash=f"h{i}") for i in range(6)]
    named, kept = ids[0], ids[2:]
    with writing(database) as connection:
        connection.execute(
            insert(Decision).values(
                uid="d",
                release_id=named,
                name="A list",
                status="published",
                record="{}",
                sha256="",
                created_at=read.active_release(database).created_at,
                supersedes=None,
            )
        )
    assert write.remove_unused(database) == 1
    assert {r.id for r in read.releases(database)} == {named, *kept}
    assert counts(database)["observation"] == 1 + 3 + 4 + 5 + 6
    assert write.remove_unused(database, keep=0) == 3
    assert {r.id for r in read.releases(database)} == {named, ids[-1]}
    assert len(read.observations(database, named)) == 1
    assert write.remove_unused(database) == 0


def test_data_shared_with_a_later_release_outlive_the_former(database: Engine):
    first = load(database, {"observation": observations()})
    with write.Loading(database, "Second", "load") as loading:
        loading.keep(read.datasets(database, first)["id"])
        second = loading.activate()
    write.remove_unused(database, keep=0)
    assert [r.id for r in read.releases(database)] == [second]
    assert len(read.observations(database, second)) == 3
    assert len(read.sources(database, second)) == 1


def test_removing_waits_for_no_load(database: Engine, database_url: str):
    other = make_engine(database_url)
    with write.Loading(database, "Under way", "load"), pytest.raises(BusyError):
        write.remove_unused(other)
    other.dispose()


def test_reports_are_kept_as_plain_json(database: Engine):
    write.save_report(
        database, "refused_source", "refused", {"rows": np.int64(3), "mean": np.nan, "codes": ("a", "b")}
    )
    report = read.load_reports(database).iloc[0]
    assert report["report"] == {"rows": 3, "mean": None, "codes": ["a", "b"]}
    assert (report["source_id"], report["outcome"]) == ("refused_source", "refused")
    assert pd.isna(report["release_id"])


def test_only_one_release_is_active_whatever_writes_it(database: Engine):
    from sqlalchemy.exc import IntegrityError

    load(database, {"observation": observations()})
    first = read.active_release(database)
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(
            insert(Release).values(
                label="Usurper", origin="load", status="active", created_at=first.created_at
            )
        )
    assert read.active_release(database) == first


def test_geometry_becomes_27700_on_both(database: Engine):
    release_id = load(database, {"area": areas(2)})
    shapes = shapely.from_wkb(read.areas(database, release_id, "ward", with_geometry=True)["geometry"])
    assert [shapely.area(shape) for shape in shapes] == [2_000_000, 2_000_000]
    assert [shapely.get_srid(shape) for shape in shapes] == [0, 0]


def _scale() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reference": "kent",
            "indicator_id": ["a", "b"],
            "period": "2025",
            "count": 255,
            "mean": 0.1,
            "sd": 2.5,
        }
    )
