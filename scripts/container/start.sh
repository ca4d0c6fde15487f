#!/bin/sh
# Bring the database up to date, then serve: `start.sh PREFIX FOLDER-OF-APP`. Settings come from SIPMAP_*.
set -eu
prefix=$1
cd "$2"
"$prefix/bin/sipmap" load snapshot --if-empty
# Workers are the parallel part: more threads in each one's matrix products only stand in each other's way.
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS:-1}"
# One process imports everything, then workers are forked from it and share what it holds.
exec "$prefix/bin/gunicorn" app:server \
    --bind "${SIPMAP_HOST:-127.0.0.1}:${SIPMAP_PORT:-8050}" --workers "${SIPMAP_WORKERS:-2}" --threads 4 --preload
