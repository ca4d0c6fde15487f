"""Figures of wards: one indicator, several wards side by side, one ward by year and by LSOA."""

import pandas as pd

from sipmap.areas.similar import most_alike
from sipmap.catalogue import Indicator, indicators, part_names, part_period
from sipmap.catalogue import indicator as indicator_named
from sipmap.desk.areas import check_ward
from sipmap.desk.claimants import claimants_by_year, county_rates
from sipmap.desk.pockets import ENGLAND_LSOAS
from sipmap.desk.ranking import areas_of
from sipmap.desk.wardshared import STUDY, compared_figures
from sipmap.disclosure import MARK
from sipmap.errors import UnknownCodeError
from sipmap.export.csvw import Export
from sipmap.export.named.evidence import MEANS
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import leave, named
from sipmap.export.named.request import LIST, Request
from sipmap.export.named.sides import Side, side_by_side
from sipmap.figures.trend import SHADES
from sipmap.scoring.rank import quantile_group
from sipmap.store import read
from sipmap.words.ward import APPORTIONED
from sipmap.words.wardpage import LIKE

HELD = f"{MARK} where it is held back, empty where it is missing."
HOW = {"postcode-share": APPORTIONED, "best-fit": "estimated by best fit", "published": "as published"}


@named(
    "indicator", "One indicator for every ward, with rank and range", ("area", "indicator", "period", "wards")
)
def indicator(readings: Readings, asked: Request) -> Export:
    """Lay out an indicator by ward; its newest period unless another is asked for."""
    comparison = asked.choice.comparison
    entry = indicator_named(asked.said.get("indicator") or "")
    rows, period = _observed(readings, asked, entry)
    areas = areas_of(readings.engine, readings.release.id, comparison, "ward").set_index("code")
    held = rows.reindex(areas.index)
    is_held = held["status"].eq("suppressed")
    figures = {
        heading: held[name].astype(float).astype(object).mask(is_held, MARK)
        if is_held.any()
        else held[name].astype(float)
        for heading, name in (("Counted", "numerator"), ("Of", "denominator"), ("Value", "value"))
    }
    frame = pd.DataFrame(
        {
            "Ward code": areas.index,
            "Ward": areas["name"],
            "District": areas["district"],
            **figures,
            **_places(readings, asked, entry, period),
            "Status": held["status"].fillna("missing"),
            "How it came to the ward": held["basis"].map(HOW),
        },
        index=areas.index,
    )
    of = "wards"
    if asked.wards:
        frame, of = frame.loc[_known(asked, areas)], "chosen-wards"
    return leave(
        readings,
        frame.reset_index(drop=True),
        f"indicator-{entry.id}-{period}-{comparison.id}-{len(frame)}-{of}",
        title=f"{entry.label}, {period}, wards of {comparison.label}",
        description=" ".join(filter(None, (entry.definition, entry.caution, f"Unit: {entry.unit}."))),
        defined={
            "Value": f"{entry.definition} Unit: {entry.unit}. {HELD}",
            "Counted": f"{entry.numerator or 'The numerator, where there is one'}. {HELD}",
            "Of": f"{entry.denominator or 'The denominator, where there is one'}. {HELD}",
            "Rank": f"Place among all wards of {comparison.label} with a figure; 1 is worst.",
            "Range from": MEANS["Range from"],
            "Range to": MEANS["Range to"],
        },
    )


def _observed(readings: Readings, asked: Request, entry: Indicator) -> tuple[pd.DataFrame, str]:
    """Return an indicator's figures by ward code, of one period, and that period."""
    comparison, wanted = asked.choice.comparison, asked.said.get("period", "")
    rows = read.observations(
        readings.engine, readings.release.id, indicators=(entry.id,), geography="ward",
        basis=comparison.basis,
        periods=(wanted,) if wanted else (),
    )  # fmt: skip
    if rows.empty:
        of = f" of {wanted}" if wanted else ""
        raise UnknownCodeError(
            f"There are no figures{of} of '{entry.id}' for the wards of {comparison.label} in this release; "
            "choose another indicator, period or area."
        )
    period = str(rows["period"].max())
    return rows[rows["period"].eq(period)].set_index("area_code"), period


