#!/bin/sh
# Install sipmap from the source folder into a prefix, from the lock alone: `build.sh PREFIX`.
set -eu
cd "$(dirname "$0")/../.."
prefix=$1
python3 -m venv "$prefix"
"$prefix/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$prefix/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps .
