"""A scratch PostgreSQL cluster with PostGIS: private, on a Unix socket, thrown away at the end.

    python scripts/scratch_postgis.py      starts one, prints its URL, runs until it is stopped

Tests and benchmarks import `Cluster`. Nothing is kept: no fsync, no password, one superuser.
"""

import ctypes
import getpass
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

ROLE = "sipmap"
UNPRIVILEGED = ("postgres", "nobody")
"""Whom to run the server as when we are root, whom PostgreSQL refuses."""
START_TIMEOUT_S = 30
STOP_TIMEOUT_S = 20
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
}
_PR_SET_PDEATHSIG = 1


class PostgisMissing(RuntimeError):
    """PostgreSQL or PostGIS is not installed; the message holds the command that installs it."""


def find_server() -> Path:
    """Return the folder of PostgreSQL's programs, the newest that has PostGIS; raises PostgisMissing."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda f: _major(f.parent.name), reverse=True
    )
    for folder in folders:
        share = Path("/usr/share/postgresql") / folder.parent.name
        if (folder / "initdb").exists() and (share / "extension" / "postgis.control").exists():
            return folder
    wanted = f"postgresql-{folders[0].parent.name}-postgis-3" if folders else "postgresql-postgis"
    raise PostgisMissing(f"PostGIS is not installed; run `apt-get install -y postgresql {wanted}`.")


def _major(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0.0


class Cluster:
    """A running cluster: `create` makes a database and returns its URL, `stop` throws all away."""

    def __init__(self) -> None:
        """Prepare; raises PostgisMissing when there is nothing to run."""
        self._programs = find_server()
        self._account = next(filter(_exists, UNPRIVILEGED)) if os.geteuid() == 0 else None
        self._server: subprocess.Popen[bytes] | None = None
        self.folder = Path()

    def __enter__(self) -> Self:
        """Start."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        self.stop()

    def start(self) -> None:
        """Make the cluster and wait until it answers (about 1.5 s)."""
        # Straight in /tmp: the path of a Unix socket may have 107 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="sipmap-pg-", dir="/tmp"))
        if self._account:
            shutil.chown(self.folder, self._account)
        self._run(
            "initdb", "-D", self._data, "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"
        )
        settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("wb") as log:
            self._server = subprocess.Popen(
                [self._programs / "postgres", "-D", self._data, "-k", self.folder, *settings],
                stdout=log,
                stderr=log,
                user=self._account,
                group=self._account,
                extra_groups=[] if self._account else None,
                cwd="/",
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads yet
            )
        self._await_answer()

    def stop(self) -> None:
        """Stop the server at once and remove every trace."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)  # "fast": connections are ended, not awaited
            try:
                self._server.wait(STOP_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait()
            self._server = None
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, *, user: str = ROLE, password: str | None = None) -> str:
        """Return the address of a database for SQLAlchemy."""
        secret = f":{password}" if password else ""
        return f"postgresql+psycopg://{user}{secret}@/{database}?host={self.folder}"

    def create(self, name: str | None = None, *, template: str = "template0") -> str:
        """Make a database, a copy of `template` (about 0.1 s), and return its name."""
        name = name or f"scratch_{secrets.token_hex(6)}"
        self.psql("postgres", f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, ending the connections to it."""
        self.psql("postgres", f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def psql(self, database: str, statement: str) -> str:
        """Run one statement as the superuser and return what it printed."""
        return self._run(
            "psql", "-h", self.folder, "-U", ROLE, "-d", database, "-X", "-q", "-A", "-t",
            "-v", "ON_ERROR_STOP=1", "-c", statement,
        )  # fmt: skip

    def demand_password(self, role: str) -> None:
        """Let a role in only with its password, unlike the rest."""
        rules = self._data / "pg_hba.conf"
        rules.write_text(f"local all {role} scram-sha-256\n{rules.read_text()}")
        self.psql("postgres", "SELECT pg_reload_conf()")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        assert self._server is not None
        while time.monotonic() < deadline and self._server.poll() is None:
            with suppress(RuntimeError):
                self.psql("postgres", "SELECT 1")
                return
            time.sleep(0.05)
        log = (self.folder / "log").read_text(errors="replace")
        self.stop()
        raise RuntimeError(f"the scratch PostgreSQL did not start: {log}")

    def _run(self, program: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [self._programs / program, *arguments],
            capture_output=True,
            text=True,
            user=self._account,
            group=self._account,
            extra_groups=[] if self._account else None,
            cwd="/",
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.strip()}")
        return done.stdout.strip()


def _exists(account: str) -> bool:
    with suppress(KeyError):
        pwd.getpwnam(account)
        return True
    return False


def _die_with_parent() -> None:
    """Have the kernel stop the server when whoever started it is gone, however it went."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def main() -> None:
    """Start a cluster with one empty PostGIS database, print its URL, and run until stopped."""
    try:
        cluster = Cluster()
    except PostgisMissing as missing:
        sys.exit(str(missing))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with cluster:
        name = cluster.create("sipmap")
        cluster.psql(name, "CREATE EXTENSION postgis")
        print(cluster.url(name), flush=True)
        print(f"Running for {getpass.getuser()} until stopped (Ctrl-C).", file=sys.stderr, flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
