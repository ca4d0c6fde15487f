"""The readers about people, on small made-up files: what they make of good ones, and what they refuse."""

import numpy as np
import pandas as pd
import pytest

from etl.checks import check
from etl.sources import natcen_neet_factors as births
from etl.sources import ons_census2021_ts045 as cars
from etl.sources import ons_claimant_count as claimants
from etl.sources import ons_population_2020 as population
from etl.sources import registry
from etl.sources.districts import small_areas
from sipmap.errors import InputFileError
from tests.unit import people_files as files


def refused(module, path) -> str:
    """The sentence with which a file is refused; it names the file and stands on one line."""
    with pytest.raises(InputFileError) as error:
        module.read(path)
    sentence = str(error.value)
    assert sentence.startswith(path.name)
    assert "\n" not in sentence
    return sentence


class TestDistricts:
    def test_numbers_of_small_areas(self):
        assert len(small_areas("lsoa11", "Thanet")) == 84
        assert len(small_areas("lsoa21", "Thanet")) == 86
        assert len(small_areas("lsoa21", "Kent")) == 938
        assert len(small_areas("lsoa11", "Kent")) == 902
        assert len(small_areas("lsoa21", "Medway")) == 169
        assert len(small_areas("lsoa11", "Medway")) == 163

    def test_no_area_lies_in_two_districts(self):
        for geography in ("lsoa11", "lsoa21"):
            codes = files.all_areas(geography)
            assert len(codes) == len(set(codes))

    def test_an_unknown_district(self):
        with pytest.raises(KeyError):
            small_areas("lsoa21", "Shepway")


class TestCensus:
    def test_a_share_keeps_its_counts(self, tmp_path):
        frame = files.cars_frame()
        frame.loc[0, [cars.TOTAL, cars.NONE]] = [0, 0]
        read = cars.read(files.write(frame, tmp_path / "cars.csv"))
        assert (read["indicator_id"] == "census-no-car").all()
        assert read["value"].iloc[1:].eq(0.25).all()
        assert read["numerator"].iloc[1:].eq(25).all()
        assert read["denominator"].iloc[1:].eq(100).all()
        assert np.isnan(read["value"].iloc[0])
        assert read["status"].iloc[0] == "missing"
        assert list(read["row"].iloc[:2]) == [2, 3]

    def test_a_byte_order_mark_and_the_rest_of_england_and_wales_are_welcome(self, tmp_path):
        frame = files.cars_frame()
        more = frame.iloc[:3].assign(**{"geography code": ["E01999999", "W01999999", "W01999998"]})
        both = pd.concat([more.iloc[1:], frame, more.iloc[:1]])
        read = cars.read(files.write(both, tmp_path / "cars.csv", encoding="utf-8-sig"))
        assert set(read["area_code"]) == {*frame["geography code"], "E01999999"}
        assert read["row"].iloc[0] == 4

    def test_a_lost_area(self, tmp_path):
        frame = files.cars_frame().drop(index=5)
        sentence = refused(cars, files.write(frame, tmp_path / "cars.csv"))
        assert "1 of the 1,107 small areas of Kent and Medway (2021 edition) are not in the file" in sentence
        assert files.all_areas("lsoa21")[5] in sentence

    def test_areas_of_the_former_census(self, tmp_path):
        codes = files.all_areas("lsoa11")
        frame = files.cars_frame().iloc[: len(codes)].assign(**{"geography code": codes})
        assert "2021 edition" in refused(cars, files.write(frame, tmp_path / "cars.csv"))

    def test_the_census_of_another_year(self, tmp_path):
        frame = files.cars_frame()
        frame.loc[3, "date"] = 2011
        sentence = refused(cars, files.write(frame, tmp_path / "cars.csv"))
        assert "row 5" in sentence
        assert '"2011"' in sentence

    def test_districts_instead_of_small_areas(self, tmp_path):
        frame = files.cars_frame()
        frame.loc[0, "geography code"] = "E07000114"
        sentence = refused(cars, files.write(frame, tmp_path / "cars.csv"))
        assert "row 2" in sentence
        assert "E07000114" in sentence

    def test_an_area_twice(self, tmp_path):
        frame = files.cars_frame()
        frame = pd.concat([frame, frame.iloc[[0]]])
        assert "row 1109" in refused(cars, files.write(frame, tmp_path / "cars.csv"))

    def test_a_count_above_its_total(self, tmp_path):
        frame = files.cars_frame()
        frame.loc[7, cars.NONE] = 101
        sentence = refused(cars, files.write(frame, tmp_path / "cars.csv"))
        assert "row 9" in sentence
        assert "above" in sentence

    @pytest.mark.parametrize("cell", ["12,5", "-3", "c", "", "nan", "1e999"])
    def test_a_cell_that_is_no_count(self, tmp_path, cell):
        frame = files.cars_frame().astype({cars.NONE: object})
        frame.loc[2, cars.NONE] = cell
        assert "row 4" in refused(cars, files.write(frame, tmp_path / "cars.csv"))

    def test_a_changed_heading(self, tmp_path):
        frame = files.cars_frame().rename(columns={cars.NONE: "Number of cars: none"})
        assert cars.NONE in refused(cars, files.write(frame, tmp_path / "cars.csv"))

    def test_another_table(self, tmp_path):
        frame = files.cars_frame().rename(columns={cars.NONE: "x", cars.TOTAL: "y", "date": "z"})
        assert "is not" in refused(cars, files.write(frame, tmp_path / "cars.csv"))

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "cars.csv").write_bytes(b"")
        assert "empty" in refused(cars, tmp_path / "cars.csv")

    def test_another_encoding(self, tmp_path):
        frame = files.cars_frame()
        frame.loc[1, "geography"] = "Café"
        assert "UTF-8" in refused(cars, files.write(frame, tmp_path / "cars.csv", encoding="cp1252"))

    def test_totals_far_from_the_published_ones(self, tmp_path):
        path = files.write(files.cars_frame(), tmp_path / "cars.csv")
        with pytest.raises(InputFileError, match="Thanet") as error:
            check(cars.read(path), cars.SOURCE, path=path)
        assert "is published" in str(error.value)


