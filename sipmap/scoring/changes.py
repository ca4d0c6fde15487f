"""What would bring a ward in: the one figure, or the one weight, that would have to change."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from sipmap.catalogue import Indicator, Profile
from sipmap.catalogue import indicators as shipped_indicators
from sipmap.scoring.composite import Floats, ScoredAreas, score
from sipmap.scoring.parts import signs
from sipmap.scoring.standardise import Standard

HALVINGS = 50
"""Steps of bisection: they bring a figure to the last digit that matters."""


def figure_changes(
    wide: pd.DataFrame,
    code: str,
    target: float,
    profile: Profile,
    standards: Mapping[str, Standard],
    *,
    weights: Mapping[str, float] | None = None,
    indicators: Mapping[str, Indicator] | None = None,
) -> pd.DataFrame:
    """Say what each figure of a ward, changed alone, would have to be for a score.

    Parameters
    ----------
    wide : DataFrame, areas x parts
        Indexed by area_code, the wards that are compared; no figure beyond the worst of theirs is thought of.
    code : str
        The ward.
    target : float
        The score to reach.
    profile, standards, weights, indicators
        As for `composite.score`; the scale must not depend on the wards at hand, which it never does here.

    Returns
    -------
    DataFrame indexed by part
        now, needed (in the indicator's own unit; NaN where even the worst figure seen is not enough, and
        where the ward has no figure), worst (the worst figure seen), score_at_worst.
    """
    catalogue = shipped_indicators() if indicators is None else indicators
    names = list(wide.columns)
    turned = wide * np.array(signs(profile, catalogue))
    worst = (turned.max() * np.array(signs(profile, catalogue))).to_numpy(dtype=np.float64)
    now = wide.loc[code].to_numpy(dtype=np.float64)

    def scores(figures: Floats) -> Floats:
        """Score the ward once for each part, with that part's figure changed alone."""
        rows = np.tile(now, (len(names), 1))
        rows[np.diag_indices(len(names))] = figures
        table = pd.DataFrame(rows, columns=names).rename_axis("area_code")
        found = score(table, profile, standards, weights, indicators=catalogue).scores
        return found.to_numpy(dtype=np.float64)

    start = np.where(np.isnan(now), worst, now)
    at_worst = scores(worst)
    low, high = np.zeros(len(names)), np.ones(len(names))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        is_enough = scores(start + middle * (worst - start)) >= target
        low, high = np.where(is_enough, low, middle), np.where(is_enough, middle, high)
    needed = np.where((at_worst >= target) & ~np.isnan(now), start + high * (worst - start), np.nan)
    columns = {"now": now, "needed": needed, "worst": worst, "score_at_worst": at_worst}
    return pd.DataFrame(columns, index=pd.Index(names, name="part"))


def weight_changes(scored: ScoredAreas, code: str, size: int) -> pd.DataFrame:
    """Say what each weight, changed alone, would have to be for a ward to be among the first `size` by need.

    With share s of the weight on part i and the rest in their proportions, each score is a line in s:
    (1 - s) * (mean of the others) + s * z_i. Where two lines cross, two wards change places; between
    crossings the order stands. So the nearest share that will do is exact.

    Parameters
    ----------
    scored : ScoredAreas
        Of the wards that are compared, and no others.
    code : str
        A ranked ward.
    size : int
        How many wards by need alone, no rules: ties count as ahead only where they stay ahead.

    Returns
    -------
    DataFrame indexed by part
        share_now (0..1, of all weight), share_needed (at the crossing; just beyond it the ward is in; equal
        to share_now where it is in already; NaN where no share will do). Empty where parts are not added up.
    """
    columns = ["share_now", "share_needed"]
    if scored.aggregation != "arithmetic":
        return pd.DataFrame(columns=columns, dtype=float)
    ranked = scored.scores.notna().to_numpy()
    values = scored.standardised[ranked].fillna(0.0)
    weights = np.array(list(scored.weights.values()))
    place = values.index.tolist().index(code)
    shares = weights / weights.sum()
    rows = []
    for i, share in enumerate(shares):
        rest = np.delete(shares, i)
        needed = np.nan
        if rest.sum() > 0 and scored.standardised.iloc[:, i].notna().any():
            others = np.delete(values.to_numpy(), i, axis=1) @ (rest / rest.sum())
            needed = _nearest_share(others, values.to_numpy()[:, i], place, float(share), size)
        rows.append((float(share), needed))
    return pd.DataFrame(rows, columns=columns, index=pd.Index(scored.parts, name="part"))


def _nearest_share(others: Floats, own: Floats, place: int, now: float, size: int) -> float:
    """Return the share nearest to `now` at which fewer than `size` wards are ahead; NaN where none is."""
    lead = np.delete(others - others[place], place)  # of the rest over the ward, at share 0
    slope = np.delete((own - own[place]) - (others - others[place]), place)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = np.where(slope == 0, np.nan, -lead / slope)
    inside = (crossing > 0) & (crossing < 1)
    order = np.argsort(crossing[inside], kind="stable")
    edges = np.concatenate([[0.0], crossing[inside][order], [1.0]])
    ahead_at_0 = int(((lead > 0) | ((lead == 0) & (slope > 0))).sum())
    ahead = ahead_at_0 + np.concatenate([[0], np.cumsum(np.sign(slope[inside][order]))])
    is_in = (ahead < size) & (np.diff(edges) > 0)
    if not is_in.any():
        return float("nan")
    left, right = edges[:-1][is_in], edges[1:][is_in]
    nearest = np.clip(now, left, right)
    return float(nearest[np.abs(nearest - now).argmin()])
