"""A ranking as the command line prints it: a table for reading, records for programs."""

import pandas as pd

from sipmap.catalogue import Profile, indicators, part_names
from sipmap.words.certainty import span


def table(ranking: pd.DataFrame, profile: Profile, size: int) -> pd.DataFrame:
    """Return a ranking (`export.ranking.with_certainty`) under short headings; `size` is N of the first N."""
    parts = part_names(profile)
    headings = {"area_code": "ward code", "name": "ward", "sure": f"in the first {size}"}
    headings |= {name: indicators()[p.indicator].short for name, p in zip(parts, profile.parts, strict=True)}
    shown = ranking.assign(range=_spans(ranking), sure=ranking["word"])
    columns = ["rank", "area_code", "range", "name", "district", "sure", "score", *parts]
    return shown[columns].rename(columns=headings)


def _spans(ranking: pd.DataFrame) -> "pd.Series[str]":
    """Return each ward's range as text; missing where it is unranked."""
    pairs = zip(ranking["low"], ranking["high"], strict=True)
    spans = [span(int(low), int(high)) if pd.notna(low) else None for low, high in pairs]
    return pd.Series(spans, index=ranking.index, dtype="str")


def records(ranking: pd.DataFrame, profile: Profile) -> list[dict[str, object]]:
    """Return a ranking as plain records; what is missing is null."""
    rows = ranking.astype(object).where(ranking.notna(), None)
    return [
        {
            "rank": row["rank"],
            "range": None if row["low"] is None else [row["low"], row["high"]],
            "chance_top": row["chance_top"],
            "word": row["word"],
            "ward_code": row["area_code"],
            "ward": row["name"],
            "district": row["district"],
            "score": row["score"],
            "parts": {name: row[name] for name in part_names(profile)},
            "note": row["reason"],
        }
        for row in rows.to_dict("records")
    ]