def _places(readings: Readings, asked: Request, entry: Indicator, period: str) -> dict[str, "pd.Series[int]"]:
    """Return ranks with their ranges, where the release lets ranges be worked out: no rank stands alone."""
    comparison = asked.choice.comparison
    if comparison.basis != "postcode-share":
        return {}
    evidence = readings.evidence(comparison, (entry.id,))
    held = evidence.ranks.get(entry.id, {})
    if not held or evidence.periods.get(entry.id) != period:
        return {}
    return {
        heading: pd.Series({code: getattr(place, name) for code, place in held.items()}, dtype="Int64")
        for heading, name in (("Rank", "rank"), ("Range from", "low"), ("Range to", "high"))
    }


def _known(asked: Request, areas: pd.DataFrame) -> list[str]:
    """Return the wards asked for; raises UnknownCodeError for one that is not there."""
    strange = [code for code in asked.wards if code not in areas.index]
    if strange:
        raise UnknownCodeError(f"There is no ward {strange[0]} in {asked.choice.comparison.label}.")
    return [str(code) for code in areas.index if code in asked.wards]


@named("compare", "Several wards side by side: every figure of themes and needs", ("area", "wards"))
def compare(readings: Readings, asked: Request) -> Export:
    """Lay out every figure of some wards, a row a ward and figure."""
    evidence = readings.evidence(asked.choice.comparison)
    if not asked.wards:
        raise UnknownCodeError(
            "Say which wards: wards=E05...,E05... in the address, --wards at the keyboard."
        )
    codes = _known(asked, evidence.areas.set_index("code"))
    sides = [
        Side({"Ward code": code, "Ward": evidence.names[code]}, evidence.names[code], (code,))
        for code in codes
    ]
    return side_by_side(readings, asked, evidence, sides, f"compare-{'-'.join(codes).lower()}")


@named(
    "wards-alike", "Every other ward of Kent and Medway by how far it is from one ward's figures", ("ward",)
)
def wards_alike(readings: Readings, asked: Request) -> Export:
    """Lay out the wards alike to one, nearest first, with the figure on which each differs most."""
    wards = areas_of(readings.engine, readings.release.id, STUDY, "ward").set_index("code", drop=False)
    if asked.ward not in wards.index:
        raise UnknownCodeError(f"There is no ward {asked.ward} in {STUDY.label}.")
    scaled = compared_figures(readings.engine, readings.release.id, wards)
    found, known = most_alike(scaled, asked.ward, len(wards)), indicators()
    codes, name = [one.code for one in found], str(wards.at[asked.ward, "name"])
    frame = pd.DataFrame(
        {
            "Ward code": codes,
            "Ward": wards["name"].reindex(codes).to_numpy(),
            "District": wards["district"].reindex(codes).to_numpy(),
            "Distance": [one.distance for one in found],
            "Differs most on": [known[one.apart_on].label for one in found],
            "By": [one.apart for one in found],
        }
    )
    listed = "; ".join(known[str(i)].label for i in scaled.columns)
    return leave(
        readings,
        frame,
        f"wards-alike-to-{asked.ward.lower()}",
        title=f"Wards by how far they are from {name}",
        description=f"{LIKE.format(count=scaled.shape[1])} They are: {listed}.",
        defined={
            "Distance": "Root mean square difference, in standard deviations; 0 would be the same.",
            "By": f"Standard deviations there; above 0 where the figure is higher than in {name}.",
        },
    )


