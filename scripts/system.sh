#!/bin/sh
# What the tests need from the system: PostgreSQL with PostGIS 3, and Chromium. Installs them where it may
# (Debian or Ubuntu, as root or with sudo), else names the exact command.
set -eu

packages=""
if ! ls /usr/share/postgresql/*/extension/postgis.control >/dev/null 2>&1; then
    packages="postgresql postgresql-postgis"
fi
if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then
    packages="$packages chromium"
fi
if [ -z "$packages" ]; then exit 0; fi

install="apt-get install -y --no-install-recommends $packages"
if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then root=""; elif sudo -n true 2>/dev/null; then root="sudo"; else root=no; fi
    if [ "$root" != no ]; then
        echo "Installing what the tests need from the system: $packages" >&2
        export DEBIAN_FRONTEND=noninteractive
        $root apt-get update -q >/dev/null
        # shellcheck disable=SC2086 # the packages are separate words
        $root $install >/dev/null
        exit 0
    fi
    echo "The tests need $packages: run 'sudo apt-get update && sudo $install', then 'make test' again." >&2
else
    echo "The tests need PostgreSQL with PostGIS 3, and Chromium: install them, then run 'make test' again." >&2
fi
exit 1
