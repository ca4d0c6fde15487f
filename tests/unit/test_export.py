"""Files that leave: safe in a spreadsheet, numbers kept as numbers, described."""

import csv
import io
import json

import numpy as np
import pandas as pd
import pytest

from sipmap.disclosure import MARK
from sipmap.export.csvtext import BYTE_ORDER_MARK, csv_bytes, harmless
from sipmap.export.csvw import column_name, export_table
from sipmap.export.named import entries
from sipmap.export.ranking import cut
from sipmap.export.table import text_table


def read_back(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_utf8_with_a_byte_order_mark_and_crlf():
    content = csv_bytes(pd.DataFrame({"Ward": ["Tŷ-Gwyn", "St Mary's, Old"], "Score": [1.5, -0.25]}))
    text = content.decode("utf-8")
    assert text.startswith(BYTE_ORDER_MARK)
    assert text.count("\r\n") == 3
    assert read_back(content)[1:] == [["Tŷ-Gwyn", "1.5"], ["St Mary's, Old", "-0.25"]]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-2+3", "@x", "=cmd|' /C calc'!A0", '=HYPERLINK("x")', "\tx", "\rx", "\n=1", "\uff1d1"],
)
def test_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert harmless(text) == "'" + text


def test_negative_numbers_stay_numbers():
    assert read_back(csv_bytes(pd.DataFrame({"x": [-1.25, -3]})))[1:] == [["-1.25"], ["-3.0"]]
    assert read_back(csv_bytes(pd.DataFrame({"x": [-3]})))[1] == ["-3"]


def test_missing_is_an_empty_cell_never_a_zero():
    frame = pd.DataFrame(
        {"a": [np.nan], "b": pd.array([pd.NA], dtype="Int64"), "c": [None], "d": [-0.0000000001]}
    )
    assert read_back(csv_bytes(frame))[1] == ["", "", "", "0.0"]


def test_the_cut_keeps_all_that_tie_and_none_that_are_unranked():
    ranking = pd.DataFrame({"rank": pd.array([1, 2, 2, 4, pd.NA], dtype="Int64"), "area_code": list("abcde")})
    assert list(cut(ranking, 2)["area_code"]) == ["a", "b", "c"]
    assert len(cut(ranking, None)) == 5


def test_a_table_for_the_terminal_aligns_numbers_right_and_shows_missing_as_a_dash():
    shown = text_table(pd.DataFrame({"ward": ["Pier", "Eastern"], "score": [1.0, np.nan]}), decimals=1)
    assert shown.splitlines() == ["ward     score", "-------  -----", "Pier       1.0", "Eastern      -"]


def test_column_names_of_the_metadata_are_plain():
    assert column_name("Adds to score: Employment deprivation rate") == (
        "adds_to_score_employment_deprivation_rate"
    )
    assert json.dumps(column_name("Ward code")) == '"ward_code"'


def described(frame: pd.DataFrame, **more: object) -> dict[str, dict[str, object]]:
    made = export_table(frame, "sip-x.csv", title="x", description="x", said={}, **more)
    about = json.loads(made.metadata)
    return {c["titles"]: c for c in about["tableSchema"]["columns"]} | {"": about["tableSchema"]}


def test_metadata_says_what_each_column_holds_and_of_which_kind():
    frame = pd.DataFrame(
        {
            "Ward code": ["E05000001"],
            "Rank in Kent": pd.array([1], dtype="Int64"),
            "Score": [-0.5],
            "On the list": [True],
            "Own": ["x"],
        }
    )
    columns = described(frame, key=("Ward code", "Own"), defined={"Own": "Our own column."})
    assert [columns[c]["datatype"] for c in frame] == [
        "string", "integer", "double", {"base": "boolean", "format": "yes|no"}, "string",
    ]  # fmt: skip
    assert columns["Own"]["dc:description"] == "Our own column."
    assert "most need" in str(columns["Rank in Kent"]["dc:description"])
    assert columns[""]["primaryKey"] == ["ward_code", "own"]


def test_a_column_with_figures_held_back_stays_one_of_numbers():
    frame = pd.DataFrame({"Ward code": ["E05000001", "E05000002"], "Value": [0.25, MARK]})
    column = described(frame)["Value"]
    assert column["datatype"] == "double"
    assert column["null"] == ["", MARK]
    assert read_back(csv_bytes(frame))[2] == ["E05000002", "[c]"]


def test_every_named_export_is_said_in_a_line_and_has_a_plain_name():
    for name, one in entries().items():
        assert name == name.lower().replace(" ", "-").replace("_", "-")
        assert one.what[0].isupper()
        assert not one.what.endswith(".")