@named("claimant-trend", "Claimants of one ward by year, beside its county's", ("area", "ward"))
def claimant_trend(readings: Readings, asked: Request) -> Export:
    """Lay out a ward's claimant rate by year; a county's claimants are summed first."""
    code, comparison = asked.ward, asked.choice.comparison
    claimants = claimants_by_year(readings.engine, readings.release.id)
    own = claimants[claimants["area_code"].eq(code)].set_index("year").sort_index()
    if own.empty:
        raise UnknownCodeError(f"There are no claimants of a ward {code} in this release.")
    county = county_rates(claimants, str(own["county_code"].iloc[0])).reindex(own.index)
    names = read.areas(readings.engine, readings.release.id, "ward", codes=(code,))
    name = str(names["name"].iloc[0])
    frame = pd.DataFrame(
        {
            "Ward code": code,
            "Ward": name,
            "Year": own.index.astype("int64"),
            "Claimants, average month": own["numerator"].to_numpy(),
            "Residents of working age": own["denominator"].to_numpy(),
            "Claimant rate": own["value"].to_numpy(),
            "Claimant rate of the county": county.to_numpy(),
            "Note": [_year_note(int(year)) for year in own.index],
        }
    )
    entry = indicators()["claimant-rate"]
    return leave(
        readings,
        frame,
        f"claimant-trend-{code.lower()}",
        title=f"Claimants in {name}, average month of each year",
        description=f"{entry.definition} Years before, within and after the roll-out of Universal Credit and "
        f"the pandemic cannot be compared. Asked for within {comparison.label}.",
        key=("Ward code", "Year"),
        defined={"Claimant rate": entry.definition, "Note": "What keeps the year from being compared."},
    )


def _year_note(year: int) -> str | None:
    return next((shade.label for shade in SHADES if shade.first <= year <= shade.last), None)


@named("ward-lsoas", "The LSOAs inside one ward, so that an average does not hide a pocket", ("ward",))
def ward_lsoas(readings: Readings, asked: Request) -> Export:
    """Lay out the small areas inside a ward, the most deprived first."""
    small = readings.small_areas()
    own = small[small["group"].eq(asked.ward)].sort_values(["rank", "code"])
    if own.empty:
        raise UnknownCodeError(f"There are no small areas of a ward {asked.ward} in this release.")
    residents = own["population"] * own["share"]
    frame = pd.DataFrame(
        {
            "LSOA code": own["code"],
            "LSOA": own["name"],
            "IMD 2025 rank in England": own["rank"].astype("Int64"),
            "IMD 2025 decile in England": pd.Series(
                quantile_group(own["rank"], ENGLAND_LSOAS), index=own.index
            ).astype("Int64"),
            "IMD 2025 score": own["score"].astype(float),
            "Residents of the LSOA": own["population"].astype(float),
            "Share of the LSOA in the ward": own["share"].astype(float),
            "Share of the ward's residents": (residents / residents.sum()).astype(float),
        }
    )
    return leave(
        readings,
        frame,
        f"lsoas-of-{asked.ward.lower()}",
        title=f"LSOAs in the ward {asked.ward}",
        description="By the share of live postcodes in the ward; rank 1 and decile 1 are most deprived.",
        defined={"Share of the LSOA in the ward": "By live postcodes, 0 to 1."},
    )


@named("score-parts", "What one ward's score is made of", (*LIST, "ward"))
def score_parts(readings: Readings, asked: Request) -> Export:
    """Lay out the parts of a ward's score, in the profile's order."""
    choice, code, known = asked.choice, asked.ward, indicators()
    inputs = readings.inputs(choice.comparison, choice.profile)
    check_ward(inputs, code)
    moved = dict(choice.weights)
    ranking = inputs.ranking(moved).set_index("area_code")
    (own,) = ranking.loc[[code]].to_dict("records")
    parts = list(zip(part_names(choice.profile), choice.profile.parts, strict=True))
    weights = {name: moved.get(name, part.weight) for name, part in parts}
    rows = [
        (
            code, own["name"], known[part.indicator].label, known[part.indicator].unit,
            part_period(part, known),
            MARK if (code, name) in inputs.held_back else float(inputs.wide[name].get(code, float("nan"))),
            weights[name], weights[name] / sum(weights.values()), float(own[name]),
        )
        for name, part in parts
    ]  # fmt: skip
    columns = [
        "Ward code",
        "Ward",
        "Part",
        "Unit",
        "Period",
        "Value",
        "Weight",
        "Share of all weights",
        "Adds to score",
    ]
    return leave(
        readings,
        pd.DataFrame(rows, columns=columns),
        f"score-of-{code.lower()}-{choice.profile.id}",
        title=f"{choice.profile.label}: what the score of {own['name']} is made of",
        description=f"The parts add up to the score, {float(own['score']):.6g}. {choice.profile.description}",
        key=("Ward code", "Part"),
    )
