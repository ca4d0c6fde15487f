"""Caches bounded by what they hold: many answers about a county's wards, few about England's 6,826.

A ranking of England takes some 2 MB, an account of a list 30 MB; as many as of Kent's would fill a worker.
What working one out has needed besides, up to 100 MB, goes back to the system at once.
"""

import ctypes
import gc
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import lru_cache, wraps
from threading import Lock, RLock
from typing import ParamSpec, TypeVar

import pandas as pd
from flask import Flask

from sipmap.desk.ranking import NATIONAL
from sipmap.geography import ComparisonSet

P = ParamSpec("P")
R = TypeVar("R")

FEW_OF_ENGLAND = 3
LOCKS = 64
"""By which those who ask one reader wait for each other: so many, whatever is asked."""
M_ARENA_MAX, POOLS = -8, 2
"""What glibc's mallopt calls the number of pools, and how many there are to be."""
REST_S = 5.0
"""Giving back takes some 10 ms."""


class Kept:
    """The latest answers by what was asked; the least recently used leave first."""

    def __init__(self, most_bytes: int) -> None:
        self._bodies: OrderedDict[Hashable, bytes] = OrderedDict()
        self._lock, self._most, self._held = Lock(), most_bytes, 0

    def get(self, key: Hashable) -> bytes | None:
        """Return an answer, if it is kept."""
        with self._lock:
            if key in self._bodies:
                self._bodies.move_to_end(key)
            return self._bodies.get(key)

    def put(self, key: Hashable, body: bytes) -> None:
        """Keep an answer."""
        with self._lock:
            self._held += len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._held > self._most:
                self._held -= len(self._bodies.popitem(last=False)[1])


def remembered(size: int, work: Callable[P, R]) -> Callable[P, R]:
    """Return `work` with its latest `size` answers remembered.

    Who asks for one that another thread is working out waits for it, instead of working it out beside.
    """
    kept = lru_cache(size)(work)
    locks = tuple(RLock() for _ in range(LOCKS))

    @wraps(work)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        with locks[hash((args, *kwargs.items())) % LOCKS]:
            return kept(*args, **kwargs)  # type: ignore[arg-type]

    return answer


def by_size(size: int, work: Callable[P, R], of_england: int = FEW_OF_ENGLAND) -> Callable[P, R]:
    """Return `work` with `size` answers remembered about counties, `of_england` about England.

    Among its arguments is a comparison set, or something that has one.
    """

    def large(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return work(*args, **kwargs)
        finally:
            give_back()

    few, many = remembered(of_england, large), remembered(size, work)

    @wraps(work)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        return (few if any(map(_is_england, args)) else many)(*args, **kwargs)

    return answer


def give_back_between(server: Flask) -> None:
    """Make the server give back memory after an answer, so often that it does not pile up, and no more."""
    state = {"at": time.monotonic()}

    @server.teardown_request
    def now_and_then(_: BaseException | None) -> None:
        if time.monotonic() - state["at"] > REST_S:
            state["at"] = time.monotonic()
            give_back()


def use_plain_strings() -> None:
    """Have pandas keep texts as Python's own: tables of a few hundred wards are read by rows, not by columns.

    Measured over the first pages of a worker: 20 MB and 5 to 10 % of processor time less than Arrow's.
    """
    pd.set_option("mode.string_storage", "python")


def settle() -> None:
    """Make a process ready to serve for long, once all is imported and before workers are forked from it.

    Threads share two pools of memory (glibc gives each its own, which never shrinks); what loading left is
    given back; and what exists now, modules above all, is left out of every later search for garbage: one
    then stops a worker for 50 ms, not 200, and leaves the memory that workers share untouched. (Giving large
    pieces back at once, by glibc's thresholds, would save 20 MB more and take ranges twice the time.)
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(M_ARENA_MAX, POOLS)
    gc.collect()
    give_back()
    gc.freeze()


def give_back() -> None:
    """Give free memory back to the system, where the C library would keep it (glibc does)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _is_england(argument: object) -> bool:
    comparison = getattr(argument, "comparison", argument)
    return isinstance(comparison, ComparisonSet) and comparison.id == NATIONAL