class TestClaimants:
    def test_yearly_sums_become_average_months(self, tmp_path):
        read = claimants.read(files.write(files.claimants_frame(), tmp_path / "claimants.csv"))
        by_year = read.groupby("period", observed=True)["value"].agg(["min", "max"])
        assert by_year.loc["2013"].tolist() == [10, 10]
        assert by_year.loc["2022"].tolist() == [55, 55]
        assert (read["value"] == read["numerator"]).all()
        assert read["denominator"].isna().all()

    def test_averages_in_place_of_sums(self, tmp_path):
        frame = files.claimants_frame()
        frame.loc[1, "claimant_count"] = 11
        sentence = refused(claimants, files.write(frame, tmp_path / "claimants.csv"))
        assert "row 3" in sentence
        assert "rounded to 5" in sentence

    def test_a_year_cut_short(self, tmp_path):
        frame = files.claimants_frame().iloc[:-1]
        sentence = refused(claimants, files.write(frame, tmp_path / "claimants.csv"))
        assert "1 areas lack a year" in sentence
        assert files.all_areas("lsoa11")[-1] in sentence

    def test_an_area_twice_in_one_year(self, tmp_path):
        frame = files.claimants_frame()
        frame.loc[1, "area_code"] = frame.loc[0, "area_code"]
        sentence = refused(claimants, files.write(frame, tmp_path / "claimants.csv"))
        assert "row 3" in sentence
        assert "twice" in sentence

    def test_a_year_that_is_not_in_the_series(self, tmp_path):
        frame = files.claimants_frame()
        frame.loc[0, "year"] = 2012
        assert '"2012"' in refused(claimants, files.write(frame, tmp_path / "claimants.csv"))

    def test_an_area_lost_from_every_year(self, tmp_path):
        frame = files.claimants_frame()
        lost = files.all_areas("lsoa11")[0]
        sentence = refused(
            claimants, files.write(frame[frame["area_code"] != lost], tmp_path / "claimants.csv")
        )
        assert "1 of the 1,065 small areas" in sentence

    def test_totals_far_from_thanets(self, tmp_path):
        path = files.write(files.claimants_frame(), tmp_path / "claimants.csv")
        with pytest.raises(InputFileError, match="4,592"):
            check(claimants.read(path), claimants.SOURCE, path=path)


