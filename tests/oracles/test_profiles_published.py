"""The profiles on Kent's real wards: what the design says of them must come out of our own functions.

Small areas are brought to wards here by hand, with shares of postcodes, so that the scoring is tested apart
from the ETL.
"""

import pandas as pd
import pytest

from sipmap import catalogue
from sipmap.scoring.communal import communal_warnings
from sipmap.scoring.composite import score
from sipmap.scoring.coverage import coverage, pockets, worst_decile_residents
from sipmap.scoring.index import exponential
from sipmap.scoring.overlap import effective_weights, overlap
from sipmap.scoring.parts import parts_wide
from sipmap.scoring.ranking import rank_profile
from sipmap.scoring.standardise import fit_all, standards_for
from sipmap.scoring.summaries import summarise, worst_lsoa
from tests.oracles.test_index_published import DOMAIN_HEADINGS, IMD_RANK, IMD_SCORE, RANK
from tests.published import published_file

pytestmark = pytest.mark.published

ENGLAND_LSOAS = 33_755
MEDWAY = "E06000035"
SHEPPEY_EAST = "E05009562"
WORKING_AGE = "Working age population 18-66 (for use with Employment Deprivation Domain): mid 2022"
TOP_4 = {"Margate Central": 60.9, "Sheerness": 59.7, "Cliftonville West": 59.5, "Newington": 57.7}


@pytest.fixture(scope="module")
def small():
    """Pieces of LSOAs in Kent's wards: the published figures with the share of the LSOA in the ward."""
    shares = pd.read_csv(published_file("lookups/DERIVED_lsoa21_to_wd25_weights_Kent_Medway.csv"))
    file_7 = pd.read_csv(published_file("iod/iod2025_file7_*.csv"))
    communal = pd.read_csv(published_file("census2021/census2021-ts001-lsoa_kent_medway.csv"))
    communal.columns = ["date", "name", "code", "census_residents", "households", "communal"]
    pieces = shares.merge(file_7, left_on="LSOA21CD", right_on="LSOA code (2021)").rename(
        columns={
            "WD25CD": "group",
            "LSOA21CD": "code",
            "postcode_share": "share",
            IMD_SCORE: "score",
            IMD_RANK: "rank",
            "Total population: mid 2022": "population",
            WORKING_AGE: "working_age",
        }
    )
    pieces = pieces[pieces["share"] > 0].merge(communal, on="code")
    wards = pd.read_csv(published_file("lookups/ward25_lad25_utla_region_England.csv"))
    in_medway = wards.loc[wards["LAD25CD"] == MEDWAY, "WD25CD"]
    return pieces[~pieces["group"].isin(in_medway)]


def ward_mean(small, values, people):
    weight = small[people] * small["share"]
    sums = pd.DataFrame({"value": values * weight, "weight": weight}).groupby(small["group"]).sum()
    return sums["value"] / sums["weight"]


def ward_sum(small, column):
    return (small[column] * small["share"]).groupby(small["group"]).sum()


def tidy(indicator_id, period, values):
    frame = values.rename_axis("area_code").rename("value").reset_index()
    return frame.assign(indicator_id=indicator_id, period=period)


@pytest.fixture(scope="module")
def areas(small):
    wards = pd.read_csv(published_file("lookups/ward25_lad25_utla_region_England.csv"))
    wards = wards[wards["WD25CD"].isin(small["group"])]
    found = wards.rename(columns={"WD25CD": "code", "WD25NM": "name", "LAD25NM": "district"})
    assert len(found) == 255
    return found


@pytest.fixture(scope="module")
def imd(small, areas):
    observations = pd.concat(
        [
            tidy(
                f"iod2025-{domain}-exponential",
                "2025",
                ward_mean(
                    small,
                    pd.Series(exponential(small[f"{heading} Rank {RANK}"], ENGLAND_LSOAS), small.index),
                    "population",
                ),
            )
            for domain, heading in DOMAIN_HEADINGS.items()
        ]
    )
    profile = catalogue.profile("imd-2025")
    wide = parts_wide(observations, profile, catalogue.indicators())
    return rank_profile(wide, areas, profile, {})


def test_imd_2025_is_the_ministrys_average_score(small, imd):
    published = ward_mean(small, small["score"], "population")
    ours = imd.set_index("area_code")["score"]
    assert (ours - published[ours.index]).abs().max() < 0.0007
    averages = summarise(small, ENGLAND_LSOAS)["average_score"]
    assert (ours - averages[ours.index]).abs().max() < 0.0007


def test_the_most_deprived_four(imd):
    first = imd.head(4)
    assert first["rank"].tolist() == [1, 2, 3, 4]
    names = first["name"].str.replace(r" \(.*", "", regex=True)
    assert dict(zip(names, first["score"], strict=True)) == pytest.approx(TOP_4, abs=0.2)


