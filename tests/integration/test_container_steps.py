"""The steps of the Dockerfile, run: no container engine is at hand, so each step is a script that runs here.

The build step is a clean environment made from the runtime lock and the wheel alone, so it shows too that
snapshot, boundaries and assets travel in the wheel and that nothing only tests need is imported.
"""

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

START_TIMEOUT_S = 90


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prefix that the build step fills."""
    prefix = tmp_path_factory.mktemp("container") / "prefix"
    subprocess.run([ROOT / "scripts/container/build.sh", prefix], check=True, cwd="/")
    return prefix


@pytest.fixture(scope="session")
def elsewhere(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds app.py and nothing else of the project."""
    folder = tmp_path_factory.mktemp("app")
    shutil.copy(ROOT / "app.py", folder)
    return folder


@pytest.fixture(scope="session")
def served(installed: Path, elsewhere: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port on which the start step serves, from nothing."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    database = tmp_path_factory.mktemp("data") / "sipmap.sqlite"
    environment = {
        **os.environ,
        "SIPMAP_DATABASE_URL": f"sqlite:///{database}",
        "SIPMAP_HOST": "127.0.0.1",
        "SIPMAP_PORT": str(port),
    }
    server = subprocess.Popen(
        [ROOT / "scripts/container/start.sh", installed, elsewhere], cwd="/", env=environment
    )
    try:
        _await(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def _await(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < until and server.poll() is None:
        try:
            if get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


def get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_the_wheel_works_from_any_folder(installed: Path, elsewhere: Path, tmp_path: Path):
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)}
    environment.pop("SIPMAP_DATABASE_URL", None)
    done = subprocess.run(
        [installed / "bin/sipmap", "rank", "--profile", "imd-2025", "--top", "1", "--format", "csv"],
        cwd=elsewhere,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Margate Central" in done.stdout
    assert (tmp_path / "sipmap" / "sipmap.sqlite").exists()


def test_the_start_step_serves_the_first_page_and_its_assets(served: int):
    assert get(served, "/")[0] == 200
    status, css = get(served, "/assets/sipmap.css")
    assert status == 200
    assert b"{" in css


def test_it_serves_what_the_command_prints(served: int):
    status, csv = get(served, "/export/ranking.csv?area=kent&profile=imd-2025")
    assert status == 200
    assert "Margate Central" in csv.decode("utf-8-sig")


def test_two_workers_share_one_database(served: int):
    answers = {get(served, "/export/ranking.csv?area=kent&profile=sip-today") for _ in range(8)}
    assert len(answers) == 1


def test_the_dockerfile_runs_these_scripts():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "scripts/container/build.sh" in text
    assert "start.sh" in text
    assert "USER 10001" in text
