"""Ward summaries side by side, for a list of wards: as a table, as plain records, in sentences."""

from collections.abc import Sequence

import pandas as pd

from sipmap.scoring.agreement import agreement, agreement_with
from sipmap.words import agreement as words


def side_by_side(ranks: pd.DataFrame | None, codes: Sequence[str]) -> pd.DataFrame:
    """Return the ranks of these wards by each summary, under headings in plain words.

    Parameters
    ----------
    ranks : DataFrame or None
        From `desk.ward_summaries`.
    codes : sequence of ward codes

    Returns
    -------
    DataFrame of Int64, indexed by the codes in their order; without columns where there are no summaries
    """
    if ranks is None:
        return pd.DataFrame(index=pd.Index(list(codes)))
    return ranks.reindex(list(codes)).rename(columns=words.by)


def summary_sentences(ranks: pd.DataFrame | None, codes: Sequence[str]) -> list[str]:
    """Say how far the summaries agree with a list of wards, and average score with each other summary."""
    if ranks is None:
        return []
    return words.sentences(agreement_with(ranks, codes), agreement(ranks, len(codes)), len(codes))


def summaries_record(ranks: pd.DataFrame | None, codes: Sequence[str]) -> dict[str, object] | None:
    """Return everything about the summaries as plain values, for JSON; None where there are none.

    Keys: wards (ward_code, and the rank by each summary, null where missing), with_list and pairs (how many
    wards are shared, least and most, and of how many), sentences.
    """
    if ranks is None:
        return None
    own = ranks.reindex(list(codes)).astype(object)
    return {
        "wards": [
            {"ward_code": code, **{name: None if pd.isna(rank) else int(rank) for name, rank in row.items()}}
            for code, row in zip(codes, own.to_dict("records"), strict=True)
        ],
        "with_list": [{"summary": name, **vars(s)} for name, s in agreement_with(ranks, codes).items()],
        "pairs": [{"summaries": list(pair), **vars(s)} for pair, s in agreement(ranks, len(codes)).items()],
        "sentences": summary_sentences(ranks, codes),
    }
