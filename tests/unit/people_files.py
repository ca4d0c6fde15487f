"""Small made-up files in the layouts of the sources about people, for every LSOA of Kent and Medway."""

from pathlib import Path

import pandas as pd

from etl.sources import ons_census2021_ts045 as cars
from etl.sources import ons_claimant_count as claimants
from etl.sources import ons_population_2020 as population
from etl.sources.districts import KENT, MEDWAY, SmallAreas, small_areas


def all_areas(geography: SmallAreas) -> list[str]:
    return sorted([*small_areas(geography, KENT), *small_areas(geography, MEDWAY)])


def write(frame: pd.DataFrame, path: Path, **how) -> Path:
    frame.to_csv(path, index=False, **how)
    return path


def cars_frame() -> pd.DataFrame:
    """Census table TS045: 100 households in each area, 25 of them without a car."""
    codes = all_areas("lsoa21")
    return pd.DataFrame(
        {"date": 2021, "geography": "Made up", "geography code": codes, cars.TOTAL: 100, cars.NONE: 25}
    )


def claimants_frame() -> pd.DataFrame:
    """Ten years of each area; yearly sums 120, 180, ... so that average months are 10, 15, ..."""
    years = [int(year) for year in claimants.YEARS]
    frame = pd.DataFrame(
        [(y, code) for y in years for code in all_areas("lsoa11")], columns=["year", "area_code"]
    )
    frame["area_name"], frame["pop"], frame["claimant_rate"] = "Made up", 1500, 0.5
    frame["claimant_count"] = 120 + 60 * (frame["year"] - years[0])
    return frame


def population_frame() -> pd.DataFrame:
    """Ten people of each year of age from 0 to 89, and seven of 90 and over, in each area."""
    codes = all_areas("lsoa11")
    ages = pd.DataFrame(dict.fromkeys(population.AGES[:-1], 10.0) | {population.AGES[-1]: 7.0}, index=codes)
    head = pd.DataFrame(
        {"lsoa11_name": "Made up", "lsoa11_code": codes, "total_population": 907.0}, index=codes
    )
    return pd.concat([head, ages], axis=1)


def births_frame() -> pd.DataFrame:
    """309 made-up districts, two variables each."""
    codes = [f"E07{n:06d}" for n in range(500_000, 500_309)]
    wanted = pd.DataFrame({"Local Authority Code": codes, "variable": "Fertility rates (age < 20)"})
    wanted["value"] = [(n - 154) / 100 for n in range(309)]
    other = wanted.assign(variable="Children looked after", value=None)
    return pd.concat([other, wanted]).assign(Group="Made up")
