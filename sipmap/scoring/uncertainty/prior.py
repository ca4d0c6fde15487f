"""What a ward's true rate may be, given its own counts and those of all others: empirical Bayes.

Draws around the estimate itself would give ranges of ranks that hold the truth too seldom: estimates are more
spread out than the truths are. So each ward's rate is drawn from its posterior, under a prior that the wards
themselves give. The prior starts as Marshall's, a gamma (for counts of people a beta) with the set's mean and
the variance that sampling does not explain, and is then reshaped by a set number of expectation-maximisation
steps, so that clusters, tails and gaps in the county show in it.

Sources: Marshall, "Mapping disease and mortality rates using empirical Bayes estimators", Applied Statistics
40 (1991), 283-294 (moments); Laird, "Nonparametric maximum likelihood estimation of a mixing distribution",
JASA 73 (1978), 805-811 (the steps); Shen and Louis, "Empirical Bayes estimation via the smoothing by
roughening approach", Journal of Computational and Graphical Statistics 8 (1999), 800-823 (stopping early from
a smooth start); Lin, Louis, Paddock and Ridgeway, "Loss function based ranking in two-stage, hierarchical
models", Bayesian Analysis 1 (2006), 915-946 (ranks from posterior draws).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from sipmap.scoring.uncertainty.inputs import Counted, Estimated, Floats

Mask = npt.NDArray[np.bool_]

STEPS = 300
"""Steps of expectation-maximisation: enough for clusters to show, few enough that chance is not read as one.
Ranges are not sensitive to it: with 100 steps they held true ranks as often, within about two points."""

WARDS_FOR_PRIOR = 1000
"""Wards, evenly through the list, that shape the prior; beyond so many, more would only take longer."""

CELLS_PER_NOISE = 6
"""Cells of the grid for one standard error: within a cell the posterior is even."""

FEWEST_CELLS, MOST_CELLS = 64, 1024

QUANTILES = 512
"""Points at which a ward's posterior is kept; the outermost thousandth on either side is cut."""

LEAST_SPREAD = 0.05
"""Least variance of the prior's start as a share of the mean sampling variance. Where the data show no spread
beyond chance, wards must still differ by something for their order to be unknown rather than tied."""


@dataclass(frozen=True)
class Evidence:
    """What is known of each ward's true value, on a grid."""

    edges: Floats
    """cells + 1, rising, in the unit of the value."""
    likelihood: Floats
    """wards x cells; each row is scaled to a largest value of 1."""
    start: Floats
    """cells: the prior before any step; adds up to 1."""


def moments(counted: Counted, rows: Mask) -> tuple[float, float]:
    """Return Marshall's prior mean and variance of the rates of the given wards.

    m = sum(y) / sum(n); A = sum(n (r - m)^2) / sum(n) - m / mean(n), with m (1 - m) for m in the last term
    where counts are binomial; at least `LEAST_SPREAD` of that term.
    """
    y, n = counted.numerator[rows], counted.denominator[rows]
    mean = float(y.sum() / n.sum())
    chance = mean * (1 - mean if counted.family == "binomial" else 1) / float(n.mean())
    spread = float((n * (y / n - mean) ** 2).sum() / n.sum()) - chance
    return mean, max(spread, LEAST_SPREAD * chance)


def counted_evidence(counted: Counted, rows: Mask) -> Evidence:
    """Lay out counts on a grid that is even on the scale where their noise is: arcsine or square root."""
    y, n = counted.numerator[rows], counted.denominator[rows]
    mean, variance = moments(counted, rows)
    if counted.family == "binomial":
        edges = np.sin(_edges(np.arcsin(np.sqrt(y / n)), 0.5 / np.sqrt(n), 0.0, np.pi / 2)) ** 2
    else:
        edges = _edges(np.sqrt(y / n), 0.5 / np.sqrt(n), 0.0, np.inf) ** 2
    centres = (edges[1:] + edges[:-1]) / 2
    if counted.family == "binomial":
        log = y[:, None] * np.log(centres) + (n - y)[:, None] * np.log1p(-centres)
        size = max(mean * (1 - mean) / variance - 1, 1.0) if 0 < mean < 1 else 1.0
        start: Floats = stats.beta.logpdf(centres, mean * size + 1e-9, (1 - mean) * size + 1e-9)
    else:
        log = y[:, None] * np.log(centres) - n[:, None] * centres
        start = stats.gamma.logpdf(centres, mean**2 / variance, scale=variance / mean) if mean else -centres
    return Evidence(edges, _scaled(log), _distribution(start, edges))


