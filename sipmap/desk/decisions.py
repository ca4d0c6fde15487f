"""Decisions made and verified: a shortlist's record from a release, and the list worked out again from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isclose
from typing import Any

import pandas as pd
from sqlalchemy import Engine

from sipmap import __version__
from sipmap.catalogue import Profile, Rules
from sipmap.catalogue.parts import check_profile
from sipmap.catalogue.reading import declare
from sipmap.catalogue.registry import indicators
from sipmap.desk.certainty import ranking_layout
from sipmap.desk.listed import list_certainty
from sipmap.desk.ranking import RankingInputs, comparison_set, ranking_inputs
from sipmap.desk.shortlisting import ranking_shortlist, read_ground
from sipmap.desk.stated import stated_varied
from sipmap.errors import NoReleaseError, SipmapError
from sipmap.knowledge.decision_register import open_decision
from sipmap.knowledge.decisions import Decision, Record, overrides
from sipmap.scoring.shortlist import Objective
from sipmap.store import read
from sipmap.store.audit import Trail, verify_chain

SAME_SCORE = 1e-9
"""Scores that differ by less, of their size, are the same: another processor may round the last digit."""
SHOWN = 20


@dataclass(frozen=True)
class Stated:
    """All that a shortlist follows from, but for the figures."""

    area: str
    """Id of the comparison set."""
    profile: Profile
    rules: Rules
    """Those used: the profile's own and what was added to them."""
    size: int
    objective: Objective
    weights: Mapping[str, float] = field(default_factory=dict)
    """Those that were moved, by part."""
    held_still: tuple[str, ...] = ()
    """Sources of uncertainty that were switched off."""

    def record(self) -> Record:
        """Return it as plain values."""
        return {
            "area": self.area,
            "profile": self.profile.model_dump(mode="json"),
            "rules": self.rules.model_dump(mode="json"),
            "size": self.size,
            "objective": self.objective,
            "weights": {name: float(weight) for name, weight in sorted(self.weights.items())},
            "held_still": sorted(self.held_still),
        }


def stated_of(record: Mapping[str, Any]) -> Stated:
    """Read back what `Stated.record` gave; raises ProfileError where this version cannot use it."""
    profile = declare(Profile, record["profile"], "The record's profile")
    check_profile(profile, indicators(), "The record's profile")
    return Stated(
        area=record["area"],
        profile=profile,
        rules=declare(Rules, record["rules"], "The record's rules"),
        size=int(record["size"]),
        objective=record["objective"],
        weights=dict(record["weights"]),
        held_still=tuple(record["held_still"]),
    )


def shortlist_decision(
    engine: Engine, release: read.ReleaseRecord, stated: Stated, *, who: str, when: date
) -> Record:
    """Choose a shortlist and return what a decision keeps of it, for `save_decision`.

    `who` is the role, in words, of whoever gave the reasons for pins and exclusions.
    """
    inputs = ranking_inputs(engine, release, comparison_set(stated.area), stated.profile)
    names = inputs.names
    said = stated.record()
    return {
        "made_by": f"sipmap {__version__}",
        "release": _release(engine, release),
        "stated": said,
        "overrides": overrides(said["rules"], said["profile"]["rules"], names, who, when.isoformat()),
        "result": {"wards": wards_of(engine, inputs, stated)},
    }


def wards_of(engine: Engine, inputs: RankingInputs, stated: Stated) -> list[Record]:
    """Return the wards of a shortlist in order, with ranks, ranges and scores, as plain values."""
    found = ranking_shortlist(
        read_ground(engine, inputs),
        inputs,
        stated.rules,
        stated.size,
        objective=stated.objective,
        weights=stated.weights,
    )
    layout = ranking_layout(engine, inputs)
    varied = stated_varied(stated.held_still)
    certainty = list_certainty(layout, inputs, stated.size, stated.weights, varied=varied)
    chosen = found.chosen.join(certainty.frame[["low", "high", "chance_top", "word"]], on="area_code")
    columns = {
        "area_code": "ward_code",
        "name": "ward",
        "district": "district",
        "rank": "rank",
        "low": "low",
        "high": "high",
        "chance_top": "chance_top",
        "word": "word",
        "score": "score",
        "why": "why",
    }
    listed = chosen[list(columns)].rename(columns=columns).astype(object)
    return [{str(k): _plain(v) for k, v in row.items()} for row in listed.to_dict("records")]


