"""Databases that hold figures, from the snapshot and from the published files: made once, only read."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from etl.pipeline import load_folder
from etl.snapshot import ensure_release
from sipmap.store.engine import make_engine
from tests.published import PUBLISHED, published_file

KINDS = ["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)]
SIPMAP = Path(sys.executable).with_name("sipmap")

Sipmap = Callable[..., "subprocess.CompletedProcess[str]"]


def _new_url(kind: str, request: pytest.FixtureRequest, name: str) -> str:
    if kind == "sqlite":
        folder = request.getfixturevalue("tmp_path_factory").mktemp(name)
        return f"sqlite:///{folder}/sipmap.sqlite"
    cluster = request.getfixturevalue("postgis_cluster")
    return str(cluster.url(cluster.create(template=request.getfixturevalue("_postgis_template"))))


def _restored(kind: str, request: pytest.FixtureRequest) -> str:
    url = _new_url(kind, request, "snapshot")
    engine = make_engine(url)
    ensure_release(engine, lambda _: None)
    engine.dispose()
    return url


@pytest.fixture(scope="session", params=KINDS)
def snapshot_url(request: pytest.FixtureRequest) -> str:
    """The address of a database restored from the snapshot."""
    return _restored(request.param, request)


@pytest.fixture(scope="session")
def embedded_url(request: pytest.FixtureRequest) -> str:
    """The address of the embedded default, for what cannot differ between databases: a typing error."""
    return _restored("sqlite", request)


@pytest.fixture(scope="session", params=KINDS)
def published_url(request: pytest.FixtureRequest) -> str:
    """The address of a database loaded from the published files."""
    published_file("iod/iod2025_file7_*.csv")  # says so where the folder is not there
    url = _new_url(request.param, request, "published")
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
def sipmap(tmp_path: Path) -> Sipmap:
    """Run the installed command from an empty folder, as a person would."""

    def run(url: str, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "SIPMAP_DATABASE_URL": url}
        return subprocess.run(
            [SIPMAP, *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run
