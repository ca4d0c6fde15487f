"""Local-knowledge flags: the file that ships, and what a file is refused for."""

import csv
from datetime import date
from pathlib import Path

import pytest

from etl.registers import read_flags
from etl.shipped import FLAGS
from sipmap.catalogue import themes
from sipmap.errors import InputFileError
from sipmap.knowledge.flags import STRENGTHS
from sipmap.knowledge.known import Known
from sipmap.store.flags import FLAG_COLUMNS as COLUMNS

ROOT = Path(__file__).resolve().parents[2]
WARD, PLACE, THEME = "E05099999", "made-up-isle", "transport"
GOOD = {
    "uid": "made-up-buses-2026",
    "subject_kind": "ward",
    "subject": WARD,
    "theme": THEME,
    "statement": "The last bus leaves at six, before shifts end.",
    "strength": "moderate",
    "evidence": "Three community groups, apart from each other.",
    "source_title": "Notes of a meeting, spring 2026",
    "source_url": "https://example.org/notes?id=1",
    "author_role": "Community warden",
    "recorded_on": "2026-04-30",
    "review_by": "2027-04-30",
    "is_public": "yes",
}


def write(path: Path, *rows: dict[str, str], columns=COLUMNS, encoding="utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path, today: date = date(2026, 6, 1)):
    return read_flags(path, Known({WARD}, {PLACE}, {THEME}, today=today))


def refused(path: Path) -> str:
    with pytest.raises(InputFileError) as error:
        read(path)
    sentence = str(error.value)
    assert sentence.startswith(path.name)
    assert "\n" not in sentence
    return sentence


def test_a_good_file(tmp_path):
    place = GOOD | {
        "uid": "isle",
        "subject_kind": "place",
        "subject": PLACE,
        "is_public": "No",
        "source_url": "",
        "statement": 'Fewer than <5 buses a day & none on Sundays: see "Notes".',
    }
    flags = read(write(tmp_path / "flags.csv", GOOD, place, encoding="utf-8-sig"))
    assert list(flags.columns) == list(COLUMNS)
    assert flags["recorded_on"].tolist() == [date(2026, 4, 30)] * 2
    assert flags["review_by"].tolist() == [date(2027, 4, 30)] * 2
    assert flags["is_public"].tolist() == [True, False]
    assert flags.loc[0, "statement"] == GOOD["statement"]
    assert flags.loc[1, "source_url"] == ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"uid": "Not A Slug"}, "the uid"),
        ({"subject_kind": "district"}, "ward or place"),
        ({"subject": "E05088888"}, 'no ward "E05088888"'),
        ({"subject_kind": "place"}, f'no place "{WARD}"'),
        ({"theme": "transports"}, 'no theme "transports"'),
        ({"strength": "very"}, "weak, moderate or strong"),
        ({"statement": ""}, "statement is blank"),
        ({"evidence": " "}, "evidence is blank"),
        ({"source_title": ""}, "source_title is blank"),
        ({"author_role": ""}, "author_role is blank"),
        ({"statement": "<script>alert(1)</script>"}, "HTML or script"),
        ({"evidence": 'See <a href="x">this</a>'}, "HTML or script"),
        ({"author_role": "<!-- x"}, "HTML or script"),
        ({"statement": "First.\nSecond."}, "line break"),
        ({"statement": "a\u200bb"}, "cannot be seen"),
        ({"statement": "x" * 1_001}, "1,001 characters"),
        ({"source_url": "javascript:alert(1)"}, "HTML or script"),
        ({"source_url": "ftp://example.org/x"}, "http or https"),
        ({"source_url": "www.example.org"}, "http or https"),
        ({"source_url": "https://"}, "http or https"),
        ({"source_url": "https://user:word@example.org/"}, "http or https"),
        ({"source_url": "https://example.org/a b"}, "http or https"),
        ({"source_url": 'https://example.org/"x'}, "http or https"),
        ({"source_url": "https://[example.org/"}, "http or https"),
        ({"recorded_on": "30/04/2026"}, "recorded_on"),
        ({"recorded_on": "2026-02-30"}, "recorded_on"),
        ({"review_by": ""}, "review_by is blank"),
        ({"review_by": "2026-04-29"}, "lies before recorded_on"),
        ({"recorded_on": "2026-06-02"}, "in the future"),
        ({"is_public": "perhaps"}, "yes or no"),
    ],
)
def test_one_wrong_row_is_named_with_what_is_wrong(tmp_path, change, said):
    sentence = refused(write(tmp_path / "flags.csv", GOOD, GOOD | {"uid": "second"} | change))
    assert said in sentence
    assert "row 3" in sentence or "\n" in change.get("statement", "")
    assert "docs/REGISTERS.md" in sentence


def test_a_flag_may_be_recorded_and_reviewed_on_the_day_itself(tmp_path):
    today = date(2026, 4, 30)
    path = write(tmp_path / "flags.csv", GOOD | {"review_by": "2026-04-30"})
    assert len(read(path, today)) == 1


def test_a_uid_twice(tmp_path):
    sentence = refused(write(tmp_path / "flags.csv", GOOD, GOOD))
    assert "row 3" in sentence
    assert "twice" in sentence


def test_up_to_ten_wrong_rows_are_named(tmp_path):
    rows = [GOOD | {"uid": f"flag-{n}", "theme": f"theme-{n}"} for n in range(12)]
    sentence = refused(write(tmp_path / "flags.csv", *rows))
    assert "12 rows are wrong" in sentence
    assert 'row 2 (there is no theme "theme-0")' in sentence
    assert 'row 11 (there is no theme "theme-9")' in sentence
    assert "row 12" not in sentence
    assert "and 2 more" in sentence


def test_a_lost_column(tmp_path):
    columns = [column for column in COLUMNS if column != "strength"]
    assert '"strength"' in refused(write(tmp_path / "flags.csv", GOOD, columns=columns))


def test_an_empty_file_and_a_spreadsheet(tmp_path):
    (tmp_path / "flags.csv").write_bytes(b"")
    assert "empty" in refused(tmp_path / "flags.csv")
    (tmp_path / "flags.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")
    assert "Excel" in refused(tmp_path / "flags.xls")


def test_the_flags_that_ship():
    flags = read_flags(FLAGS, Known({"E05005088"}, {"isle-of-sheppey", "margate"}, set(themes())))
    assert flags[["subject", "theme"]].to_numpy().tolist() == [
        ["isle-of-sheppey", "transport"],
        ["margate", "childcare-and-young-parents"],
        ["E05005088", "worklessness"],
    ]
    assert {day.year for day in flags["recorded_on"]} == {2008}
    assert (flags["review_by"] < date(2010, 1, 1)).all()
    assert flags["statement"].str.contains("lack of transport|teenage pregnancy|Cliftonville West").all()
    assert flags["is_public"].all()


def test_the_documentation_names_every_column():
    text = (ROOT / "docs" / "REGISTERS.md").read_text(encoding="utf-8")
    assert [column for column in COLUMNS if f"| `{column}` |" not in text] == []
    assert [strength for strength in STRENGTHS if f"`{strength}`" not in text] == []
