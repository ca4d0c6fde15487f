"""Registers and decisions as far as who asks may see them; the back-test; the sources."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from sipmap import desk
from sipmap.errors import UnknownCodeError
from sipmap.export.csvw import Export, export_table
from sipmap.export.named.readings import Readings
from sipmap.export.named.registry import leave, named
from sipmap.export.named.request import Request
from sipmap.export.registers import flags_table, initiatives_table
from sipmap.knowledge import decision_register, flag_register, initiative_register
from sipmap.knowledge.decisions import Decision, compare
from sipmap.scoring.backtest import IN_WORST, SIZE, WORST
from sipmap.store.decisions import DecisionRow
from sipmap.words import decisions as decision_words
from sipmap.words.backtest import backtest as backtest_words

SOURCE_HEADINGS = {
    "source_id": "Source id", "title": "Source", "publisher": "Publisher", "period": "Period",
    "licence": "Licence", "attribution": "Attribution", "url": "Address", "file_name": "File",
    "byte_size": "Bytes", "retrieved": "Retrieved", "sha256": "SHA-256", "note": "Note",
}  # fmt: skip
REGISTER = "docs/REGISTERS.md says what each column holds; the file can be imported again."


@named(
    "flags",
    "Local knowledge: dated, sourced statements about wards and places",
    ("theme", "ward", "place", "state"),
)
def flags(readings: Readings, asked: Request) -> Export:
    """Lay out the register of local knowledge; what awaits review or is not public is for officers."""
    allowed = flag_register.ON_RECORD if asked.officer else flag_register.SHOWN
    found = flag_register.list_flags(
        readings.engine,
        asked.today,
        theme=asked.said.get("theme", ""),
        ward=asked.said.get("ward", "").upper(),
        place=asked.said.get("place", ""),
        states=_states(allowed, asked),
        public=None if asked.officer else True,
    )
    return _register(flags_table(_in_order(found)), "sip-local-knowledge.csv", "Local knowledge")


@named("initiatives", "What is being done where, and for whom", ("theme", "need", "ward", "state"))
def initiatives(readings: Readings, asked: Request) -> Export:
    """Lay out the register of initiatives, without those withdrawn."""
    found = initiative_register.list_initiatives(
        readings.engine,
        asked.today,
        theme=asked.said.get("theme", ""),
        need=asked.said.get("need", ""),
        ward=asked.said.get("ward", "").upper(),
        states=_states(initiative_register.ON_RECORD, asked),
    )
    return _register(initiatives_table(_in_order(found)), "sip-initiatives.csv", "What is being done")


@named("decisions", "Decisions on record: drafts are for officers", ())
def decisions(readings: Readings, asked: Request) -> Export:
    """Lay out the list of decisions, the latest first."""
    rows = [
        (r.uid, r.name, r.status, r.created_at.date().isoformat(), r.release_id, r.supersedes, r.sha256)
        for r in _seen(readings, asked)
    ]
    columns = ["Decision id", "Name", "Status", "Saved", "Release", "Takes the place of", "SHA-256"]
    return leave(
        readings,
        pd.DataFrame(rows, columns=columns).astype({"Release": "Int64"}),
        "decisions",
        title="Decisions on record",
        description=decision_words.ABOUT,
        defined={
            "SHA-256": "The checksum of the decision's record.",
            "Status": "draft, published or superseded.",
        },
    )


@named("decision-wards", "The wards of one decision, as they were chosen", ("decision",))
def decision_wards(readings: Readings, asked: Request) -> Export:
    """Lay out a decision's wards in order."""
    (found,) = _opened(readings, asked, 1)
    headings = {
        "ward_code": "Ward code", "ward": "Ward", "district": "District", "rank": "Rank",
        "low": "Range from", "high": "Range to", "chance_top": f"Chance of the first {found.size}",
        "word": f"In the first {found.size}", "score": "Score",
    }  # fmt: skip
    wards = found.record["result"]["wards"]
    frame = pd.DataFrame(wards, columns=list(headings)).rename(columns=headings)
    whole = dict.fromkeys(("Rank", "Range from", "Range to"), "Int64")
    why = [decision_words.why(ward, found.record) for ward in wards]
    return leave(
        readings,
        frame.astype(whole).assign(**{"Why it is on the list": why}),
        f"decision-{found.uid}-{len(wards)}-wards",
        title=f"The wards of the decision {found.name}",
        description=decision_words.opening(found.record, found.status),
        said={"dc:source": f"sipmap release {found.release_id} ({found.record['release']['label']})"},
        defined={"Rank": "Place by need score among the wards that the decision names; 1 is most need."},
    )


