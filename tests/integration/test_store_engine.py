"""Reaching a database: who may write when, and one sentence for each way that it fails."""

import os
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text, update
from sqlalchemy.exc import DBAPIError

from sipmap.errors import BusyError, DatabaseError
from sipmap.store import engine as engines
from sipmap.store import read, write
from sipmap.store.engine import make_engine, migrate, reading, writing
from sipmap.store.tables import Release
from tests.integration.store_frames import load, observations

SECRET = "correct-horse"
NOBODY = 65534


def sentence_of(action: Callable[[], object], kind: type[Exception] = DatabaseError) -> str:
    """The one sentence that `action` is refused with."""
    with pytest.raises(kind) as refusal:
        action()
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert SECRET not in sentence
    return sentence


def fails_to_open(url: str) -> str:
    """The sentence that reading from `url` is refused with."""
    engine = make_engine(url)
    try:
        return sentence_of(lambda: read.active_release(engine))
    finally:
        engine.dispose()


# Who may write when


def test_no_update_is_lost_among_many_writers(database: Engine):
    """Twenty writers each read a number and write the next one."""
    load(database, {"observation": observations()})
    writers, times = 20, 10
    with writing(database) as connection:
        connection.execute(update(Release).values(label="0"))
    failures: list[BaseException] = []

    def count_up() -> None:
        try:
            for _ in range(times):
                with writing(database) as connection:
                    label = connection.scalar(select(Release.label).with_for_update())
                    connection.execute(update(Release).values(label=str(int(label) + 1)))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=count_up) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert read.active_release(database).label == str(writers * times)


def test_a_reader_cannot_write(database: Engine):
    load(database, {"observation": observations()})
    with pytest.raises(DatabaseError), reading(database) as connection:
        connection.execute(update(Release).values(label="changed"))
    with writing(database) as connection:  # the same connection, from the pool, may
        connection.execute(update(Release).values(label="changed"))
    assert read.active_release(database).label == "changed"


def test_a_reader_waits_for_no_writer(database: Engine):
    load(database, {"observation": observations()})
    with writing(database) as connection:
        connection.execute(update(Release).values(label="not yet"))
        assert read.active_release(database).label == "Test"
    assert read.active_release(database).label == "not yet"


def test_an_exception_rolls_back(database: Engine):
    load(database, {"observation": observations()})
    with pytest.raises(ZeroDivisionError), writing(database) as connection:  # noqa: PT012
        connection.execute(update(Release).values(label="changed"))
        raise ZeroDivisionError
    assert read.active_release(database).label == "Test"


def test_a_bug_stays_a_bug(database: Engine):
    with pytest.raises(DBAPIError), reading(database) as connection:
        connection.execute(text("SELECT FROM WHERE"))


def test_a_writer_that_waits_too_long_is_told_so(sqlite_url: str, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 20)
    first, second = make_engine(sqlite_url), make_engine(sqlite_url)
    with writing(first):
        sentence = sentence_of(lambda: write.save_report(second, "s", "refused", {}), BusyError)
    assert sentence.startswith("Another program is writing to the file ")
    first.dispose()
    second.dispose()


# SQLite files


def test_a_sqlite_connection_is_set_up(sqlite_url: str):
    engine = make_engine(sqlite_url)
    wanted = {"journal_mode": "wal", "busy_timeout": 30_000, "foreign_keys": 1, "synchronous": 1}
    with reading(engine) as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted
    engine.dispose()


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path):
    engine = make_engine(f"sqlite:///{tmp_path}/not/there/sipmap.sqlite")
    migrate(engine)
    assert (tmp_path / "not" / "there" / "sipmap.sqlite").exists()
    engine.dispose()


