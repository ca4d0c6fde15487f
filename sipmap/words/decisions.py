"""Decisions in words: what was decided, on what, by which rules, and what two decisions differ in. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from sipmap.catalogue import indicators
from sipmap.geography import COMPARISON_SETS
from sipmap.words.certainty import span
from sipmap.words.numbers import whole
from sipmap.words.shortlist import listed

NO_OVERRIDE = "No ward is pinned or excluded."
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

ABOUT = (
    "A decision is a list of wards with all that it follows from: the figures, the profile, the rules, the "
    "reasons. It is never edited; another decision can take its place. Anybody can have it worked out again."
)
STATUS = {
    "draft": "Draft, for officers",
    "published": "Published",
    "superseded": "Superseded",
}
_WHY = {
    "need": "In by need alone, whatever the rules.",
    "rule": "In under the rules; need alone would not choose it.",
}
_STATED = {
    "area": "Wards in",
    "size": "Wards asked for",
    "objective": "Hold most of",
    "profile.label": "Profile",
    "rules.min_per_district": "At least per district",
    "rules.max_per_district": "At most per district",
    "rules.floor": "Floor of need score",
    "rules.cap_people": "Most residents in all",
    "rules.touching": "Worth of each pair that touches",
    "release.label": "Figures",
}
_STATED_OF = {
    "rules.pinned.": "Pin",
    "rules.excluded.": "Exclusion",
    "weights.": "Weight moved",
    "release.datasets.": "Data (hash)",
    "rules.groups": "Place or district",
    "held_still": "Held still",
}
_HASH = "release.datasets."
SHOWN_OF_HASH = 12

Record = Mapping[str, Any]


def register_opening(statuses: Sequence[str]) -> str:
    """Say how many decisions there are, and of which status."""
    if not statuses:
        return "No decision is on record here."
    counts = [f"{statuses.count(s)} {s}" for s in STATUS if s in statuses]
    verb = "decision is" if len(statuses) == 1 else "decisions are"
    return f"{len(statuses)} {verb} on record: {listed(counts)}."


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
    groups = [_group(g) for g in said["rules"]["groups"]]
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


def why(ward: Record, record: Record) -> str:
    """Say why a ward is on the list."""
    reasons = [o["why"] for o in record["overrides"] if o["ward_code"] == ward["ward_code"]]
    if reasons:
        return f"Pinned: {reasons[0].rstrip('.')}."
    return _WHY.get(ward["why"], str(ward["why"]))


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


def shared(count: int, first: str, second: str) -> str:
    """Say how many wards two decisions share."""
    wards = "1 ward is" if count == 1 else f"{whole(count)} wards are"
    return f"{wards} on both lists, {first} and {second}."


def stated_name(name: str, names: Mapping[str, str]) -> str:
    """Say what a dotted name of `knowledge.decisions.compare` is; `names` are wards' by code."""
    if name in _STATED:
        return _STATED[name]
    for begins, said in _STATED_OF.items():
        if name.startswith(begins):
            of = name.removeprefix(begins).strip(".")
            return f"{said}: {names.get(of, of)}" if of else said
    return name


def stated_value(name: str, value: object) -> str:
    """Return what was stated, in short; "absent" where it was not."""
    if value is None:
        return "absent"
    if name.startswith(_HASH):
        return str(value)[:SHOWN_OF_HASH]
    if isinstance(value, list):
        return ", ".join(_group(v) if isinstance(v, Mapping) else str(v) for v in value) or "none"
    return _short(value)


def _group(group: Mapping[str, Any]) -> str:
    return f"at least {group['least']} of {group['name']}" if "least" in group else _short(group)


def _named(codes: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(f"{names[code]} ({code})" for code in codes) or "none"


def _short(value: object) -> str:
    if value is None:
        return "absent"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
