"""A load from an address: fetched, loaded like any file, and not kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.shipped import FLAGS
from etl.snapshot import ensure_release
from etl.sources import registry
from sipmap import desk
from sipmap.store import read
from sipmap.store.engine import make_engine
from tests import fileserver
from tests.fileserver import Server, status, whole
from tests.integration.conftest import Sipmap
from tests.published import published_file

CARS = "ons_census2021_ts045"
CARS_FILE = "census2021/census2021-ts045-lsoa_kent_medway.csv"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    with fileserver.running() as running:
        yield running


@pytest.fixture
def scratch(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the command keeps its temporary files."""
    folder = tmp_path_factory.mktemp("scratch")
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


@pytest.mark.published
def test_a_file_is_loaded_from_its_address(sipmap: Sipmap, sqlite_url: str, server: Server, scratch: Path):
    body = b"\xef\xbb\xbf" + published_file(CARS_FILE).read_bytes()
    server.answer(whole(body, Content_Disposition='attachment; filename="cars 2021.csv"'))
    done = sipmap(sqlite_url, "load", CARS, server.address("/get?table=45", user="officer:secret@"))
    assert done.returncode == 0, done.stderr
    assert f"{CARS}: fetching {server.address('/get?table=45')}" in done.stderr
    assert f"{CARS}: reading cars 2021.csv" in done.stderr
    assert list(scratch.iterdir()) == []

    engine = make_engine(sqlite_url)
    sources = read.sources(engine, desk.active_release(engine).id)
    (loaded,) = sources[sources["source_id"] == CARS].to_dict("records")
    assert loaded["file_name"] == "cars 2021.csv"
    assert loaded["byte_size"] == len(body)
    assert loaded["url"] == registry()[CARS].url, "the publisher's address, not where this copy came from"
    reports = read.load_reports(engine, 5)
    assert reports["source_id"].iloc[0] == CARS
    assert reports["report"].iloc[0]["fetched_from"] == server.address("/get?table=45")
    engine.dispose()


def test_an_address_without_the_file_is_one_sentence_and_changes_nothing(
    sipmap: Sipmap, snapshot_url: str, server: Server, scratch: Path
):
    server.answer(status(404))
    engine = make_engine(snapshot_url)
    ensure_release(engine, lambda _: None)
    before = desk.active_release(engine)
    done = sipmap(snapshot_url, "load", CARS, server.address())
    assert done.returncode == 2
    *_, sentence = done.stderr.splitlines()
    assert sentence == (
        f"sipmap: {server.address()}: the server answered 404 Not Found; check the address, or download the "
        "file with a browser and load it from there."
    )
    assert desk.active_release(engine) == before
    assert list(scratch.iterdir()) == []
    engine.dispose()


def test_a_web_page_in_place_of_the_file_is_refused(sipmap: Sipmap, snapshot_url: str, server: Server):
    server.answer(whole(b"<!DOCTYPE html><title>Accept our cookies</title>"))
    done = sipmap(snapshot_url, "load", CARS, server.address())
    assert done.returncode == 2
    assert "sipmap: figures.csv: this is a web page, not a CSV" in done.stderr


def test_nothing_is_fetched_for_an_unknown_source_or_a_folder(
    sipmap: Sipmap, snapshot_url: str, server: Server
):
    for what, says in (("nothing", "no source 'nothing'"), ("all", "`all` loads a folder")):
        done = sipmap(snapshot_url, "load", what, server.address())
        assert done.returncode == 2
        assert says in done.stderr
    assert server.asked == []


def test_flags_are_loaded_from_their_address(sipmap: Sipmap, snapshot_url: str, server: Server):
    server.answer(whole(FLAGS.read_bytes()))
    done = sipmap(snapshot_url, "load", "flags", server.address("/flags.csv"))
    assert done.returncode == 0, done.stderr
    assert "flags.csv: flags, 0 added, 0 changed" in done.stderr
