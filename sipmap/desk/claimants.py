"""The trend of claimants: a ward by year beside its county, with the years that cannot be compared."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Engine

from sipmap.figures.trend import trend
from sipmap.store import read
from sipmap.words.numbers import percent

CLAIMANTS = "claimant-rate"


@dataclass(frozen=True)
class Trend:
    """The claimant trend: a picture, its words, and the same figures by year."""

    svg: str
    alt: str
    years: list[tuple[str, str, str]]
    """Year, the ward's rate, its county's."""


def claimants_by_year(engine: Engine, release_id: int) -> pd.DataFrame:
    """Return claimants by ward and year: area_code, county_code, year, numerator, denominator, value."""
    rows = read.observations(
        engine, release_id, indicators=(CLAIMANTS,), geography="ward", basis="postcode-share"
    )
    wards = read.areas(engine, release_id, "ward").set_index("code")["county_code"]
    return rows.assign(year=rows["period"].astype(int), county_code=rows["area_code"].map(wards))


def county_rates(claimants: pd.DataFrame, county_code: str) -> "pd.Series[float]":
    """Return a county's claimant rate by year, 0..1: its wards' claimants are summed first."""
    own = claimants[claimants["county_code"] == county_code]
    sums = own.groupby("year")[["numerator", "denominator"]].sum()
    rates: pd.Series[float] = sums["numerator"] / sums["denominator"]
    return rates


def claimant_trend(claimants: pd.DataFrame, code: str, name: str, county_code: str, county: str) -> Trend:
    """Return a ward's claimant rate by year beside its county's."""
    ward = claimants[claimants["area_code"] == code].set_index("year")["value"]
    whole = county_rates(claimants, county_code)
    years = [
        (str(y), percent(ward.get(y)), percent(whole.get(y))) for y in sorted({*ward.index, *whole.index})
    ]
    known = ward.dropna()
    alt = ""
    if not known.empty:
        first, last = int(known.index.min()), int(known.index.max())
        alt = (
            f"Line chart of {first} to {last}, with 2015 to 2019 and 2020 to 2021 shaded. In {last}: {name} "
            f"{percent(known[last])}, {county} {percent(whole.get(last))}. Every year is in the table below."
        )
    return Trend(trend(ward, whole, name, county), alt, years)