def test_every_ward_is_ranked_on_the_published_scale(imd):
    assert imd["score"].between(0, 100).all()
    assert (imd["reason"] == "").all()


def employment_deprived(small):
    return ward_sum(
        small.assign(deprived=small["Employment Score (rate)"] * small["working_age"]), "deprived"
    )


def test_the_top_24_hold_an_eighth_of_people_and_a_quarter_of_the_employment_deprived(small, imd):
    wards = pd.DataFrame(
        {
            "people": ward_sum(small, "population"),
            "employment_deprived": employment_deprived(small),
            "worst_decile_residents": worst_decile_residents(small, ENGLAND_LSOAS),
        }
    ).rename_axis("area_code")
    chosen = imd["area_code"].head(24).tolist()
    found = coverage(wards.reset_index(), chosen)
    assert found.loc["people", "inside_share"] == pytest.approx(0.12, abs=0.01)
    assert found.loc["employment_deprived", "inside_share"] == pytest.approx(0.24, abs=0.01)
    outside = pockets(small, chosen, ENGLAND_LSOAS)
    assert 0 < outside["residents"].sum() <= found.loc["worst_decile_residents", "outside"]
    assert not set(outside["group"]) & set(chosen)


def test_every_ward_has_a_worst_small_area(small):
    worst = worst_lsoa(small)
    assert len(worst) == 255
    assert (worst["residents_share"] >= 0.05).all()


@pytest.fixture(scope="module")
def sip_today(small):
    claimants = pd.read_csv(published_file("claimants/adi_claimant_counts_lsoa11_2013_2022_kent_medway.csv"))
    people = pd.read_csv(published_file("population/population20_lsoa11_single_year_age_kent_medway.csv"))
    shares = pd.read_csv(published_file("lookups/DERIVED_lsoa11_to_wd25_weights_Kent_Medway.csv"))
    ages = [c for c in people.columns if c.strip("+").isdigit() and 16 <= int(c.strip("+")) <= 64]
    assert len(ages) == 49
    working_age = people.set_index("lsoa11_code")[ages].sum(axis=1)
    of_2022 = claimants[claimants["year"] == 2022]
    month = of_2022.set_index("area_code")["claimant_count"] / 12
    pieces = shares.assign(
        claimants=shares["LSOA11CD"].map(month), people=shares["LSOA11CD"].map(working_age)
    )
    pieces = pieces.rename(columns={"WD25CD": "group", "postcode_share": "share"})
    claimant_rate = ward_sum(pieces, "claimants") / ward_sum(pieces, "people")
    observations = pd.concat(
        [
            tidy("claimant-rate", "2022", claimant_rate[sorted(set(small["group"]))]),
            tidy("iod2025-income-rate", "2025", ward_mean(small, small["Income Score (rate)"], "population")),
            tidy(
                "iod2025-employment-rate",
                "2025",
                ward_mean(small, small["Employment Score (rate)"], "working_age"),
            ),
        ]
    )
    profile, indicators = catalogue.profile("sip-today"), catalogue.indicators()
    standards = standards_for(profile, fit_all(observations, "kent"), indicators)
    return score(parts_wide(observations, profile, indicators), profile, standards)


def test_worklessness_and_claimants_overlap_as_the_design_says(sip_today):
    found = overlap(sip_today)
    assert found.loc["iod2025-employment-rate", "claimant-rate"] == pytest.approx(0.92, abs=0.015)


def test_effective_weights_stand_near_the_stated_ones(sip_today):
    found = effective_weights(sip_today)
    assert found.sum() == pytest.approx(1)
    assert found.to_dict() == pytest.approx(sip_today.weights, abs=0.03)


def test_standardised_parts_have_mean_0_and_spread_1_over_kent(sip_today):
    assert sip_today.standardised.mean().abs().max() < 1e-12
    assert sip_today.standardised.std(ddof=0).tolist() == pytest.approx([1, 1, 1])
    assert sip_today.scores.mean() == pytest.approx(0, abs=1e-12)


def test_sheppey_east_carries_the_communal_warning(small):
    people = ward_sum(small, "working_age")
    areas = pd.DataFrame(
        {
            "communal": ward_sum(small, "communal"),
            "residents": ward_sum(small, "census_residents"),
            "rate": employment_deprived(small) / people,
            "denominator": people,
        }
    ).rename_axis("area_code")
    warnings = communal_warnings(areas.reset_index())
    found = warnings.loc[SHEPPEY_EAST]
    assert found["rate"] == pytest.approx(0.166, abs=0.0005)
    assert found["household_rate"] == pytest.approx(0.265, abs=0.001)
    assert found["communal_share"] == pytest.approx(0.26, abs=0.02)
    assert 2 <= len(warnings) <= 6
