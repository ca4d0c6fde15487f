"""The sources about people on the real published files, against totals that others published or counted."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from etl.checks import check
from etl.derive import claimant_rate
from etl.sources import natcen_neet_factors as births
from etl.sources import ons_claimant_count as claimants
from etl.sources import ons_population_2020 as population
from etl.sources import registry
from etl.sources.census import CODE, PERTURBATION
from etl.sources.districts import _LSOA21, KENT, MEDWAY, small_areas
from sipmap.catalogue import indicators
from tests.published import published_file

pytestmark = pytest.mark.published

DISTRICTS = tuple(_LSOA21)
PEOPLE = tuple(source for source in registry() if source.startswith(("ons_", "natcen_")))
BY_MSOA = ("ons_census2021_ts029", "ons_census2021_ts039")
"""Tables that are at hand by MSOA alone, in other layouts: see test_barriers_published.py."""
TABLES = tuple(source for source in PEOPLE if source.startswith("ons_census2021_") and source not in BY_MSOA)
FORMER_NAMES = {"Shepway": "Folkestone and Hythe"}


@cache
def frame(source_id: str) -> pd.DataFrame:
    source = registry()[source_id]
    return source.read(published_file(source.file_name))


def of_district(source_id: str, district: str) -> pd.DataFrame:
    geography = registry()[source_id].geography
    return frame(source_id)[frame(source_id)["area_code"].isin(small_areas(geography, district))]


def module(source_id: str):
    return __import__(f"etl.sources.{source_id}", fromlist=["SOURCE"])


@cache
def by_district(source_id: str) -> pd.DataFrame:
    """ONS's own table of the districts, by name."""
    name = source_id.removeprefix("ons_census2021_")
    table = pd.read_csv(published_file(f"census2021/census2021-{name}-ltla.csv"))
    return table[table[CODE].str.match(r"E070001(?:0[5-9]|1[0-6])|E06000035")].set_index("geography")


def published_parts(source_id: str, place: str) -> dict[tuple[str, str], float]:
    """What ONS publishes for a place: (indicator, part) -> people or households."""
    table, read = by_district(source_id), module(source_id)
    rows = table.drop(index=MEDWAY) if place == KENT else table.loc[[place]]
    parts = {}
    for indicator, headings in read.SHARES.items():
        parts[indicator, "denominator"] = float(rows[read.TOTAL].sum())
        parts[indicator, "numerator"] = float(rows[headings].sum().sum())
    if source_id == "ons_census2021_ts001":
        parts["census-residents", "value"] = float(rows[read.TOTAL].sum())
    return parts


@pytest.mark.parametrize("source_id", PEOPLE)
def test_the_published_file_passes_its_checks_and_meets_every_reference(source_id):
    source = registry()[source_id]
    path = published_file(source.file_name)
    report = check(frame(source_id), source, path=path)
    assert len(report.references) == len(source.references) > 0
    assert report.statuses == {"present": report.rows}


@pytest.mark.parametrize("source_id", PEOPLE)
def test_the_catalogue_declares_what_the_file_yields(source_id):
    source, catalogue = registry()[source_id], indicators()
    for indicator_id in source.indicators:
        declared = catalogue[indicator_id]
        rows = frame(source_id)[frame(source_id)["indicator_id"] == indicator_id]
        assert declared.source == source_id
        assert declared.geography == source.geography
        assert declared.period in ("", *rows["period"].unique())
        counted = {"count": (True, False), "rate": (True, True), "score": (False, False)}[declared.kind]
        assert (rows["numerator"].notna().all(), rows["denominator"].notna().all()) == counted


@pytest.mark.parametrize("source_id", TABLES)
def test_census_references_are_the_published_figures(source_id):
    references = registry()[source_id].references
    assert {reference.place for reference in references} == {"Thanet", "Swale", KENT}
    for reference in references:
        published = published_parts(source_id, reference.place)
        assert reference.expected == published[reference.indicator_id, reference.of]


@pytest.mark.parametrize("source_id", TABLES)
def test_census_small_areas_add_up_to_the_published_districts(source_id):
    for district in DISTRICTS:
        rows = of_district(source_id, district)
        tolerance = PERTURBATION * np.sqrt(len(small_areas("lsoa21", district)))
        sums = rows.groupby("indicator_id", observed=True)[["numerator", "denominator", "value"]].sum()
        for (indicator, part), published in published_parts(source_id, district).items():
            assert sums.loc[indicator, part] == pytest.approx(published, abs=tolerance), (district, indicator)


@pytest.mark.parametrize("source_id", ["ons_census2021_ts001", "ons_census2021_ts067"])
def test_the_table_of_all_england_and_wales_gives_kent_the_same_figures(source_id, tmp_path):
    name = source_id.removeprefix("ons_census2021_")
    whole = pd.read_parquet(published_file(f"census2021/census2021-{name}-lsoa.parquet"))
    assert len(whole) == 35_672
    path = tmp_path / f"census2021-{name}-lsoa.csv"
    whole.to_csv(path, index=False)
    source = registry()[source_id]
    england = source.read(path)
    assert england["area_code"].nunique() == 33_755
    assert len(check(england, source, path=path).references) == len(source.references)
    keys = ["indicator_id", "area_code"]
    kent = england[england["area_code"].isin(frame(source_id)["area_code"].unique())]
    both = [
        f.astype(dict.fromkeys(keys, str)).set_index(keys)["value"].sort_index()
        for f in (kent, frame(source_id))
    ]
    pd.testing.assert_series_equal(*both)