class TestPopulation:
    def test_ages_are_gathered_at_16_and_65(self, tmp_path):
        read = population.read(files.write(files.population_frame(), tmp_path / "people.csv"))
        each = read.groupby("indicator_id", observed=True)["value"].unique().map(list).to_dict()
        assert each == {
            "population-2020-total": [907],
            "population-2020-0-15": [160],
            "population-2020-16-64": [490],
            "population-2020-65-plus": [257],
        }

    def test_ages_that_do_not_add_up(self, tmp_path):
        frame = files.population_frame().reset_index(drop=True)
        frame.loc[4, "33"] = 11.0
        sentence = refused(population, files.write(frame, tmp_path / "people.csv"))
        assert "row 6" in sentence
        assert "sum" in sentence

    def test_a_lost_age(self, tmp_path):
        frame = files.population_frame().drop(columns="40")
        assert '"40"' in refused(population, files.write(frame, tmp_path / "people.csv"))

    def test_welsh_areas_are_left_out(self, tmp_path):
        frame = files.population_frame().reset_index(drop=True)
        welsh = frame.iloc[[0]].assign(lsoa11_code="W01999999")
        read = population.read(files.write(pd.concat([welsh, frame]), tmp_path / "people.csv"))
        assert set(read["area_code"]) == set(files.all_areas("lsoa11"))

    def test_totals_far_from_the_published_ones(self, tmp_path):
        path = files.write(files.population_frame(), tmp_path / "people.csv")
        with pytest.raises(InputFileError, match="141,458"):
            check(population.read(path), population.SOURCE, path=path)


class TestBirths:
    def test_only_births_are_read(self, tmp_path):
        read = births.read(files.write(files.births_frame(), tmp_path / "neet.csv"))
        assert len(read) == 309
        assert set(read["indicator_id"]) == {"births-under-20"}
        assert read["value"].max() == pytest.approx(1.54)
        assert read["numerator"].isna().all()
        assert read["row"].iloc[0] == 311

    def test_the_variable_renamed(self, tmp_path):
        frame = files.births_frame().replace("Fertility rates (age < 20)", "Fertility rates (age < 21)")
        assert "Fertility rates (age < 20)" in refused(births, files.write(frame, tmp_path / "neet.csv"))

    def test_a_lost_district(self, tmp_path):
        frame = files.births_frame().iloc[:-1]
        assert "308 of the 309" in refused(births, files.write(frame, tmp_path / "neet.csv"))

    @pytest.mark.parametrize("cell", ["", "11", "1,7"])
    def test_a_cell_that_is_no_standard_score(self, tmp_path, cell):
        frame = files.births_frame().astype({"value": object}).reset_index(drop=True)
        frame.loc[309, "value"] = cell
        assert "row 311" in refused(births, files.write(frame, tmp_path / "neet.csv"))


def test_the_sources_about_people():
    ours = {source for source in registry() if source.startswith(("ons_", "natcen_"))}
    tables = ("001", "011", "029", "037", "038", "039", "045", "054", "058", "062", "065", "067")
    assert ours == {
        "natcen_neet_factors",
        "ons_claimant_count",
        "ons_population_2020",
        *(f"ons_census2021_ts{table}" for table in tables),
    }
