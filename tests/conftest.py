"""Fixtures for all tests: a migrated database of each kind, empty, for one test alone."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from sipmap.desk import own as desk_own
from sipmap.store.engine import make_engine, migrate

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("patient", settings(deadline=None))  # how long an example takes is no test
settings.load_profile("patient")


def _scratch_postgis() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scratch_postgis", ROOT / "scripts" / "scratch_postgis.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


scratch_postgis = _scratch_postgis()


@pytest.fixture(autouse=True)
def _catalogue_as_shipped() -> Iterator[None]:
    """Forget after each test what the catalogue was told of a database's own indicators."""
    yield
    desk_own.forget()


def _migrated(url: str) -> None:
    engine = make_engine(url)
    try:
        migrate(engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def postgis_cluster() -> Iterator["scratch_postgis.Cluster"]:
    """A scratch PostgreSQL cluster with PostGIS; where there is none, CI fails and others skip."""
    try:
        cluster = scratch_postgis.Cluster()
    except scratch_postgis.PostgisMissing as missing:
        if os.environ.get("CI"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    with cluster:
        yield cluster


@pytest.fixture(scope="session")
def _postgis_template(postgis_cluster) -> str:
    name = postgis_cluster.create("template_sipmap")
    _migrated(postgis_cluster.url(name))
    return name


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "template.sqlite"
    _migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def postgis_url(postgis_cluster, _postgis_template: str) -> Iterator[str]:
    """The address of a migrated PostGIS database with no rows."""
    name = postgis_cluster.create(template=_postgis_template)
    yield postgis_cluster.url(name)
    postgis_cluster.drop(name)


@pytest.fixture
def sqlite_url(tmp_path: Path, _sqlite_template: Path) -> str:
    """The address of a migrated SQLite file with no rows."""
    file = tmp_path / "sipmap.sqlite"
    shutil.copy(_sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", pytest.param("postgis", marks=pytest.mark.postgis)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated database with no rows; the test runs once for each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated database with no rows; the test runs once for each kind."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()
