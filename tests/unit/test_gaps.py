"""Need against provision: gaps, overlaps, and what neither is."""

import pandas as pd
import pytest

from sipmap.areas.gaps import gap_matrix, need_by_contrast

NEED = pd.DataFrame(
    [
        ("north", "transport", True),
        ("north", "skills", True),
        ("north", "language", None),
        ("south", "transport", False),
        ("south", "skills", True),
    ],
    columns=["area_code", "theme", "is_need"],
)
PROVISION = pd.DataFrame(
    [
        ("bus", "A trust", "north", "transport"),
        ("college", "A college", "south", "skills"),
        ("centre", "A centre", "south", "skills"),
        ("elsewhere", "A centre", "west", "skills"),
    ],
    columns=["uid", "provider", "area_code", "theme"],
)


def cells(matrix: pd.DataFrame, column: str) -> dict:
    return {(a, t): v for a, t, v in matrix[["area_code", "theme", column]].to_numpy()}


def test_need_without_provision_is_a_gap_and_several_providers_overlap():
    matrix = gap_matrix(NEED, PROVISION)
    assert cells(matrix, "standing") == {
        ("north", "transport"): "provision",
        ("north", "skills"): "gap",
        ("north", "language"): "no figure",
        ("south", "transport"): "no need seen",
        ("south", "skills"): "overlap",
    }
    assert matrix["is_gap"].sum() == 1
    assert cells(matrix, "initiatives")["south", "skills"] == ("centre", "college")
    assert cells(matrix, "providers")["south", "skills"] == ("A centre", "A college")


def test_the_order_of_rows_does_not_matter():
    shuffled = gap_matrix(NEED.sample(frac=1, random_state=1), PROVISION.sample(frac=1, random_state=2))
    assert cells(shuffled, "standing") == cells(gap_matrix(NEED, PROVISION), "standing")


def test_an_area_overlaps_only_where_one_of_its_wards_does():
    need = pd.DataFrame({"area_code": ["isle"], "theme": ["skills"], "is_need": [True]})
    isle = {"isle": ["east", "west"]}
    apart = pd.DataFrame(
        {
            "uid": ["one", "two"],
            "provider": ["A", "B"],
            "area_code": ["east", "west"],
            "theme": ["skills", "skills"],
        }
    )
    (found,) = gap_matrix(need, apart, isle).to_dict("records")
    assert (found["standing"], found["providers"]) == ("provision", ("A", "B"))
    together = apart.assign(area_code="east")
    assert gap_matrix(need, together, isle)["standing"].tolist() == ["overlap"]
    assert gap_matrix(need, together.assign(provider="A"), isle)["standing"].tolist() == ["provision"]


def test_with_nothing_on_record_all_need_is_a_gap():
    empty = PROVISION.iloc[:0]
    assert gap_matrix(NEED, empty)["is_gap"].tolist() == [True, True, False, False, True]


def test_an_area_and_theme_stand_once():
    with pytest.raises(ValueError, match="twice"):
        gap_matrix(pd.concat([NEED, NEED]), PROVISION)


def test_need_is_a_contrast_of_one_deviation_or_more():
    contrasts = pd.DataFrame({"area_code": list("abc"), "theme": "skills", "contrast": [1.0, 0.99, None]})
    assert need_by_contrast(contrasts)["is_need"].tolist() == [True, False, pd.NA]
