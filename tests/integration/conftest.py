"""Databases that hold figures, from the snapshot and from the published files: made once, only read."""

import io
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from sqlalchemy import Engine, make_url

from etl.pipeline import load_folder
from etl.snapshot import ensure_release
from sipmap.cli import main
from sipmap.store.engine import make_engine
from tests.published import PUBLISHED, published_file

KINDS = ["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
SIPMAP = Path(sys.executable).with_name("sipmap")

Done = subprocess.CompletedProcess[str]
Sipmap = Callable[..., Done]


def new_url(kind: str, request: pytest.FixtureRequest, name: str) -> str:
    """Make an empty database of a kind and return its address."""
    if kind == "sqlite":
        folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
        return f"sqlite:///{folder}/sipmap.sqlite"
    cluster = request.getfixturevalue("postgis_cluster")
    return str(cluster.url(cluster.create(template=request.getfixturevalue("_postgis_template"))))


def _restored(kind: str, request: pytest.FixtureRequest) -> str:
    url = new_url(kind, request, "snapshot")
    engine = make_engine(url)
    ensure_release(engine, lambda _: None)
    engine.dispose()
    return url


@pytest.fixture(scope="session", params=KINDS)
def snapshot_url(request: pytest.FixtureRequest) -> str:
    """The address of a database restored from the snapshot."""
    return _restored(request.param, request)


@contextmanager
def copied(held_url: str, folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of a copy of a database, there for the time of the block."""
    url = make_url(held_url)
    if url.get_backend_name() == "sqlite":
        file = folder / "own.sqlite"
        with closing(sqlite3.connect(str(url.database))) as held, closing(sqlite3.connect(file)) as own:
            held.backup(own)
        yield f"sqlite:///{file}"
        return
    cluster = request.getfixturevalue("postgis_cluster")
    name = cluster.create(template=url.database)
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def own_url(snapshot_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a copy of the snapshot's database, for one test to write to."""
    with copied(snapshot_url, tmp_path, request) as url:
        yield url


@pytest.fixture(scope="session")
def embedded_url(request: pytest.FixtureRequest) -> str:
    """The address of the embedded default, for what cannot differ between databases: a typing error."""
    return _restored("sqlite", request)


@pytest.fixture(scope="session", params=KINDS)
def published_url(request: pytest.FixtureRequest) -> str:
    """The address of a database loaded from the published files."""
    published_file("iod/iod2025_file7_*.csv")  # says so where the folder is not there
    url = new_url(request.param, request, "published")
    engine = make_engine(url)
    load_folder(engine, PUBLISHED, lambda _: None)
    engine.dispose()
    return url


@pytest.fixture
def published(published_url: str) -> Iterator[Engine]:
    """An engine on the database loaded from the published files."""
    engine = make_engine(published_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sipmap_process(tmp_path: Path) -> Sipmap:
    """Run the installed command in a process of its own, from an empty folder, as a person would."""

    def run(url: str, *arguments: str | Path) -> Done:
        environment = {**os.environ, "SIPMAP_DATABASE_URL": url}
        return subprocess.run(
            [SIPMAP, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run


@pytest.fixture
def sipmap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sipmap:
    """Run the command from an empty folder, without the two seconds that a new process takes to begin."""
    monkeypatch.chdir(tmp_path)

    def run(url: str, *arguments: str | Path) -> Done:
        monkeypatch.setenv("SIPMAP_DATABASE_URL", url)
        code: object = 0
        with _Written() as out, _Written() as err, redirect_stdout(out), redirect_stderr(err):
            try:
                main([str(argument) for argument in arguments])
            except SystemExit as ended:
                code = ended.code
            texts = out.text(), err.text()
        return Done(["sipmap", *map(str, arguments)], int(str(code or 0)), *texts)

    return run


class _Written(io.TextIOWrapper):
    """A stream that keeps what is written, bytes and text alike, as a pipe would."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", write_through=True)

    def text(self) -> str:
        """Return it with line ends as a reader in text mode gets them."""
        self.flush()
        kept: io.BytesIO = self.buffer  # type: ignore[assignment]
        return kept.getvalue().decode("utf-8").replace("\r\n", "\n")
