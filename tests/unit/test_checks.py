"""Each check of a tidy frame can fail, and says so in one sentence with file and row."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from etl.checks import check
from etl.sources.base import ROW, TIDY_COLUMNS, ReferenceTotal, Source
from sipmap.errors import InputFileError

CODES = ["E01099901", "E01099902", "E01099903"]


def made_up(**changes) -> Source:
    source = Source(
        id="made_up",
        title="Made-up figures",
        publisher="Nobody",
        url="https://example.org/made-up",
        attribution="",
        period="2025",
        geography="lsoa21",
        file_name="made/made_up_*.csv",
        indicators=("people", "car-share", "score"),
        areas_expected=3,
        read=lambda _: pd.DataFrame(),
    )
    return replace(source, **changes)


def tidy_frame() -> pd.DataFrame:
    """Return three areas with a count, a rate and a score, the last score suppressed."""
    nan = np.nan
    parts = {
        "people": ([10.0, 20.0, 30.0], [nan] * 3, [10.0, 20.0, 30.0]),
        "car-share": ([1.0, 5.0, 30.0], [10.0, 20.0, 30.0], [0.1, 0.25, 1.0]),
        "score": ([nan] * 3, [10.0, 20.0, 30.0], [-1.5, 0.0, nan]),
    }
    frames = [
        pd.DataFrame(
            {"area_code": CODES, "numerator": n, "denominator": d, "value": v, ROW: [2, 3, 4]}
        ).assign(
            indicator_id=indicator, geography="lsoa21", basis="published", period="2025", status="present"
        )
        for indicator, (n, d, v) in parts.items()
    ]
    frame = pd.concat(frames, ignore_index=True)
    frame.loc[frame["value"].isna(), "status"] = "suppressed"
    return frame[[*TIDY_COLUMNS, ROW]]


def as_categories(frame: pd.DataFrame) -> pd.DataFrame:
    text = ["indicator_id", "geography", "basis", "period", "area_code", "status"]
    return frame.astype(dict.fromkeys(text, "category"))


def changed(indicator: str, code: str, **cells) -> pd.DataFrame:
    """Return the frame with cells of one indicator and area changed."""
    frame = tidy_frame()
    place = (frame["indicator_id"] == indicator) & (frame["area_code"] == code)
    for column, cell in cells.items():
        frame.loc[place, column] = cell
    return frame


@pytest.mark.parametrize("shape", [lambda f: f, as_categories], ids=["text", "categories"])
def test_a_right_frame_passes_and_is_described(shape):
    report = check(shape(tidy_frame()), made_up(), set(CODES), path="made_up.csv")
    assert (report.rows, report.areas, report.indicators, report.periods) == (9, 3, 3, ("2025",))
    assert report.statuses == {"present": 8, "suppressed": 1}
    assert report.as_dict()["source_id"] == "made_up"


BAD_ROWS = {
    "a count above its denominator": (
        changed("car-share", CODES[1], numerator=21.0, value=1.05),
        3,
        r"a count lies above its denominator \(car-share of E01099902\); put the published counts back",
    ),
    "a rate that is not its quotient": (
        changed("car-share", CODES[0], value=0.2),
        2,
        "is not its count divided",
    ),
    "a rate as a percentage": (changed("car-share", CODES[0], value=10.0), 2, "is not its count divided"),
    "a count below 0": (changed("people", CODES[2], numerator=-1.0, value=-1.0), 4, "a count is below 0"),
    "people below 0": (changed("score", CODES[0], denominator=-1.0), 2, "a count is below 0"),
    "an infinite value": (changed("score", CODES[1], value=np.inf), 3, "a figure is infinite"),
    "an infinite count": (changed("people", CODES[1], numerator=np.inf), 3, "a figure is infinite"),
    "a blank called present": (
        changed("score", CODES[2], status="present"),
        4,
        "figure and its status do not agree",
    ),
    "a figure called missing": (
        changed("score", CODES[0], status="missing"),
        2,
        r"do not agree .*; mark a blank",
    ),
    "a code of another form": (
        changed("score", CODES[1], area_code="Swale 001A"),
        3,
        "not the form of a lsoa21",
    ),
    "an area twice": (
        changed("score", CODES[1], area_code=CODES[0]),
        3,
        "E01099901 stands here and in row 2; keep one row",
    ),
    "an unknown area": (
        changed("score", CODES[1], area_code="E01099909"),
        3,
        r"E01099909 is unknown among the lsoa21 areas \(an old code.*; use Made-up figures on",
    ),
}


@pytest.mark.parametrize("shape", [lambda f: f, as_categories], ids=["text", "categories"])
@pytest.mark.parametrize(("frame", "row", "sentence"), BAD_ROWS.values(), ids=BAD_ROWS.keys())
def test_a_bad_row_is_named(frame, row, sentence, shape):
    with pytest.raises(InputFileError, match=sentence) as caught:
        check(shape(frame), made_up(), set(CODES), path="folder/made_up_2.csv")
    assert caught.value.row == row
    assert str(caught.value).startswith(f"made_up_2.csv, row {row}: ")
    assert "\n" not in str(caught.value)


def test_unknown_areas_are_counted_and_the_first_in_the_file_is_named():
    with pytest.raises(
        InputFileError, match=r"row 3: .* E01099902 is unknown .* \(the first of 2 such codes\)"
    ):
        check(tidy_frame(), made_up(), {CODES[0]})
    check(tidy_frame(), made_up(), known_codes=None)


def test_a_frame_that_lacks_areas_is_refused():
    frame = tidy_frame()
    with pytest.raises(InputFileError, match="2025 has 3 areas where 4 are published; load the whole"):
        check(frame, made_up(areas_expected=4))
    with pytest.raises(InputFileError, match="score of 2025 has 2 areas where 3 are published"):
        check(frame.iloc[:-1], made_up())
    assert check(frame, made_up(areas_expected=None)).areas == 3


def total(**changes) -> ReferenceTotal:
    reference = ReferenceTotal(
        indicator_id="people",
        period="2025",
        what="sum",
        expected=60.0,
        tolerance=0.5,
        cited="Nobody, table 1",
    )
    return replace(reference, **changes)


MET = {
    "sum": total(),
    "within tolerance": total(expected=60.5),
    "mean": total(what="mean", expected=20.0),
    "of some areas": total(expected=30.0, codes=tuple(CODES[:2]), place="Nowhere"),
    "of one area": total(what="max", expected=30.0, codes=(CODES[2],)),
    "numerators": total(indicator_id="car-share", of="numerator", expected=36.0),
}


@pytest.mark.parametrize("reference", MET.values(), ids=MET.keys())
def test_a_reference_figure_is_met_or_the_file_is_refused(reference):
    (sentence,) = check(tidy_frame(), made_up(references=(reference,))).references
    assert "Nobody, table 1" in sentence
    off = replace(reference, expected=reference.expected + 1.1)
    with pytest.raises(InputFileError, match=r"is published \(Nobody, table 1\); use the file as published"):
        check(tidy_frame(), made_up(references=(off,)), path="made_up_2.csv")


def test_a_reference_figure_of_areas_outside_the_file_is_left_alone():
    elsewhere = total(codes=(CODES[0], "E01099999"), expected=1.0)
    assert check(tidy_frame(), made_up(references=(elsewhere,))).references == ()


def test_a_blank_reference_area_is_no_match():
    blank = total(indicator_id="score", codes=(CODES[2],), what="max", expected=0.0)
    with pytest.raises(InputFileError, match="is nan where 0 is published"):
        check(tidy_frame(), made_up(references=(blank,)))


def test_a_source_that_breaks_its_own_declaration_is_a_bug_not_a_bad_file():
    with pytest.raises(ValueError, match="yields the columns"):
        check(tidy_frame().drop(columns=ROW), made_up())
    with pytest.raises(ValueError, match="other indicators"):
        check(tidy_frame(), made_up(indicators=("people", "car-share")))
    with pytest.raises(ValueError, match="another geography"):
        check(tidy_frame(), made_up(geography="lsoa11"))
    with pytest.raises(ValueError, match="yields a status"):
        check(changed("score", CODES[0], status="guessed"), made_up())
