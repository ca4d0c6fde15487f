"""Keep the solver's chatter out of what a command prints."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

STANDARD_OUTPUT = 1

_one_at_a_time = Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Drop what is written to standard output for a while, by compiled code too.

    HiGHS 1.12 writes a line to standard output when it repairs a solution, whatever it is told; there it
    would stand in the middle of a CSV. A process without standard output is left as it is.
    """
    with _one_at_a_time:
        try:
            kept = os.dup(STANDARD_OUTPUT)
        except OSError:
            yield
            return
        try:
            with Path(os.devnull).open("w") as nowhere:
                os.dup2(nowhere.fileno(), STANDARD_OUTPUT)
                yield
        finally:
            os.dup2(kept, STANDARD_OUTPUT)
            os.close(kept)
