"""The readers of travel times, digital exclusion, language and care, on small made-up files."""

import numpy as np
import pandas as pd
import pytest

from etl.sources import accessibility, brc_depahri, lsoa2001
from etl.sources import dft_accessibility_2013_employ as jobs
from etl.sources import ons_census2021_ts029 as english
from etl.sources import ons_census2021_ts039 as care
from sipmap.errors import InputFileError
from tests.unit.people_files import all_areas, write


def areas_of_2001() -> list[str]:
    new = lsoa2001.FORMER.keys() | lsoa2001.REDRAWN
    return sorted({*(set(all_areas("lsoa11")) - new), *(c for old in lsoa2001.FORMER.values() for c in old)})


def jobs_frame() -> pd.DataFrame:
    return pd.DataFrame({accessibility.CODE: areas_of_2001(), jobs.MINUTES: 10.0})


def depahri_frame() -> pd.DataFrame:
    parts = dict.fromkeys(brc_depahri.COMPONENTS, 3.0)
    codes = {brc_depahri.CODE: all_areas("lsoa11")}
    return pd.DataFrame(codes | parts | {brc_depahri.DIGITAL: 3.0, brc_depahri.HEALTH_ACCESS: 1.0})


def english_frame() -> pd.DataFrame:
    counts = {english.ENGLISH: 900, english.OTHER: 100, english.NOT_WELL[0]: 7, english.NOT_WELL[1]: 3}
    return pd.DataFrame({english.CODE: all_areas("msoa21")} | counts)


def care_frame() -> pd.DataFrame:
    counts = {care.TOTAL: 1000, care.NONE: 900} | dict.fromkeys(care.SOME, 20)
    return pd.DataFrame({care.CODE: all_areas("msoa21")} | counts)


MADE = {
    "jobs": (jobs, jobs_frame),
    "depahri": (brc_depahri, depahri_frame),
    "english": (english, english_frame),
    "care": (care, care_frame),
}


def refused(module, frame: pd.DataFrame, tmp_path) -> str:
    with pytest.raises(InputFileError) as error:
        module.read(write(frame, tmp_path / "made-up.csv"))
    return str(error.value)


class TestAreasOf2001:
    def read(self, frame, tmp_path):
        return jobs.read(write(frame, tmp_path / "jobs.csv")).set_index("area_code")

    def test_an_area_that_stayed_keeps_its_figure(self, tmp_path):
        read = self.read(jobs_frame(), tmp_path)
        assert len(read) == 1065
        assert (read.loc["E01024563", "value"], read.loc["E01024563", "status"]) == (10, "present")

    def test_parts_of_a_former_area_have_its_figure_as_an_estimate(self, tmp_path):
        frame = jobs_frame()
        frame.loc[frame[accessibility.CODE] == "E01024018", jobs.MINUTES] = 22
        parts = self.read(frame, tmp_path).loc[["E01032815", "E01032817", "E01032824"]]
        assert parts["value"].tolist() == [22] * 3
        assert set(parts["status"]) == {"estimated"}

    def test_an_area_put_together_has_the_mean(self, tmp_path):
        frame = jobs_frame()
        frame.loc[frame[accessibility.CODE] == "E01016108", jobs.MINUTES] = 20
        both = self.read(frame, tmp_path).loc["E01032798"]
        assert (both["value"], both["status"]) == (15, "estimated")

    def test_a_redrawn_area_has_none(self, tmp_path):
        redrawn = self.read(jobs_frame(), tmp_path).loc[sorted(lsoa2001.REDRAWN)]
        assert redrawn["value"].isna().all()
        assert set(redrawn["status"]) == {"missing"}

    def test_a_blank_of_a_former_area_stays_missing(self, tmp_path):
        frame = jobs_frame()
        frame.loc[frame[accessibility.CODE] == "E01023982", jobs.MINUTES] = np.nan
        part = self.read(frame, tmp_path).loc["E01032810"]
        assert np.isnan(part["value"])
        assert part["status"] == "missing"

    def test_the_rest_of_england_is_welcome_and_left_out(self, tmp_path):
        more = pd.DataFrame({accessibility.CODE: ["E01999999"], jobs.MINUTES: [9.0]})
        read = self.read(pd.concat([more, jobs_frame()]), tmp_path)
        assert len(read) == 1065
        assert read["row"].min() == 1
        assert "E01999999" not in read.index

    def test_a_lost_area_is_named(self, tmp_path):
        sentence = refused(jobs, jobs_frame().iloc[1:], tmp_path)
        assert "1 small areas of Kent and Medway (2001 edition) are not in the file" in sentence
        assert areas_of_2001()[0] in sentence

    def test_a_time_that_cannot_be(self, tmp_path):
        frame = jobs_frame()
        frame.loc[3, jobs.MINUTES] = 121
        assert "row 5" in refused(jobs, frame, tmp_path)


def test_a_score_that_is_not_the_mean_of_its_components(tmp_path):
    frame = depahri_frame()
    frame.loc[2, brc_depahri.DIGITAL] = 3.1
    sentence = refused(brc_depahri, frame, tmp_path)
    assert "row 4" in sentence
    assert "mean of its three components" in sentence


def test_a_score_above_ten(tmp_path):
    frame = depahri_frame()
    frame.loc[2, brc_depahri.HEALTH_ACCESS] = 10.5
    assert "row 4" in refused(brc_depahri, frame, tmp_path)


def test_english_is_counted_among_everybody(tmp_path):
    read = english.read(write(english_frame(), tmp_path / "english.csv"))
    assert len(read) == 221
    assert (read["geography"] == "msoa21").all()
    assert (read["numerator"].iloc[0], read["denominator"].iloc[0], read["value"].iloc[0]) == (10, 1000, 0.01)


def test_more_who_cannot_speak_it_than_have_another_language(tmp_path):
    frame = english_frame()
    frame.loc[0, english.NOT_WELL[0]] = 101
    assert "row 2" in refused(english, frame, tmp_path)


def test_care_is_any_and_fifty_hours(tmp_path):
    read = care.read(write(care_frame(), tmp_path / "care.csv"))
    of_one = read[read["area_code"] == read["area_code"].iloc[0]].set_index("indicator_id")["value"]
    assert of_one.to_dict() == {"census-unpaid-care": 0.1, "census-unpaid-care-50-hours": 0.02}


def test_categories_that_do_not_add_up(tmp_path):
    frame = care_frame()
    frame.loc[4, care.MOST] = 21
    sentence = refused(care, frame, tmp_path)
    assert "row 6" in sentence
    assert "sum of the row's categories" in sentence


@pytest.mark.parametrize("name", ["depahri", "english", "care"])
def test_a_lost_area(name, tmp_path):
    module, make = MADE[name]
    assert "of Kent and Medway" in refused(module, make().iloc[1:], tmp_path)


@pytest.mark.parametrize("name", sorted(MADE))
@pytest.mark.parametrize("cell", ["12,5", "-3", "c", "1e999"])
def test_a_cell_that_is_no_figure(name, cell, tmp_path):
    module, make = MADE[name]
    frame = make().astype(object)
    frame.iloc[0, 1] = cell
    assert "row 2" in refused(module, frame, tmp_path)
