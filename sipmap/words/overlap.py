"""How far the parts of a score say the same thing, in one sentence."""

from collections.abc import Mapping

from sipmap.words.numbers import decimals, is_figure, percent

TOGETHER = 0.5
"""Rank correlation from which two parts are said to go together."""


def overlap(effective: Mapping[str, float], pair: tuple[str, str], correlation: float) -> str:
    """Return what the parts really weigh, and which two go together most.

    Parameters
    ----------
    effective : mapping of a part's short label to its share of the score's variance
    pair : the two parts that correlate most
    correlation : Spearman's, -1..1; NaN where it cannot be told
    """
    known = {label: share for label, share in effective.items() if is_figure(share)}
    if not known:
        return ""
    shares = ", ".join(f"{label} {percent(share, 0)}" for label, share in known.items())
    text = f"Parts overlap, so what really moves the score is: {shares}."
    if is_figure(correlation) and correlation >= TOGETHER:
        text += f" {pair[0]} and {pair[1]} go together most (rank correlation {decimals(correlation, 2)})."
    return text
