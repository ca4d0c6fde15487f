"""Why a ward scores what it scores, and what would bring it on to the list."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sipmap import desk
from sipmap.catalogue import indicators, part_names
from sipmap.commands.shortlists import make_shortlist
from sipmap.desk.shortlisting import ward_people
from sipmap.errors import ProfileError, UnknownCodeError
from sipmap.export.shortlist import ShortlistAccount
from sipmap.scoring.changes import figure_changes, weight_changes
from sipmap.scoring.composite import score
from sipmap.scoring.explain import average_parts, breakdown, compare
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.words import certainty as certainty_words
from sipmap.words import ward as ward_words
from sipmap.words import warnings
from sipmap.words.why import compared, why
from sipmap.words.why import figures as figures_in_words
from sipmap.words.why import weights as weights_in_words


@dataclass(frozen=True)
class Explanation:
    """Why a ward scores what it scores, in sentences and as figures that add up."""

    sentences: list[str]
    record: dict[str, object]


def explain_ward(
    engine: Engine,
    inputs: desk.RankingInputs,
    code: str,
    *,
    other: str | None = None,
    size: int | None = None,
    weights: Mapping[str, float] | None = None,
) -> Explanation:
    """Explain a ward's score, set it beside another, and say what would bring it on to the list.

    Raises UnknownCodeError for a ward outside the area, ProfileError for one that is not ranked.
    """
    ranking = inputs.ranking(weights)
    parts = list(part_names(inputs.profile))
    labels = {n: indicators()[p.indicator].label for n, p in zip(parts, inputs.profile.parts, strict=True)}
    for wanted in filter(None, (code, other)):
        _check_ranked(inputs, ranking, wanted)
    account = make_shortlist(engine, inputs, inputs.profile.rules, size=size, weights=weights)
    taken = breakdown(ranking, code, parts, average_parts(ranking, parts))
    said = why(
        taken,
        labels,
        area=inputs.comparison.label,
        people=_people(engine, inputs, code),
        standing=_standing(inputs, ranking, account.certainty, code),
    )
    warned = account.communal.get(code)
    if warned is not None:
        said.append(warnings.of_ward(warned, account.shortlist.size))
    if code in account.shortlist.codes:
        said.append(f"It is on the shortlist of {account.shortlist.size} by the profile's own rules.")
    else:
        said.append(f"It is not on the shortlist of {account.shortlist.size}. {account.outside(code)}")
        said += what_would_change(inputs, account, code, weights or {})
    record: dict[str, object] = {
        "ward_code": code,
        "ward": taken.name,
        "score": taken.score,
        "average": taken.average,
        "parts": taken.parts.to_dict("index"),
        "sentences": said,
    }
    if other:
        pair = compare(ranking, code, other, parts)
        said.append(compared(pair, labels))
        record["compared"] = {
            "with": other,
            "difference": pair.difference,
            "parts": pair.parts.to_dict("index"),
        }
    return Explanation(said, record)


def what_would_change(
    inputs: desk.RankingInputs, account: ShortlistAccount, code: str, weights: Mapping[str, float]
) -> list[str]:
    """Say which one figure, and which one weight, would bring in a ward that need and the rules leave out.

    Only where need is what it lacks: no figure helps against an exclusion.
    """
    found, profile = account.shortlist.outside(code), inputs.profile
    if found.standing != "need" or account.shortlist.objective != "need-score":
        return []
    known = dict(zip(part_names(profile), (indicators()[p.indicator] for p in profile.parts), strict=True))
    here = inputs.wide.reindex(inputs.areas["code"])
    scored = score(here, profile, inputs.standards, weights)
    target = float(scored.scores[code]) + found.gap
    figures = figure_changes(here, code, target, profile, inputs.standards, weights=weights)
    return [
        figures_in_words(figures, known, inputs.comparison.label),
        weights_in_words(
            weight_changes(scored, code, account.shortlist.size),
            {name: indicator.label for name, indicator in known.items()},
            account.shortlist.size,
        ),
    ]


def _check_ranked(inputs: desk.RankingInputs, ranking: pd.DataFrame, code: str) -> None:
    found = _row(ranking.set_index("area_code"), code)
    if found is None:
        here = inputs.comparison
        raise UnknownCodeError(
            f"There is no ward {code} in {here.label}; `sipmap rank --area {here.id}` lists the codes."
        )
    if pd.isna(found["score"]):
        raise ProfileError(f"{found['name']} is not ranked: {found['reason']}")


def _row(frame: pd.DataFrame, code: str) -> dict[Hashable, Any] | None:
    """Return one row by its index, or None where there is none."""
    return frame.loc[[code]].to_dict("records")[0] if code in frame.index else None


def _people(engine: Engine, inputs: desk.RankingInputs, code: str) -> str:
    if inputs.profile.geography != "ward":
        return "Numbers of people are not at hand for the wards of 1998."
    row = _row(ward_people(engine, inputs).set_index("area_code"), code) or {}
    return ward_words.people(row.get("working_age"), row.get("employment_deprived"), row.get("people"))


def _standing(
    inputs: desk.RankingInputs, ranking: pd.DataFrame, certainty: RankUncertainty, code: str
) -> str:
    row = _row(certainty.frame, code)
    assert row is not None
    place = ward_words.Standing(
        rank=int(row["rank"]),
        of=int(ranking["rank"].notna().sum()),
        among=inputs.comparison.label,
        by=inputs.profile.label,
        is_shared=int(ranking["rank"].eq(row["rank"]).sum()) > 1,
    )
    low, high, chance = int(row["low"]), int(row["high"]), float(row["chance_top"])
    sure = certainty_words.Certainty(low, high, chance, certainty.size, certainty.kind)
    said = ward_words.standing(place)
    return f"{said[0].upper()}{said[1:]} {certainty_words.ward(sure)}"
