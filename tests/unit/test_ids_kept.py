"""Ids are promises: saved decisions, profiles and links name them, so none comes or goes silently."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from etl.sources import registry
from sipmap.catalogue import indicators

HERE = Path(__file__).parent
IDS = {"catalogue_ids.txt": indicators, "source_ids.txt": registry}


def difference(file_name: str, listed: Iterable[str], declared: Iterable[str]) -> str:
    """Return what to do where the two differ; empty where they do not."""
    listed, declared = set(listed), set(declared)
    if listed == declared:
        return ""
    lost, new = (", ".join(sorted(ids)) or "none" for ids in (listed - declared, declared - listed))
    return (
        f"lost: {lost}; new: {new}. Saved decisions, profiles and links name ids: if this is meant, change "
        f"tests/unit/{file_name} in the same commit and say why; if not, put the id back."
    )


@pytest.mark.parametrize("file_name", IDS)
def test_no_id_comes_or_goes_silently(file_name):
    listed = (HERE / file_name).read_text(encoding="utf-8").splitlines()
    problem = difference(file_name, listed, IDS[file_name]())
    assert not problem, problem


@pytest.mark.parametrize("file_name", IDS)
def test_the_list_is_sorted_one_to_a_line(file_name):
    listed = (HERE / file_name).read_text(encoding="utf-8")
    assert listed == "".join(f"{i}\n" for i in sorted(set(listed.split())))


def test_a_lost_and_a_new_id_are_named_with_what_to_do():
    assert difference("x.txt", ["a", "b"], ["b", "a"]) == ""
    problem = difference("x.txt", ["a", "b"], ["b", "c"])
    assert problem.startswith("lost: a; new: c. ")
    assert "change tests/unit/x.txt in the same commit" in problem