def estimated_evidence(values: Floats, errors: Floats) -> Evidence:
    """Lay out values with normal errors on an even grid."""
    edges = _edges(values, errors, -np.inf, np.inf)
    centres = (edges[1:] + edges[:-1]) / 2
    log = -0.5 * ((values[:, None] - centres) / errors[:, None]) ** 2
    chance = float((errors**2).mean())
    spread = max(float(values.var(ddof=1)) - chance if len(values) > 1 else 0.0, LEAST_SPREAD * chance)
    start = -0.5 * (centres - float(values.mean())) ** 2 / spread
    return Evidence(edges, _scaled(log), _distribution(start, edges))


def _edges(points: Floats, noise: Floats, least: float, most: float) -> Floats:
    """Spread cells evenly over the estimates, beyond which the most likely prior has nothing."""
    pad = float(noise.min()) / 2
    low, high = max(float(points.min()) - pad, least), min(float(points.max()) + pad, most)
    cells = np.ceil(CELLS_PER_NOISE * (high - low) / float(np.quantile(noise, 0.1)))
    return np.linspace(low, high, int(np.clip(cells, FEWEST_CELLS, MOST_CELLS)) + 1)


def _scaled(log: Floats) -> Floats:
    likelihood: Floats = np.exp(log - log.max(axis=1, keepdims=True))
    return likelihood


def _distribution(log_density: Floats, edges: Floats) -> Floats:
    mass: Floats = np.exp(log_density - log_density.max()) * np.diff(edges)
    shares: Floats = mass / mass.sum()
    return shares


def fitted_prior(evidence: Evidence, steps: int = STEPS) -> Floats:
    """Reshape the prior's start by expectation-maximisation: each step is the mean of all posteriors."""
    stride = -(-len(evidence.likelihood) // WARDS_FOR_PRIOR)
    likelihood = np.ascontiguousarray(evidence.likelihood[::stride])
    prior = evidence.start
    for _ in range(steps):
        prior = prior * ((1 / (likelihood @ prior)) @ likelihood)
        prior = prior / prior.sum()
    return prior


def posterior_quantiles(evidence: Evidence, steps: int = STEPS) -> Floats:
    """Return wards x `QUANTILES`: each ward's posterior at the middle of so many equal shares of its mass."""
    mass = evidence.likelihood * fitted_prior(evidence, steps)
    below = np.zeros((len(mass), mass.shape[1] + 1))
    np.cumsum(mass / mass.sum(axis=1, keepdims=True), axis=1, out=below[:, 1:])
    shares = (np.arange(QUANTILES) + 0.5) / QUANTILES
    quantiles: Floats = np.array([np.interp(shares, row, evidence.edges) for row in below])
    return quantiles


def deviations(source: Counted | Estimated, values: Floats) -> Floats:
    """Return wards x `QUANTILES`: how far a ward's true value may lie from the value that stands for it.

    Parameters
    ----------
    source : Counted or Estimated
    values : ndarray, wards
        The part's column. A ward without a value, or whose value is exact, gets 0.

    Returns
    -------
    ndarray in the unit of values, rising along each row where the slope is positive.
    """
    table: Floats = np.zeros((len(values), QUANTILES))
    if isinstance(source, Estimated):
        rows = ~np.isnan(values) & (source.standard_error > 0)
        if rows.any():
            evidence = estimated_evidence(values[rows], source.standard_error[rows])
            table[rows] = posterior_quantiles(evidence) - values[rows, None]
        return table
    rows = ~np.isnan(values)
    if rows.any():
        rates = source.numerator[rows] / source.denominator[rows]
        evidence = counted_evidence(source, rows)
        table[rows] = source.slope * (posterior_quantiles(evidence) - rates[:, None])
    return table
