"""A small made-up county in a real database: a grid of wards with every awkward thing in it.

Codes are made up (E05099001 and so on); county codes are the real ones, since the comparison sets name them.
"""

from datetime import date

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import Engine

from etl.maplayer import map_layers
from sipmap.catalogue import indicators
from sipmap.geography import KENT, MEDWAY
from sipmap.scoring.standardise import fit_all
from sipmap.store import write
from sipmap.store.engine import make_engine, migrate

COLUMNS, ROWS, SIDE_M = 6, 6, 5_000
KENT_WARDS = 30
AWKWARD = {
    0: "St Mary's & \u00d4l-y-Bryn",
    1: "Upper Much Longer Name of Ward with Hamlets, Marshes and the Isle of Elsewhere",
    2: "=SUM(A1) Ward",
}
MISSING = "E05099003"
"""A ward without an employment figure: unranked."""
TIED = ("E05099005", "E05099006")
"""Two wards with the same figures: they share a rank."""
PRISON = "E05099007"
"""A ward where a third of residents live in communal establishments."""
FIRST = "E05099001"
DOMAINS = ("income", "employment", "education", "health", "crime", "barriers", "environment")


def ward_codes() -> list[str]:
    return [f"E05099{n:03d}" for n in range(1, COLUMNS * ROWS + 1)]


