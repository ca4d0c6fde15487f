"""A dashboard of its own for a benchmark: a scratch database, a free port, the installed command."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SIPMAP = Path(sys.executable).with_name("sipmap")


@contextmanager
def dashboard(database: Path) -> Iterator[tuple[str, float]]:
    """Serve on loopback; yields the address and the seconds from nothing to the first page answered."""
    start = time.perf_counter()
    server = subprocess.Popen(
        [SIPMAP, "serve", "--port", "0"],
        env={**os.environ, "SIPMAP_DATABASE_URL": f"sqlite:///{database}"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    try:
        address = next(m[0] for line in server.stderr if (m := re.search(r"http://\S+", line)))
        with urllib.request.urlopen(address, timeout=30) as answer:
            answer.read()
        yield address, time.perf_counter() - start
    finally:
        server.terminate()
        server.wait(30)
        server.stderr.close()
