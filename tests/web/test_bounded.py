"""What is remembered is worked out once, however many ask at the same time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from sipmap.web.bounded import remembered


def test_who_asks_for_what_is_being_worked_out_waits_for_it():
    started, goes_on, times = Event(), Event(), []

    def work(name):
        times.append(name)
        started.set()
        goes_on.wait(10)
        return name.upper()

    answer = remembered(4, work)
    with ThreadPoolExecutor(3) as people:
        first = people.submit(answer, "a")
        assert started.wait(10)
        others = [people.submit(answer, "a") for _ in range(2)]
        goes_on.set()
        assert [one.result(10) for one in (first, *others)] == ["A", "A", "A"]
    assert times == ["a"]


def test_different_questions_are_worked_out_side_by_side():
    together = Barrier(2, timeout=10)
    answer = remembered(4, lambda number: together.wait() * 0 + number)
    with ThreadPoolExecutor(2) as people:
        assert list(people.map(answer, (1, 2))) == [1, 2]


def test_an_error_is_not_remembered():
    tries = []

    def work(name):
        tries.append(name)
        if len(tries) == 1:
            raise ValueError(name)
        return name

    answer = remembered(4, work)
    with pytest.raises(ValueError, match="a"):
        answer("a")
    assert answer("a") == "a"
    assert tries == ["a", "a"]
