"""How sure the ranking of an address is, as the browser asks for it once a hand rests: JSON and words."""

import pandas as pd

from sipmap.catalogue import indicators
from sipmap.export.ranking import counted_parts
from sipmap.geography import COMPARISON_SETS
from sipmap.scoring.uncertainty import RankUncertainty
from sipmap.store.read import ReleaseRecord
from sipmap.web.data import Figures
from sipmap.web.payload import packed
from sipmap.web.state import PageState
from sipmap.words import certainty as words


def certainty_json(figures: Figures, release: ReleaseRecord, state: PageState, notes: list[str]) -> bytes:
    """Return gzipped JSON: each ward's range, chance and word by code, and sentences about them.

    Keys: area, profile, kind, size, draws, level, code, low, high, chanceTop, word (null for an unranked
    ward), caption, contenders, ward (sentences about the state's ward; none where it is unranked), notes.
    """
    comparison = COMPARISON_SETS[state.area]
    found = figures.certainty(release, comparison, state.profile, state.key, state.top)
    frame = found.frame.sort_index()
    return packed(
        {
            "area": state.area,
            "profile": state.profile.id,
            "kind": found.kind,
            "size": found.size,
            "draws": found.draws,
            "level": found.level,
            "code": frame.index.tolist(),
            "low": _nulls(frame["low"]),
            "high": _nulls(frame["high"]),
            "chanceTop": _nulls(frame["chance_top"]),
            "word": _nulls(frame["word"]),
            "caption": words.caption(found.kind),
            "contenders": words.contenders(frame["word"].dropna(), found.size),
            "ward": ward_sentences(figures, release, state, found),
            "notes": notes,
        }
    )


def ward_sentences(
    figures: Figures, release: ReleaseRecord, state: PageState, found: RankUncertainty
) -> list[str]:
    """Return what is said of the chosen ward's rank: its range and place, then what was varied."""
    if state.ward is None or state.ward not in found.frame.index or pd.isna(found.frame["low"][state.ward]):
        return []
    row = found.frame.loc[[state.ward]].to_dict("records")[0]
    one = words.Certainty(int(row["low"]), int(row["high"]), float(row["chance_top"]), found.size, found.kind)
    inputs = figures.inputs(release, COMPARISON_SETS[state.area], state.profile)
    counts = counted_parts(inputs, indicators())
    return [words.ward(one), words.varied(found.kind, counts, is_apportioned=inputs.is_apportioned)]


def _nulls(column: pd.Series) -> list[object]:
    """Return plain values for JSON; what is missing is null."""
    return [None if pd.isna(value) else value for value in column.tolist()]
