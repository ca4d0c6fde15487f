"""Decisions in words: what was decided, on what, by which rules, and what two decisions differ in. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from sipmap.catalogue import indicators
from sipmap.geography import COMPARISON_SETS
from sipmap.words.certainty import span
from sipmap.words.numbers import whole

NOTHING_RECORDED = "Nothing is recorded under the public sector equality duty."
EQUAL = "Worked out again from its record on its own release, the list comes out the same."
DIFFERENT = "Worked out again from its record on its own release, the list does not come out the same:"
_LIMITS = {
    "min_per_district": "at least {} in each district",
    "max_per_district": "at most {} in each district",
    "floor": "a need score of at least {}",
    "cap_people": "at most {} residents in all",
    "touching": "wards that touch, each pair worth {}",
}

Record = Mapping[str, Any]


def opening(record: Record, status: str) -> str:
    """Say what a decision is, in one sentence."""
    stated, count = record["stated"], len(record["result"]["wards"])
    wards = "1 ward" if count == 1 else f"{whole(count)} wards"
    area = COMPARISON_SETS[stated["area"]].label
    return (
        f"{record['name']} ({status}): {wards} of {area} by the profile {stated['profile']['label']}, "
        f"on release {record['release']['id']} ({record['release']['label']})."
    )


def stated(record: Record) -> list[str]:
    """Say by what the wards were chosen."""
    said, profile = record["stated"], record["stated"]["profile"]
    parts = [f"{_part(part)} {part['weight']:g}" for part in profile["parts"]]
    moved = [f"{name} = {weight:g}" for name, weight in said["weights"].items()]
    limits = [
        words.format(f"{said['rules'][name]:g}") for name, words in _LIMITS.items() if said["rules"][name]
    ]
    groups = [f"at least {g['least']} of {g['name']}" for g in said["rules"]["groups"]]
    return [
        f"Profile: {profile['description']}",
        f"Parts and weights: {', '.join(parts)}.",
        f"Weights moved: {', '.join(moved) or 'none'}.",
        f"Objective: {said['objective']}; {said['size']} wards asked for.",
        f"Rules: {'; '.join([*limits, *groups]) or 'none beside pins and exclusions'}.",
    ]


def _part(part: Record) -> str:
    known = indicators().get(part["indicator"])
    name = known.label if known else part["indicator"]
    return f"{name} {part['period']}".strip()


def wards(record: Record) -> list[str]:
    """Name the wards in order, each rank with its range."""
    return [
        f"{ward['ward']} ({ward['ward_code']}), {ward['district']}: {_rank(ward)}, {_score(ward)}, "
        f"{ward['why']}"
        for ward in record["result"]["wards"]
    ]


def _rank(ward: Record) -> str:
    if ward["rank"] is None:
        return "unranked"
    return f"rank {ward['rank']} (range {span(ward['low'], ward['high'])})"


def _score(ward: Record) -> str:
    return "no score" if ward["score"] is None else f"score {ward['score']:.3f}"


def overrides(record: Record) -> list[str]:
    """Say who put which ward in or out, when and why."""
    return [
        f"{o['kind'].capitalize()} of {o['ward'] or o['ward_code']} ({o['ward_code']}): {o['why']}. "
        f"{o['who']}, {o['when']}."
        for o in record["overrides"]
    ]


def equality(record: Record) -> str:
    """Return what was considered under the equality duty."""
    return record["equality_duty"] or NOTHING_RECORDED


def verified(differences: Sequence[str]) -> list[str]:
    """Say whether a decision comes out the same."""
    return [EQUAL] if not differences else [DIFFERENT, *differences]


def compared(
    both: Sequence[str],
    only_first: Sequence[str],
    only_second: Sequence[str],
    told: Sequence[tuple[str, object, object]],
    names: Mapping[str, str],
) -> list[str]:
    """Say what two decisions share and differ in; "first" and "second" as they were given."""
    listed = [
        f"{len(both)} wards are in both.",
        f"Only in the first: {_named(only_first, names)}.",
        f"Only in the second: {_named(only_second, names)}.",
    ]
    if not told:
        return [*listed, "Both were stated alike, on the same data."]
    return [*listed, "Stated otherwise:", *(f"{name}: {_short(a)}, then {_short(b)}" for name, a, b in told)]


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(f"{names[code]} ({code})" for code in codes) or "none"


def _short(value: object) -> str:
    if value is None:
        return "absent"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
