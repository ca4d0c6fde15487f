"""How far the parts of a profile say the same thing, and what each really weighs."""

import numpy as np
import pandas as pd

from sipmap.scoring.composite import ScoredAreas
from sipmap.scoring.maineffect import main_effect


def overlap(scored: ScoredAreas) -> pd.DataFrame:
    """Return Spearman's rank correlation between the parts of a profile.

    Parameters
    ----------
    scored : ScoredAreas

    Returns
    -------
    DataFrame, parts x parts
        -1..1, over the areas that have both figures; NaN where a part does not vary. Ties take mean ranks.

    Source: Spearman (1904); OECD/JRC, "Handbook on Constructing Composite Indicators" (2008), section 4
    (multivariate analysis), asks for the correlation of the parts to be shown.
    """
    return scored.standardised[scored.parts].corr(method="spearman")


def effective_weights(scored: ScoredAreas) -> pd.Series:
    """Return each part's share of the variance of the score.

    Arithmetic aggregation: share_i = cov(w_i z_i, score) / var(score). The shares add up to 1; a part whose
    share is far above its stated weight speaks for others too. A share can be below 0: that part runs against
    the rest. Other aggregations: the parts' main effects (see `main_effects`) as shares of their sum.

    Parameters
    ----------
    scored : ScoredAreas

    Returns
    -------
    Series on the parts, named "effective_weight"; over the ranked areas. NaN where the score does not vary.

    Source: the covariance decomposition of a sum (Stanley and Wang 1968); Paruolo, Saisana and Saltelli
    (2013), "Ratings and rankings: voodoo or science?", Journal of the Royal Statistical Society A 176, on
    nominal weights against the importance that parts really have; its section 3.3 on main effects as shares.
    """
    if scored.aggregation != "arithmetic":
        effects = main_effects(scored)
        return (effects / effects.sum(skipna=False)).rename("effective_weight")
    ranked = scored.frame[scored.frame["score"].notna()]
    centred = ranked - ranked.mean()
    covariances = centred[scored.parts].to_numpy().T @ centred["score"].to_numpy()
    variance = float(covariances.sum())
    shares = covariances / variance if variance > 0 else np.full(len(scored.parts), np.nan)
    return pd.Series(shares, index=scored.parts, name="effective_weight")


def main_effects(scored: ScoredAreas) -> pd.Series:
    """Return each part's main effect: the share by which the score's variance would fall were it fixed.

    Parameters
    ----------
    scored : ScoredAreas
        By any aggregation.

    Returns
    -------
    Series on the parts, named "main_effect", 0 to 1; over the ranked areas. Parts that go together each hold
    what they share, so that they may add up to more than 1. 0 for a part of weight 0; NaN where the score
    does not vary.

    Source: Paruolo, Saisana and Saltelli (2013), see `sipmap.scoring.maineffect`.
    """
    effects = {
        name: main_effect(scored.standardised[name], scored.scores) * (1.0 if weight > 0 else 0.0)
        for name, weight in scored.weights.items()
    }
    return pd.Series(effects, name="main_effect", dtype=np.float64)


def nominal_and_effective(scored: ScoredAreas) -> pd.DataFrame:
    """Set what each part is stated to weigh beside what it really weighs.

    Returns
    -------
    DataFrame indexed by part: nominal (its share of the weights), effective (see `effective_weights`).
    """
    nominal = pd.Series(scored.weights) / sum(scored.weights.values())
    return pd.DataFrame({"nominal": nominal, "effective": effective_weights(scored)})
