"""How far the parts of a profile say the same thing, and what each really weighs."""

import numpy as np
import pandas as pd

from sipmap.scoring.composite import ScoredAreas


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

    share_i = cov(w_i z_i, score) / var(score). The shares add up to 1; a part whose share is far above its
    stated weight speaks for others too. A share can be below 0: that part runs against the rest.

    Parameters
    ----------
    scored : ScoredAreas

    Returns
    -------
    Series on the parts, named "effective_weight"; over the ranked areas. NaN where the score does not vary.

    Source: the covariance decomposition of a sum; Paruolo, Saisana and Saltelli (2013), "Ratings and
    rankings: voodoo or science?", Journal of the Royal Statistical Society A 176, on nominal weights against
    the importance that parts really have.
    """
    ranked = scored.frame[scored.frame["score"].notna()]
    centred = ranked - ranked.mean()
    covariances = centred[scored.parts].to_numpy().T @ centred["score"].to_numpy()
    variance = float(covariances.sum())
    shares = covariances / variance if variance > 0 else np.full(len(scored.parts), np.nan)
    return pd.Series(shares, index=scored.parts, name="effective_weight")
