"""Sampling error: how far a ward's true values may lie from its counted ones.

Draws around the estimates would give ranges of ranks that hold the truth too seldom, as estimates are more
spread out than the truths are: in counties of 60 wards, 90 % ranges made so held 77 % of true ranks where
wards lie in clusters (errors a tenth of the county's spread), and 84 % where not (errors as large as it).
So each ward's true score is drawn from its posterior, under a prior that the wards themselves give (see
`prior`), and the deviation is shared out among the sampled parts.

The prior is one on the score and not on each part. Simulated with three parts under a prior each, ranges
meant to hold 90 % of true ranks held 77 to 90 %: a part's prior knows nothing of the ward's other parts.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sipmap.scoring.rates.bayes import empirical_bayes
from sipmap.scoring.uncertainty.inputs import Counted, Estimated, Floats, Problem
from sipmap.scoring.uncertainty.prior import QUANTILES, evidence, grid, posterior_quantiles

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sampling:
    """What to draw sampling deviations from, for the parts that have weight."""

    parts: tuple[int, ...]
    """Columns of the sampled parts; empty where nothing is sampled."""
    errors: Floats
    """wards x those parts: standard errors in the unit of values; 0 where there is none."""
    effects: Floats
    """wards x those parts: what one standard error of the part adds to the score."""
    score: Floats
    """wards x `QUANTILES`: the posterior of the true score, less the score."""

    @property
    def has_one_way(self) -> bool:
        """Whether a score can only move by one part, which moves every score that it has an error in."""
        return len(self.parts) == 1 and bool((self.effects[self.errors > 0] != 0).all())


NO_SAMPLING = Sampling((), np.empty((0, 0)), np.empty((0, 0)), np.empty((0, 0)))


def standard_errors(source: Counted | Estimated, values: Floats) -> Floats:
    """Return the standard error of each ward's value; NaN where it has none.

    A count's is that of a rate drawn towards the set's as by Marshall (1991), so that a ward in which nobody
    was counted is not taken for sure.
    """
    if isinstance(source, Estimated):
        return source.standard_error
    counted = np.where(np.isnan(values), np.nan, source.numerator)
    rate = empirical_bayes(counted, source.denominator).rate
    variance = rate * (1 - rate if source.family == "binomial" else 1)
    errors: Floats = np.abs(source.slope) * np.sqrt(variance / source.denominator)
    return errors


def score_effects(problem: Problem) -> tuple[tuple[int, ...], Floats, Floats, Floats]:
    """Return sampled parts, their errors, what one error adds to the score, and the score itself.

    By the problem's first method: half the difference between the scores with the part one standard error up
    and one down, which for a weighted sum is weight times error. 0 where the method gives no score there.

    Returns
    -------
    parts (tuple of columns with weight), errors and effects (wards x those parts), scores (wards)
    """
    method, weights = problem.methods[0], problem.weights[None]
    sources = [source for source in problem.sampled if problem.weights[source.part] > 0]
    errors: Floats = np.zeros((len(problem.values), len(sources)))
    effects = errors.copy()
    for column, source in enumerate(sources):
        errors[:, column] = np.nan_to_num(standard_errors(source, problem.values[:, source.part]))
        step = np.zeros(problem.values.shape)
        step[:, source.part] = errors[:, column]
        rise = method((problem.values + step)[None], weights) - method((problem.values - step)[None], weights)
        effects[:, column] = np.nan_to_num(rise[0] / 2)
    scores = method(problem.values[None], weights)[0]
    return tuple(source.part for source in sources), errors, effects, scores


def sampling_of(problem: Problem) -> Sampling:
    """Work out, once for all draws, what sampling deviations are drawn from.

    The likelihood of a ward's true score is exact, binomial or Poisson, where one part is sampled and
    counted, and normal where several are. Scores are those of the problem's own weights, values and first
    method, whatever else is compared.
    """
    parts, errors, effects, scores = score_effects(problem)
    error = np.sqrt((effects**2).sum(axis=1))
    rows = ~np.isnan(scores) & (error > 0)
    deviation: Floats = np.zeros((len(scores), QUANTILES))
    if rows.any():
        edges = grid(scores[rows], error[rows])
        moves = (edges[1:] + edges[:-1]) / 2 - scores[rows, None]
        source = next(source for source in problem.sampled if source.part in parts)
        if len(parts) == 1 and isinstance(source, Counted):
            log = log_likelihood(source, rows, moves * errors[rows] / (effects[rows] * source.slope))
        else:
            log = -0.5 * (moves / error[rows, None]) ** 2
        found = evidence(scores[rows], error[rows], edges, log)
        deviation[rows] = posterior_quantiles(found) - scores[rows, None]
    return Sampling(parts, errors, effects, deviation)


def log_likelihood(counted: Counted, rows: Mask, moves: Floats) -> Floats:
    """Log-likelihood of counts at rates moved away from the crude ones; wards x cells, without constants."""
    y, n = counted.numerator[rows, None], counted.denominator[rows, None]
    rates = y / n + moves
    is_rate = (rates > 0) & (rates < (1 if counted.family == "binomial" else np.inf))
    rates = np.where(is_rate, rates, 0.5)
    other = (n - y) * np.log1p(-rates) if counted.family == "binomial" else -n * rates
    log: Floats = np.where(is_rate, y * np.log(rates) + other, -np.inf)
    return log


def deviation(sampling: Sampling, score: Floats) -> Floats:
    """Give the whole deviation of the score to the one sampled part, as `deviations` then does for any noise.

    Parameters
    ----------
    sampling : Sampling
        That has one way to move.
    score : ndarray, draws x wards

    Returns
    -------
    ndarray, draws x wards x 1, in the unit of values
    """
    effect = sampling.effects[:, 0]
    for_one = np.divide(sampling.errors[:, 0], effect, out=np.zeros_like(effect), where=effect != 0)
    return (score * for_one)[:, :, None]


def deviations(sampling: Sampling, score: Floats, noise: Floats) -> Floats:
    """Share a deviation of the score out among the parts.

    Given the score's deviation d, that of part k is s_k (e_k + (c_k / sum(c^2)) (d - sum(c e))), e being free
    standard normal errors, s the standard errors and c what each adds to the score: what normal errors are,
    given their weighted sum.

    Parameters
    ----------
    sampling : Sampling
    score : ndarray, draws x wards
    noise : ndarray, draws x wards x sampled parts
        Standard normal; changed in place.

    Returns
    -------
    ndarray, draws x wards x sampled parts, in the unit of values
    """
    effects = sampling.effects
    share = effects / np.maximum((effects**2).sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    rest = score - np.einsum("dwp,wp->dw", noise, effects)
    noise += share * rest[:, :, None]
    noise *= sampling.errors
    return noise
