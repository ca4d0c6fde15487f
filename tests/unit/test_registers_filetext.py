"""A register's CSV as text: all rows or none, and the wrong ones named by their line."""

import pytest

from sipmap.errors import EntryError
from sipmap.knowledge.checks import Fault
from sipmap.knowledge.filetext import checked_rows

COLUMNS = ("uid", "text")


def refuses(row):
    if row["text"] == "wrong":
        yield Fault("text", "text is wrong")


def rows(text):
    return checked_rows(text, COLUMNS, refuses, field="csv")


def refusal(text):
    with pytest.raises(EntryError) as caught:
        rows(text)
    assert str(caught.value).endswith("nothing was saved.")
    return caught.value.faults["csv"]


def test_rows_are_read_as_text_whatever_order_the_columns_have():
    assert rows('\ufefftext,uid,more\r\n a ,x,1\r\n"b, c",y,2\r\n') == [
        {"uid": "x", "text": "a"},
        {"uid": "y", "text": "b, c"},
    ]


def test_what_our_own_files_mark_as_harmless_comes_back_as_it_was():
    assert rows("uid,text\nx,'=1+1\n") == [{"uid": "x", "text": "=1+1"}]


def test_three_wrong_rows_of_ten_thousand_are_named_and_none_is_taken():
    lines = [f"r{n},{'wrong' if n in (7, 5_000, 9_999) else 'right'}" for n in range(10_000)]
    assert refusal("\n".join(["uid,text", *lines])) == (
        "3 rows are wrong: row 9 (text is wrong), row 5002 (text is wrong), row 10001 (text is wrong)"
    )


def test_of_many_wrong_rows_ten_are_named():
    said = refusal("uid,text\n" + "\n".join(f"r{n},wrong" for n in range(2_000)))
    assert said.startswith("2,000 rows are wrong: row 2 (")
    assert said.endswith(" and 1,990 more")
    assert said.count("row ") == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "lacks the column uid"),
        ("uid\nx\n", "lacks the column text"),
        ("uid,text\n", "no row below its heading"),
        ('uid,text\nx,"a"b\n', "not a CSV"),
        ("uid,text\nx,a\nx,b\n", 'row 3 (the uid "x" stands twice)'),
    ],
)
def test_what_is_no_such_file_is_said(text, said):
    assert said in refusal(text)
