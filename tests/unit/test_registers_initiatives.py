"""Initiatives: the file that ships, what a file is refused for, and what state one is in."""

import csv
from datetime import date
from pathlib import Path

import pytest

from etl.registers import read_flags, read_initiatives
from etl.shipped import INITIATIVES_FILE
from sipmap.catalogue import themes
from sipmap.catalogue.barriers import support_needs
from sipmap.errors import EntryError, InputFileError
from sipmap.knowledge import initiatives
from sipmap.knowledge.checks import refuse_faults
from sipmap.knowledge.known import Known
from sipmap.knowledge.uids import new_uid, slug
from sipmap.store.flags import FLAG_COLUMNS
from sipmap.store.initiatives import INITIATIVE_COLUMNS
from tests.unit.test_registers_flags import GOOD as GOOD_FLAG

ROOT = Path(__file__).resolve().parents[2]
WARD, DISTRICT, PLACE = "E05099999", "E07099999", "made-up-isle"
KNOWN = Known({WARD}, {PLACE}, {"transport", "skills"}, {DISTRICT}, {"basic-skills"}, today=date(2026, 6, 1))
GOOD = {
    "uid": "made-up-minibus",
    "name": "Minibus",
    "provider": "A made-up trust",
    "themes": "transport; skills",
    "support_needs": "basic-skills",
    "areas": f"{WARD};{DISTRICT}; {PLACE}",
    "starts_on": "2026-01-01",
    "ends_on": "",
    "funding": "",
    "is_historic": "no",
    "known_on": "2026-05-01",
    "note": "",
    "source_title": "Notes of a meeting, spring 2026",
    "source_url": "https://example.org/notes",
}


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path: Path):
    return read_initiatives(path, KNOWN)


def test_a_good_file(tmp_path):
    (found,) = read(write(tmp_path / "initiatives.csv", GOOD))
    assert list(found) == list(INITIATIVE_COLUMNS)
    assert found["themes"] == ["transport", "skills"]
    assert found["areas"] == [WARD, DISTRICT, PLACE]
    assert (found["starts_on"], found["ends_on"]) == (date(2026, 1, 1), None)
    assert found["is_historic"] is False
    assert initiatives.parsed(initiatives.written(found)) == found


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "name is blank"),
        ({"areas": ""}, "areas is blank"),
        ({"areas": f"{WARD}; E05088888"}, 'there is no ward, district or place "E05088888"'),
        ({"areas": f"{WARD}; {WARD}"}, "areas names one twice"),
        ({"themes": "transports"}, 'there is no theme "transports"'),
        ({"support_needs": "dependency"}, 'there is no support need "dependency"'),
        ({"themes": "", "support_needs": ""}, "neither themes nor support_needs says what it serves"),
        ({"is_historic": "perhaps"}, "yes or no"),
        ({"ends_on": "2025-12-31"}, "ends_on 2025-12-31 lies before starts_on 2026-01-01"),
        ({"starts_on": "January"}, "starts_on"),
        ({"known_on": "2026-06-02"}, "in the future"),
        ({"known_on": ""}, "known_on is blank"),
        ({"source_url": "example.org"}, "http or https"),
        ({"note": "<b>new</b>"}, "HTML or script"),
        ({"provider": "x" * 1_001}, "1,001 characters"),
        ({"uid": "Minibus"}, "the uid"),
    ],
)
def test_one_wrong_row_is_named_with_what_is_wrong(tmp_path, change, said):
    with pytest.raises(InputFileError) as refused:
        read(write(tmp_path / "initiatives.csv", GOOD, GOOD | {"uid": "second"} | change))
    assert "row 3" in str(refused.value)
    assert said in str(refused.value)
    assert "docs/REGISTERS.md" in str(refused.value)


def test_of_ten_thousand_rows_the_three_wrong_ones_are_named(tmp_path):
    rows = [GOOD_FLAG | {"uid": f"flag-{n}"} for n in range(10_000)]
    rows[17]["subject"] = "E05088888"
    rows[5_000]["review_by"] = "2020-01-01"
    rows[9_998]["statement"] = "<script>alert(1)</script>"
    known = Known({"E05099999"}, set(), {"transport"}, today=date(2026, 6, 1))
    with pytest.raises(InputFileError) as refused:
        read_flags(write(tmp_path / "flags.csv", *rows), known)
    sentence = str(refused.value)
    assert sentence.startswith(
        'flags.csv: 3 rows are wrong: row 19 (there is no ward "E05088888"), row 5002 ('
    )
    assert "row 5002 (review_by 2020-01-01 lies before recorded_on 2026-04-30), row 10000 (" in sentence
    assert 'row 10000 (statement holds HTML or script ("<script>alert(1)</script>") where' in sentence
    assert sentence.endswith("load the file again, since none of its flags was taken.")


def test_a_form_is_told_what_is_wrong_by_column():
    row = GOOD | {"name": " ", "source_url": "nowhere", "ends_on": "2025-01-01"}
    with pytest.raises(EntryError) as refused:
        refuse_faults("initiative", initiatives.faults(row, KNOWN))
    assert list(refused.value.faults) == ["name", "source_url", "ends_on"]
    assert str(refused.value).startswith("The initiative cannot be taken: name is blank; source_url")


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, "current"),
        ({"starts_on": None}, "current"),
        ({"starts_on": date(2026, 6, 2)}, "planned"),
        ({"ends_on": date(2026, 6, 1)}, "current"),
        ({"ends_on": date(2026, 5, 31)}, "ended"),
        ({"is_historic": True}, "historic"),
        ({"is_historic": True, "is_withdrawn": True}, "withdrawn"),
    ],
)
def test_the_state_of_an_initiative(change, state):
    values = initiatives.parsed(GOOD) | {"is_withdrawn": False} | change
    assert initiatives.state(values, date(2026, 6, 1)) == state


def test_the_initiatives_that_ship():
    known = Known({"E05005093", "E05005088"}, {"ashford", "margate"}, set(themes()), (), set(support_needs()))
    found = read_initiatives(INITIATIVES_FILE, known)
    assert [i["name"] for i in found] == ["Ashford Gateway", "Thanet's Gateway Plus", "Margate Task Force"]
    assert all(i["is_historic"] and i["source_url"] and i["known_on"].year < 2016 for i in found)


def test_the_documentation_names_every_column():
    text = (ROOT / "docs" / "REGISTERS.md").read_text(encoding="utf-8")
    assert [column for column in (*FLAG_COLUMNS, *INITIATIVE_COLUMNS) if f"`{column}`" not in text] == []
    assert [
        state for state in initiatives.STATES if f"**{state}**" not in text and state != "withdrawn"
    ] == []


def test_a_name_of_its_own_is_readable_and_never_taken():
    assert slug("  St Mary's & Ôl-y-Bryn: buses!") == "st-marys-ol-y-bryn-buses"
    assert slug("...") == "entry"
    assert new_uid("Buses", {"buses", "buses-2"}) == "buses-3"
    assert new_uid("Buses", set()) == "buses"
