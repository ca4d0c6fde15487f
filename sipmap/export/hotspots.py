"""Hot spots in words and as a table or record, the same on a page and at the keyboard."""

import pandas as pd

from sipmap.desk.hotspots import IndicatorHotSpots
from sipmap.words import hotspots as words


def labelled(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of hot spots, whole, under headings in words."""
    return table[list(words.LABELS)].rename(columns=words.LABELS)


def sentences(found: IndicatorHotSpots) -> list[str]:
    """Return what the result says in words, and what it means."""
    table = found.table
    hot = table[table["spot"].eq("hot")].sort_values("g_star", ascending=False)
    label = f"{found.indicator.label}, {found.period}"
    said = [
        words.summary(found.found, list(hot["name"]), label, found.comparison.label),
        words.untested(found.found, list(table.loc[table["p"].isna(), "name"])),
        words.meaning(found.found),
        words.CAUTION,
    ]
    return [sentence for sentence in said if sentence]


def record(found: IndicatorHotSpots) -> dict[str, object]:
    """Return the result as a plain record; what is missing is null."""
    table = found.table[list(words.LABELS)]
    return {
        "area": found.comparison.id,
        "indicator": found.indicator.id,
        "period": found.period,
        "release": found.release.id,
        "permutations": found.found.permutations,
        "seed": found.found.seed,
        "false_discovery_rate": found.found.false_discovery,
        "sentences": sentences(found),
        "wards": table.astype(object).where(table.notna(), None).to_dict("records"),
    }
