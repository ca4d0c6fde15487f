"""Lookup tables and postcodes come in whole, or one sentence says what is wrong; every file is credited."""

import hashlib
from datetime import UTC, date, datetime

import pandas as pd
import pytest
import shapely

from boundaries.declared import DeclaredPlace
from boundaries.editions import editions
from boundaries.grid import to_national_grid
from etl.geofiles import OTHER_ISSUE, GeoFiles, provenance
from etl.geography import place_frames
from etl.lookups import read_lookup
from sipmap.errors import InputFileError
from tests.shapes import edition

TABLE = edition(crs="", columns={"code": "WD25CD", "name": "WD25NM"})
GOOD = "WD25CD,Other,WD25NM\nE05099001,x, Bay \nE05099002,,Harbour\n"
HEADING = "Postcode,Eastings,Northings,Admin_district_code,Admin_ward_code\n"


def write(folder, text, encoding="utf-8"):
    path = folder / "wards.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_lookup_comes_under_our_names(tmp_path, encoding):
    table = read_lookup(write(tmp_path, GOOD, encoding), TABLE)
    assert table.to_numpy().tolist() == [["E05099001", "Bay"], ["E05099002", "Harbour"]]
    assert list(table.columns) == ["code", "name"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the file is empty"),
        (GOOD.replace("WD25CD", "WD24CD"), "the column WD25CD is missing"),
        (GOOD.replace(" Bay ", ""), "row 2: a cell is blank"),
        ("WD25CD,Other,WD25NM\nE05099001,x,Bay\nE05099", "row 3: there are 1 cells under 3 headings"),
        (GOOD.replace("E05099002", "E05099001"), "row 3: E05099001 stands here for the second time"),
        (GOOD + "E05099003,,More\n", "it holds 3 rows where 2 are expected"),
        ("WD25CD,Other,WD25NM\n", "it holds 0 rows where 2 are expected"),
        (GOOD + "E05099003,,More,and,more\n", "row 4: there are 5 cells under 3 headings"),
        (GOOD.replace(" Bay", '"Bay'), "a quoted cell is not closed"),
    ],
)
def test_a_lookup_that_is_not_whole_is_refused(tmp_path, text, complaint):
    with pytest.raises(InputFileError) as caught:
        read_lookup(write(tmp_path, text), TABLE)
    assert str(caught.value).startswith("wards.csv")
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


def postcodes(tmp_path, *rows):
    files = GeoFiles(tmp_path)
    path = files.path("postcodes")
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEADING + "".join(f"{row}\n" for row in rows))
    return files, files.postcodes({"E05099001"})


def test_postcodes_lose_their_space_and_keep_their_place(tmp_path):
    files, table = postcodes(tmp_path, "zz1 1ZZ,600000,150000,E07099001,E05099001")
    assert table.iloc[0].tolist() == ["ZZ11ZZ", 600000, 150000, "E07099001", "E05099001"]
    assert [used["source_id"] for used in files.used] == ["postcodes"]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("ZZ1 1ZZ,600000,150000,E07099001,E05090001", "row 2: E05090001 is not a ward of 2025"),
        (
            "ZZ1 1ZZ,600000.5,150000,E07099001,E05099001",
            'row 2: the easting "600000.5" is not a whole number',
        ),
        ("ZZ1 1ZZ,600000,-1,E07099001,E05099001", 'row 2: the northing "-1" is not a whole number'),
    ],
)
def test_a_postcode_without_a_known_ward_or_place_is_refused(tmp_path, row, complaint):
    with pytest.raises(InputFileError, match=complaint):
        postcodes(tmp_path, row)


def test_postcodes_that_stop_short_of_a_ward_are_refused(tmp_path):
    files, _ = postcodes(tmp_path, "ZZ1 1ZZ,600000,150000,E07099001,E05099001")
    with pytest.raises(InputFileError, match="it holds no postcode of E05099002: it is cut short"):
        files.postcodes({"E05099001", "E05099002"})


def test_a_file_is_credited_with_its_own_checksum(tmp_path):
    path = write(tmp_path, GOOD)
    sha256 = hashlib.sha256(GOOD.encode()).hexdigest()
    tested = provenance(path, edition(sha256=sha256, note="A note."))
    assert (tested["sha256"], tested["byte_size"], tested["file_name"]) == (sha256, len(GOOD), "wards.csv")
    assert (tested["retrieved"], tested["note"]) == (date(2026, 1, 1), "A note.")
    other = provenance(path, edition(sha256="0" * 64, note="A note."))
    assert other["note"] == f"{OTHER_ISSUE}. A note."
    assert abs((other["retrieved"] - datetime.now(tz=UTC).date()).days) <= 1


def test_every_declared_file_can_be_told_from_the_others():
    assert len({e.file for e in editions().values()}) == len(editions())


def test_a_place_s_label_stands_at_a_postcode_of_its_own():
    codes = pd.DataFrame(
        {
            "ward_code": ["E05099001"] * 3 + ["E05099002"] * 2,
            "easting": [600000, 600010, 609000, 600005, 0],
            "northing": [150000, 150010, 159000, 150005, 0],
        }
    )
    place = DeclaredPlace("bay", "Bay", "town", ("E05099001",))
    places, members = place_frames((place,), codes)
    assert members.to_numpy().tolist() == [["bay", "E05099001"]]
    assert places.iloc[0].tolist()[:4] == ["bay", "Bay", "town", ""]
    label = shapely.points([places["longitude"][0]], [places["latitude"][0]])
    assert to_national_grid(label)[0].distance(shapely.Point(600010, 150010)) < 2
    with pytest.raises(ValueError, match="a ward of Bay has no postcode"):
        place_frames((DeclaredPlace("bay", "Bay", "town", ("E05099003",)),), codes)
