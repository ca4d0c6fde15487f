"""Every way a published file can be wrong ends in one sentence: file, row, what is wrong, what to do."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.sources import mhclg_iod2025
from etl.sources.file7 import IMD, rank_heading
from sipmap.errors import InputFileError
from tests.unit.iod_files import CUT_HEADING, LAYOUTS, N, Rows, file7, file8, imd2000, put, small, text

INCOME = "Income Score (rate)"
INCOME_RANK = rank_heading("Income")
SCORE, RANK = f"{IMD} Score", rank_heading(IMD)
CODE, PEOPLE, WORKERS = mhclg_iod2025.CODE, mhclg_iod2025.PEOPLE, mhclg_iod2025.WORKERS

GOOD = file7()


def zipped(*names: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        for name in names:
            file.writestr(name, "<x/>")
    return archive.getvalue()


def cell(heading: str, row: int, value: str) -> bytes:
    return text(put(GOOD, heading, row, value)).encode()


def heading(old: str, new: str) -> bytes:
    return text([[new if h == old else h for h in GOOD[0]], *GOOD[1:]]).encode()


def without(heading_: str) -> bytes:
    i = GOOD[0].index(heading_)
    return text([[*r[:i], *r[i + 1 :]] for r in GOOD]).encode()


def one_more_cell(row: int) -> bytes:
    """A thousands comma written bare splits a number in two."""
    return text([[*r, "1"] if i == row - 1 else r for i, r in enumerate(GOOD)]).encode()


PLAIN = text(GOOD)
BAD = {
    # what is not a CSV of this kind at all
    "empty": (b"", None, "the file is empty; download it again"),
    "only blanks": (b"\n \n", None, "the file is empty"),
    "only a byte-order mark": (b"\xef\xbb\xbf", 1, "none of"),
    "headings only": (text(GOOD[:1]).encode(), None, "there are headings but no rows"),
    "xlsx": (
        zipped("xl/workbook.xml"),
        None,
        r"Excel workbook \(.xlsx\), not a CSV; use the publisher's CSV",
    ),
    "cut xlsx": (b"PK\x03\x04....xl/worksheets", None, "Excel workbook"),
    "ods": (zipped("mimetype", "content.xml"), None, "OpenDocument spreadsheet"),
    "zip": (zipped("File_7.csv"), None, "zip archive, not a CSV; unpack it"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), None, "old Excel workbook"),
    "pdf": (b"%PDF-1.7", None, "PDF"),
    "gzip": (b"\x1f\x8b\x08", None, "unpack it"),
    "parquet": (b"PAR1\x15\x00", None, "Parquet"),
    "web page": (b"<!DOCTYPE html><html>", None, "web page, not a CSV; download the file itself from https"),
    "XML": (b'\xef\xbb\xbf\n<?xml version="1.0"?>', None, "web page"),
    # encodings
    "utf-16": (PLAIN.encode("utf-16"), None, "UTF-16 .*; save it as UTF-8"),
    "utf-16 without mark": (PLAIN.encode("utf-16-le"), None, "UTF-16"),
    "cp1252": (
        cell("LSOA name (2021)", 3, "Caf\u00e9 001").decode().encode("cp1252"),
        3,
        "0xe9 is not UTF-8",
    ),
    "zero byte late": (PLAIN.encode() + b"," * 5000 + b"\0", 7, "zero byte"),
    # another file, other headings
    "semicolons": (PLAIN.replace(",", ";").encode(), 1, "separated by semicolons, not commas"),
    "tabs": (PLAIN.replace(",", "\t").encode(), 1, "separated by tabs"),
    "another dataset": (text(file8()).encode(), 1, "this is not English Indices of Deprivation 2025, File 7"),
    "renamed column": (
        heading(INCOME_RANK, "Income Rank (1 is most deprived)"),
        1,
        r'the column "Income Rank \(where 1 is most deprived\)" '
        r'\(the nearest is "Income Rank \(1 is most deprived\)"\) is missing; use English Indices',
    ),
    "missing column": (without(PEOPLE), 1, r'the column "Total population: mid 2022".* is missing'),
    "two missing": (
        text([r[:-2] for r in GOOD]).encode(),
        1,
        '"Working age population .* and 1 more are missing',
    ),
    "the edition before": (
        heading(CODE, "LSOA code (2011)"),
        1,
        r'"LSOA code \(2021\)" \(the nearest is "LSOA code \(2011\)"\) is missing',
    ),
    "a heading twice": (heading(CUT_HEADING, INCOME), 1, "stands 2 times"),
    # cut short or ragged
    "a part of the country": (
        text(GOOD[:-1]).encode(),
        None,
        "holds 4 of the 5 areas: it is cut short or a part",
    ),
    "too many areas": (
        text([*GOOD, ["E01099909", *GOOD[-1][1:]]]).encode(),
        None,
        "holds 6 areas where 5 are published",
    ),
    "last line cut": (
        PLAIN[: PLAIN.rindex(",0.02,")].encode(),
        6,
        r"the last line is cut off: \d+ cells of \d+",
    ),
    "cut in a quoted cell": (PLAIN[: PLAIN.rindex("005, A") + 3].encode(), 6, "quoted cell is not closed"),
    "a short line": (
        text([r[:-1] if i == 2 else r for i, r in enumerate(GOOD)]).encode(),
        3,
        r"there are \d+ cells where the headings are \d+; put the lost cells back",
    ),
    "a bare comma in a number": (one_more_cell(4), 4, "look for a comma inside a number"),
    # codes
    "not a code": (cell(CODE, 4, "Swale 001A"), 4, '"Swale 001A" in the column "LSOA code .* is not a code'),
    "a Welsh code": (cell(CODE, 4, "W01000001"), 4, "is not a code of the lsoa21 kind"),
    "a blank code": (cell(CODE, 4, ""), 4, "the blank in the column"),
    "an area twice": (cell(CODE, 5, "E01099902"), 5, "E01099902 stands here and in row 3; keep one row"),
    # numbers
    "decimal comma": (
        cell(INCOME, 3, "0,123"),
        3,
        '"0,123" .* has a decimal comma; write decimals with a point',
    ),
    "decimal comma in a score": (cell(SCORE, 3, "40,1"), 3, "has a decimal comma"),
    "decimal comma everywhere": (
        text([GOOD[0], *([c.replace(".", ",") for c in r] for r in GOOD[1:])]).encode(),
        2,
        r"decimal comma \(the first of 5 such rows\)",
    ),
    "thousands comma": (cell(PEOPLE, 3, "1,600"), 3, "has a thousands comma; write numbers without commas"),
    "thousands commas in a score": (cell(SCORE, 2, "1,061.204"), 2, "has a thousands comma"),
    "text": (cell(INCOME, 6, "see note"), 6, '"see note" in the column .* is not a proportion'),
    "percent sign": (cell(INCOME, 6, "2%"), 6, "is not a proportion"),
    "underscore": (cell(PEOPLE, 6, "1_900"), 6, "is not a count"),
    "hexadecimal": (cell(PEOPLE, 6, "0x76c"), 6, "is not a count"),
    "NaN": (cell(SCORE, 2, "NaN"), 2, '"NaN" .* is not a figure; leave a cell blank'),
    "inf": (cell(PEOPLE, 2, "inf"), 2, '"inf" .* is not a figure'),
    "huge": (cell(PEOPLE, 2, "1e999"), 2, "is not a count"),
    "spreadsheet error": (cell(PEOPLE, 2, "#REF!"), 2, "is not a figure"),
    "a blank": (cell(SCORE, 5, ""), 5, "the blank in the column .* should be a number; put"),
    "a percentage": (cell(INCOME, 2, "50.3"), 2, "is not between 0 and 1; give proportions, not percentages"),
    "below nought": (cell(PEOPLE, 3, "-1"), 3, '"-1" .* is below 0'),
    "workers above people": (cell(WORKERS, 3, "1601"), 3, '"1601" .* lies above the total population, 1600'),
    # ranks
    "rank 0": (cell(RANK, 2, "0"), 2, "is not between 1 and 5"),
    "rank beyond all": (cell(RANK, 6, "6"), 6, "is not between 1 and 5"),
    "half a rank": (cell(RANK, 3, "2.5"), 3, "is not a whole rank"),
    "a rank repeated": (cell(INCOME_RANK, 4, "5"), 4, "ranks an area behind one with a lower score"),
    "a rank lost after a tie": (
        text(put(put(put(GOOD, INCOME, 5, "0.2"), INCOME_RANK, 5, "3"), INCOME_RANK, 6, "4")).encode(),
        6,
        r'"4" .* does not fit the other ranks \(one is repeated or lacking\)',
    ),
    "ranks against scores": (
        text(put(put(GOOD, RANK, 2, "2"), RANK, 3, "1")).encode(),
        2,
        "ranks an area behind one with a lower score; check that the columns were not shifted",
    ),
}


@pytest.mark.parametrize(("content", "row", "sentence"), BAD.values(), ids=BAD.keys())
def test_a_bad_file_is_refused_in_one_sentence(content, row, sentence, tmp_path, monkeypatch):
    small(monkeypatch, mhclg_iod2025)
    path = tmp_path / "File_7.csv"
    path.write_bytes(content)
    with pytest.raises(InputFileError, match=sentence) as caught:
        mhclg_iod2025.read(path)
    error, message = caught.value, str(caught.value)
    assert error.row == row
    place = "File_7.csv" if row is None else f"File_7.csv, row {row}"
    assert message.startswith(f"{place}: ")
    assert message.endswith(".")
    assert "\n" not in message
    assert len(error.remedy) > 10
    assert error.__cause__ is None
    assert error.__suppress_context__ or error.__context__ is None


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(
        InputFileError, match=r"^none.csv: there is no such file in .*; check the name, or download"
    ):
        mhclg_iod2025.read(tmp_path / "none.csv")
    with pytest.raises(InputFileError, match="this is a folder; name the CSV file in it"):
        mhclg_iod2025.read(tmp_path)


def test_a_file_that_the_system_withholds_is_refused(tmp_path, monkeypatch):
    def withheld(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "File_7.csv"
    path.write_text(PLAIN)
    monkeypatch.setattr(Path, "read_bytes", withheld)
    with pytest.raises(InputFileError, match=r"cannot be read \(Permission denied\); check its permissions"):
        mhclg_iod2025.read(path)


@pytest.mark.parametrize("source_id", LAYOUTS)
def test_each_source_refuses_the_others_files(source_id, tmp_path, monkeypatch):
    module, _ = LAYOUTS[source_id]
    small(monkeypatch, module)
    path = tmp_path / "file.csv"
    for other, (_, rows) in LAYOUTS.items():
        path.write_text(text(rows))
        if other == source_id:
            assert set(module.read(path)["indicator_id"]) == set(module.SOURCE.indicators)
        else:
            with pytest.raises(InputFileError, match=r"is not|is missing|are missing"):
                module.read(path)


ACCEPTED: dict[str, Callable[[str], bytes]] = {
    "plain": lambda t: t.encode(),
    "byte-order mark": lambda t: t.encode("utf-8-sig"),
    "Windows line ends": lambda t: t.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": lambda t: t.replace("\n", "\r").encode(),
    "no last line end": lambda t: t.rstrip("\n").encode(),
    "blank lines at the end": lambda t: (t + "\n\n").encode(),
    "blanks around cells": lambda t: t.replace("E0109990", "E0109990").replace(",900\n", ", 900 \n").encode(),
}


@pytest.mark.parametrize("make", ACCEPTED.values(), ids=ACCEPTED.keys())
def test_what_is_right_is_accepted_in_any_harmless_form(make, tmp_path, monkeypatch):
    small(monkeypatch, mhclg_iod2025)
    path = tmp_path / "File_7.csv"
    path.write_bytes(make(PLAIN))
    frame = mhclg_iod2025.read(path)
    workers = frame[frame["indicator_id"] == "iod2025-population-working-age"]
    assert workers["value"].tolist() == [900.0] * N
    assert workers["area_code"].iloc[0] == "E01099901"


def test_rows_are_lines_of_the_file_even_where_a_cell_holds_a_line_break(tmp_path, monkeypatch):
    small(monkeypatch, mhclg_iod2025)
    path = tmp_path / "File_7.csv"
    path.write_text(text(put(put(GOOD, "LSOA name (2021)", 2, "No\nwhere"), INCOME, 4, "x")))
    with pytest.raises(InputFileError, match="row 5: "):
        mhclg_iod2025.read(path)


def test_a_heading_cut_off_by_its_publisher_counts_for_the_whole(tmp_path, monkeypatch):
    """The published File 7 of 2025 has one heading cut off before its end."""
    whole = "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022"
    small(monkeypatch, mhclg_iod2025)
    path = tmp_path / "File_7.csv"
    path.write_bytes(heading(whole, whole[:-3]))
    assert len(mhclg_iod2025.read(path)) == N * len(mhclg_iod2025.SOURCE.indicators)
    path.write_bytes(heading(whole, whole[:40]))
    with pytest.raises(InputFileError, match="is missing"):
        mhclg_iod2025.read(path)


def test_tied_ranks_are_right_when_the_next_ones_are_left_out(tmp_path, monkeypatch):
    small(monkeypatch, mhclg_iod2025)
    path = tmp_path / "File_7.csv"
    tied = put(put(GOOD, INCOME, 4, "0.31"), INCOME_RANK, 4, "2")
    path.write_text(text(tied))
    frame = mhclg_iod2025.read(path)
    assert frame.loc[frame["indicator_id"] == "iod2025-income-rank", "value"].tolist() == [1, 2, 2, 4, 5]


def test_file_8_refuses_its_own_bad_cells(tmp_path, monkeypatch):
    module, good = LAYOUTS["mhclg_iod2025_indicators"]
    small(monkeypatch, module)
    path = tmp_path / "File_8.csv"
    bad: list[tuple[Rows, str]] = [
        (put(good, module.CONNECTIVITY, 3, "101"), "row 3: .* is not between 0 and 100"),
        (put(good, module.CONNECTIVITY, 3, ""), "row 3: the blank .* should be a number"),
        (put(good, module.CORE_HOMELESSNESS, 2, "470"), "row 2: .* is not between 0 and 100"),
        (put(good, "patient_to_gp_ratio", 6, "-3"), "row 6: .* is below 0"),
        (put(good, module.HIGHER_EDUCATION, 6, "88"), "row 6: .* is not between 0 and 1"),
    ]
    for rows, sentence in bad:
        path.write_text(text(rows))
        with pytest.raises(InputFileError, match=sentence):
            module.read(path)


def test_imd_2000_refuses_percentages_above_100_and_codes_of_other_years(tmp_path, monkeypatch):
    module, good = LAYOUTS["detr_imd2000"]
    small(monkeypatch, module)
    path = tmp_path / "wards.csv"
    path.write_text(text(put(good, "Income Domain Score", 2, "101")))
    with pytest.raises(InputFileError, match=r"row 2: .* is not between 0 and 100"):
        module.read(path)
    path.write_text(text(put(imd2000(), "Ward", 6, "E05099999")))
    with pytest.raises(InputFileError, match=r"row 6: .* is not a code of the ward98 kind"):
        module.read(path)
