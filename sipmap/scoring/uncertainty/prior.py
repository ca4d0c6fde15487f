"""What the wards themselves say of how their true scores are spread: an empirical-Bayes prior on a grid.

The prior starts as a normal distribution with the wards' mean and the variance that sampling does not
explain, and is then reshaped by a set number of expectation-maximisation steps, so that clusters, tails and
gaps in the county show in it.

Sources: Laird, "Nonparametric maximum likelihood estimation of a mixing distribution", JASA 73 (1978),
805-811 (the steps); Shen and Louis, "Empirical Bayes estimation via the smoothing by roughening approach",
Journal of Computational and Graphical Statistics 8 (1999), 800-823 (stopping early from a smooth start); Lin,
Louis, Paddock and Ridgeway, "Loss function based ranking in two-stage, hierarchical models", Bayesian
Analysis 1 (2006), 915-946 (ranks from posterior draws).
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from sipmap.scoring.uncertainty.inputs import Floats

STEPS = 300
"""Steps of expectation-maximisation: enough for clusters to show, few enough that chance is not read as one.
Ranges are not sensitive to it: with 100 steps they held true ranks as often, within about two points."""

WARDS_FOR_PRIOR = 1000
"""Wards, evenly through the list, that shape the prior; beyond so many, more would only take longer."""

CELLS_PER_NOISE = 3
"""Cells of the grid for one standard error: within a cell the posterior is even. Twice as many moved some of
Kent's ranges by one rank, where another seed moves most of them and some by eight, and took twice as long."""

FEWEST_CELLS, MOST_CELLS = 64, 1024

QUANTILES = 512
"""Points at which a ward's posterior is kept; the outermost thousandth on either side is cut."""

NOTHING = 1e-14
"""A likelihood, of a largest of 1, below which a cell is left out of the steps. Most cells are: where counts
are large, a ward's likelihood takes in a tenth of the grid, and the steps half the time."""

LEAST_SPREAD = 0.05
"""Least variance of the prior's start as a share of the mean sampling variance. Where the data show no spread
beyond chance, wards must still differ by something for their order to be unknown rather than tied."""


@dataclass(frozen=True)
class Evidence:
    """What is known of each ward's true score, on a grid."""

    edges: Floats
    """cells + 1, rising, in the unit of the score."""
    likelihood: Floats
    """wards x cells; each row is scaled to a largest value of 1."""
    start: Floats
    """cells: the prior before any step; adds up to 1."""


def grid(scores: Floats, errors: Floats) -> Floats:
    """Return the edges of cells, even over the estimates: beyond them the most likely prior has nothing.

    Parameters
    ----------
    scores, errors : ndarray, wards
        Estimates and their standard errors, all above 0.
    """
    pad = float(errors.min()) / 2
    low, high = float(scores.min()) - pad, float(scores.max()) + pad
    cells = np.ceil(CELLS_PER_NOISE * (high - low) / float(np.quantile(errors, 0.1)))
    return np.linspace(low, high, int(np.clip(cells, FEWEST_CELLS, MOST_CELLS)) + 1)


def evidence(scores: Floats, errors: Floats, edges: Floats, log_likelihood: Floats) -> Evidence:
    """Put together what is known: the likelihood on the grid, and the normal start of the prior.

    Parameters
    ----------
    scores, errors : ndarray, wards
    edges : ndarray
        From `grid`.
    log_likelihood : ndarray, wards x cells
        At the middle of each cell, up to a constant in each row.
    """
    chance = float((errors**2).mean())
    spread = float(scores.var(ddof=1)) - chance if len(scores) > 1 else 0.0
    centres = (edges[1:] + edges[:-1]) / 2
    start = np.exp(-0.5 * (centres - scores.mean()) ** 2 / max(spread, LEAST_SPREAD * chance))
    likelihood = np.exp(log_likelihood - log_likelihood.max(axis=1, keepdims=True))
    return Evidence(edges, likelihood, start / start.sum())


def fitted_prior(found: Evidence, steps: int = STEPS) -> Floats:
    """Reshape the prior's start by expectation-maximisation: each step is the mean of all posteriors."""
    stride = -(-len(found.likelihood) // WARDS_FOR_PRIOR)
    likelihood = found.likelihood[::stride]
    of_wards = csr_array(np.where(likelihood < NOTHING, 0.0, likelihood))
    of_cells = csr_array(of_wards.T)
    prior = found.start
    for _ in range(steps):
        prior = prior * (of_cells @ (1 / (of_wards @ prior)))
        prior = prior / prior.sum()
    return prior


def posterior_quantiles(found: Evidence, steps: int = STEPS) -> Floats:
    """Return wards x `QUANTILES`: each ward's posterior at the middle of so many equal shares of its mass."""
    mass = found.likelihood * fitted_prior(found, steps)
    below = np.zeros((len(mass), mass.shape[1] + 1))
    np.cumsum(mass / mass.sum(axis=1, keepdims=True), axis=1, out=below[:, 1:])
    shares = (np.arange(QUANTILES) + 0.5) / QUANTILES
    quantiles: Floats = np.array([np.interp(shares, row, found.edges) for row in below])
    return quantiles
