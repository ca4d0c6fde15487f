"""Two workers give the same bytes for the same release, whoever asked first and in whatever order."""

import os
import random
import re
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.web import synthetic
from tests.web.test_remembered import question

ROOT = Path(__file__).resolve().parents[2]
START_S, ROUNDS = 60, 4
FIRST, SECOND = "E05099001", "E05099008"
END_ID = re.compile(rb'"end_id":"[^"]*"')
"""Dash's own mark of one sending of its frame: of chance, and of nothing that is shown."""
PAGES = (
    ("/", f"?ward={FIRST}&w.claimant-rate=0.9"),
    ("/choose", "?least=1&size=6"),
    ("/areas", ""),
    ("/compare", f"?wards={FIRST},{SECOND}"),
    ("/find", "?q=ward"),
    (f"/ward/{FIRST}", ""),
    ("/local-knowledge", ""),
    ("/initiatives", ""),
    ("/data-and-methods", ""),
)
FILES = (
    "/",
    "/_dash-layout",
    f"/data/certainty.json?ward={FIRST}",
    "/export/ranking.csv",
    "/export/ranking.csv?w.claimant-rate=0.9",
    "/export/shortlist.csv?least=1&size=6",
    f"/export/compare.csv?area=kent&wards={FIRST},{SECOND}",
    f"/maps/wards.svg?wards={FIRST}",
    f"/brief/ward.html?ward={FIRST}",
    "/go?q=ward",
)


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The dashboard as the container serves it, by two processes; their log names who answered."""
    folder = tmp_path_factory.mktemp("workers")
    url = f"sqlite:///{folder / 'made-up.sqlite'}"
    synthetic.build(url).dispose()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "access.log"
    settings = {
        "SIPMAP_DATABASE_URL": url,
        "SIPMAP_AUTH": "proxy",
        "SIPMAP_PROXY_SECRET": "only the proxy knows",
        "SIPMAP_SECRET_KEY": "signs forms",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "app:server",
        "--workers",
        "2",
        "--bind",
        f"127.0.0.1:{port}",
    ]
    command += ["--access-logfile", str(log), "--access-logformat", "%(p)s %(U)s", "--log-level", "warning"]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **settings})
    address = f"http://127.0.0.1:{port}"
    _wait(address)
    yield address, log
    server.terminate()
    server.wait(timeout=START_S)


def _wait(address: str) -> None:
    for _ in range(START_S * 5):
        try:
            if httpx.get(f"{address}/healthz", timeout=START_S).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail("gunicorn does not answer")


def asked(address: str, what: str | tuple[str, str]) -> str:
    """Ask over a connection of its own, as a stranger would; return the answer's status and hash."""
    if isinstance(what, str):
        answer = httpx.get(address + what, timeout=START_S)
    else:
        answer = httpx.post(f"{address}/_dash-update-component", json=question(*what), timeout=START_S)
    return f"{answer.status_code} {sha256(END_ID.sub(b'', answer.content)).hexdigest()}"


def test_two_workers_give_the_same_bytes_in_any_order(two_workers):
    address, log = two_workers
    answers = defaultdict(set)
    for turn in range(ROUNDS):
        order = [*PAGES, *FILES]
        random.Random(turn).shuffle(order)
        for what in order:
            answers[what].add(asked(address, what))
    assert {what: found for what, found in answers.items() if len(found) > 1} == {}
    statuses = {what: next(iter(found))[:3] for what, found in answers.items()}
    assert {what: status for what, status in statuses.items() if status not in ("200", "302")} == {}
    workers = {line.split()[0] for line in log.read_text(encoding="utf-8").splitlines()}
    assert len(workers) == 2, "both of them answered"
