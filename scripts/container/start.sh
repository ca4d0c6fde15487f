#!/bin/sh
# Bring the database up to date, then serve: `start.sh PREFIX FOLDER-OF-APP`. Settings come from SIPMAP_*.
set -eu
prefix=$1
cd "$2"
"$prefix/bin/sipmap" load snapshot --if-empty
exec "$prefix/bin/gunicorn" app:server \
    --bind "${SIPMAP_HOST:-127.0.0.1}:${SIPMAP_PORT:-8050}" --workers "${SIPMAP_WORKERS:-2}" --threads 4
