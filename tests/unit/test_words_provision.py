"""What is being done, and what is not, in sentences."""

import pytest

from sipmap.knowledge.initiatives import STATES as EVERY_STATE
from sipmap.words.provision import STATES, gap_count, gap_sentence, mark, opening, overlap_sentence


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"historic": 3}, "3 initiatives are on record here, all historic: none of this is current."),
        ({"historic": 1}, "1 initiative is on record here, a historic one: none of this is current."),
        ({"historic": 2, "ended": 1}, "3 initiatives are on record here; none of this is current."),
        ({"historic": 3, "current": 1}, "4 initiatives are on record here; 1 is current."),
        ({"planned": 1, "current": 2}, "3 initiatives are on record here; 2 are current."),
        ({"current": 2}, "2 initiatives are on record here; all are current."),
        ({"current": 1}, "1 initiative is on record here; it is current."),
    ],
)
def test_the_opening_counts_what_is_current(counts, said):
    assert opening(counts) == said


def test_an_empty_register_proves_nothing():
    assert opening({}) == (
        "No initiative is on record here. That nothing is on this register is no proof that nothing is being "
        "done."
    )


def test_every_state_has_its_word():
    assert tuple(STATES) == EVERY_STATE
    assert all(said.startswith(f"{state.capitalize()}: ") for state, said in STATES.items())


@pytest.mark.parametrize(
    ("standing", "providers", "said"),
    [
        ("gap", 0, "gap"),
        ("overlap", 3, "overlap (3)"),
        ("provision", 1, "1 provider"),
        ("provision", 2, "2 providers"),
        ("no need seen", 0, "no need seen"),
        ("no figure", 0, "no figure"),
    ],
)
def test_a_cell_is_told_by_words(standing, providers, said):
    assert mark(standing, providers) == said


def test_gaps_and_overlaps_are_sentences():
    assert gap_sentence("Margate", ["Health", "Crime and safety"]) == (
        "Margate: nothing current is on record for health and crime and safety."
    )
    assert overlap_sentence("Margate", "Health", ["A", "B"]) == (
        "Margate: health is served by 2 providers, in the same ward: A; B."
    )
    assert overlap_sentence("Margate", "Health", ["A", "B", "C"]) == (
        "Margate: health is served by 3 providers, at least two of them in the same ward: A; B; C."
    )


@pytest.mark.parametrize(
    ("found", "total", "by_ward", "said"),
    [
        (10, 12, False, "In 10 of 12 areas need is seen with nothing current on record for it."),
        (1, 1, True, "In 1 of 1 ward need is seen with nothing current on record for it."),
        (0, 24, True, "In none of the 24 wards is need seen with nothing current on record."),
    ],
)
def test_gaps_are_counted(found, total, by_ward, said):
    assert gap_count(found, total, by_ward=by_ward) == said