def areas() -> pd.DataFrame:
    rows = []
    for n, code in enumerate(ward_codes()):
        x, y = 580_000 + (n % COLUMNS) * SIDE_M, 140_000 + (n // COLUMNS) * SIDE_M
        in_kent = n < KENT_WARDS
        district = ("E07099001" if n % COLUMNS < 3 else "E07099002") if in_kent else MEDWAY
        box = shapely.box(x, y, x + SIDE_M, y + SIDE_M)
        name = AWKWARD.get(n, f"Ward {n + 1}")
        rows.append((code, "ward", name, "WD25", district, KENT if in_kent else MEDWAY, box))
        for half in (1, 2):
            small = f"E0109{n:03d}{half}0"[:9]
            rows.append((small, "lsoa21", f"Small {n + 1:03d}{'AB'[half - 1]}", "LSOA21", district, "", None))
    for code, name in (("E07099001", "Westshire"), ("E07099002", "O'Eastshire"), (MEDWAY, "Medway")):
        county = MEDWAY if code == MEDWAY else KENT
        own = [
            shape
            for _, geography, _, _, district, _, shape in rows
            if geography == "ward" and district == code
        ]
        rows.append((code, "district", name, "LAD25", code, county, shapely.union_all(own)))
    names = ["code", "geography", "name", "vintage", "district_code", "county_code", "geometry"]
    return pd.DataFrame(rows, columns=names).assign(name_welsh="", region_code="E12000008")


def _rows(  # noqa: PLR0917 - a row's key, then its numbers
    indicator: str, geography: str, basis: str, period: str, codes: list[str], values, people=None
):
    values = np.asarray(values, dtype=float)
    people = np.full(len(values), np.nan) if people is None else np.asarray(people, dtype=float)
    kind = indicators()[indicator].kind
    is_share = kind == "rate" or indicator.endswith("-rate")
    counted = values if kind == "count" else values * people if is_share else np.nan
    missing = np.isnan(values)
    status = "apportioned" if geography == "ward" else "present"
    return pd.DataFrame(
        {
            "indicator_id": indicator,
            "geography": geography,
            "basis": basis,
            "period": period,
            "area_code": codes,
            "numerator": np.where(missing, np.nan, counted),
            "denominator": people,
            "value": values,
            "status": np.where(missing, "missing", status),
        }
    )


def observations() -> pd.DataFrame:
    codes, random = ward_codes(), np.random.default_rng(7)
    n = len(codes)
    need = np.linspace(0.95, 0.05, n) + random.normal(0, 0.05, n)
    tied = [codes.index(c) for c in TIED]
    need[tied[1]] = need[tied[0]]
    known = indicators()
    frames = []
    for basis in ("postcode-share", "best-fit"):

        def add(indicator, values, people=None, period=None, basis=basis):
            period = period or known[indicator].period
            frames.append(_rows(indicator, "ward", basis, period, codes, values, people))

        population = 4_000 + 100 * np.arange(n)
        population[tied[1]] = population[tied[0]]
        working = population * 0.6
        add("iod2025-population", population)
        add("iod2025-population-working-age", working)
        employment = 0.05 + 0.2 * need
        add("iod2025-employment-rate", np.where(np.array(codes) == MISSING, np.nan, employment), working)
        add("iod2025-income-rate", 0.06 + 0.25 * need, population)
        add("iod2025-imd-score", 5 + 50 * need, population)
        for k, domain in enumerate(DOMAINS):
            add(f"iod2025-{domain}-exponential", np.clip(60 * need + k, 0, 100), population)
        if basis == "best-fit":
            continue
        shares = np.where(np.array(codes) == PRISON, 0.34, 0.01)
        add("census-communal", shares, population)
        add("census-no-car", 0.1 + 0.4 * need, population)
        for year in range(2013, 2023):
            add("claimant-rate", (0.02 + 0.06 * need) * (1.6 if year == 2020 else 1), working, str(year))
    small = list(areas().query("geography == 'lsoa21'")["code"])
    ranks = np.linspace(1, 33_755, len(small)).round()
    frames.append(
        _rows("iod2025-imd-rank", "lsoa21", "published", known["iod2025-imd-rank"].period, small, ranks)
    )
    frames.append(
        _rows(
            "iod2025-population",
            "lsoa21",
            "published",
            known["iod2025-population"].period,
            small,
            np.full(len(small), 1_600.0),
        )
    )
    return pd.concat(frames, ignore_index=True)


def weights() -> pd.DataFrame:
    made = areas()
    small = made.query("geography == 'lsoa21'")["code"].tolist()
    wards = [code for code in ward_codes() for _ in (1, 2)]
    frame = pd.DataFrame({"from_geography": "lsoa21", "from_code": small, "to_code": wards, "weight": 1.0})
    return pd.concat([frame.assign(basis=b) for b in ("postcode-share", "best-fit")], ignore_index=True)


def flags() -> pd.DataFrame:
    common = {
        "theme": "transport",
        "strength": "moderate",
        "evidence": "A report",
        "source_title": "A made-up report",
        "source_url": "",
        "author_role": "officer",
        "is_public": True,
    }
    return pd.DataFrame(
        [
            {
                **common,
                "uid": "old-flag",
                "subject_kind": "place",
                "subject": "elsewhere",
                "statement": "Buses are few",
                "recorded_on": date(2008, 9, 1),
                "review_by": date(2009, 9, 1),
            },
            {
                **common,
                "uid": "new-flag",
                "subject_kind": "ward",
                "subject": FIRST,
                "statement": "A new bus runs",
                "recorded_on": date(2026, 1, 1),
                "review_by": date(2099, 1, 1),
            },
        ]
    )


def _file(source_id: str) -> dict[str, object]:
    return {
        "source_id": source_id,
        "title": f"Published {source_id}",
        "publisher": "Office of Made-up Figures",
        "url": "https://example.org/figures",
        "licence": "Open Government Licence v3.0",
        "attribution": f"Source: Office of Made-up Figures, {source_id}.",
        "period": "2025",
        "file_name": f"{source_id}.csv",
        "retrieved": date(2026, 1, 2),
        "sha256": "0" * 64,
        "byte_size": 1_234,
        "note": "",
    }


def build(url: str) -> Engine:
    """Fill a database and return its engine."""
    engine = make_engine(url)
    migrate(engine)
    made, seen = areas(), observations()
    places = pd.DataFrame(
        [("elsewhere", "Isle of Elsewhere", "island", "", 0.5, 51.2)],
        columns=["id", "name", "kind", "note", "longitude", "latitude"],
    )
    members = pd.DataFrame({"place_id": "elsewhere", "area_code": [FIRST, MISSING]})
    geography = {
        "area": made,
        "area_weight": weights(),
        "place": places,
        "place_area": members,
        "map_layer": map_layers(made),
    }
    known = indicators()
    with write.Loading(engine, "made up", "load") as loading:
        loading.dataset("geography", "geography-hash", [_file("geography")], geography)
        for source, rows in seen.groupby(seen["indicator_id"].map(lambda i: known[i].source)):
            loading.dataset(str(source), f"{source}-hash", [_file(str(source))], {"observation": rows})
            loading.report(str(source), "loaded", {"rows": len(rows), "checked": {"sum": 1}})
        for reference, basis, counties in (
            ("kent", "postcode-share", [KENT]),
            ("england", "best-fit", [KENT, MEDWAY]),
        ):
            codes = made.loc[(made["geography"] == "ward") & made["county_code"].isin(counties), "code"]
            rows = seen[
                (seen["geography"] == "ward") & (seen["basis"] == basis) & seen["area_code"].isin(codes)
            ]
            loading.standardisation(fit_all(rows, reference))
        loading.activate()
    write.append_flags(engine, flags())
    return engine