@named("decisions-compared", "Two decisions side by side: the wards in both, and in one alone", ("decision",))
def decisions_compared(readings: Readings, asked: Request) -> Export:
    """Lay out the wards of two decisions."""
    first, second = _opened(readings, asked, 2)
    found = compare(first.record, second.record)
    codes = [*found.both, *found.only_first, *found.only_second]
    frame = pd.DataFrame(
        {
            "Ward code": codes,
            "Ward": [found.names[code] for code in codes],
            f"In {first.uid}": pd.Series([code not in found.only_second for code in codes], dtype=bool),
            f"In {second.uid}": pd.Series([code not in found.only_first for code in codes], dtype=bool),
        }
    )
    return leave(
        readings,
        frame,
        f"decisions-{first.uid}-and-{second.uid}",
        title=f"{first.name} and {second.name} side by side",
        description=decision_words.shared(len(found.both), first.uid, second.uid),
    )


@named("back-test", "The choice of 2002 tried again under different rules of spread", ())
def back_test(readings: Readings, _: Request) -> Export:
    """Lay out what each rule of spread gives."""
    found = readings.backtest()
    outcomes = found.outcomes
    frame = pd.DataFrame(
        {
            "Rule id": outcomes.index,
            "Rule of spread": outcomes["label"].to_numpy(),
            "Wards": outcomes["wards"].astype("int64").to_numpy(),
            f"In the worst {WORST}": outcomes["in_worst"].astype("int64").to_numpy(),
            "Compatible with the briefing": outcomes["is_compatible"].astype(bool).to_numpy(),
            "Ward codes of 1998": ["; ".join(codes) for codes in outcomes["codes"]],
        }
    )
    compatible = f"Whether {IN_WORST} of {SIZE} lie in the worst {WORST}, as the briefing says."
    return leave(
        readings,
        frame,
        "back-test-2002",
        title="The choice of 2002 tried again",
        description=" ".join(backtest_words(found)),
        defined={"Compatible with the briefing": compatible},
    )


@named("sources", "Every published file in use: period, licence, attribution, checksum", ())
def sources(readings: Readings, _: Request) -> Export:
    """Lay out the source files of the release."""
    held = desk.sources_in_use(readings.engine)[list(SOURCE_HEADINGS)].rename(columns=SOURCE_HEADINGS)
    days = pd.Series([None if pd.isna(day) else day.isoformat() for day in held["Retrieved"]], dtype="str")
    return leave(
        readings,
        held.assign(Retrieved=days),
        "sources",
        title="Source files in use",
        description="The published files that the figures of this release come from.",
        key=("Source id", "SHA-256"),
    )


def _states(allowed: Sequence[Any], asked: Request) -> tuple[Any, ...]:
    """Return the one state asked for, where it may be seen; else all that may."""
    one = asked.said.get("state", "")
    if one and one not in allowed:
        raise UnknownCodeError(f"There is no state '{one}' in this file; use one of {', '.join(allowed)}.")
    return (one,) if one else tuple(allowed)


def _in_order(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda one: str(one["uid"]))


def _register(frame: pd.DataFrame, file_name: str, title: str) -> Export:
    return export_table(frame, file_name, title=title, description=REGISTER, said={}, key=("uid",))


def _seen(readings: Readings, asked: Request) -> list[DecisionRow]:
    """Return the decisions that who asks may see: what was never published is for officers."""
    find = decision_register.list_decisions if asked.officer else decision_register.published_decisions
    return find(readings.engine)


def _opened(readings: Readings, asked: Request, count: int) -> list[Decision]:
    """Open so many decisions; those that may not be seen are missing in the same words as those not there."""
    if len(asked.decisions) != count:
        raise UnknownCodeError(
            f"Say which {'decision' if count == 1 else 'two decisions'}: decision=ID in the address, "
            f"--decision ID on the command line{'' if count == 1 else ', each once'}."
        )
    seen = {row.uid for row in _seen(readings, asked)}
    for uid in asked.decisions:
        if uid not in seen:
            raise UnknownCodeError(f"No decision '{uid}' can be seen here; it may await publication.")
    return [decision_register.open_decision(readings.engine, uid) for uid in asked.decisions]
