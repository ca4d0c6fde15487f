"""One file for each published source: a SOURCE record and read(path), a tidy frame."""
