#!/bin/sh
# Make .venv from the lock: `environment.sh run|dev PYTHON`. Says what is missing and how to get it.
set -eu
cd "$(dirname "$0")/.."
kind=$1
python=${2:-python3}

say() { printf '%s\n' "$*" >&2; }

if ! command -v "$python" >/dev/null 2>&1; then
    say "sipmap needs Python 3.11 or newer, and there is no '$python' here: install it, or run 'make PYTHON=/path/to/python3'."
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "sipmap needs Python 3.11 or newer, and '$python' is $("$python" -V): run 'make PYTHON=/path/to/python3.11'."
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
    version=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
    say "Python's venv is missing: install it with 'sudo apt-get install python$version-venv' (Debian, Ubuntu), then run this again."
    exit 1
fi

if [ "$kind" = dev ]; then lock=requirements-dev.lock; else lock=requirements.lock; fi
if [ ! -x .venv/bin/python ]; then
    say "Making the environment in .venv (a minute or two, once)"
    "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
touch ".venv/ready-$kind"
if [ "$kind" = dev ]; then touch .venv/ready-run; fi
