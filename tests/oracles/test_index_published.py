"""Our arithmetic against figures that the index's publishers worked out themselves.

Each index of deprivation is rebuilt from its published domain ranks, and the published district summaries
from the small areas, by the very functions that the dashboard uses for wards.
"""

import numpy as np
import pandas as pd
import pytest

from sipmap.scoring.index import IMD_2000_WEIGHTS, IMD_WEIGHTS, combine, exponential, mid_ranks
from sipmap.scoring.rank import quantile_group, rank
from sipmap.scoring.summaries import published_direction, summarise
from tests.published import published_file

pytestmark = pytest.mark.published

DOMAIN_HEADINGS = {
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "environment": "Living Environment",
}
RANK = "(where 1 is most deprived)"
IMD_SCORE = "Index of Multiple Deprivation (IMD) Score"
IMD_RANK = f"Index of Multiple Deprivation (IMD) Rank {RANK}"
IMD_DECILE = "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"

FILE_7 = {2019: ("iod/iod2019_file7_*.csv", 32_844), 2025: ("iod/iod2025_file7_*.csv", 33_755)}


@pytest.fixture(scope="module", params=[2019, 2025])
def file_7(request):
    pattern, areas = FILE_7[request.param]
    frame = pd.read_csv(published_file(pattern))
    assert len(frame) == areas
    return request.param, frame


def exponentials(frame, heading_of, n):
    return pd.DataFrame(
        {domain: exponential(frame[heading].to_numpy(), n) for domain, heading in heading_of.items()}
    )


def rebuilt_imd(frame):
    headings = {domain: f"{heading} Rank {RANK}" for domain, heading in DOMAIN_HEADINGS.items()}
    return combine(exponentials(frame, headings, len(frame)), IMD_WEIGHTS)


def test_imd_is_rebuilt_from_domain_ranks(file_7):
    year, frame = file_7
    difference = (rebuilt_imd(frame) - frame[IMD_SCORE]).abs()
    assert difference.notna().all()
    assert difference.max() < {2019: 0.0014, 2025: 0.0007}[year]


def test_rebuilt_imd_ranks_as_published(file_7):
    """The published ranks were made from scores before rounding: ours differ by a place or two at most."""
    _, frame = file_7
    ours = rank(rebuilt_imd(frame)).astype(int)
    assert (ours - frame[IMD_RANK]).abs().max() <= 10
    assert (ours == frame[IMD_RANK]).mean() > 0.9


def test_deciles_as_published(file_7):
    _, frame = file_7
    ours = quantile_group(frame[IMD_RANK], len(frame))
    assert (ours == frame[IMD_DECILE]).all()


@pytest.fixture(scope="module")
def imd_2000():
    frame = pd.read_csv(published_file("iod/imd2000_england_ward98.csv"))
    assert len(frame) == 8_414
    ranks = frame[[f"Rank of {domain.capitalize()} Domain" for domain in IMD_2000_WEIGHTS]]
    return ranks.set_axis(list(IMD_2000_WEIGHTS), axis=1), frame["Index of Multiple Deprivation Score"]


def test_imd_2000_is_rebuilt_from_domain_ranks(imd_2000):
    ranks, published = imd_2000
    ours = combine(ranks.apply(exponential, n=len(ranks)), IMD_2000_WEIGHTS)
    difference = (ours - published).abs()
    assert difference.max() < 0.00065
    shared = ranks["employment"].duplicated(keep=False)
    assert difference[~shared].max() < 1e-10


def test_imd_2000_is_rebuilt_exactly_where_shared_ranks_take_their_mean(imd_2000):
    ranks, published = imd_2000
    ours = combine(ranks.apply(mid_ranks).apply(exponential, n=len(ranks)), IMD_2000_WEIGHTS)
    assert (ours - published).abs().max() < 1e-10


SUMMARY_TOLERANCE = {
    "average_score": ("IMD - Average score", 0.001),
    "average_rank": ("IMD - Average rank", 0.15),
    "extent": ("IMD 2019 - Extent", 0.0001),
    "worst_decile_lsoas": ("IMD - Proportion of LSOAs in most deprived 10% nationally", 0.0001),
    "local_concentration": ("IMD 2019 - Local concentration", 0.2),
}


@pytest.fixture(scope="module")
def districts():
    small = pd.read_csv(published_file("iod/iod2019_file7_*.csv"))
    n = len(small)
    pieces = pd.DataFrame(
        {
            "group": small["Local Authority District code (2019)"],
            "code": small["LSOA code (2011)"],
            "population": small["Total population: mid 2015 (excluding prisoners)"],
            "share": 1.0,
            "score": small[IMD_SCORE],
            "rank": small[IMD_RANK],
        }
    )
    ours = summarise(pieces, n, local_concentration_floor=0)
    for column in ("average_rank", "local_concentration"):
        ours[column] = published_direction(ours[column], n)
    published = pd.read_csv(published_file("iod/iod2019_File10_LAD_IMD_sheet.csv"))
    published.columns = published.columns.str.strip()
    published = published.set_index("Local Authority District code (2019)")
    assert len(published) == 317
    assert list(ours.index) == sorted(published.index)
    return ours, published.loc[ours.index]


@pytest.mark.parametrize("summary", SUMMARY_TOLERANCE)
def test_district_summaries_of_2019(districts, summary):
    ours, published = districts
    heading, tolerance = SUMMARY_TOLERANCE[summary]
    difference = (ours[summary] - published[heading]).abs()
    assert difference.notna().all()
    assert difference.max() < tolerance


def test_share_of_residents_is_another_figure_than_share_of_lsoas(districts):
    ours, _ = districts
    assert np.abs(ours["worst_decile_residents"] - ours["worst_decile_lsoas"]).max() > 0.01
