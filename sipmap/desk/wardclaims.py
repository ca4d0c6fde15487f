"""A ward's rates beside those around it, and the figures on which it stands out from its county."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from sipmap.areas.barriers import Finding, assess
from sipmap.areas.figures import Rows, WardFigures
from sipmap.catalogue import indicators
from sipmap.desk.wardreport import Claim, StandOut
from sipmap.desk.wardshared import County
from sipmap.scoring.rates import wilson
from sipmap.words.evidence import is_old

NAN = float("nan")
FEW = 3
"""How many of the best and of the worst figures are named, each of another theme."""
WORTH_A_WORD = 0.5
"""Standard deviations from the county below which a figure does not stand out."""


def ward_claims(county: County, code: str) -> Iterator[Claim]:
    """Yield the rates of CLAIMED that a ward has."""
    districts = county.ranking["district_code"]
    return group_claims(county, [code], list(districts.index[districts == districts[code]]))


def group_claims(county: County, codes: Sequence[str], around: Sequence[str] = ()) -> Iterator[Claim]:
    """Yield the rates of CLAIMED that some wards of a county have together, beside those around them."""
    rates = county.rates
    own, near = rates.rows(codes), rates.rows(around)
    here, district, whole = (rates.mean(rows) for rows in (own, near, rates.all_rows))
    for column, name in enumerate(rates.ids):
        if np.isnan(here[column]):
            continue
        low, high = rate_limits(rates, own, column)
        yield Claim(
            indicator=indicators()[name],
            period=county.periods.get(name, ""),
            count=float(county.counts[name][list(codes)].sum(min_count=1)),
            denominator=float(rates.weights[own, column].sum()),
            value=float(here[column]),
            low=low,
            high=high,
            district=float(district[column]),
            county=float(whole[column]),
            england=float(county.england.get(name, NAN)),
        )


def rate_limits(rates: WardFigures, rows: Rows, column: int) -> tuple[float, float]:
    """Return Wilson's 95 % limits of a group's rate; NaN for a figure that is published without its count."""
    if not rates.counted[column]:
        return NAN, NAN
    whole = float(rates.weights[rows, column].sum())
    count = float(np.nansum(rates.values[rows, column] * rates.weights[rows, column]))
    found = wilson(min(count, whole), whole)
    return float(found.lower), float(found.upper)


def index_claim(held: pd.DataFrame, name: str, england: Mapping[str, float]) -> Claim:
    """Return a rate of a ward elsewhere in England, which has nothing nearer than England beside it."""
    row = held.loc[name].to_dict()
    return Claim(
        indicators()[name],
        str(row["period"]),
        float(row["numerator"]),
        float(row["denominator"]),
        float(row["value"]),
        NAN,
        NAN,
        NAN,
        NAN,
        float(england.get(name, NAN)),
    )


def standing_out(county: County, code: str, this_year: int) -> dict[str, tuple[StandOut, ...]]:
    """Return the figures on which a ward is worst and best beside its county, as LocalReport names them."""
    evidence = county.setting.evidence
    found = assess(county.rates, [code], {}) | evidence.against_county([code])
    periods = {**evidence.periods, **county.periods}
    told = [
        f for name, f in found.items() if f.county is not None and indicators()[name].geography != "district"
    ]
    return {
        "worst": _first([f for f in told if f.county and f.county.is_worse], periods, 1, this_year),
        "best": _first([f for f in told if f.county and f.county.is_better], periods, -1, this_year),
    }


def _first(
    found: Sequence[Finding], periods: Mapping[str, str], side: int, this_year: int
) -> tuple[StandOut, ...]:
    """Return the figures furthest from the county on one side, the first of each theme.

    Old ones are named only where there are too few others.
    """
    far = [
        StandOut(indicators()[f.indicator], periods.get(f.indicator, ""), f.value, f.county_value, f.county)
        for f in found
        if f.county is not None and side * f.county.value >= WORTH_A_WORD
    ]
    far.sort(key=lambda one: (is_old(one.period, this_year), -abs(one.contrast.value)))
    of_themes: dict[str, StandOut] = {}
    for one in far:
        of_themes.setdefault(one.indicator.theme, one)
    return tuple(of_themes.values())[:FEW]
