#!/bin/sh
# Resolve the ranges of pyproject.toml into the two locks: hashed, for every platform, naming no index.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet uv
options="--universal --generate-hashes --no-header --python-version 3.11 --quiet"
# shellcheck disable=SC2086 # the options are separate words
.venv/bin/uv pip compile pyproject.toml $options -o requirements.lock
# shellcheck disable=SC2086
.venv/bin/uv pip compile pyproject.toml --group dev -c requirements.lock $options -o requirements-dev.lock