def test_the_home_folder_may_be_written_as_a_tilde(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    engine = make_engine("sqlite:///~/sipmap.sqlite")
    assert engine.url.database == str(tmp_path / "sipmap.sqlite")
    engine.dispose()


def test_a_file_that_is_no_database(tmp_path: Path):
    file = tmp_path / "wards.csv"
    file.write_text("code,name\n" * 200)
    sentence = fails_to_open(f"sqlite:///{file}")
    assert sentence.startswith(f"The file {file} is not a SQLite database; choose another")
    assert file.read_text() == "code,name\n" * 200


def test_a_damaged_database(sqlite_url: str):
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = bytearray(file.read_bytes())
    whole[4096:] = b"\xff" * (len(whole) - 4096)
    file.write_bytes(whole)
    assert "is damaged; restore a copy" in fails_to_open(sqlite_url)


def test_a_folder_in_the_place_of_the_file(tmp_path: Path):
    assert "cannot be opened" in fails_to_open(f"sqlite:///{tmp_path}")


def test_a_file_in_the_place_of_the_folder(tmp_path: Path):
    (tmp_path / "file").write_text("")
    sentence = sentence_of(lambda: make_engine(f"sqlite:///{tmp_path}/file/sipmap.sqlite"))
    assert "cannot be made, because its folder cannot be written" in sentence


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that the test, while it runs as an ordinary account, cannot write."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        yield Path(folder)
        if is_root:
            os.seteuid(0)
        Path(folder).chmod(0o755)


def test_a_folder_that_cannot_be_written(as_nobody: Path):
    sentence = sentence_of(lambda: make_engine(f"sqlite:///{as_nobody}/new/sipmap.sqlite"))
    assert "its folder cannot be written; choose another" in sentence
    assert "cannot be opened; check the folder's permissions" in fails_to_open(
        f"sqlite:///{as_nobody}/s.sqlite"
    )


def test_a_load_beside_a_file_in_a_folder_that_cannot_be_written(as_nobody: Path):
    engine = make_engine(f"sqlite:///{as_nobody}/s.sqlite")

    def begin() -> None:
        with write.Loading(engine, "Refused", "load"):
            pass

    assert "cannot be loaded into, because its folder cannot be written" in sentence_of(begin)
    engine.dispose()


def test_a_database_that_cannot_be_written():
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sipmap.sqlite"
        sqlite3.connect(file).close()
        file.write_bytes(b"")
        Path(folder).chmod(0o755)
        file.chmod(0o444)
        is_root = os.geteuid() == 0
        if is_root:
            os.seteuid(NOBODY)
        try:
            sentence = fails_to_open(f"sqlite:///{file}")
        finally:
            if is_root:
                os.seteuid(0)
    assert "cannot be written; check its permissions" in sentence


# Addresses


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (f"postgres user:{SECRET}", "SIPMAP_DATABASE_URL is not a database address"),
        ("", "SIPMAP_DATABASE_URL is not a database address"),
        (f"mysql://user:{SECRET}@host/name", "SQLite or PostGIS, not in mysql"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        (f"postgresql://user:{SECRET}@host:port/name", "SIPMAP_DATABASE_URL is not a database address"),
    ],
)
def test_an_address_that_cannot_be_used(url: str, sentence: str):
    assert sentence in sentence_of(lambda: make_engine(url))


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_goes_by_several_names(scheme: str):
    engine = make_engine(f"{scheme}://user@host/name")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.pool.checkedout() == 0


# PostgreSQL servers


@pytest.mark.postgis
def test_a_server_that_does_not_run():
    sentence = fails_to_open(f"postgresql://user:{SECRET}@127.0.0.1:1/figures")
    assert sentence.startswith("The database figures on 127.0.0.1:1 cannot be reached; start it or choose")


@pytest.mark.postgis
@pytest.mark.parametrize("password", [f"not-{SECRET}", None])
def test_a_wrong_password(postgis_cluster, postgis_url: str, password: str | None):
    name = postgis_url.partition("@/")[2].partition("?")[0]
    postgis_cluster.psql(name, "DROP ROLE IF EXISTS guarded")
    postgis_cluster.psql(name, f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    postgis_cluster.demand_password("guarded")
    engine = make_engine(postgis_cluster.url(name, user="guarded", password=SECRET))
    with reading(engine) as connection:
        assert connection.scalar(text("SELECT current_user")) == "guarded"
    assert "lacks a right" in sentence_of(lambda: read.active_release(engine))
    engine.dispose()
    sentence = fails_to_open(postgis_cluster.url(name, user="guarded", password=password))
    assert "refused the user name or password; correct it" in sentence


@pytest.mark.postgis
def test_a_database_that_is_not_there(postgis_cluster):
    sentence = fails_to_open(postgis_cluster.url("absent"))
    assert sentence.startswith("The database absent on ")
    assert "does not exist; create it" in sentence


@pytest.mark.postgis
def test_a_connection_that_is_cut(postgis_cluster, postgis_url: str):
    engine = make_engine(postgis_url)

    def be_cut() -> None:
        with writing(engine) as connection:
            connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    assert "is shutting down or starting up" in sentence_of(be_cut)
    assert read.active_release(engine) is None
    engine.dispose()