@pytest.mark.parametrize(
    ("geography", "file", "code", "name"),
    [
        ("lsoa21", "census2021/census2021-ts001-lsoa_kent_medway.csv", CODE, "geography"),
        ("lsoa11", population.SOURCE.file_name, "lsoa11_code", "lsoa11_name"),
    ],
)
def test_districts_hold_the_small_areas_named_after_them(geography, file, code, name):
    areas = pd.read_csv(published_file(file))
    named = areas[name].str.replace(r" \d{3}[A-Z]$", "", regex=True).replace(FORMER_NAMES)
    for district in DISTRICTS:
        assert set(small_areas(geography, district)) == set(areas.loc[named == district, code])


def test_known_facts_of_small_areas():
    sheerness = "E01024609"  # Swale 001A
    no_car = frame("ons_census2021_ts045").set_index("area_code")["value"]
    assert no_car[list(small_areas("lsoa21", "Swale"))].idxmax() == sheerness
    assert no_car[sheerness] == pytest.approx(0.457, abs=0.0005)
    communal = frame("ons_census2021_ts001").query("indicator_id == 'census-communal'").set_index("area_code")
    in_swale = communal.loc[list(small_areas("lsoa21", "Swale"))]
    prisons = in_swale.loc[in_swale["numerator"].idxmax()]  # Swale 006E, Eastchurch
    assert prisons[["numerator", "denominator"]].tolist() == [1_423, 2_433]


@pytest.mark.parametrize(
    ("district", "year", "average"),
    [
        ("Thanet", "2013", 4_592),
        ("Thanet", "2019", 4_338),
        ("Thanet", "2020", 7_365),
        ("Thanet", "2022", 4_972),
        ("Swale", "2013", 3_065),
        ("Swale", "2019", 2_978),
        ("Swale", "2020", 5_307),
        ("Swale", "2022", 3_581),
    ],
)
def test_claimants_in_an_average_month(district, year, average):
    rows = of_district("ons_claimant_count", district)
    assert rows.loc[rows["period"] == year, "value"].sum() == pytest.approx(average, abs=1)


@pytest.fixture(scope="module")
def claimants_of_england(tmp_path_factory):
    path = tmp_path_factory.mktemp("claimants") / "adi_claimant_counts_lsoa11_england_2013_2022.csv"
    whole = pd.read_parquet(published_file("claimants/adi_claimant_counts_lsoa11_england_2013_2022.parquet"))
    whole.to_csv(path, index=False)
    names = whole.drop_duplicates("area_code").set_index("area_code")["area_name"]
    return claimants.read(path), names


@pytest.mark.parametrize(("year", "tolerance"), [("2015", 0.005), ("2016", 0.015)])
def test_claimants_agree_with_the_months_that_nomis_published_for_wards(
    claimants_of_england, year, tolerance
):
    """Nomis gives the same series by ward for Greater Manchester; the months of 2016 were revised later."""
    england, names = claimants_of_england
    assert england["area_code"].nunique() == 32_844
    wards = pd.read_csv(published_file("claimants/nomis_ucjsa_wards15_greater_manchester_*.csv"))
    wards = wards[wards["date"].str.startswith(year)]
    assert wards["date"].nunique() == 12
    of_wards = wards.groupby("lad15nm")["count"].sum() / 12
    assert len(of_wards) == 10
    districts = england["area_code"].astype(str).map(names).str.replace(r" \d{3}[A-Z]$", "", regex=True)
    ours = england[england["period"] == year].groupby(districts)["value"].sum()
    assert ours[of_wards.index].to_numpy() == pytest.approx(of_wards.to_numpy(), rel=tolerance)


def test_population_by_age_adds_up_to_the_published_wards():
    wards = pd.read_csv(
        published_file("population/ons_mid2020_persons_ward_syoa_kent_medway.csv"), thousands=","
    )
    ages = [str(age) for age in range(90)] + ["90+"]
    wards[ages] = wards[ages].astype(float)
    for district, rows in wards.groupby("LA name (2021 boundaries)"):
        people = of_district("ons_population_2020", str(district))
        ours = people.groupby("indicator_id", observed=True)["value"].sum()
        assert ours["population-2020-total"] == rows["All Ages"].sum()
        assert ours["population-2020-0-15"] == rows[ages[:16]].sum().sum()
        assert ours["population-2020-16-64"] == rows[ages[16:65]].sum().sum()
        assert ours["population-2020-65-plus"] == rows[ages[65:]].sum().sum()
    assert wards["LA name (2021 boundaries)"].nunique() == 13


def test_claimant_rates_of_small_areas():
    rates = claimant_rate(frame("ons_claimant_count"), frame("ons_population_2020"))
    assert len(rates) == 10 * 1_065
    assert set(rates["status"]) == {"present"}
    assert rates["value"].between(0, 0.35).all()
    latest = rates[rates["period"] == "2022"].set_index("area_code")
    thanet = latest.loc[list(small_areas("lsoa11", "Thanet")), ["numerator", "denominator"]].sum()
    assert thanet["numerator"] == pytest.approx(4_972.5)
    assert thanet["denominator"] == 80_735
    assert latest["value"].idxmax() == "E01024609"  # Swale 001A, Sheerness


@pytest.mark.parametrize(
    ("district", "rank"), [("E07000114", 14), ("E07000108", 28), ("E07000113", 66), ("E06000053", 1)]
)
def test_ranks_of_districts_on_births_to_under_20s(district, rank):
    values = births.read(published_file(births.SOURCE.file_name)).set_index("area_code")["value"]
    assert len(values) == 309
    assert values.rank(ascending=False, method="min")[district] == rank
