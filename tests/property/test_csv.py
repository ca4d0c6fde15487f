"""CSV that leaves: whatever the text, a reader gets it back, and no spreadsheet runs it."""

import csv
import io
import math

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from sipmap.export.csvtext import DECIMALS, FORMULA_STARTS, csv_bytes, harmless

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HOSTILE = st.builds(str.__add__, st.sampled_from(FORMULA_STARTS), TEXT)
NUMBERS = st.floats(-1e9, 1e9, allow_nan=False) | st.none()


def read_back(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(
        csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), dialect="excel", strict=True)
    )


@given(st.lists(st.tuples(TEXT | HOSTILE, TEXT, NUMBERS), max_size=8))
def test_every_cell_comes_back_and_none_begins_like_a_formula_unless_it_is_a_number(rows):
    frame = pd.DataFrame(rows, columns=["a", "b", "n"]).astype({"a": object, "b": object, "n": float})
    head, *body = read_back(csv_bytes(frame))
    assert head == ["a", "b", "n"]
    assert len(body) == len(rows)
    for (a, b, n), cells in zip(rows, body, strict=True):
        assert cells[:2] == [harmless(a), harmless(b)]
        assert all(not cell.startswith(FORMULA_STARTS) for cell in cells[:2])
        assert cells[0].removeprefix("'" if a.startswith(FORMULA_STARTS) else "") == a
        if n is None:
            assert cells[2] == ""
        else:
            assert math.isclose(float(cells[2]), n, abs_tol=10.0**-DECIMALS)


@given(st.floats(-1e9, 1e9, allow_nan=False))
def test_numbers_are_written_bare_whatever_their_sign(n):
    _, line = csv_bytes(pd.DataFrame({"n": [n]})).decode("utf-8-sig").splitlines()
    assert not line.startswith(("'", '"', "+"))
    assert math.isclose(float(line), n, abs_tol=10.0**-DECIMALS)
