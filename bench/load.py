"""Three hundred people at once, on two workers: how long they wait, what fails, how much memory it takes.

Nobody is counted before all have arrived and settled. The people take processor time from the same cores.
"""

import csv
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.record import Measure

PEOPLE, ARRIVE_S, SETTLE_S, STAY_S, WORKERS = 300, 30, 30, 120, 2
BIN = Path(sys.executable).parent
FAR_AWAY = "nobody signs in here"
ROOT = Path(__file__).resolve().parents[1]


def measure() -> list[Measure]:
    """Serve as the container does, let people in, and count once all are there."""
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as (address, server):
        rows, faults = _visited(address, Path(folder))
        memory, resident = _memory(server)
    whole = next(row for row in rows if row["Name"] == "Aggregated")
    slowest = sorted(
        (row for row in rows if row["Name"] not in ("Aggregated", "") and int(row["Request Count"])),
        key=lambda row: -float(row["95%"]),
    )
    crowd = f"{PEOPLE} people, {WORKERS} workers"
    for row in slowest:
        waited = f"50% {row['50%']:>6} ms  95% {row['95%']:>6} ms"
        print(f"  {row['Name']:<34} {row['Request Count']:>6} asked  {waited}")
    return [
        Measure(f"{crowd}: 95 % of answers within", "ms", (float(whole["95%"]),), "1,000 ms"),
        Measure(f"{crowd}: half of answers within", "ms", (float(whole["50%"]),)),
        Measure(f"{crowd}: answers a second", "/s", (float(whole["Requests/s"]),)),
        Measure(f"{crowd}: failures", "", (float(whole["Failure Count"]) + faults,), "0"),
        Measure(f"{crowd}: memory of the server, a worker", "MB", (memory,), "350 MB"),
        Measure(f"{crowd}: resident in a worker, shared pages too", "MB", resident),
    ]


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, psutil.Process]]:
    port = _free_port()
    settings = {
        **os.environ,
        "SIPMAP_DATABASE_URL": f"sqlite:///{folder / 'load.sqlite'}",
        "SIPMAP_PORT": str(port),
        "SIPMAP_AUTH": "proxy",
        "SIPMAP_PROXY_SECRET": FAR_AWAY,
        "SIPMAP_SECRET_KEY": FAR_AWAY,
        "SIPMAP_WORKERS": str(WORKERS),
    }
    start = [ROOT / "scripts/container/start.sh", BIN.parent, ROOT]
    with subprocess.Popen(start, env=settings, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _await(address)
            yield address, psutil.Process(server.pid)
        finally:
            server.terminate()


def _memory(server: psutil.Process) -> tuple[float, tuple[float, ...]]:
    """Return what the whole server takes divided by its workers, and what is resident in each of them.

    What workers share with each other and with the process they came from is counted once (Linux: the
    proportional set size).
    """
    workers = server.children()
    whole = sum(one.memory_full_info().pss for one in (server, *workers))
    return whole / WORKERS / 1e6, tuple(one.memory_info().rss / 1e6 for one in workers)


def _visited(address: str, folder: Path) -> tuple[list[dict[str, str]], int]:
    """Let people in; return locust's figures, a row for each kind of question, and steps that went wrong."""
    command = [
        BIN / "locust", "--headless", "--only-summary",
        "--locustfile", ROOT / "bench/people.py",
        "--host", address, "--users", str(PEOPLE), "--spawn-rate", str(PEOPLE // ARRIVE_S),
        "--run-time", f"{ARRIVE_S + SETTLE_S + STAY_S}s", "--csv", folder / "people",
    ]  # fmt: skip
    settings = {**os.environ, "SETTLED_AFTER_S": str(ARRIVE_S + SETTLE_S)}
    subprocess.run(command, check=False, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wrong = sum(int(row["Count"]) for row in _read(folder / "people_exceptions.csv"))
    return _read(folder / "people_stats.csv"), wrong


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _await(address: str, patience_s: float = 60) -> None:
    end = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
