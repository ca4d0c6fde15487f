"""A shortlist by stated rules: chosen, and written for a terminal, a spreadsheet or a program."""

import json
from collections.abc import Mapping

from sqlalchemy import Engine

from sipmap import desk
from sipmap.catalogue import Rules
from sipmap.desk.choice import Choice
from sipmap.desk.doubt import Doubt, ranking_doubt
from sipmap.export.agreement import summary_sentences
from sipmap.export.doubt import doubt_record, drivers_sentence, joint_sentence
from sipmap.export.shortlist import ShortlistAccount, read_account, shortlist_export, shortlist_record
from sipmap.export.table import text_table
from sipmap.scoring.shortlist import Objective
from sipmap.scoring.uncertainty import EVERYTHING, Varied
from sipmap.words import agreement as agreement_words
from sipmap.words import certainty as certainty_words
from sipmap.words import doubt as doubt_words
from sipmap.words.shortlist import opening

SHOWN_POCKETS = 10
"""As many as the page names."""


def make_shortlist(
    engine: Engine,
    inputs: desk.RankingInputs,
    rules: Rules,
    *,
    size: int | None = None,
    objective: Objective | None = None,
    weights: Mapping[str, float] | None = None,
    varied: Varied | None = None,
) -> ShortlistAccount:
    """Choose a shortlist and say how sure each of its wards is, given what may vary (all unless given)."""
    choice = Choice(
        inputs.comparison,
        inputs.profile,
        size or inputs.profile.size,
        objective or inputs.profile.objective,
        rules,
        tuple(sorted((weights or {}).items())),
        varied or EVERYTHING,
    )
    return read_account(engine, inputs, choice)


def shortlist_doubt(engine: Engine, account: ShortlistAccount) -> Doubt:
    """Say what moves the ranks near a shortlist's cut, and what chance alone leaves open."""
    layout = desk.ranking_layout(engine, account.inputs)
    return ranking_doubt(layout, account.inputs, account.certainty, account.weights)


def written(account: ShortlistAccount, form: str, found: Doubt | None = None) -> bytes:
    """Return a shortlist as CSV, JSON or text for a terminal; text and JSON with what moves its ranks."""
    if form == "csv":
        return shortlist_export(account).csv
    if form == "json":
        record = shortlist_record(account) | (doubt_record(found, account.names) if found else {})
        return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    return ("\n\n".join(filter(None, (_text(account), _doubt(account, found)))) + "\n").encode()


def _text(account: ShortlistAccount) -> str:
    """Lay out the list, then what it costs, who is near and what to be warned of."""
    wards = account.wards()
    shown = wards[["rank", "area_code", "name", "district", "low", "high", "word", "score", "why"]]
    headings = {"area_code": "ward code", "name": "ward", "low": "from", "high": "to", "word": "how sure"}
    found = account.shortlist
    in_need = float(found.chosen["people_in_need"].sum(min_count=1))
    blocks = [
        [opening(found.size, found.area, found.objective, in_need)],
        [text_table(shown.rename(columns=headings)), *_held(account)],
        ["Rules", *account.rules()] if len(found.rules) else [],
        ["What it covers", *account.coverage(), *_some(account.pocket_names())],
        ["Beside other lists", *account.beside()],
        _summaries(account),
        ["Nearest outside", *account.near()],
        ["Take care", *account.warnings()] if account.warnings() else [],
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def _summaries(account: ShortlistAccount) -> list[str]:
    """Lay out the ward summaries side by side; nothing where the release has none."""
    codes = account.shortlist.codes
    if account.summaries is None:
        return []
    ranks = account.summaries.reindex(codes).rename(columns=agreement_words.LABELS)
    ranks.insert(0, "ward", [account.names[code] for code in codes])
    table = text_table(ranks)
    return [f"{agreement_words.TITLE}: ranks", table, *summary_sentences(account.summaries, codes)]


def _held(account: ShortlistAccount) -> list[str]:
    """Say which sources of uncertainty were switched off."""
    still = certainty_words.held(account.certainty.varied)
    return [f"{certainty_words.ranges(account.certainty.kind)}. {still}."] if still else []


def _doubt(account: ShortlistAccount, found: Doubt | None) -> str:
    """Say what moves the ranks near the cut, where that was asked."""
    if found is None:
        return ""
    said = [drivers_sentence(found), joint_sentence(found, account.names)]
    return "\n".join([doubt_words.TITLE, *said])


def _some(names: list[str]) -> list[str]:
    """Return the first few names, and how many more there are."""
    more = len(names) - SHOWN_POCKETS
    return names[:SHOWN_POCKETS] + ([f"and {more} more; the file names them all"] if more > 0 else [])