def release_named(engine: Engine, release_id: int) -> read.ReleaseRecord:
    """Return a release by its id; raises NoReleaseError where it is not held."""
    found = next((release for release in read.releases(engine) if release.id == release_id), None)
    if found is None:
        raise NoReleaseError(f"Release {release_id} is not held; restore it from a copy of the database.")
    return found


@dataclass(frozen=True)
class Verification:
    """What working a decision out again came to."""

    decision: Decision
    differences: tuple[str, ...]
    """In words; none where the list comes out the same."""
    trail: Trail

    @property
    def is_equal(self) -> bool:
        """Whether the list comes out the same and the audit trail is whole."""
        return not self.differences


def verify_decision(engine: Engine, uid: str) -> Verification:
    """Work a decision out again from its record, on its own release, and say what differs.

    Raises UnknownCodeError, or RecordChangedError where the record is not, to the byte, as it was saved.
    """
    decision, trail = open_decision(engine, uid), verify_chain(engine)
    found = []
    if not trail.is_whole:
        found.append(f"The audit trail does not hold together at its event {trail.broken_at}.")
    try:
        found += _differences(engine, decision)
    except SipmapError as error:
        found.append(f"It cannot be worked out again: {error}")
    return Verification(decision, tuple(found), trail)


def decision_wards(engine: Engine, uid: str) -> list[str]:
    """Return the codes of the wards that a decision chose, in its order."""
    return open_decision(engine, uid).ward_codes


def _differences(engine: Engine, decision: Decision) -> list[str]:
    release = release_named(engine, decision.release_id)
    then, now = decision.record["release"]["datasets"], _release(engine, release)["datasets"]
    found = []
    if then != now:
        before, after = ({d["source_id"]: d["content_hash"] for d in which} for which in (then, now))
        changed = sorted(s for s in before | after if before.get(s) != after.get(s))
        found.append(f"The release holds other data than it did: {', '.join(changed)}.")
    stated = stated_of(decision.record["stated"])
    inputs = ranking_inputs(engine, release, comparison_set(stated.area), stated.profile)
    return found + listed_differences(decision.record["result"]["wards"], wards_of(engine, inputs, stated))


def listed_differences(then: list[Record], now: list[Record]) -> list[str]:
    """Say what differs between two lists of wards, ward by ward; nothing where they are the same."""
    before, after = ({ward["ward_code"]: ward for ward in wards} for wards in (then, now))
    found = [f"{before[c]['ward']} ({c}) was on the list and is not now." for c in before if c not in after]
    found += [f"{after[c]['ward']} ({c}) is on the list and was not." for c in after if c not in before]
    if not found and list(before) != list(after):
        found.append("The wards come out in another order.")
    for code in (c for c in before if c in after):
        for name in before[code]:
            old, new = before[code][name], after[code].get(name)
            if not _same(old, new):
                found.append(f"{before[code]['ward']} ({code}): {name} was {old} and is {new}.")
    more = len(found) - SHOWN
    return found[:SHOWN] + ([f"And {more} more."] if more > 0 else [])


def _same(old: object, new: object) -> bool:
    if isinstance(old, float) and isinstance(new, float):
        return isclose(old, new, rel_tol=SAME_SCORE, abs_tol=SAME_SCORE)
    return old == new


def _release(engine: Engine, release: read.ReleaseRecord) -> Record:
    held = read.datasets(engine, release.id)
    pairs = sorted(zip(held["source_id"], held["content_hash"], strict=True))
    return {
        "id": release.id,
        "label": release.label,
        "origin": release.origin,
        "datasets": [{"source_id": str(s), "content_hash": str(h)} for s, h in pairs],
    }


def _plain(value: object) -> object:
    """Return one cell as JSON holds it; what is missing is null."""
    if pd.isna(value):  # type: ignore[call-overload]  # any scalar
        return None
    return value.item() if hasattr(value, "item") else value
