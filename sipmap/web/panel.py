"""What the ward panel says, gathered from the release: plain values for the components."""

from collections.abc import Hashable
from datetime import date
from typing import Any

import pandas as pd

from sipmap.catalogue import indicators, part_names
from sipmap.desk import RankingInputs, wardknowledge
from sipmap.desk.claimants import CLAIMANTS
from sipmap.desk.communal import ward_warnings
from sipmap.store.read import ReleaseRecord
from sipmap.web.components.ward import PartRow, SourceRow
from sipmap.web.data import EMPLOYMENT, POPULATION, WORKING_AGE, Figures
from sipmap.web.state import PageState
from sipmap.words import flags as flag_words
from sipmap.words import warnings
from sipmap.words.numbers import NO_FIGURE, decimals, indicator_value, score_places
from sipmap.words.ward import APPORTIONED, BEST_FITTED, Standing

COMMUNAL, RESIDENTS = "census-communal", "census-residents"
HOW = {
    "postcode-share": APPORTIONED,
    "best-fit": BEST_FITTED,
    "published": "as published for the ward",
}


def _row(ranking: pd.DataFrame, code: str) -> dict[Hashable, Any]:
    return ranking[ranking["area_code"] == code].to_dict("records")[0]


def standing(ranking: pd.DataFrame, code: str, inputs: RankingInputs) -> Standing:
    """Return where a ward stands in a ranking."""
    row = _row(ranking, code)
    is_ranked = bool(pd.notna(row["rank"]))
    return Standing(
        int(row["rank"]) if is_ranked else None,
        int(ranking["rank"].notna().sum()) if is_ranked else len(ranking),
        inputs.comparison.label,
        inputs.profile.label,
        is_shared=is_ranked and int((ranking["rank"] == row["rank"]).sum()) > 1,
        reason=str(row["reason"]).rstrip("."),
    )


def part_rows(ranking: pd.DataFrame, code: str, inputs: RankingInputs, state: PageState) -> list[PartRow]:
    """Return the parts of a ward's score, in the profile's order."""
    row = _row(ranking, code)
    weights, known = state.all_weights, indicators()
    total, places = sum(weights.values()), score_places(inputs.profile.standardise)
    rows = []
    for name, part in zip(part_names(inputs.profile), inputs.profile.parts, strict=True):
        entry = known[part.indicator]
        own = float(inputs.wide[name].get(code, float("nan")))
        adds = float(row[name])
        period = part.period or entry.period
        label = entry.short if period in entry.short else f"{entry.short}, {period}"
        share = f"{weights[name] / total:.0%} of the score"
        rows.append(PartRow(label, indicator_value(own, entry), share, decimals(adds, places), adds))
    return rows


def warning_lines(observed: pd.DataFrame, code: str, inputs: RankingInputs, state: PageState) -> list[str]:
    """Return the warnings of a ward: so far, that of many communal residents, with what they may hide."""
    warned = ward_warnings(observed, inputs, state.top, state.weights).get(code)
    return [] if warned is None else [warnings.of_ward(warned, state.top)]


def ward_flags(
    figures: Figures, release: ReleaseRecord, code: str, name: str, today: date
) -> list[flag_words.FlagWords]:
    """Return the public flags of a ward and of the places it lies in, the latest first."""
    places = wardknowledge.places_of(*figures.places(release), code)
    return wardknowledge.ward_flags(figures.flags(), code, name, places, today)


def source_rows(sources: pd.DataFrame, observed: pd.DataFrame, inputs: RankingInputs) -> list[SourceRow]:
    """Return where the panel's figures come from, each once."""
    of_profile = [part.indicator for part in inputs.profile.parts]
    wanted = dict.fromkeys([*of_profile, POPULATION, WORKING_AGE, EMPLOYMENT, CLAIMANTS, COMMUNAL])
    files = {row["source_id"]: row for row in sources.to_dict("records")}
    other = "best-fit" if inputs.is_apportioned else "postcode-share"
    ours = observed[observed["basis"] != other]
    bases = dict(zip(ours["indicator_id"], ours["basis"], strict=True))
    known = indicators()
    return [
        SourceRow(
            known[i].label,
            files.get(known[i].source, {}).get("title", ""),
            files.get(known[i].source, {}).get("publisher", ""),
            files.get(known[i].source, {}).get("period", known[i].period),
            HOW.get(bases.get(i, ""), NO_FIGURE),
        )
        for i in wanted
    ]
